"""Signing in with two steps, and the gate before which a role without one is held up."""

from datetime import datetime, timedelta

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from time_machine import Traveller

from app.actions.keep_factors import forget_factors
from app.actions.keep_person import issue_token, set_password
from app.database import db, transaction
from app.models import Event, Office, Person
from app.web.access_roles import PUBLIC
from app.web.access_table import ACCESS
from tests.second_factors import a_telephone
from tests.web.rights_table import RIGHTS
from tests.web.seats import an_office_at_work, email, person_of, text
from workflows.roles import Role

PASSWORD = "ม้าแก่กินหญ้าเขียว"


@pytest.fixture
def office(app: Flask, client: FlaskClient, now: datetime) -> Flask:
    """An office at work in which everybody has the same password."""
    an_office_at_work(app, now)
    with app.app_context(), transaction() as session:
        everybody = session.scalars(select(Person)).all()
        set_password(everybody[0], PASSWORD)
        for person in everybody:  # hashing it once is slow enough
            person.password_hash = everybody[0].password_hash
    return app


@pytest.fixture
def telephone(office: Flask, now: datetime) -> tuple[pyotp.TOTP, list[str]]:
    """The officer's app, and the codes on paper."""
    with office.app_context(), transaction():
        return a_telephone(person_of("officer"), now, office.config["SECRET_KEY"])


def give_password(client: FlaskClient, name: str = "officer", after: str = "") -> str:
    given = {"email": email(name), "password": PASSWORD}
    answer = client.post(f"/sign-in?next={after}" if after else "/sign-in", data=given)
    assert answer.status_code == 303
    return answer.location


def give_code(client: FlaskClient, code: str) -> int:
    return client.post("/sign-in/code", data={"code": code}).status_code


def demand(office: Flask, *roles: str) -> None:
    with office.app_context(), transaction() as session:
        session.get_one(Office, Office.THE).second_factor_roles = list(roles)


def events(office: Flask) -> list[str]:
    with office.app_context():
        return list(db.session.scalars(select(Event.what).order_by(Event.id)))


def test_a_right_password_alone_opens_nothing_but_the_second_step(
    client: FlaskClient, telephone: tuple[pyotp.TOTP, list[str]]
) -> None:
    assert give_password(client, after="/desk/outbox") == "/sign-in/code"
    assert client.get("/desk").location.startswith("/sign-in?next=")
    assert client.get("/account").location.startswith("/sign-in?next=")
    page = client.get("/sign-in/code").text
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page


def test_a_fresh_code_with_blanks_signs_in_and_leads_where_one_wanted_to_go(
    client: FlaskClient, office: Flask, telephone: tuple[pyotp.TOTP, list[str]], now: datetime
) -> None:
    give_password(client, after="/desk/outbox")
    code = telephone[0].at(now)
    answer = client.post("/sign-in/code", data={"code": f" {code[:3]} {code[3:]} "})
    assert (answer.status_code, answer.location) == (303, "/desk/outbox")
    assert client.get("/desk/outbox").status_code == 200
    assert events(office)[-1] == "signed_in"
    with client.session_transaction() as session:
        assert "half" not in session


def test_a_code_that_signed_somebody_in_signs_nobody_else_in(
    client: FlaskClient, office: Flask, telephone: tuple[pyotp.TOTP, list[str]], now: datetime
) -> None:
    code = telephone[0].at(now)
    give_password(client)
    assert give_code(client, code) == 303
    thief = office.test_client()
    give_password(thief)
    for typed in (code, f" {code[:3]} {code[3:]} ", "000000", code):  # padded; after a failed one
        page = thief.post("/sign-in/code", data={"code": typed})
        assert page.status_code == 422
    page = thief.post("/sign-in/code", data={"code": code})
    assert "ใช้ได้ครั้งเดียว" in page.text
    assert thief.get("/desk").location.startswith("/sign-in")
    assert events(office)[-1] == "sign_in_refused"


def test_a_recovery_code_signs_in_once(
    client: FlaskClient, office: Flask, telephone: tuple[pyotp.TOTP, list[str]]
) -> None:
    give_password(client)
    page = client.get("/sign-in/code?with=recovery").text
    assert "inputmode" not in page
    assert give_code(client, telephone[1][0]) == 303
    client.post("/sign-out")
    give_password(client)
    assert give_code(client, telephone[1][0]) == 422
    assert "recovery_code_used" in events(office)


def test_half_a_sign_in_ends_after_five_minutes(
    client: FlaskClient, telephone: tuple[pyotp.TOTP, list[str]], clock: Traveller, now: datetime
) -> None:
    give_password(client)
    later = now + timedelta(minutes=5, seconds=1)
    clock.move_to(later)
    answer = client.post("/sign-in/code", data={"code": telephone[0].at(later)})
    assert answer.location == "/sign-in"
    assert client.get("/desk").location.startswith("/sign-in")


