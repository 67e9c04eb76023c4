"""/audit: who did what, for those who keep watch, and nothing that they may not know."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.actions.keep_person import renew_set_up
from app.actions.raise_wall import Named, raise_wall
from app.actions.write_note import write_note
from app.database import db, transaction
from app.models import Event
from app.queries import cases, people
from tests.factories import a_case, a_person
from tests.web.conftest import Seat
from tests.web.questions import questions
from tests.web.seats import email, text
from workflows import State

WORDS = "พบใบเสร็จปลอม ๓ ใบ"


@pytest.fixture
def secret(seat: Seat, app: Flask, now: datetime) -> str:
    """A restricted case that the keeper wrote a note on; its reference."""
    with app.app_context(), transaction():
        keeper = people.by_email(email("keeper"))
        case = a_case(now, State.ASSIGNED, owner=keeper, topic="C08")
        write_note(case, keeper, now, WORDS)
        return case.reference


def test_what_was_done_to_a_case_stands_there_with_name_and_time(
    seat: Seat, new_case: Callable[..., str]
) -> None:
    reference = new_case(State.ASSIGNED)
    page = text(seat("auditor").get("/audit"))
    assert reference in page
    assert "มอบหมายผู้รับผิดชอบ" in page
    assert "23 พ.ย. 2569" in page


def test_of_a_restricted_case_the_auditor_learns_that_and_when_but_not_which(
    seat: Seat, secret: str
) -> None:
    page = text(seat("auditor").get("/audit"))
    assert "เรื่องปกปิด" in page
    assert secret not in page
    assert WORDS not in page


def test_a_manager_learns_nothing_of_a_restricted_case(seat: Seat, secret: str) -> None:
    page = text(seat("boss").get("/audit"))
    assert "เรื่องปกปิด" not in page
    assert secret not in page


def test_asking_for_a_restricted_case_by_its_reference_finds_nothing(
    seat: Seat, secret: str
) -> None:
    assert "ไม่มีเหตุการณ์" in text(seat("auditor").get(f"/audit?reference={secret}"))


def test_who_is_behind_a_wall_reads_nothing_of_that_case(
    seat: Seat, new_case: Callable[..., str], app: Flask, now: datetime
) -> None:
    reference = new_case(State.ASSIGNED)
    with app.app_context(), transaction():
        other = a_person(now, "manager", "U02")
        case = cases.find(reference, other)
        raise_wall(case, other, now, Named(email("boss"), reason="ถูกร้องเรียน"))
    assert reference not in text(seat("boss").get("/audit"))


def test_events_are_narrowed_to_a_person_a_case_and_days(
    seat: Seat, new_case: Callable[..., str]
) -> None:
    reference, other = new_case(State.ASSIGNED), new_case()
    desk = seat("auditor")
    assert other not in text(desk.get(f"/audit?reference={reference}"))
    assert reference in text(desk.get("/audit?from=23/11/2569&to=23/11/2569"))
    assert "ไม่มีเหตุการณ์" in text(desk.get("/audit?to=22/11/2569"))
    assert "ไม่มีเหตุการณ์" in text(desk.get(f"/audit?person={email('auditor')}"))


def test_a_day_that_cannot_be_read_says_so_and_keeps_what_was_typed(seat: Seat) -> None:
    page = seat("auditor").get("/audit?from=เมื่อวาน")
    assert "พิมพ์วันที่" in text(page)
    assert 'value="เมื่อวาน"' in page.text


def test_a_sign_in_is_noted_and_so_is_one_that_was_refused(
    seat: Seat, client: FlaskClient, app: Flask, now: datetime
) -> None:
    wrong = {"email": email("officer"), "password": "ผิดแน่นอน ไม่ใช่คำนี้"}
    assert client.post("/sign-in", data=wrong).status_code == 422
    assert client.post("/sign-in", data={**wrong, "email": "nobody@x.example"}).status_code == 422
    with app.app_context():
        noted = db.session.scalars(select(Event).where(Event.what == "sign_in_refused")).all()
        officer = people.by_email(email("officer"))
        assert [event.subject for event in noted] == [f"person:{officer.id}", "person:unknown"]
        assert not any("nobody" in str(event.details) + event.note for event in noted)


def test_a_password_that_was_set_is_noted_with_its_owner(
    seat: Seat, client: FlaskClient, app: Flask, now: datetime
) -> None:
    with app.app_context(), transaction():
        token = renew_set_up(people.by_email(email("officer")), now)
    both = {"password": "ศาลาริมน้ำ 2569", "again": "ศาลาริมน้ำ 2569"}
    assert client.post(f"/set-up/{token}", data=both).status_code == 303
    page = text(seat("auditor").get("/audit"))
    assert "ตั้งรหัสผ่าน" in page
    assert "ศาลาริมน้ำ" not in page


def test_keys_made_at_the_command_line_are_noted(seat: Seat, app: Flask) -> None:
    made = app.test_cli_runner().invoke(args=["user", "token", email("officer")])
    assert made.exit_code == 0
    page = text(seat("auditor").get("/audit"))
    assert "ออกกุญแจ API" in page
    assert made.output.strip() not in page


def test_a_page_asks_a_bounded_number_of_questions_and_the_next_goes_on(
    seat: Seat, new_case: Callable[..., str], app: Flask
) -> None:
    desk = seat("auditor")
    first, *_ = [new_case(State.ASSIGNED) for _ in range(55)]
    with questions(app) as asked:
        page = desk.get("/audit")
    assert len(asked) <= 9
    assert first not in text(page)
    on = re.search(r'href="(/audit\?after=\d+)"', page.text)
    assert on is not None
    assert first in text(desk.get(on[1]))
