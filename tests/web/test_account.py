"""One's own account: password, second factors, sessions; the administrator's page about them."""

import re
from datetime import datetime

import pyotp
import pytest
from argon2 import Type
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.actions.keep_factors import begin_app
from app.actions.keep_person import set_password
from app.database import db, transaction
from app.models import Event, Office
from app.queries import factors
from tests.conftest import STRONG
from tests.second_factors import a_telephone
from tests.web.seats import an_office_at_work, email, person_of, sit, text
from tests.web.visitors import errors

PASSWORD = "ม้าแก่กินหญ้าเขียว"
NEW = "แมวใหม่ชอบปลาทูสด"


@pytest.fixture
def office(app: Flask, client: FlaskClient, now: datetime) -> Flask:
    an_office_at_work(app, now)
    with app.app_context(), transaction():
        for name in ("officer", "admin"):
            set_password(person_of(name), PASSWORD)
    return app


@pytest.fixture
def telephone(office: Flask, now: datetime) -> tuple[pyotp.TOTP, list[str]]:
    with office.app_context(), transaction():
        return a_telephone(person_of("officer"), now, office.config["SECRET_KEY"])


def test_guessing_a_stolen_password_costs_memory_and_time() -> None:
    # OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB and two passes at the least
    assert (STRONG.type, STRONG.memory_cost >= 19 * 1024, STRONG.time_cost >= 2) == (
        Type.ID, True, True,
    )  # fmt: skip


def last_event(office: Flask) -> tuple[str, str]:
    with office.app_context():
        event = db.session.scalars(select(Event).order_by(Event.id.desc())).first()
        return (event.what, event.subject) if event else ("", "")


def test_an_app_is_added_by_picture_or_by_key_and_shown_until_its_first_code(
    office: Flask, now: datetime
) -> None:
    officer = sit(office, "officer")
    wrong = officer.post("/account/apps/new", data={"name": "ก", "proof": "not the password"})
    assert wrong.status_code == 422
    began = officer.post("/account/apps/new", data={"name": "โทรศัพท์", "proof": PASSWORD})
    page = officer.get(began.location)
    assert "<svg" in page.text
    assert "style=" not in page.text.split("<main")[1]
    key = re.sub(r"\s", "", text(page).split("พิมพ์กุญแจนี้ในแอป")[1].split("รหัส 6")[0])
    assert "รอรหัสถัดไป" in text(officer.post(began.location, data={"code": "000000"}))
    done = officer.post(began.location, data={"code": pyotp.TOTP(key).at(now)})
    assert len(re.findall(r"<li>[2-9A-Z]{4}(?:-[2-9A-Z]{4}){2}</li>", done.text)) == 10
    assert officer.get(began.location).status_code == 404
    assert "โทรศัพท์" in officer.get("/account").text


def test_the_key_of_somebody_else_is_not_there(office: Flask, now: datetime) -> None:
    with office.app_context(), transaction():
        number = begin_app(person_of("officer"), "", now).id
    assert sit(office, "officer").get(f"/account/apps/{number}").status_code == 200
    assert sit(office, "admin").get(f"/account/apps/{number}").status_code == 404
    assert sit(office, "admin").get(f"/account/factors/{number}/remove").status_code == 404


def test_removing_one_asks_who_sits_there(
    office: Flask, telephone: tuple[pyotp.TOTP, list[str]], now: datetime
) -> None:
    officer = sit(office, "officer")
    with office.app_context():
        path = f"/account/factors/{factors.of(person_of('officer'))[0].id}/remove"
    assert officer.post(path, data={"proof": ""}).status_code == 422
    assert officer.post(path, data={"proof": "guess"}).status_code == 422
    assert officer.post(path, data={"proof": telephone[0].at(now)}).location == "/account"
    with office.app_context():
        assert not factors.has_one(person_of("officer"))


def test_new_codes_are_shown_once_and_only_to_whoever_proves_it(
    office: Flask, telephone: tuple[pyotp.TOTP, list[str]]
) -> None:
    officer = sit(office, "officer")
    assert officer.post("/account/codes", data={"proof": "guess"}).status_code == 422
    page = officer.post("/account/codes", data={"proof": PASSWORD})
    shown = re.findall(r"<li>([2-9A-Z-]{14})</li>", page.text)
    assert len(shown) == 10
    assert not set(shown) & set(telephone[1])
    assert shown[0] not in officer.get("/account").text
    assert page.headers["Cache-Control"] == "no-store"


