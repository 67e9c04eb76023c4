"""Answers to be signed, on the desk and by calls; nobody outside reads a draft."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.actions.send_letter import send_letter
from app.actions.sign_answers import switch_signing
from app.database import db, transaction
from app.models import Letter
from app.queries import people
from tests.web.callers import bearer, seen
from tests.web.conftest import Seat
from tests.web.seats import case_of, email, filled, hidden, text
from tests.web.visitors import open_case
from workflows import State

ANSWER = "ส่งวารสารฉบับที่ค้างให้ท่านแล้ว"
GIVEN = {"outcome": "upheld", "answer": ANSWER}


@pytest.fixture
def signed(seat: Seat, app: Flask, now: datetime) -> None:
    with app.app_context(), transaction():
        switch_signing(True, people.by_email(email("boss")), now)


@pytest.fixture
def drafted(signed: None, seat: Seat, new_case: Callable[..., str]) -> str:
    """The owner ended the case; its answer waits."""
    reference = new_case(State.ANALYSED)
    url = f"/desk/cases/{reference}/steps/resolve"
    assert seat("officer").post(url, data=filled(seat("officer"), url, **GIVEN)).status_code == 302
    return reference


def draft_url(page: object) -> str:
    return str(page.text).split('href="/desk/signing/')[1].split('"')[0]  # type: ignore[attr-defined]  # an answer


def test_a_manager_switches_the_signing_on_in_the_settings(seat: Seat) -> None:
    boss = seat("boss")
    assert boss.post("/settings/letters", data={"signed": "yes"}).status_code == 302
    page = boss.get("/settings/letters")
    assert 'value="yes" checked' in page.text
    assert "คำตอบต้องลงนามก่อนส่ง" in text(page)
    assert "ผู้บริหารที่ลงนามได้ 1 คน และร่างที่รอลงนาม 0 ฉบับ" in text(page)


def test_a_draft_is_signed_on_its_page_and_the_case_ends(
    drafted: str, seat: Seat, app: Flask, now: datetime, tmp_path: Path
) -> None:
    boss = seat("boss")
    listed = boss.get("/desk/signing")
    assert "รอท่านลงนาม" in text(listed)
    url = f"/desk/signing/{draft_url(listed)}"
    page = boss.get(url)
    assert ANSWER in page.text
    sent = {"version": hidden(page, "version"), "do": "sign", "number": ""}
    assert "ใส่เลขที่หนังสือ" in text(boss.post(url, data=sent))
    assert boss.post(url, data={**sent, "number": "อก 0801/123"}).status_code == 302
    with app.app_context():
        assert case_of(app, drafted).state is State.RESOLVED
        kept = db.session.scalars(select(Letter).where(Letter.number != "")).one()
        number = kept.id
        send_letter(number, now, key="k" * 40, base_url="https://siang.example", kept=tmp_path)
    mail = message_from_bytes(next(tmp_path.glob("*.eml")).read_bytes(), policy=default)
    for kind in ("plain", "html"):
        assert "ที่ อก 0801/123" in mail.get_body((kind,)).get_content()
    assert "ที่ อก 0801/123" in text(boss.get(f"/desk/outbox/{number}"))
    assert "ลงนามคำตอบ" in text(boss.get(f"/desk/cases/{drafted}"))
    assert boss.get(url).status_code == 404


def test_the_author_changes_and_withdraws_the_draft_but_does_not_sign_it(
    drafted: str, seat: Seat, app: Flask, clock: time_machine.Traveller, now: datetime
) -> None:
    clock.move_to(now + timedelta(minutes=5))
    officer = seat("officer")
    url = f"/desk/signing/{draft_url(officer.get('/desk/signing'))}"
    page = officer.get(url)
    assert "ลงนามและส่ง" not in text(page)
    sent = {"version": hidden(page, "version")}
    assert officer.post(url, data={**sent, "do": "sign", "number": "1"}).status_code == 403
    changed = {**sent, "do": "change", "answer": "คำตอบที่แก้แล้ว"}
    assert officer.post(url, data=changed).status_code == 302
    assert "คำตอบที่แก้แล้ว" in officer.get(url).text
    assert officer.post(url, data=changed).status_code == 409  # another version now
    sent["version"] = hidden(officer.get(url), "version")
    assert officer.post(url, data={**sent, "do": "refuse"}).location == "/desk/signing"
    with app.app_context():
        assert case_of(app, drafted).state is State.ANALYSED


@pytest.mark.parametrize(("who", "leads"), [("officer", True), ("boss", True), ("auditor", False)])
def test_the_case_page_leads_to_the_draft_whoever_may_do_something_with_it(
    drafted: str, seat: Seat, clock: time_machine.Traveller, now: datetime, who: str, leads: bool
) -> None:
    clock.move_to(now + timedelta(days=60))  # however late the case is
    page = seat(who).get(f"/desk/cases/{drafted}")
    assert "/steps/resolve" not in page.text
    assert "เรื่องจะยุติและคำตอบจะส่งออกเมื่อลงนามแล้ว" in text(page)
    assert ('href="/desk/signing/' in page.text) is leads


def test_who_has_nothing_to_do_with_a_draft_does_not_find_it(drafted: str, seat: Seat) -> None:
    url = f"/desk/signing/{draft_url(seat('boss').get('/desk/signing'))}"
    for who in ("other", "clerk", "keeper"):
        assert seat(who).get(url).status_code == 404
        assert "รอท่านลงนาม" not in text(seat(who).get("/desk/signing"))


def test_the_correspondent_reads_nothing_of_a_draft(
    signed: None, seat: Seat, client: FlaskClient, app: Flask, now: datetime
) -> None:
    reference = open_case(client, topic="C04")
    for step, given in (
        ("assign", {"owner": email("officer")}),
        ("analyse", {"root_cause": "กระบวนงาน", "finding": "ส่งช้า"}),
        ("resolve", GIVEN),
    ):
        url = f"/desk/cases/{reference}/steps/{step}"
        sat = seat("boss" if step == "assign" else "officer")
        assert sat.post(url, data=filled(sat, url, **given)).status_code == 302
    assert ANSWER not in client.get("/track/case").text
    number = draft_url(seat("boss").get("/desk/signing"))
    assert client.get(f"/track/letters/{number}.pdf").status_code == 404


def test_programs_sign_too(drafted: str, app: Flask, now: datetime) -> None:
    client = app.test_client()
    with app.app_context(), transaction():
        boss = bearer(people.by_email(email("boss")), now)
        officer = bearer(people.by_email(email("officer")), now)
    (draft,) = client.get("/api/v1/signing", headers=boss).json["items"]
    assert (draft["reference"], draft["yours"]) == (drafted, True)
    url = f"/api/v1/cases/{drafted}"
    version = client.get(url, headers=boss).json["version"]
    body = {"answer": "คำตอบที่แก้แล้ว"}
    moved = client.post(f"{url}/draft/change", json=body, headers={**officer, **seen(version)})
    assert moved.json["state"] == "analysed"
    headers = {**officer, **seen(moved.json["version"])}
    assert (
        client.post(f"{url}/draft/sign", json={"number": "1"}, headers=headers).status_code == 403
    )
    headers = {**boss, **seen(moved.json["version"])}
    done = client.post(f"{url}/draft/sign", json={"number": "อก 1/2"}, headers=headers)
    assert done.json["state"] == "resolved"
    letters = client.get(url, headers=boss).json["letters"]
    assert [one["number"] for one in letters if one["name"] == "answer"] == ["อก 1/2"]
