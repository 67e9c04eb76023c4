"""Named people who lost their code: a link to the known address, good once and not long (K-43)."""

import email
import email.policy
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from time_machine import Traveller
from werkzeug.test import TestResponse

from app.database import db, transaction
from app.intake.submission import Sender
from app.jobs.runner import run
from app.models import Correspondent, Event, Letter, TrackLink
from app.queries import cases
from tests.web.seats import case_of, filled, sit
from tests.web.visitors import receipt, tell

LINK = re.compile(r"http://[^\s\"<]*/track/open/([0-9a-f]{64})")


@pytest.fixture(autouse=True)
def office(seat: object) -> None:
    """People at work."""


@pytest.fixture
def named(client: FlaskClient) -> str:
    """The reference of a named person's case."""
    tell(client)
    return receipt(client)[0]


def ask(client: FlaskClient, reference: str, address: str) -> TestResponse:
    return client.post("/track/lost", data={"reference": reference, "email": address})


def letters(app: Flask) -> list[Letter]:
    with app.app_context():
        return list(db.session.scalars(select(Letter).where(Letter.name == "lost_link")))


def token_of(app: Flask) -> str:
    """The link as it left, from the letter that was kept as a file."""
    with app.app_context():
        run("send_letters", datetime.now(UTC))
        folder: Path = app.config["SETTINGS"].var / "outbox"
    place = next(iter(folder.glob("*lost_link.eml")))
    message = email.message_from_bytes(place.read_bytes(), policy=email.policy.default)
    found = LINK.search(message.get_body(("plain",)).get_content())
    assert found
    return found[1]


def test_every_question_is_answered_alike(app: Flask, client: FlaskClient, named: str) -> None:
    tell(client, token="another-" + "x" * 30, anonymous="yes", name=None, email=None)
    nameless = receipt(client)[0]
    asked = [(named, "SOMMAI@example.org"), (named, "x@example.org"),
             ("OFFICE-2570-9999", "sommai@example.org"),
             (nameless, "sommai@example.org")]  # fmt: skip
    answers = [ask(client, *one) for one in asked]
    assert {(a.status_code, a.location, a.data) for a in answers} == {
        (303, "/track/lost/sent", answers[0].data)
    }
    assert [(one.recipient, one.case_id is not None) for one in letters(app)] == [
        ("sommai@example.org", True)
    ]
    with app.app_context():
        events = db.session.scalars(select(Event).where(Event.what == "link_asked")).all()
        assert [(e.case_id, e.note, e.details) for e in events] == [(None, "", {})] * 3


def test_asked_twice_it_is_one_letter(app: Flask, client: FlaskClient, named: str) -> None:
    for _ in range(3):
        ask(client, named, "sommai@example.org")
    assert len(letters(app)) == 1


def test_a_restricted_case_sends_nothing_at_a_strangers_word(
    app: Flask, client: FlaskClient, new_case
) -> None:
    reference = new_case(topic="C08")
    ask(client, reference, "sommai@example.org")
    assert letters(app) == []


def test_a_link_opens_once_and_only_when_a_person_presses(
    app: Flask, client: FlaskClient, named: str
) -> None:
    ask(client, named, "sommai@example.org")
    token = token_of(app)
    elsewhere = app.test_client()
    assert elsewhere.get(f"/track/open/{token}").location == f"/track/lost/{token}"
    for _ in range(2):  # a program that opens the links of mails
        assert elsewhere.get(f"/track/lost/{token}").status_code == 200
    assert elsewhere.get("/track/case").location == "/track"
    assert elsewhere.post(f"/track/lost/{token}").location == "/track/case"
    assert named in elsewhere.get("/track/case").text
    assert app.test_client().post(f"/track/lost/{token}").status_code == 404
    assert app.test_client().get(f"/track/lost/{token}").status_code == 404


@pytest.mark.parametrize(("minutes", "status"), [(29, 303), (31, 404)])
def test_a_link_is_good_for_half_an_hour(
    app: Flask, client: FlaskClient, named: str, clock: Traveller, minutes: int, status: int
) -> None:
    ask(client, named, "sommai@example.org")
    token = token_of(app)
    clock.shift(timedelta(minutes=minutes))
    assert client.post(f"/track/lost/{token}").status_code == status


def test_a_link_belongs_to_its_purpose_and_its_address(
    app: Flask, client: FlaskClient, named: str
) -> None:
    ask(client, named, "sommai@example.org")
    token = token_of(app)
    with app.app_context():
        run("send_letters", datetime.now(UTC))
        other = db.session.scalars(
            select(TrackLink)
            .join(Letter, Letter.id == TrackLink.letter_id)
            .where(Letter.name == "acknowledgement")
        ).all()
        assert other  # the link of an ordinary letter is no link of this kind
        with transaction():
            person = db.session.scalars(select(Correspondent)).one()
            person.email = "new@example.org"
    assert client.post(f"/track/lost/{token}").status_code == 404


def test_the_page_asks_for_patience_after_ten_questions(client: FlaskClient, named: str) -> None:
    answers = [ask(client, named, f"x{n}@example.org").status_code for n in range(12)]
    assert answers == [303] * 10 + [429] * 2


def test_an_officer_has_the_link_sent_and_never_sees_it(
    app: Flask, client: FlaskClient, new_case, clock: Traveller
) -> None:
    reference = new_case()
    desk, url = sit(app, "clerk"), f"/desk/cases/{reference}/track-link"
    assert url in desk.get(f"/desk/cases/{reference}").text
    sent = desk.post(url, data=filled(desk, url))
    assert sent.status_code in (302, 303)
    token = token_of(app)
    page = desk.get(f"/desk/cases/{reference}").text
    letter = desk.get(f"/desk/outbox/{letters(app)[0].id}").text
    assert token not in page + letter
    assert "ส่งลิงก์ติดตามให้ผู้แจ้ง" in page
    with app.app_context():
        what = [event.what for event in cases.events(case_of(app, reference))]
    assert what[-1] == "link_sent"
    assert app.test_client().post(f"/track/lost/{token}").location == "/track/case"


def test_nobody_can_be_sent_a_link_who_gave_no_address(app: Flask, new_case) -> None:
    reference = new_case(anonymous=True, sender=Sender())
    desk, url = sit(app, "clerk"), f"/desk/cases/{reference}/track-link"
    assert url not in desk.get(f"/desk/cases/{reference}").text
    assert desk.get(url).status_code == 403
