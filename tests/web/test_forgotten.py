"""A forgotten password: K-43, and what a link of a mail may do."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from time_machine import Traveller

from app.actions.keep_password import reset_token
from app.actions.keep_person import issue_token, set_password
from app.actions.send_letter import send_letter
from app.database import db, transaction
from app.models import Event, Letter, Token
from tests.second_factors import a_telephone
from tests.web.seats import an_office_at_work, email, person_of, sit

PASSWORD = "ม้าแก่กินหญ้าเขียว"
NEW = {"password": "แมวใหม่ชอบปลาทูสด", "again": "แมวใหม่ชอบปลาทูสด"}


@pytest.fixture
def office(app: Flask, client: FlaskClient, now: datetime) -> Flask:
    an_office_at_work(app, now)
    with app.app_context(), transaction():
        set_password(person_of("officer"), PASSWORD)
    return app


def ask(client: FlaskClient, address: str) -> str:
    answer = client.post("/sign-in/forgotten", data={"email": address})
    return f"{answer.status_code} {answer.location} {client.get(answer.location).text}"


def letters(office: Flask) -> list[Letter]:
    with office.app_context():
        query = select(Letter).where(Letter.name == "password_reset").order_by(Letter.id)
        return list(db.session.scalars(query))


def link(office: Flask, at: int = -1) -> str:
    occasion = letters(office)[at].occasion
    return f"/sign-in/reset/{reset_token(office.config['SECRET_KEY'], occasion)}"


def test_every_address_is_answered_alike_and_only_ours_gets_a_letter(
    client: FlaskClient, office: Flask, now: datetime
) -> None:
    with office.app_context(), transaction() as session:
        gone = person_of("other")
        gone.active = False
        session.add(gone)
    known = ask(client, " Officer@OIE.example ")
    for address in ("nobody@oie.example", email("other")):
        assert ask(client, address) == known
    assert [letter.recipient for letter in letters(office)] == [email("officer")]


def test_the_link_stands_in_no_row_and_leads_to_our_own_address(
    client: FlaskClient, office: Flask, now: datetime
) -> None:
    client.post(
        "/sign-in/forgotten", data={"email": email("officer")}, headers={"Host": "evil.example"}
    )
    letter = letters(office)[0]
    secret = link(office).rpartition("/")[2]
    with office.app_context():
        assert secret not in letter.text
        assert secret not in db.session.scalars(select(Token.hash)).all()
        folder = office.config["SETTINGS"].var / "mail"
        folder.mkdir(exist_ok=True)
        base = office.config["BASE_URL"]
        send_letter(letter.id, now, key=office.config["SECRET_KEY"], base_url=base, kept=folder)
        sent = next(folder.glob("**/*.eml")).read_bytes()
    assert b"evil.example" not in sent
    assert secret not in sit(office, "boss").get(f"/desk/outbox/{letter.id}").text


def test_a_link_works_once_ends_all_sessions_and_signs_nobody_in(
    client: FlaskClient, office: Flask
) -> None:
    elsewhere = sit(office, "officer")
    ask(client, email("officer"))
    visitor, address = office.test_client(), link(office)
    assert email("officer") in visitor.get(address).text
    assert visitor.post(address, data={**NEW, "again": "other"}).status_code == 422
    assert visitor.post(address, data={"password": "x", "again": "x"}).status_code == 422
    assert visitor.post(address, data=NEW).location == "/sign-in"
    assert visitor.get("/desk").location.startswith("/sign-in")
    assert elsewhere.get("/desk").location.startswith("/sign-in")
    used = visitor.get(address)
    assert used.status_code == 404
    assert "ลิงก์นี้ใช้ไม่ได้แล้ว</h1>" in used.text
    assert visitor.post(address, data=NEW).status_code == 404
    given = {"email": email("officer"), "password": NEW["password"]}
    assert visitor.post("/sign-in", data=given).location == "/desk/today"


def test_a_new_password_by_link_still_asks_for_the_second_factor(
    client: FlaskClient, office: Flask, now: datetime
) -> None:
    with office.app_context(), transaction():
        a_telephone(person_of("officer"), now)
    ask(client, email("officer"))
    client.post(link(office), data=NEW)
    given = {"email": email("officer"), "password": NEW["password"]}
    assert client.post("/sign-in", data=given).location == "/sign-in/code"


def test_k43_a_link_ends_after_half_an_hour(
    client: FlaskClient, office: Flask, clock: Traveller, now: datetime
) -> None:
    ask(client, email("officer"))
    clock.move_to(now + timedelta(minutes=29))
    assert client.get(link(office)).status_code == 200
    clock.move_to(now + timedelta(minutes=31))
    assert client.get(link(office)).status_code == 404
    assert client.post(link(office), data=NEW).status_code == 404


def test_k43_a_link_is_bound_to_its_purpose(
    client: FlaskClient, office: Flask, now: datetime
) -> None:
    ask(client, email("officer"))
    secret = link(office).rpartition("/")[2]
    assert client.get(f"/set-up/{secret}").status_code == 404
    with office.app_context(), transaction():
        other = issue_token(person_of("officer"), "setup", now)
    for wrong in (other, f"{who_id(office)}.{other}", "", "1", "x.y", "๑.y"):
        assert client.get(f"/sign-in/reset/{wrong}").status_code == 404


def who_id(office: Flask) -> int:
    with office.app_context():
        return person_of("officer").id


def test_k43_a_link_is_bound_to_the_address_it_went_to(client: FlaskClient, office: Flask) -> None:
    ask(client, email("officer"))
    address = link(office)
    with office.app_context():
        other = person_of("boss").id
    swapped = address.replace(f"/{who_id(office)}.", f"/{other}.")
    assert client.get(swapped).status_code == 404
    with office.app_context(), transaction():
        person_of("officer").email = "moved@oie.example"
    assert client.post(address, data=NEW).status_code == 404


def test_using_one_link_ends_the_others(client: FlaskClient, office: Flask) -> None:
    ask(client, email("officer"))
    ask(client, email("officer"))
    assert client.post(link(office, 1), data=NEW).status_code == 303
    assert client.get(link(office, 0)).status_code == 404


def test_no_address_gets_more_than_three_an_hour(
    client: FlaskClient, office: Flask, clock: Traveller, now: datetime
) -> None:
    answers = {ask(client, email("officer")) for _ in range(5)}
    assert len(answers) == 1
    assert len(letters(office)) == 3
    clock.move_to(now + timedelta(minutes=61))
    ask(client, email("officer"))
    assert len(letters(office)) == 4


def test_the_audit_knows_that_it_was_asked_for_and_not_by_which_address(
    client: FlaskClient, office: Flask
) -> None:
    ask(client, email("officer"))
    ask(client, "nobody@elsewhere.example")
    with office.app_context():
        query = select(Event).where(Event.what == "reset_asked").order_by(Event.id)
        found = [event.subject for event in db.session.scalars(query)]
        assert found == [f"person:{person_of('officer').id}", "person:unknown"]
        texts = select(func.count()).where(Event.note.contains("nobody@"))
        assert db.session.scalar(texts) == 0