def test_half_a_sign_in_ends_when_sessions_are_ended(
    client: FlaskClient, office: Flask, telephone: tuple[pyotp.TOTP, list[str]], now: datetime
) -> None:
    give_password(client)
    with office.app_context(), transaction():
        forget_factors(person_of("officer"), person_of("admin"), now)
    assert client.get("/sign-in/code").location == "/sign-in"


def test_guessing_codes_is_slowed_down_wherever_it_comes_from(
    office: Flask, telephone: tuple[pyotp.TOTP, list[str]], clock: Traveller, now: datetime
) -> None:
    for minute in range(10):
        at = now + timedelta(seconds=61 * minute)
        clock.move_to(at)
        visitor = office.test_client()
        give_password(visitor)
        assert give_code(visitor, "12345") == 422
    assert give_code(visitor, telephone[0].at(at)) == 429
    clock.move_to(now + timedelta(minutes=40))
    visitor = office.test_client()
    give_password(visitor)
    assert give_code(visitor, telephone[0].at(now + timedelta(minutes=40))) == 303


def test_a_set_up_link_goes_round_no_second_factor(
    client: FlaskClient, office: Flask, telephone: tuple[pyotp.TOTP, list[str]], now: datetime
) -> None:
    with office.app_context(), transaction():
        link = f"/set-up/{issue_token(person_of('officer'), 'setup', now)}"
    answer = client.post(link, data={"password": PASSWORD, "again": PASSWORD})
    assert answer.location == "/sign-in/code"
    assert client.get("/desk").location.startswith("/sign-in")


STAFF_CALLS = [
    (name, method) for (name, method) in RIGHTS
    if ACCESS[name] is not PUBLIC and not name.startswith(("api.", "account."))
]  # fmt: skip


@pytest.mark.parametrize("name", ["boss", "admin", "keeper", "clerk", "auditor", "officer"])
def test_without_a_demanded_factor_no_staff_route_opens_but_the_own_account(
    office: Flask, name: str
) -> None:
    demand(office, *(role.value for role in Role if role is not Role.AGENCY))
    visitor = office.test_client()
    give_password(visitor, name)
    led = set()
    for endpoint, method in STAFF_CALLS:
        path = RIGHTS[endpoint, method].address.format_map(Ones())
        answer = visitor.open(path, method=method, data={} if method == "POST" else None)
        led.add((answer.status_code, answer.location))
    assert led == {(303, "/account"), (404, None)}
    page = visitor.get("/account")
    assert "เพิ่มวิธียืนยันตัวตนขั้นที่สองก่อนทำงานต่อ" in page.text
    assert visitor.get("/account/apps/new").status_code == 200
    assert visitor.get("/track").status_code == 200


class Ones(dict):
    """Whatever an address names is 1."""

    def __missing__(self, key: str) -> int:
        return 1


def test_what_is_closed_to_the_factorless_is_what_their_role_opens(office: Flask) -> None:
    demand(office, "manager")
    visitor = office.test_client()
    give_password(visitor, "boss")
    for endpoint, method in STAFF_CALLS:
        if Role.MANAGER not in ACCESS[endpoint]:
            continue
        path = RIGHTS[endpoint, method].address.format_map(Ones())
        answer = visitor.open(path, method=method, data={} if method == "POST" else None)
        assert (answer.status_code, answer.location) == (303, "/account"), endpoint


def test_once_the_factor_is_added_everything_opens(office: Flask, now: datetime) -> None:
    demand(office, "manager")
    visitor = office.test_client()
    assert give_password(visitor, "boss") == "/desk"
    assert visitor.get("/desk").location == "/account"
    began = visitor.post("/account/apps/new", data={"name": "โทรศัพท์", "proof": PASSWORD})
    key = text(visitor.get(began.location)).split("พิมพ์กุญแจนี้ในแอป")[1].split("รหัส 6")[0]
    code = pyotp.TOTP(key.replace(" ", "")).at(now)
    done = visitor.post(began.location, data={"code": code})
    assert done.status_code == 200
    assert "แสดงครั้งเดียว" in done.text
    assert visitor.get("/desk").status_code == 200


def test_whoever_was_signed_in_before_works_on_until_the_next_sign_in(office: Flask) -> None:
    visitor = office.test_client()
    give_password(visitor, "boss")
    demand(office, "manager")
    assert visitor.get("/desk").status_code == 200
    visitor.post("/sign-out")
    give_password(visitor, "boss")
    assert visitor.get("/desk").location == "/account"


def test_the_api_is_not_touched(office: Flask, now: datetime) -> None:
    demand(office, "manager")
    with office.app_context(), transaction():
        token = issue_token(person_of("boss"), "api", now)
    headers = {"Authorization": f"Bearer {token}"}
    assert office.test_client().get("/api/v1/cases", headers=headers).status_code == 200


def test_other_roles_sign_in_as_before(office: Flask) -> None:
    demand(office, "manager")
    visitor = office.test_client()
    give_password(visitor, "officer")
    assert visitor.get("/desk").status_code == 200
