"""A case in every state that its correspondent or an officer may find it in, one by one."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select

from app.actions.appeal import Appealed, appeal
from app.actions.ask_correspondent import Asked, ask_correspondent
from app.actions.ask_withdrawal import ask_withdrawal
from app.actions.extend import extend
from app.actions.given import Given
from app.actions.mark_address import mark_address
from app.actions.merge import merge
from app.actions.raise_wall import Named, raise_wall
from app.actions.rate import rate
from app.actions.reopen import ask_reopening
from app.actions.represent import represent
from app.actions.sign_answers import switch_signing
from app.actions.stop_clock import StopAsked, stop_clock
from app.actions.take_step import take_step
from app.database import db
from app.intake.submission import ActsFor, Sender
from app.models import Case, Letter, Person
from tests.factories import a_case, a_person, a_referral, an_ask
from tests.web.seats import person_of
from workflows import State
from workflows.dates import local_day

WEEK, LONG_AGO = timedelta(days=7), timedelta(days=75)
FAR = timedelta(days=200)
RECEIVED, ASSIGNED, ANALYSED, RESOLVED = State
WHY = "โรงพิมพ์ยังไม่ส่งหลักฐานการจัดส่งมาให้ตรวจ"
QUESTION = "ขอเลขสมาชิกและที่อยู่จัดส่งล่าสุดของท่าน"
QUESTIONS = (QUESTION, "ได้รับฉบับล่าสุดเมื่อใด")
Maker = Callable[[Person, Person, datetime], Case]


def every_state(now: datetime) -> dict[str, Case]:
    """A case in each of them, by name; inside a transaction of an office at work."""
    owner, boss = person_of("officer"), person_of("boss")
    return {name: make(owner, boss, now) for name, make in STATES.items()}


def _walked(state: State, since: timedelta = timedelta()) -> Maker:
    return lambda owner, _, now: a_case(now - since, state, owner)


def _stopped(owner: Person, _: Person, now: datetime) -> Case:
    case = a_case(now, ASSIGNED, owner)
    until = local_day(now) + WEEK
    stop_clock(case, owner, now, StopAsked("correspondent", "", QUESTION, until))
    return case


def _questioned(owner: Person, _: Person, now: datetime) -> Case:
    case = a_case(now, ASSIGNED, owner)
    ask_correspondent(case, owner, now, Asked(QUESTIONS, local_day(now) + WEEK, stops=True))
    return case


def _extended(owner: Person, boss: Person, now: datetime) -> Case:
    case = a_case(now, ASSIGNED, owner)
    extend(case, boss, now, local_day(now) + FAR, WHY)
    return case


def _wants_longer(owner: Person, _: Person, now: datetime) -> Case:
    case = a_case(now, ASSIGNED, owner)
    extend(case, owner, now, local_day(now) + FAR, WHY)
    return case


def _rated(owner: Person, _: Person, now: datetime) -> Case:
    case = a_case(now, RESOLVED, owner)
    rate(case, now, 2, 1, "กว่าจะได้คำตอบต้องโทรถามสามครั้ง", contact=True)
    return case


def _wished_again(owner: Person, _: Person, now: datetime) -> Case:
    case = a_case(now, RESOLVED, owner)
    ask_reopening(case, now, "ฉบับเดือนสิงหาคมก็ยังไม่ได้รับ")
    return case


def _reopened(owner: Person, boss: Person, now: datetime) -> Case:
    case = _wished_again(owner, boss, now)
    take_step(case, "reopen", boss, now, Given(reason="ยังส่งไม่ครบจริง"))
    return case


def _appealed(owner: Person, _: Person, now: datetime) -> Case:
    case = a_case(now, RESOLVED, owner)
    appeal(case, now, Appealed("ผลไม่ตรงกับข้อเท็จจริง", "web", f"appeal:{case.id}"))
    return case


def _withdrawn(owner: Person, _: Person, now: datetime) -> Case:
    case = a_case(now, ASSIGNED, owner)
    ask_withdrawal(case, now, "ได้รับวารสารแล้ว")
    return case


def _forwarded(_: Person, boss: Person, now: datetime) -> Case:
    case = a_case(now)
    take_step(case, "dismiss", boss, now, Given(
        outcome="out_of_remit", reason="อยู่ในอำนาจของหน่วยงานอื่น", answer="ส่งต่อเรื่องของท่านแล้ว",
        forwarded_to="กรมโรงงานอุตสาหกรรม", forward_number="อก 0701/1234",
        forward_date=local_day(now),
    ))  # fmt: skip
    return case


def _merged(owner: Person, boss: Person, now: datetime) -> Case:
    first, case = a_case(now, ASSIGNED, owner), a_case(now, ASSIGNED, owner)
    merge(case, first.reference, boss, now)
    return case


def _restricted(_: Person, __: Person, now: datetime) -> Case:
    return a_case(now, ASSIGNED, person_of("keeper"), topic="C08")


def _walled(owner: Person, boss: Person, now: datetime) -> Case:
    case = a_case(now, ASSIGNED, owner)
    barred = a_person(now, "officer", "U02")
    raise_wall(case, boss, now, Named(person=barred.email, reason="เป็นญาติของผู้ถูกร้องเรียน"))
    return case


def _represented(owner: Person, _: Person, now: datetime) -> Case:
    case = a_case(now, ASSIGNED, owner)
    represent(case, owner, now, ActsFor("นายทนาย ตัวอย่าง", "lawyer", "หนังสือมอบอำนาจ"))
    return case


def _asking(owner: Person, _: Person, now: datetime) -> Case:
    case = a_case(now, ASSIGNED, owner)
    an_ask(case, owner, now)
    return case


def _referred(owner: Person, _: Person, now: datetime) -> Case:
    return a_referral(now, ASSIGNED, owner=owner)


def _came_back(owner: Person, _: Person, now: datetime) -> Case:
    case = a_case(now, ASSIGNED, owner, sender=Sender(name="นายไม่มี ที่อยู่", email="gone@example.org"))
    letter = db.session.scalars(select(Letter).where(Letter.case_id == case.id)).first()
    assert letter is not None
    mark_address(letter, case, "5.1.1", now)
    return case


def _unsigned(owner: Person, boss: Person, now: datetime) -> Case:
    case = a_case(now, ANALYSED, owner)
    switch_signing(True, boss, now)
    take_step(case, "resolve", owner, now, Given(outcome="upheld", answer="ส่งฉบับที่ค้างแล้ว"))
    switch_signing(False, boss, now)
    return case


STATES: dict[str, Maker] = {
    "received": _walked(RECEIVED),
    "assigned": _walked(ASSIGNED),
    "analysed": _walked(ANALYSED),
    "resolved": _walked(RESOLVED),
    "rated": _rated,
    "answered long ago": _walked(RESOLVED, LONG_AGO),
    "late": _walked(ASSIGNED, LONG_AGO),
    "stopped": _stopped,
    "questioned": _questioned,
    "extended": _extended,
    "extension asked": _wants_longer,
    "another look asked": _wished_again,
    "reopened": _reopened,
    "appealed": _appealed,
    "withdrawn": _withdrawn,
    "forwarded": _forwarded,
    "merged": _merged,
    "restricted": _restricted,
    "walled": _walled,
    "represented": _represented,
    "asking a unit": _asking,
    "referred": _referred,
    "letter came back": _came_back,
    "waiting for a signature": _unsigned,
}
