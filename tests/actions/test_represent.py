"""Who acts for a correspondent: recorded with the authority, written to, greeted, and ended."""

from datetime import datetime

import pytest
from sqlalchemy import select

from app.actions.register import register
from app.actions.represent import end_representation, represent
from app.actions.write_letter import write_letter
from app.database import db, transaction
from app.intake.submission import ActsFor
from app.models import Letter, Person, TrackLink
from app.queries import cases
from tests.factories import a_case, a_person, a_submission
from workflows import NotAllowed, State
from workflows.errors import Invalid
from workflows.events import EVENTS

LAWYER = ActsFor("สมศรี ทนายดี", "lawyer", "หนังสือมอบอำนาจ ลว. 2 พ.ย. 2569", "somsri@example.org")


def test_letters_go_to_the_representative_and_greet_them(owner: Person, now: datetime) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
        represent(case, owner, now, LAWYER)
        letter = write_letter(case, owner, now, occasion="", text="เรากำลังตรวจสอบ")
    assert letter.recipient == "somsri@example.org"
    greeting = "เรียน คุณ สมศรี ทนายดี ผู้รับมอบอำนาจของนายสมหมาย ใฝ่อ่าน"
    assert letter.text.splitlines()[0] == greeting
    what = [event.what for event in cases.events(case)]
    assert "representative_recorded" in what
    assert EVENTS["representative_recorded"].public


def test_in_english_too(owner: Person, now: datetime) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner, language="en")
        represent(case, owner, now, LAWYER)
        letter = write_letter(case, owner, now, occasion="", text="We look into it")
    assert letter.text.startswith("Dear สมศรี ทนายดี, for นายสมหมาย ใฝ่อ่าน,")


def test_one_without_an_address_leaves_letters_to_the_correspondent(
    owner: Person, now: datetime
) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
        represent(
            case, owner, now, ActsFor("นางสมศรี", "relative", "ใบมอบฉันทะ", phone="02-000-0001")
        )
        letter = write_letter(case, owner, now, occasion="", text="เรากำลังตรวจสอบ")
    assert letter.recipient == "sommai@example.org"
    assert letter.text.startswith("เรียน นายสมหมาย ใฝ่อ่าน\n")


def test_an_anonymous_correspondent_is_reached_through_the_representative(
    owner: Person, now: datetime
) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner, anonymous=True)
        represent(case, owner, now, LAWYER)
        letter = write_letter(case, owner, now, occasion="", text="เรากำลังตรวจสอบ")
    assert letter.recipient == "somsri@example.org"
    assert "ผู้รับมอบอำนาจของผู้แจ้งเรื่อง" in letter.text


def test_one_recorded_at_intake_has_the_acknowledgement(office: None, now: datetime) -> None:
    with transaction():
        clerk = a_person(now, "intake", "U01")
        case = register(a_submission(now, channel="walkin", representative=LAWYER), now, clerk)
        db.session.flush()
    (letter,) = cases.letters(case)
    assert (letter.name, letter.recipient) == ("acknowledgement", "somsri@example.org")


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        (ActsFor("", "lawyer", "หนังสือมอบอำนาจ"), "name"),
        (ActsFor("สมศรี", "neighbour", "หนังสือมอบอำนาจ"), "relation"),
        (ActsFor("สมศรี", "lawyer", ""), "authority"),
    ],
)
def test_nobody_acts_without_name_relation_and_authority(
    owner: Person, now: datetime, given: ActsFor, wrong: str
) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
    with pytest.raises(Invalid) as refused, transaction():
        represent(case, owner, now, given)
    assert list(refused.value.problems) == [wrong]
    assert case.representatives == []


def test_only_one_acts_at_a_time_and_another_after_the_end(owner: Person, now: datetime) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
        represent(case, owner, now, LAWYER)
        with pytest.raises(Invalid) as refused:
            represent(case, owner, now, LAWYER)
        end_representation(case, owner, now)
        with pytest.raises(Invalid):
            end_representation(case, owner, now)
        represent(case, owner, now, LAWYER)
    assert "name" in refused.value.problems
    assert len(case.representatives) == 2


def test_after_the_end_letters_go_to_the_correspondent_and_old_links_are_dead(
    owner: Person, now: datetime
) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
        represent(case, owner, now, LAWYER)
        letter = write_letter(case, owner, now, occasion="first", text="เรากำลังตรวจสอบ")
        own = db.session.scalars(select(Letter).where(Letter.recipient == "sommai@example.org"))
        db.session.flush()
        for number, one in enumerate([letter, own.first()]):
            db.session.add(TrackLink(
                case_id=case.id, letter_id=one.id, hash=str(number), created_at=now
            ))  # fmt: skip
        db.session.flush()
        end_representation(case, owner, now)
        later = write_letter(case, owner, now, occasion="second", text="เสร็จแล้ว")
    assert later.recipient == "sommai@example.org"
    links = db.session.scalars(select(TrackLink).order_by(TrackLink.hash))
    assert [link.revoked_at is not None for link in links] == [True, False]


def test_a_stranger_records_nobody(owner: Person, now: datetime) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
        stranger = a_person(now, "officer", "U01")
        with pytest.raises(NotAllowed):
            represent(case, stranger, now, LAWYER)
        with pytest.raises(NotAllowed):
            end_representation(case, stranger, now)
