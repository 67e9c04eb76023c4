"""Whatever happens to a case, its events alone lead to where it stands and what it promises."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.acknowledge import acknowledge
from app.actions.assess import Assessment, assess
from app.actions.extend import decide_extension, extend
from app.actions.given import Given
from app.actions.receive_message import receive_message
from app.actions.reclassify import reclassify
from app.actions.recount import ask_recount, recount
from app.actions.resume_clock import resume_by_itself, resume_clock
from app.actions.stop_clock import StopAsked, stop_clock
from app.actions.take_step import take_step
from app.database import db, transaction
from app.models import Case, DayOff, DeadlineRule, Event, Person
from tests.factories import OUTCOME, a_case, a_person
from workflows import Kind, NotAllowed
from workflows.dates import local_day
from workflows.deadlines import Milestone
from workflows.errors import Invalid
from workflows.replay import replay

DAY = timedelta(days=1)
Act = Callable[[Case, Person, datetime, int], object]


def step(name: str) -> Act:
    """The step with whatever it may need."""

    def take(case: Case, who: Person, now: datetime, number: int) -> None:
        told = Given(
            owner="officer@oie.example", reason="ตามหน้าที่", root_cause="กระบวนงาน",
            finding="โรงพิมพ์ส่งช้า", outcome="spam" if name == "dismiss" else OUTCOME[case.kind],
            answer="แก้ไขแล้ว",
        )  # fmt: skip
        given = {"analyse": Given(root_cause=told.root_cause, finding=told.finding)}
        take_step(case, name, who, now, given.get(name, told))

    return take


def stop(case: Case, who: Person, now: datetime, number: int) -> None:
    today = local_day(now)
    asked = StopAsked(
        "agency", resume_on=today + (1 + number) * DAY, from_on=today - number % 3 * DAY
    )
    stop_clock(case, who, now, asked)


def resume(case: Case, who: Person, now: datetime, number: int) -> None:
    resume_clock(case, now, "staff", who, "ได้ข้อมูลครบแล้ว")


def wake(case: Case, who: Person, now: datetime, number: int) -> None:
    resume_by_itself(case, now)


def propose(case: Case, who: Person, now: datetime, number: int) -> None:
    extend(case, who, now, local_day(now) + (20 + number) * DAY, "รอผลตรวจจากห้องปฏิบัติการ")


def decide(case: Case, who: Person, now: datetime, number: int) -> None:
    decide_extension(case, who, now, number % 4 > 0, "เห็นชอบ")


def another_kind(case: Case, who: Person, now: datetime, number: int) -> None:
    reclassify(case, who, now, kind=list(Kind)[number % 4], topic="C01" if number % 2 else None)


def another_severity(case: Case, who: Person, now: datetime, number: int) -> None:
    severity, complexity = ("low", "medium", "high")[number % 3], ("simple", "complex")[number % 2]
    assess(case, who, now, Assessment(severity, complexity, "ขอให้ส่งฉบับที่ขาด", "ขอนแก่น"))


def a_holiday(case: Case, who: Person, now: datetime, number: int) -> None:
    day = local_day(now) + (1 + number) * DAY
    if db.session.get(DayOff, day) is None:
        db.session.add(DayOff(day=day, name_th="วันหยุดพิเศษตามมติคณะรัฐมนตรี"))
    asked = ask_recount("calendar", "มติคณะรัฐมนตรี", who, now)
    db.session.flush()
    recount(asked.id, now)
    db.session.expire_all()


def write(case: Case, who: Person, now: datetime, number: int) -> None:
    receive_message(case, now, f"ขอทราบความคืบหน้า {number}", f"walk:{case.id}:{now}:{number}")


def told(case: Case, who: Person, now: datetime, number: int) -> None:
    acknowledge(case, who, now, "โทรแจ้งแล้ว")


STEPS = ("assign", "transfer", "analyse", "return", "resolve", "dismiss", "reopen")
ACTS: dict[str, Act] = {
    **{name: step(name) for name in STEPS}, "stop": stop, "resume": resume, "wake": wake,
    "propose": propose, "decide": decide, "reclassify": another_kind, "assess": another_severity,
    "holiday": a_holiday, "write": write, "acknowledge": told,
}  # fmt: skip
moves = st.tuples(
    st.sampled_from(sorted(ACTS)), st.booleans(), st.integers(0, 12), st.integers(0, 6)
)
walks = st.tuples(st.sampled_from(list(Kind)), st.lists(moves, max_size=25))


@pytest.fixture
def at_work(office: None, now: datetime, session: Session) -> Session:
    """An owner, a manager, and promises that depend on the severity."""
    with transaction():
        a_person(now, "officer", email="officer@oie.example")
        a_person(now, "manager", "U01", email="boss@oie.example")
        for milestone, days, working in (
            (Milestone.ANALYSE, 3, True),
            (Milestone.RESOLVE, 15, True),
        ):
            session.add(DeadlineRule(
                kind="complaint", milestone=milestone, days=days, working=working, severity="high",
                topic_code="", channel="",
            ))  # fmt: skip
    return session


def walk(case: Case, now: datetime, moves: list[tuple[str, bool, int, int]]) -> set[str]:
    """Every move is tried; one that is refused leaves nothing. What was done."""
    done = set()
    for name, by_owner, number, days in moves:
        now += days * DAY
        email = "officer@oie.example" if by_owner else "boss@oie.example"
        who = db.session.scalars(select(Person).where(Person.email == email)).one()
        try:
            with db.session.begin_nested():
                ACTS[name](case, who, now, number)
            done.add(name)
        except (NotAllowed, Invalid):
            continue
    return done


def agrees(case: Case) -> None:
    """What is stored is what the events tell."""
    db.session.flush()
    db.session.expire_all()
    events = db.session.scalars(select(Event).where(Event.case_id == case.id).order_by(Event.id))
    found = replay(events.all())
    assert found.state is case.state
    assert found.dates == {milestone: case.due_on(milestone) for milestone in Milestone}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walked=walks)
def test_replaying_the_events_gives_the_stored_state_and_deadlines(
    at_work: Session, now: datetime, walked: tuple[Kind, list[tuple[str, bool, int, int]]]
) -> None:
    kind, moves = walked
    try:
        case = a_case(now, kind=kind.value)
        walk(case, now, moves)
        agrees(case)
    finally:
        at_work.rollback()


def test_a_walk_through_everything_is_replayed_too(at_work: Session, now: datetime) -> None:
    """A long way by hand, so that no move of the random walks is always refused."""
    way = [
        ("acknowledge", False, 0, 0), ("assign", False, 0, 0), ("assess", True, 5, 1),
        ("transfer", True, 0, 0), ("stop", True, 4, 1), ("holiday", False, 3, 0),
        ("resume", True, 0, 2), ("reclassify", False, 1, 0), ("reclassify", False, 0, 0),
        ("propose", True, 9, 1), ("decide", False, 1, 0), ("stop", False, 1, 1),
        ("wake", False, 0, 5), ("write", False, 0, 0), ("analyse", True, 0, 1),
        ("return", False, 0, 0), ("analyse", True, 0, 0), ("resolve", True, 0, 0),
        ("reopen", False, 0, 1), ("dismiss", False, 0, 0),
    ]  # fmt: skip
    case = a_case(now)
    assert walk(case, now, way) == ACTS.keys()
    agrees(case)
    at_work.rollback()
