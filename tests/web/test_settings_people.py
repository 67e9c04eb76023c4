"""Accounts: invited by a letter, changed after the effect was shown, closed with nothing lost."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.actions.keep_person import set_password
from app.actions.send_letter import send_letter
from app.database import db, transaction
from app.models import Event, Letter, Person
from app.queries import cases, people
from tests.factories import a_person
from tests.web.seats import email, hidden, sit, text
from tests.web.visitors import errors
from workflows import State

Seat = Callable[[str], FlaskClient]
LIST = "/settings/people"
NEW: dict[str, Any] = {
    "name": "นางสมศรี ใจดี", "email": "Somsri@office.example", "position": "นักวิชาการ",
    "phone": "1201", "unit": "U02", "role": ["officer", "intake"], "until": "",
}  # fmt: skip
PASSWORD = "ม้าแก่กินหญ้าเขียว"


def whole(app: Flask, address: str) -> Person:
    with app.app_context():
        person = people.by_email(address)
        assert person is not None
        return person


def page_of(app: Flask, who: str) -> str:
    return f"{LIST}/{whole(app, email(who)).id}"


def form_of(app: Flask, who: str, **more: Any) -> dict[str, Any]:
    person = whole(app, email(who))
    return {
        "name": person.name, "email": person.email, "position": "", "phone": "",
        "unit": person.unit_code or "", "role": person.roles, "until": "", **more,
    }  # fmt: skip


def save(app: Flask, admin: FlaskClient, who: str, **more: Any):
    """Try first, then save what was tried."""
    page, sent = page_of(app, who), form_of(app, who, **more)
    tried = admin.post(page, data={**sent, "do": "try"})
    if tried.status_code != 200:
        return tried
    sign = {"rehearsed": hidden(tried, "rehearsed"), "do": "save"}
    return admin.post(page, data={**sent, **sign})


def told(app: Flask, what: str) -> list[Event]:
    with app.app_context():
        return list(db.session.scalars(select(Event).where(Event.what == what)))


def can_sign_in(app: Flask, *who: str) -> None:
    with app.app_context(), transaction():
        for one in who:
            set_password(people.by_email(email(one)), PASSWORD)


def owns_a_case(app: Flask, new_case: Callable[..., str], **more: object) -> str:
    return new_case(State.ASSIGNED, **more)


def test_who_is_added_where_no_mail_leaves_gets_a_link_that_is_shown_once(
    seat: Seat, app: Flask
) -> None:
    shown = seat("admin").post(f"{LIST}/add", data=NEW)
    link = re.search(r"/set-up/[0-9a-f]{64}", shown.text)
    assert link, text(shown)
    assert whole(app, "somsri@office.example").roles == ["intake", "officer"]
    guest = app.test_client()
    chosen = guest.post(link[0], data={"password": PASSWORD, "again": PASSWORD})
    assert (chosen.status_code, guest.get("/desk").status_code) == (303, 200)
    assert app.test_client().get(link[0]).status_code == 404


def test_the_letter_has_the_same_link_and_no_table_has_it(
    seat: Seat, app: Flask, now: datetime, tmp_path: Path
) -> None:
    shown = seat("admin").post(f"{LIST}/add", data=NEW)
    token = re.search(r"/set-up/([0-9a-f]{64})", shown.text)[1]
    with app.app_context():
        letter = db.session.scalars(select(Letter).where(Letter.name == "invitation")).one()
        assert letter.recipient == "somsri@office.example"
        assert token not in letter.text
        key = app.config["SECRET_KEY"]
        assert send_letter(letter.id, now, key=key, base_url="https://x.example", kept=tmp_path)
    mail = message_from_bytes(next(tmp_path.iterdir()).read_bytes(), policy=default)
    assert f"https://x.example/set-up/{token}" in mail.get_body(("plain",)).get_content()


def test_a_person_is_asked_for_what_is_missing_and_nothing_is_lost(seat: Seat, app: Flask) -> None:
    sent = {**NEW, "email": email("boss"), "role": []}
    refused = seat("admin").post(f"{LIST}/add", data=sent)
    assert refused.status_code == 422
    assert errors(refused) == ["เลือกอย่างน้อยหนึ่งบทบาท"]
    assert "นางสมศรี ใจดี" in refused.text
    again = seat("admin").post(f"{LIST}/add", data={**sent, "role": ["officer"]})
    assert errors(again) == ["อีเมลนี้ใช้ไม่ได้หรือมีแล้ว"]


@pytest.mark.parametrize(("until", "said"), [
    ("", "บัญชีผู้ประเมินต้องมีวันสุดท้าย"),
    ("20/11/2569", "วันสุดท้ายต้องไม่อยู่ก่อนวันนี้"),
    ("เร็ว ๆ นี้", "เขียนวันที่แบบ 23/11/2569 หรือ 23 พ.ย. 2569"),
])  # fmt: skip
def test_an_assessor_has_a_last_day_that_is_not_past(seat: Seat, until: str, said: str) -> None:
    sent = {**NEW, "role": ["assessor"], "unit": "", "until": until}
    assert errors(seat("admin").post(f"{LIST}/add", data=sent)) == [said]


def test_a_change_says_first_what_it_does_and_is_on_record(seat: Seat, app: Flask) -> None:
    admin = seat("admin")
    tried = admin.post(
        page_of(app, "officer"), data=form_of(app, "officer", role=["manager"], unit="U01")
    )
    assert "ได้บทบาทผู้บริหาร" in text(tried)
    assert "ไม่มีบทบาทเจ้าหน้าที่อีก" in text(tried)
    assert "ย้ายไปสำนักบริหารกลาง" in text(tried)
    assert whole(app, email("officer")).roles == ["officer"]
    assert save(app, admin, "officer", role=["manager"], unit="U01").status_code == 302
    assert whole(app, email("officer")).roles == ["manager"]
    change = told(app, "person_changed")[0].details
    assert (change["roles_before"], change["roles_after"]) == (["officer"], ["manager"])


def test_the_form_shows_the_account_as_it_is(seat: Seat, app: Flask) -> None:
    page = seat("admin").get(page_of(app, "officer")).text
    boxes = re.findall(r'name="role"[^>]*value="(\w+)"[^>]*checked', page)
    assert boxes == ["officer"]
    assert re.search(r'<option value="U02" selected', page)


def test_what_was_changed_after_the_trial_is_tried_again(seat: Seat, app: Flask) -> None:
    admin, page = seat("admin"), page_of(app, "officer")
    sign = hidden(admin.post(page, data=form_of(app, "officer", name="นายก")), "rehearsed")
    sent = form_of(app, "officer", name="นายข")
    assert admin.post(page, data={**sent, "do": "save", "rehearsed": sign}).status_code == 200
    assert whole(app, email("officer")).name == "คุณofficer"


def test_nobody_changes_their_own_role_of_administrator(seat: Seat, app: Flask) -> None:
    can_sign_in(app, "admin", "boss")
    refused = save(app, seat("admin"), "admin", role=["manager"])
    assert errors(refused) == ["ให้ผู้ดูแลระบบคนอื่นเปลี่ยนบทบาทผู้ดูแลระบบของท่าน"]


def test_the_last_administrator_who_can_sign_in_stays(
    seat: Seat, app: Flask, now: datetime
) -> None:
    with app.app_context(), transaction():
        a_person(now, "admin", "U01", "second@oie.example")  # has never chosen a password
    can_sign_in(app, "admin")
    second = seat("second")
    said = "ต้องเหลือผู้ดูแลระบบที่เข้าระบบได้อย่างน้อยหนึ่งคน"
    assert errors(save(app, second, "admin", role=["officer"])) == [said]
    closed = second.post(page_of(app, "admin") + "/close")
    assert closed.status_code == 422
    assert said in text(closed)
    assert whole(app, email("admin")).active


def test_roles_that_may_not_own_cases_are_not_given_to_who_owns_them(
    seat: Seat, app: Flask, new_case: Callable[..., str]
) -> None:
    owns_a_case(app, new_case)
    refused = save(app, seat("admin"), "officer", role=["auditor"])
    assert errors(refused) == ["ผู้นี้ยังมีเรื่องที่ยังไม่ยุติ ซึ่งบทบาทใหม่ดูแลไม่ได้ ส่งมอบงานก่อน"]
    assert save(app, seat("admin"), "officer", role=["manager"]).status_code == 302


def test_an_account_with_open_cases_is_not_closed_and_the_page_says_how_many(
    seat: Seat, app: Flask, new_case: Callable[..., str]
) -> None:
    reference = owns_a_case(app, new_case)
    admin, page = seat("admin"), page_of(app, "officer") + "/close"
    assert "ยังมีเรื่องที่ยังไม่ยุติ 1 เรื่อง" in text(admin.get(page))
    assert admin.post(page).status_code == 422
    assert whole(app, email("officer")).active
    with app.app_context(), transaction():
        cases.by_reference(reference).owner = people.by_email(email("boss"))
    assert admin.post(page).status_code == 302
    assert not whole(app, email("officer")).active
    assert "คุณofficer" not in text(admin.get(LIST))
    assert "คุณofficer" in text(admin.get(LIST + "?closed=1"))


def test_closing_ends_sessions_links_and_keys_and_opening_lets_them_back(
    seat: Seat, app: Flask
) -> None:
    admin, page = seat("admin"), page_of(app, "officer")
    link = re.search(r"/set-up/[0-9a-f]{64}", admin.post(page + "/invite").text)[0]
    token = re.search(r'id="shown">([^<]+)<', admin.post(page + "/keys").text)[1]
    bearer = {"Authorization": f"Bearer {token}"}
    officer = sit(app, "officer")
    assert officer.get("/api/v1/cases", headers=bearer).status_code == 200
    admin.post(page + "/close")
    assert officer.get("/desk").status_code == 302
    assert officer.get("/api/v1/cases", headers=bearer).status_code == 401
    assert app.test_client().get(link).status_code == 404
    assert admin.post(page + "/open").status_code == 302
    assert sit(app, "officer").get("/desk").status_code == 200
    assert app.test_client().get(link).status_code == 404


def test_a_key_opens_nothing_once_it_is_withdrawn(seat: Seat, app: Flask) -> None:
    admin, page = seat("admin"), page_of(app, "officer")
    token = re.search(r'id="shown">([^<]+)<', admin.post(page + "/keys").text)[1]
    assert token not in admin.get(page).text
    end = re.search(r'action="([^"]*/keys/\d+/end)"', admin.get(page).text)[1]
    assert admin.post(end).status_code == 302
    bearer = {"Authorization": f"Bearer {token}"}
    assert app.test_client().get("/api/v1/cases", headers=bearer).status_code == 401
    assert admin.post(end).status_code == 404
    assert len(told(app, "api_token")) == len(told(app, "api_token_ended")) == 1


def test_signing_out_everywhere_ends_every_session_and_no_account(seat: Seat, app: Flask) -> None:
    admin, officer = seat("admin"), sit(app, "officer")
    assert officer.get("/desk").status_code == 200
    admin.post(page_of(app, "officer") + "/sign-out")
    assert officer.get("/desk").status_code == 302
    assert sit(app, "officer").get("/desk").status_code == 200


def test_another_address_makes_the_link_that_went_to_the_old_one_worthless(
    seat: Seat, app: Flask
) -> None:
    admin, page = seat("admin"), page_of(app, "officer")
    link = re.search(r"/set-up/[0-9a-f]{64}", admin.post(page + "/invite").text)[0]
    assert save(app, admin, "officer", email="right@oie.example").status_code == 302
    assert app.test_client().get(link).status_code == 404


def test_the_list_says_who_was_invited_who_works_here_and_when_they_came_last(
    seat: Seat, app: Flask, clock: time_machine.Traveller
) -> None:
    can_sign_in(app, "boss")
    app.test_client().post("/sign-in", data={"email": email("boss"), "password": PASSWORD})
    admin = sit(app, "admin")
    admin.post(f"{LIST}/add", data=NEW)
    page = text(admin.get(LIST + "?q=สมศรี"))
    assert "เชิญแล้ว รอตั้งรหัสผ่าน" in page
    assert "คุณboss" not in page
    boss = text(admin.get(LIST + "?unit=U01&q=boss"))
    assert "ใช้งานอยู่ 23 พ.ย. 2569" in boss
    clock.shift(timedelta(hours=25))
    admin = sit(app, "admin")
    assert "ยังไม่ได้เชิญ หรือลิงก์หมดอายุ" in text(admin.get(LIST + "?q=สมศรี"))


def test_an_assessor_past_the_last_day_is_shown_so(
    seat: Seat, app: Flask, clock: time_machine.Traveller
) -> None:
    seat("admin").post(
        f"{LIST}/add", data={**NEW, "role": ["assessor"], "unit": "", "until": "30/11/2569"}
    )
    assert whole(app, "somsri@office.example").expires_on == date(2026, 11, 30)
    clock.shift(timedelta(days=8))
    assert "พ้นวันสุดท้ายแล้ว" in text(sit(app, "admin").get(LIST + "?q=สมศรี"))
