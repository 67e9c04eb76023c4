"""Of an anonymous person's file staff see a copy that says nothing of who made it."""

import hashlib
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.database import transaction
from app.intake.submission import File
from app.jobs.runner import run
from app.models import Attachment, Case
from app.storage import cupboard
from tests.factories import a_case
from tests.files import CANARY, a_pdf, a_photo, an_office_file
from tests.web.callers import a_caller
from tests.web.kept_files import NAME, Kept, Seat, opened
from tests.web.visitors import receipt, tell


def told(client: FlaskClient, seat: Seat, file: Attachment, reference: str,
         caller: dict[str, str]) -> list[TestResponse]:  # fmt: skip
    """All that staff can read of a case and its file."""
    api = f"/api/v1/cases/{reference}"
    pages = [f"/desk/cases/{reference}", f"/files/{file.token}", "/desk?queue=all"]
    called = [api, f"{api}/attachments/{file.id}", "/api/v1/cases"]
    return [
        *(seat(who).get(page) for who in ("boss", "officer", "auditor") for page in pages),
        *(client.get(url, headers=caller) for url in called),
    ]


@pytest.mark.parametrize(("name", "content"), [
    (NAME, a_photo()), ("สแกน.pdf", a_pdf()), ("คำร้อง.docx", an_office_file()),
    ("ภาพ.png", a_photo("PNG")),
], ids=["jpg", "pdf", "docx", "png"])  # fmt: skip
def test_where_an_anonymous_photo_was_taken_never_reaches_staff(
    client: FlaskClient, seat: Seat, session: Session, now: datetime, name: str, content: bytes
) -> None:
    seat("boss")
    assert tell(client, anonymous="yes", name="", email="", topic="C04",
                files=[(name, content)]).status_code == 303  # fmt: skip
    reference, _ = receipt(client)
    file = session.scalars(select(Attachment)).one()
    caller = a_caller(now, "manager")
    waiting = told(client, seat, file, reference, caller)
    assert {answer.status_code for answer in waiting} == {200, 409}
    assert run("clean_files", now) == (1, 0)
    session.rollback()
    answers = told(client, seat, file, reference, caller)
    assert {answer.status_code for answer in answers} == {200}
    sha256 = hashlib.sha256(content).hexdigest()
    for answer in (*waiting, *answers):
        assert CANARY.encode() not in answer.data
        assert content not in answer.data
        assert sha256.encode() not in answer.data
    copy = seat("boss").get(f"/files/{file.token}")
    assert copy.headers["Content-Disposition"].startswith("attachment")
    assert len(copy.data) > 80
    assert cupboard.get_whole(file.key, file.sha256) == content


def test_what_cannot_be_cleaned_opens_after_a_warning_that_says_why(
    kept: Kept, seat: Seat, client: FlaskClient, session: Session,
    now: datetime,
) -> None:  # fmt: skip
    file = kept(b"\0\0\0\x18ftypheic" + CANARY.encode(), "ภาพ.heic", anonymous=True)
    assert run("clean_files", now) == (1, 0)
    officer, place = seat("officer"), f"/files/{file.token}"
    warning = officer.get(place)
    assert "ลบข้อมูลแฝงไม่ได้" in warning.text
    assert CANARY not in warning.text
    assert opened(session) == []
    answer = officer.post(place)
    assert answer.data.endswith(CANARY.encode())
    assert answer.headers["Content-Disposition"].startswith("attachment")
    (event,) = opened(session)
    assert event.details["unclean"] == "type"
    case = session.get_one(Case, file.case_id)
    url = f"/api/v1/cases/{case.reference}/attachments/{file.id}"
    assert client.get(url, headers=a_caller(now, "manager")).json["code"] == "unclean"


def test_the_original_opens_for_the_confidential_role_with_a_reason_on_record(
    kept: Kept, seat: Seat, session: Session, now: datetime
) -> None:
    with transaction():
        case = a_case(now, topic="C08", anonymous=True, files=(File(NAME, a_photo()),))
        reference = case.reference
    file = session.scalars(select(Attachment)).one()
    place = f"/files/{file.token}/original"
    assert run("clean_files", now) == (1, 0)
    for who in ("boss", "officer", "auditor", "admin"):
        assert seat(who).get(place).status_code == 404
        assert seat(who).post(place, data={"reason": "อยากดู"}).status_code == 404
    keeper = seat("keeper")
    assert place in keeper.get(f"/desk/cases/{reference}").text
    assert keeper.get(place).status_code == 200
    refused = keeper.post(place, data={"reason": "  "})
    assert (refused.status_code, "บอกเหตุผล" in refused.text) == (422, True)
    assert opened(session, "original_opened") == []
    answer = keeper.post(place, data={"reason": "ตรวจเวลาถ่ายภาพตามคำสั่งที่ 12/2570"})
    assert answer.data == a_photo()
    assert "Set-Cookie" not in answer.headers
    (event,) = opened(session, "original_opened")
    assert event.note == "ตรวจเวลาถ่ายภาพตามคำสั่งที่ 12/2570"


def test_a_person_whose_name_is_hidden_is_protected_alike(kept: Kept) -> None:
    assert kept(a_photo(), identity_hidden=True).cleaning == "pending"


def test_a_named_person_s_file_and_what_the_office_sends_stay_as_they_are(
    kept: Kept, session: Session, app: Flask
) -> None:
    assert (kept(a_photo()).cleaning, kept(b"plain words", anonymous=True).cleaning) == ("", "")