def test_whoever_has_no_factor_has_no_codes(office: Flask) -> None:
    assert sit(office, "officer").get("/account/codes").status_code == 404


def test_a_new_password_needs_the_old_one_and_ends_all_other_sessions(office: Flask) -> None:
    here, elsewhere = sit(office, "officer"), sit(office, "officer")
    given = {"old": "guess", "password": NEW, "again": NEW}
    assert errors(here.post("/account/password", data=given)) == ["รหัสผ่านเดิมไม่ถูกต้อง"]
    weak = {"old": PASSWORD, "password": "short", "again": "short"}
    assert here.post("/account/password", data=weak).status_code == 422
    assert here.post("/account/password", data={**given, "old": PASSWORD}).location == "/account"
    assert here.get("/desk").status_code == 200
    assert elsewhere.get("/desk").location.startswith("/sign-in")
    assert last_event(office)[0] == "password_changed"
    signed = office.test_client().post(
        "/sign-in", data={"email": email("officer"), "password": NEW}
    )
    assert signed.status_code == 303


def test_ending_all_other_sessions_leaves_this_one(office: Flask) -> None:
    here, elsewhere = sit(office, "officer"), sit(office, "officer")
    assert elsewhere.get("/desk").status_code == 200
    assert here.post("/account/sessions").location == "/account"
    assert here.get("/desk").status_code == 200
    assert elsewhere.get("/desk").location.startswith("/sign-in")
    assert last_event(office)[0] == "sessions_ended"


def test_guessing_the_password_at_a_desk_that_stands_open_is_slowed_down(office: Flask) -> None:
    officer = sit(office, "officer")
    tried = [
        officer.post("/account/apps/new", data={"proof": f"guess {n}"}).status_code
        for n in range(11)
    ]
    assert tried == [422] * 10 + [429]


def test_what_a_rule_would_mean_is_shown_before_it_is_saved(
    office: Flask, telephone: tuple[pyotp.TOTP, list[str]]
) -> None:
    admin = sit(office, "admin")
    page = text(admin.get("/settings/sign-in?look=1&roles=officer&roles=manager"))
    assert "จะขอให้ 2 คนเพิ่มวิธียืนยันตัวตน" in page
    assert "คุณboss · คุณother" in page
    with office.app_context():
        assert db.session.get_one(Office, Office.THE).second_factor_roles == []
    admin.post("/settings/sign-in", data={"roles": ["officer", "manager"]})
    with office.app_context():
        kept = db.session.get_one(Office, Office.THE).second_factor_roles
    assert kept == ["officer", "manager"]
    page = text(admin.get("/settings/sign-in"))
    assert "ต้องมี ยังไม่มี" in page
    assert "เจ้าหน้าที่ · ผู้บริหาร" in page.split("ประวัติการแก้ไข")[1]
    assert last_event(office) == ("factors_demanded", "settings:sign-in")


def test_the_audit_tells_what_happened_to_an_account(
    office: Flask, telephone: tuple[pyotp.TOTP, list[str]]
) -> None:
    page = text(sit(office, "boss").get("/audit"))
    assert "เพิ่มวิธียืนยันตัวตนขั้นที่สอง" in page


def test_the_command_lists_factors_and_forgets_them(
    office: Flask, telephone: tuple[pyotp.TOTP, list[str]]
) -> None:
    def typed(*words: str) -> tuple[int, str]:
        done = office.test_cli_runner().invoke(args=("user", "factors", *words))
        return done.exit_code, done.stdout

    assert typed(email("officer")) == (0, "totp 2026-11-23 โทรศัพท์ที่ทำงาน\n")
    assert typed(email("officer"), "--forget") == (0, "")
    assert typed(email("officer")) == (0, "")
    assert typed("nobody@oie.example")[0] == 2
    assert last_event(office)[0] == "factors_forgotten"


def test_codes_run_low_is_said(office: Flask, telephone: tuple[pyotp.TOTP, list[str]]) -> None:
    officer = sit(office, "officer")
    for code in telephone[1][:8]:
        visitor = office.test_client()
        visitor.post("/sign-in", data={"email": email("officer"), "password": PASSWORD})
        assert visitor.post("/sign-in/code", data={"code": code}).status_code == 303
    assert "เหลือ 2 รหัส" in text(officer.get("/account"))
    assert "ใกล้หมด" in officer.get("/account").text
