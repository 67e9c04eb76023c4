"""Signing in and out, and the one-time set-up link."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from time_machine import Traveller

from app.actions.keep_person import issue_token, set_password
from app.database import db, transaction
from app.models import Office, Person
from app.web.access import safe_next
from tests.factories import a_person, an_office
from tests.web.visitors import errors, open_case
from workflows.roles import Role

PASSWORD = "ม้าแก่กินหญ้าเขียว"
START = {
    "code": "oie", "name_th": "สำนักงานตัวอย่าง", "name_en": "Example Office",
    "phone": "02-000-0000", "person": "นายดูแล ระบบมั่น", "email": "doolae@oie.example",
    "password": PASSWORD, "again": PASSWORD,
}  # fmt: skip


@pytest.fixture
def people(app: Flask, now: datetime) -> None:
    with app.app_context(), transaction():
        an_office()
        for role in ("officer", "agency"):
            set_password(a_person(now, role, email=f"{role}@oie.example"), PASSWORD)


@pytest.fixture
def first_link(app: Flask, now: datetime) -> str:
    """The link that is printed at the first start of an empty office."""
    with app.app_context(), transaction():
        return f"/set-up/{issue_token(None, 'setup', now)}"


def sign_in(client: FlaskClient, email: str, password: str = PASSWORD, after: str = "/track"):
    fields = {"email": email, "password": password}
    return client.post(f"/sign-in?next={after}", data=fields)


@pytest.mark.usefixtures("people")
def test_an_officer_signs_in_with_any_spelling_of_the_address(client: FlaskClient) -> None:
    answer = sign_in(client, " Officer@OIE.example ", after="/desk/outbox")
    assert (answer.status_code, answer.location) == (303, "/desk/outbox")
    assert client.get("/sign-in?next=/flow-chart").location == "/flow-chart"


@pytest.mark.usefixtures("people")
def test_a_wrong_password_an_unknown_address_and_an_agency_are_answered_alike(
    client: FlaskClient,
) -> None:
    wrong = sign_in(client, "officer@oie.example", "not the password")
    others = [sign_in(client, "nobody@oie.example"), sign_in(client, "agency@oie.example")]
    assert "ไม่ตรงกัน" in wrong.text
    for other, address in zip(others, ("nobody", "agency"), strict=True):
        assert other.status_code == wrong.status_code == 422
        assert other.text.replace(address, "officer") == wrong.text
    assert client.get("/desk").status_code in (302, 303)


@pytest.mark.usefixtures("people")
def test_signing_in_leaves_nothing_of_the_session_before_but_the_language(
    client: FlaskClient,
) -> None:
    open_case(client)
    client.get("/language/en")
    sign_in(client, "officer@oie.example")
    with client.session_transaction() as session:
        assert "track" not in session
        assert session["language"] == "en"
        assert session.permanent


@pytest.mark.usefixtures("people")
def test_a_form_that_another_site_made_signs_nobody_in(
    client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    page = sign_in(client, "officer@oie.example")
    assert page.status_code == 422
    assert "กดส่งอีกครั้ง" in page.text
    assert client.post("/sign-out").status_code == 400


@pytest.mark.usefixtures("people")
def test_signing_out_ends_it(client: FlaskClient) -> None:
    sign_in(client, "officer@oie.example")
    assert client.post("/sign-out").location == "/sign-in"
    with client.session_transaction() as session:
        assert "_user_id" not in session
    assert client.get("/sign-out").status_code == 405


@pytest.mark.usefixtures("people")
def test_guessing_one_account_is_slowed_down_and_never_locked(
    client: FlaskClient, clock: Traveller, now: datetime
) -> None:
    for minute in range(10):
        clock.move_to(now + timedelta(seconds=61 * minute))
        assert sign_in(client, "officer@oie.example", f"guess {minute}").status_code == 422
    assert sign_in(client, "officer@oie.example").status_code == 429
    clock.move_to(now + timedelta(minutes=40))
    assert sign_in(client, "officer@oie.example").status_code == 303


@pytest.mark.usefixtures("people")
def test_one_address_may_fail_ten_times_a_minute(client: FlaskClient) -> None:
    tried = [sign_in(client, f"guess{n}@oie.example").status_code for n in range(11)]
    assert tried == [422] * 10 + [429]


@pytest.mark.parametrize(
    "target",
    ["https://evil.example", "//evil.example", "/\\evil.example", "evil", "", "/\t/evil.example"],
)
def test_nobody_is_led_to_another_site(app: Flask, target: str) -> None:
    with app.test_request_context():
        assert safe_next(target, "/here") == "/here"
        assert safe_next("/desk?queue=mine", "/here") == "/desk?queue=mine"


def test_a_person_chooses_a_password_with_the_link_and_is_signed_in_once(
    app: Flask, client: FlaskClient, now: datetime
) -> None:
    with app.app_context(), transaction():
        an_office()
        person = a_person(now, "officer", email="new@oie.example")
        link = f"/set-up/{issue_token(person, 'setup', now)}"
    assert "new@oie.example" in client.get(link).text
    page = client.post(link, data={"password": PASSWORD, "again": "something else"})
    assert errors(page) == ["พิมพ์รหัสผ่านทั้งสองช่องให้ตรงกัน"]
    page = client.post(link, data={"password": "short", "again": "short"})
    assert page.status_code == 422
    assert "อย่างน้อย 12 ตัวอักษร" in errors(page)[0]
    assert client.post(link, data={"password": PASSWORD, "again": PASSWORD}).status_code == 303
    with client.session_transaction() as session:
        assert "_user_id" in session
    assert client.post(link, data={"password": PASSWORD, "again": PASSWORD}).status_code == 404
    assert sign_in(app.test_client(), "new@oie.example").status_code == 303


def test_a_link_ends_after_a_day(
    app: Flask, client: FlaskClient, clock: Traveller, now: datetime, first_link: str
) -> None:
    clock.move_to(now + timedelta(hours=25))
    assert client.get(first_link).status_code == 404
    assert client.post(first_link, data=START).status_code == 404


def test_an_empty_office_gets_its_names_and_its_administrator(
    app: Flask, client: FlaskClient, first_link: str
) -> None:
    assert client.get(first_link).status_code == 200
    assert client.post(first_link, data=START).status_code == 303
    with app.app_context():
        office = db.session.scalars(select(Office)).one()
        assert (office.code, office.name.en, office.phone) == (
            "OIE", "Example Office", "02-000-0000",
        )  # fmt: skip
        person = db.session.scalars(select(Person)).one()
        assert person.has(Role.ADMIN)
        assert person.has(Role.MANAGER)
        assert person.name == "นายดูแล ระบบมั่น"
    assert client.get(first_link).status_code == 404
    assert sign_in(app.test_client(), "doolae@oie.example").status_code == 303


def test_what_an_empty_office_did_not_say_is_asked_again_and_the_link_still_works(
    client: FlaskClient, first_link: str
) -> None:
    page = client.post(first_link, data={**START, "code": "สศอ.", "phone": ""})
    assert page.status_code == 422
    assert set(errors(page)) == {
        "กรอกหมายเลขที่ประชาชนโทรถึงได้",
        "ใช้อักษร A–Z หรือตัวเลข 2 ถึง 10 ตัว",
    }
    assert client.get(first_link).status_code == 200


def test_the_first_link_is_worth_nothing_once_somebody_works_here(
    app: Flask, client: FlaskClient, now: datetime, first_link: str
) -> None:
    with app.app_context(), transaction():
        a_person(now, "admin", unit="")
    assert client.get(first_link).status_code == 404
    assert client.post(first_link, data=START).status_code == 404
