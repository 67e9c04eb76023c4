"""Whoever's way in changed has a short letter, about no case and without any secret."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.keep_account import Wanted, change_account
from app.actions.keep_factors import forget_factors, remove_factor, renew_codes
from app.actions.keep_password import change_password
from app.actions.keep_person import issue_token, set_password
from app.actions.load_office import load_office
from app.actions.set_up import set_up
from app.database import transaction
from app.intake.office_file import OfficeFile
from app.models import Letter, Person
from app.queries import factors
from tests.factories import a_person, an_office
from tests.second_factors import KEY, a_telephone

OLD, NEW = "ม้าแก่กินหญ้าเขียว", "แมวใหม่ชอบปลาทูสด"


@pytest.fixture
def somebody(session: Session, now: datetime) -> Person:
    with transaction():
        an_office()
        person = a_person(now, "officer", "U02")
        set_password(person, OLD)
    return person


def told(session: Session) -> list[tuple[str, str]]:
    """To whom, and what changed, in their order; each about no case and without a link."""
    letters = session.scalars(select(Letter).order_by(Letter.id)).all()
    for letter in letters:
        assert (letter.name, letter.case_id, letter.to_staff) == ("account_changed", None, True)
        assert "http" not in letter.text
        assert OLD not in letter.text
        assert NEW not in letter.text
    said = [letter.text.split("มีการเปลี่ยนแปลง: ")[1].split("\n")[0] for letter in letters]
    return list(zip([letter.recipient for letter in letters], said, strict=True))


def test_a_new_password_is_told_but_not_the_first_one(
    session: Session, somebody: Person, now: datetime
) -> None:
    with transaction():
        change_password(somebody, OLD, NEW, now)
        set_up(issue_token(somebody, "setup", now), now, OLD)
        new = a_person(now, "officer", "U02")
        set_up(issue_token(new, "setup", now), now, NEW)
    mine = somebody.email
    assert told(session) == [(mine, "เปลี่ยนรหัสผ่าน"), (mine, "ตั้งรหัสผ่าน")]


def test_every_change_of_a_second_factor_is_told_and_no_code_with_it(
    session: Session, somebody: Person, now: datetime
) -> None:
    with transaction():
        _, codes = a_telephone(somebody, now)
        codes += renew_codes(somebody, now, KEY)
        remove_factor(factors.of(somebody)[0], now)
        a_telephone(somebody, now + timedelta(hours=1))
        forget_factors(somebody, None, now)
    said = [what for to, what in told(session) if to == somebody.email]
    added, gone = "เพิ่มวิธียืนยันตัวตนขั้นที่สอง", "ลบวิธียืนยันตัวตนขั้นที่สอง"
    assert said == [added, "ออกรหัสกู้คืนชุดใหม่", gone, added, "ล้างวิธียืนยันตัวตนขั้นที่สองทั้งหมด"]
    texts = "".join(session.scalars(select(Letter.text)))
    assert not any(code in texts for code in codes)


@pytest.mark.parametrize("by", ["settings", "office file"])
def test_another_address_is_told_to_the_old_one_and_to_the_new(
    session: Session, somebody: Person, now: datetime, by: str
) -> None:
    old, new = somebody.email, "moved@oie.example"
    with transaction():
        admin = a_person(now, "admin", "U01")
        if by == "settings":
            change_account(somebody, Wanted("ก", new, ("officer",), unit="U02"), admin, now)
        else:
            somebody.code = "S77"
            row = {"id": "S77", "email": new, "role": ["officer"], "unit": "U02",
                   "first_th": "สมชาย", "last_th": "ใจดี"}  # fmt: skip
            load_office(OfficeFile.model_validate({"officers": [row]}), now)
    assert told(session) == [(old, "เปลี่ยนอีเมลของบัญชี"), (new, "เปลี่ยนอีเมลของบัญชี")]
    assert not session.scalars(select(Letter).where(Letter.recipient == old,
                                                    Letter.text.contains(new))).all()  # fmt: skip


def test_what_changes_nobodys_way_in_is_not_told(
    session: Session, somebody: Person, now: datetime
) -> None:
    with transaction():
        same = Wanted("ชื่อใหม่", somebody.email, ("officer",), unit="U02")
        change_account(somebody, same, a_person(now, "admin", "U01"), now)
    assert told(session) == []
