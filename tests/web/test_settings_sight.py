"""Nobody lets themselves read cases, and what is done to an account is told by letter."""

import re
from collections.abc import Callable
from datetime import datetime

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db, transaction
from app.models import Authenticator, Letter, Person, Token
from app.models.base import Secret
from tests.factories import a_person
from tests.web.seats import email, text
from tests.web.test_settings_people import LIST, NEW, page_of, save, told, whole
from tests.web.visitors import errors

Seat = Callable[[str], FlaskClient]


def letters(app: Flask, name: str) -> list[Letter]:
    with app.app_context():
        return list(db.session.scalars(select(Letter).where(Letter.name == name)))


def test_an_administrator_gives_themselves_no_role_that_reads_cases(seat: Seat, app: Flask) -> None:
    admin = seat("admin")
    for role in ("confidential", "manager", "officer", "auditor", "intake"):
        refused = save(app, admin, "admin", role=["admin", role])
        assert "ให้ตนเองอ่านเรื่องมากขึ้นไม่ได้" in errors(refused)[0]
    assert whole(app, email("admin")).roles == ["admin"]


def test_a_new_confidential_officer_is_told_to_managers_and_the_others(
    seat: Seat, app: Flask
) -> None:
    assert save(app, seat("admin"), "other", role=["officer", "confidential"]).status_code == 302
    assert len(told(app, "confidential_given")) == 1
    found = letters(app, "confidential_given")
    to = {letter.recipient for letter in found}
    assert email("boss") in to
    assert not to & {email("other"), email("admin")}
    assert all("คุณother" in letter.text for letter in found)


def test_a_new_account_with_that_role_is_told_too_and_a_plain_one_is_not(
    seat: Seat, app: Flask
) -> None:
    admin = seat("admin")
    admin.post(f"{LIST}/add", data=NEW)
    assert letters(app, "confidential_given") == []
    admin.post(f"{LIST}/add", data={**NEW, "email": "pim@office.example", "role": ["confidential"]})
    assert letters(app, "confidential_given")


def test_who_has_an_api_key_made_for_them_reads_of_it(seat: Seat, app: Flask) -> None:
    seat("admin").post(f"{page_of(app, 'boss')}/keys")
    (letter,) = letters(app, "account_changed")
    assert letter.recipient == email("boss")
    assert "มีการเปลี่ยนแปลง: ออกกุญแจ API" in letter.text
    assert "โดย คุณadmin (ผู้ดูแลระบบ)" in letter.text


def test_lost_second_factors_are_removed_by_another_and_told(
    seat: Seat, app: Flask, now: datetime
) -> None:
    admin = seat("admin")
    with app.app_context(), transaction() as session:
        for who in ("boss", "admin"):
            person = session.scalar(select(Person).where(Person.email == email(who)))
            session.add(Authenticator(
                person_id=person.id, kind="totp", name="มือถือ", created_at=now, confirmed_at=now,
                secret=Secret("A"),
            ))  # fmt: skip
    page = page_of(app, "boss")
    assert "แอปสร้างรหัส “มือถือ”" in text(admin.get(page))
    assert admin.post(f"{page}/forget-factors").status_code == 302
    assert "แอปสร้างรหัส" not in text(admin.get(page))
    assert [letter.recipient for letter in letters(app, "account_changed")] == [email("boss")]
    assert admin.post(f"{page_of(app, 'admin')}/forget-factors").status_code == 422
    assert "แอปสร้างรหัส" in text(admin.get(page_of(app, "admin")))


def test_everybody_who_waits_is_invited_at_once_and_once(
    seat: Seat, app: Flask, now: datetime
) -> None:
    admin = seat("admin")
    with app.app_context(), transaction():
        a_person(now, "officer", email="new@oie.example", name="นางสาวใหม่ มาแล้ว")
        a_person(now, "agency", email="1111@agency.example")
    shown = text(admin.get(f"{LIST}/invite"))
    number = int(re.search(r"จะส่งจดหมาย (\d+) ฉบับ", shown)[1])
    assert "นางสาวใหม่ มาแล้ว" in shown
    assert "1111@agency.example" not in shown
    made = admin.post(f"{LIST}/invite")
    assert made.text.count("/set-up/") == number
    assert len(letters(app, "invitation")) == number
    assert "ทุกคนได้รับเชิญแล้ว" in text(admin.get(f"{LIST}/invite"))
    admin.post(f"{LIST}/invite")
    with app.app_context():
        tokens = db.session.scalars(select(Token).where(Token.purpose == "setup")).all()
        assert len(tokens) == number
