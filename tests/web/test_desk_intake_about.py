"""Whom a case is about is kept away from the moment staff register it, before any routing."""

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.actions.keep_rule import keep_rule
from app.database import db, transaction
from app.jobs.runner import run
from app.models import Case, Letter, Person, Wall
from app.queries import cases, people, queues
from tests.factories import a_person
from tests.web.seats import email, hidden, text
from tests.web.visitors import errors
from workflows import State
from workflows.errors import UnknownReference


@pytest.fixture
def clerk(seat) -> FlaskClient:
    """The intake officer at the desk."""
    return seat("clerk")


def a_call(desk: FlaskClient, **more: object) -> dict[str, object]:
    """A caller complains about somebody here."""
    return {
        "token": hidden(desk.get("/desk/intake"), "token"), "channel": "phone",
        "kind": "complaint", "topic": "C04", "received_on": "23/11/2569", "received_time": "9.30",
        "subject": "เจ้าหน้าที่พูดจาไม่สุภาพ", "body": "โทรมาถามแล้วถูกวางสายใส่", "anonymous": "no",
        "name": "นางสาวทดสอบ", "phone": "02-000-0111", **more,
    }  # fmt: skip


def the_case() -> Case:
    return db.session.scalars(select(Case)).one()


def officer() -> Person:
    found = people.by_email(email("officer"))
    assert found is not None
    return found


def check_hidden_from(person: Person, case: Case, now: datetime) -> None:
    with pytest.raises(UnknownReference):
        cases.find(case.reference, person)
    assert set(queues.counts(person, now).values()) == {0}
    assert person.email not in db.session.scalars(select(Letter.recipient)).all()


def test_a_named_person_never_gets_nor_sees_the_case_even_when_a_rule_would_send_it_there(
    clerk: FlaskClient, app: Flask, now: datetime
) -> None:
    with app.app_context(), transaction():
        colleague = a_person(now, "officer").email
        keep_rule(now, name="เว็บไซต์", unit="U02", how="person", owner=email("officer"), active=True)
    answer = clerk.post("/desk/intake", data=a_call(clerk, person=email("officer")))
    assert answer.status_code == 200, text(answer)
    with app.app_context():
        check_hidden_from(officer(), the_case(), now)
        wall = db.session.scalars(select(Wall)).one()
        clerk_id = people.by_email(email("clerk")).id
        assert (wall.person_id, wall.raised_by_id) == (officer().id, clerk_id)
        whats = [event.what for event in cases.events(the_case())]
        assert whats == ["registered", "wall_raised"]
        run("route", now)
        case = the_case()
        assert case.state is State.ASSIGNED
        assert case.owner is not None
        assert case.owner.email in (colleague, email("boss"))
        check_hidden_from(officer(), case, now)


def test_a_named_unit_is_passed_over_even_when_the_topic_is_its_own(
    clerk: FlaskClient, app: Flask, now: datetime
) -> None:
    with app.app_context(), transaction():
        keep_rule(now, name="เว็บไซต์", unit="U02", how="unit", active=True)
    assert clerk.post("/desk/intake", data=a_call(clerk, unit="U02")).status_code == 200
    with app.app_context():
        assert the_case().unit_code is None
        run("route", now)
        case = the_case()
        assert (case.unit_code, case.owner_id) == (None, None)  # it waits for intake
        check_hidden_from(officer(), case, now)


def test_sent_twice_the_wall_stands_once_and_with_another_name_it_is_another_form(
    clerk: FlaskClient, app: Flask
) -> None:
    call = a_call(clerk, person=email("officer"))
    for _ in range(2):
        assert clerk.post("/desk/intake", data=call).status_code == 200
    assert clerk.post("/desk/intake", data={**call, "person": email("other")}).status_code == 409
    with app.app_context():
        assert len(db.session.scalars(select(Wall)).all()) == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"person": email("officer"), "unit": "U02"}, "เลือกบุคคลหรือหน่วยงานอย่างใดอย่างหนึ่ง"),
        ({"person": "nobody@oie.example"}, "เลือกบุคคลหรือหน่วยงานอย่างใดอย่างหนึ่ง"),
        ({"outside_body": "ป.ป.ท."}, "เลือกผู้ถูกร้องเรียนก่อน"),
        ({"person": email("officer"), "outside_body": "ป.ป.ท."},
         "ยังมีผู้พิจารณาเรื่องนี้ได้ในสำนักงาน เว้นช่องนี้ว่าง"),
        ({"person": email("boss")},
         "ไม่เหลือผู้พิจารณาเรื่องนี้ได้ในสำนักงาน ระบุหน่วยงานภายนอกที่รับไปพิจารณา เช่น ป.ป.ท. หรือ ป.ป.ช."),
    ],
)  # fmt: skip
def test_a_name_that_cannot_be_is_refused_at_its_field_and_nothing_is_registered(
    clerk: FlaskClient, app: Flask, given: dict[str, str], said: str
) -> None:
    answer = clerk.post("/desk/intake", data=a_call(clerk, **given))
    assert answer.status_code == 422
    assert errors(answer) == [said]
    assert "โทรมาถามแล้วถูกวางสายใส่" in answer.text
    with app.app_context():
        assert db.session.scalars(select(Case)).all() == []


def test_a_case_about_the_only_manager_goes_to_an_outside_body_at_once(
    clerk: FlaskClient, app: Flask
) -> None:
    call = a_call(clerk, person=email("boss"), outside_body="ป.ป.ท.", email="s@example.org")
    assert clerk.post("/desk/intake", data=call).status_code == 200
    with app.app_context():
        case = the_case()
        assert (case.state, case.forwarded_to) == (State.RESOLVED, "ป.ป.ท.")
        letters = [letter.name for letter in cases.letters(case, to_staff=False)]
        assert letters == ["acknowledgement", "answer"]


def test_a_confidential_officer_names_the_accused_of_any_case_they_register(
    seat, app: Flask
) -> None:
    desk = seat("keeper")
    for topic in ("C04", "C08"):
        call = a_call(desk, topic=topic, person=email("officer"))
        assert desk.post("/desk/intake", data=call).status_code == 200
    with app.app_context():
        assert len(db.session.scalars(select(Wall)).all()) == 2


def test_the_public_form_asks_nobody_for_names(client: FlaskClient, seat) -> None:
    page = client.get("/new/complaint").text
    assert 'name="person"' not in page
    assert 'name="unit"' not in page
