"""Files leave by a token and a right, as downloads; who opened them is known."""

import re
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from time_machine import Traveller

from app.actions.attach import attach
from app.database import transaction
from app.intake.submission import File
from app.models import Attachment, Case
from tests.factories import a_case
from tests.web.callers import a_caller
from tests.web.kept_files import NAME, Kept, Seat, change, opened
from tests.web.visitors import open_case

# ---- as a download and nothing else


def test_a_file_is_saved_under_its_thai_name_and_runs_nowhere(kept: Kept, seat: Seat) -> None:
    file = kept(b"<html><script>alert(1)</script>", "แผน ก.html")
    answer = seat("officer").get(f"/files/{file.token}")
    assert answer.data == b"<html><script>alert(1)</script>"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"file.html\"; filename*=UTF-8''"
        "%E0%B9%81%E0%B8%9C%E0%B8%99%20%E0%B8%81.html"
    )
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("stored", [
    "text/html", "image/svg+xml", "text/html\r\nX-A: b", 'image/png; charset="x', "application/xml",
    "text/javascript", "application/xhtml+xml", "message/external-body",
])  # fmt: skip
def test_the_type_is_one_of_ours_whatever_was_said(
    kept: Kept, session: Session, seat: Seat, stored: str
) -> None:
    file = kept()
    change(session, file, type=stored)
    answer = seat("officer").get(f"/files/{file.token}")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "X-A" not in answer.headers


def test_a_download_leaves_no_cookie_and_renews_no_session(
    kept: Kept, seat: Seat, client: FlaskClient, clock: Traveller
) -> None:
    file, officer = kept(), seat("officer")
    officer.get("/desk")
    clock.shift(timedelta(minutes=50))
    assert "Set-Cookie" not in officer.get(f"/files/{file.token}").headers
    clock.shift(timedelta(minutes=80))  # the session has been idle for more than two hours
    assert officer.get("/desk").status_code == 302
    open_case(client, files=[(NAME, b"x")])
    token = re.findall(r"/files/[\w-]{43}", client.get("/track/case").text)[0]
    assert "Set-Cookie" not in client.get(token).headers


# ---- a token and a right


def test_tokens_cannot_be_guessed(session: Session, kept: Kept, now: datetime) -> None:
    first = kept()
    with transaction():
        case = session.get_one(Case, first.case_id)
        for _ in range(9):
            attach(case, [File("ก.txt", b"same")] * 10, now)
    tokens = list(session.scalars(select(Attachment.token)))
    assert len(set(tokens)) == 91
    assert {len(token) for token in tokens} == {43}  # 256 bits
    letters = {letter: "".join(tokens).count(letter) for letter in set("".join(tokens))}
    assert len(letters) == 64
    mean = len(tokens) * 42 / 64
    spread = sum((n - mean) ** 2 / mean for n in letters.values())
    assert spread < 120  # chi squared of 63: beyond it once in a hundred thousand


@pytest.mark.parametrize("who", ["other", "keeper", "admin"])
def test_a_token_without_the_right_finds_nothing(
    kept: Kept, seat: Seat, session: Session, who: str
) -> None:
    file = kept()
    assert seat(who).get(f"/files/{file.token}").status_code == 404
    assert seat(who).get("/files/" + "x" * 43).status_code == 404
    assert opened(session) == []


def test_a_token_without_a_session_finds_nothing(kept: Kept, client: FlaskClient) -> None:
    assert client.get(f"/files/{kept().token}").status_code == 404


def test_a_correspondent_has_the_files_of_the_case_that_is_open_and_no_other(
    kept: Kept, client: FlaskClient, session: Session
) -> None:
    other = kept()
    open_case(client, files=[(NAME, b"mine")])
    session.rollback()
    mine = session.scalars(select(Attachment).where(Attachment.id != other.id)).one()
    assert client.get(f"/files/{mine.token}").data == b"mine"
    assert client.get(f"/files/{other.token}").status_code == 404
    client.post("/track/leave")
    assert client.get(f"/files/{mine.token}").status_code == 404


def test_files_of_a_restricted_case_are_for_confidential_officers(
    kept: Kept, seat: Seat, session: Session, now: datetime
) -> None:
    with transaction():
        case = a_case(now, topic="C08", files=(File(NAME, b"secret"),))
    file = session.scalars(select(Attachment).where(Attachment.case_id == case.id)).one()
    found = {who: seat(who).get(f"/files/{file.token}").status_code
             for who in ("boss", "clerk", "officer", "auditor", "keeper")}  # fmt: skip
    assert found == {"boss": 404, "clerk": 404, "officer": 404, "auditor": 404, "keeper": 200}


# ---- on record


def test_who_opened_a_file_is_on_record_once_a_day(
    kept: Kept, seat: Seat, session: Session, clock: Traveller
) -> None:
    file = kept()
    version = session.get_one(Case, file.case_id).version
    for who in ("officer", "officer", "boss", "officer"):
        assert seat(who).get(f"/files/{file.token}").status_code == 200
    assert [event.actor.name for event in opened(session) if event.actor] == ["คุณofficer", "คุณboss"]
    clock.shift(timedelta(days=1))
    seat("officer").get(f"/files/{file.token}")
    assert len(opened(session)) == 3
    assert session.get_one(Case, file.case_id).version == version  # nobody's form is disturbed


def test_the_api_is_on_record_too(
    kept: Kept, client: FlaskClient, session: Session, now: datetime
) -> None:
    case = session.get_one(Case, kept().case_id)
    caller = a_caller(now, "manager")
    (told,) = client.get(f"/api/v1/cases/{case.reference}", headers=caller).json["attachments"]
    assert (told["shut"], told["danger"]) == ("", "")
    answer = client.get(told["url"], headers=caller)
    assert (answer.data, answer.headers.get("Set-Cookie")) == (b"evidence", None)
    assert len(opened(session)) == 1
