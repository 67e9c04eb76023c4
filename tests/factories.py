"""One line to any situation: an office with people, and a case wherever a test needs it."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from app.actions.given import Given
from app.actions.keep_person import add_person
from app.actions.register import register
from app.actions.take_step import take_step
from app.database import db, transaction
from app.intake.submission import Referral, Sender, Submission
from app.models import Case, Person, RootCause, Topic, Unit, UnitQuestion
from workflows import Kind, State

_numbers = count(1)
SOMMAI = Sender(name="นายสมหมาย ใฝ่อ่าน", email="sommai@example.org", phone="02-000-0199")
UNITS = {"U01": "สำนักบริหารกลาง", "U02": "ศูนย์สารสนเทศ", "U06": "ศูนย์ปฏิบัติการต่อต้านการทุจริต"}
OUTCOME = {
    Kind.COMPLAINT: "upheld",
    Kind.SUGGESTION: "adopted",
    Kind.OPINION: "noted",
    Kind.COMPLIMENT: "passed_on",
}


def an_office() -> None:
    """Units, topics and causes of a small office; inside a transaction."""
    for code, name in UNITS.items():
        db.session.add(Unit(code=code, name_th=name, phone="02-000-0100"))
    db.session.flush()
    db.session.add_all([
        Topic(code="C01", name_th="วารสารและสิ่งพิมพ์เผยแพร่", unit_code="U01"),
        Topic(code="C04", name_th="เว็บไซต์และระบบสารสนเทศ", unit_code="U02"),
        Topic(code="C08", name_th="การทุจริต", unit_code="U06", restricted=True),
        RootCause(name_th="กระบวนงาน"),
        RootCause(name_th="ระบบสารสนเทศ", position=1),
    ])  # fmt: skip
    db.session.flush()


def a_person(
    now: datetime, role: str, unit: str = "U02", email: str = "", name: str = ""
) -> Person:
    """Somebody who works here, as ``role``."""
    number = next(_numbers)
    email = email or f"{role}{number}@oie.example"
    name = name or f"นาย{role} ทดสอบ{number}"
    return add_person(now, email=email, name=name, roles=[role], unit=unit or None)


def a_submission(now: datetime, **more: object) -> Submission:
    """A complaint by web form; any field may be given."""
    number = next(_numbers)
    fields: dict = {
        "channel": "web", "kind": "complaint", "subject": "วารสารส่งล่าช้าเกือบ ๓ เดือน",
        "body": "ผมเป็นสมาชิกวารสารมาสี่ปี ฉบับเดือนกรกฎาคมเพิ่งได้รับเมื่อสัปดาห์ก่อน",
        "received_at": now, "source_key": f"test:{number}", "sender": SOMMAI, "topic": "C04",
    }  # fmt: skip
    return Submission(**{**fields, **more})


def a_case(
    now: datetime, state: State = State.RECEIVED, owner: Person | None = None, **more: object
) -> Case:
    """A case that walked to ``state`` by the real steps; ``owner`` is made when none is given."""
    case = register(a_submission(now, **more), now)
    db.session.flush()
    if state is State.RECEIVED:
        return case
    role = "confidential" if case.restricted else "officer"
    owner = owner or a_person(now, role)
    boss = a_person(now, "confidential" if case.restricted else "manager", "U01")
    take_step(case, "assign", boss, now, Given(owner=owner.email))
    walked = state is State.ASSIGNED
    if not walked and case.kind is not Kind.COMPLIMENT:
        take_step(case, "analyse", owner, now, Given(root_cause="กระบวนงาน", finding="โรงพิมพ์ส่งช้า"))
    if state is State.RESOLVED:
        given = Given(outcome=OUTCOME[case.kind], answer="ส่งวารสารฉบับที่ค้างแล้ว")
        take_step(case, "resolve", owner, now, given)
    db.session.flush()
    return case


def an_ask(case: Case, asker: Person, now: datetime, unit: str = "U01") -> UnitQuestion:
    """A question that waits for that unit's answer, until a week from now."""
    ask = UnitQuestion(
        case=case, unit=db.session.get_one(Unit, unit), asked_by=asker, asked_at=now,
        question="พิมพ์ครั้งล่าสุดเมื่อใด", due_on=now.date() + timedelta(days=7),
    )  # fmt: skip
    db.session.add(ask)
    db.session.flush()
    return ask


def a_referral(now: datetime, state: State = State.ASSIGNED, **more: Any) -> Case:
    """A case that the centre at 1111 sent, to be reported on in 24 days."""
    sent = {"agency": "ศูนย์บริการประชาชน 1111", "letter_number": "นร 0105/123",
            "report_due": date(2026, 12, 17)}  # fmt: skip
    given = {name: more.pop(name) for name in Referral.__dataclass_fields__ if name in more}
    return a_case(now, state, channel="gcc1111", referral=Referral(**{**sent, **given}), **more)


def settled(now: datetime, state: State = State.RECEIVED, **more: object) -> str:
    """``a_case`` in a transaction of its own; its reference."""
    with transaction():
        return a_case(now, state, **more).reference
