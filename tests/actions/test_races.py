"""Two people at once: exactly one of them changes the case, and the other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import combinations_with_replacement
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app.actions.extend import extend
from app.actions.given import Given
from app.actions.resume_clock import resume_clock
from app.actions.stop_clock import StopAsked, stop_clock
from app.actions.take_step import take_step
from app.database import transaction
from app.models import Case, ClockStop, Event, ExtensionAsked, Letter, Person
from app.queries import cases, people
from tests.factories import a_case, a_person
from workflows import NotAllowed, State
from workflows.dates import local_day
from workflows.deadlines import Milestone
from workflows.errors import Conflict
from workflows.replay import replay

DAY = timedelta(days=1)
OWNER, OTHER, PEOPLE = "owner@oie.example", "other@oie.example", ("a@oie.example", "b@oie.example")
Act = Callable[[Case, Person, datetime], object]
DONE, CHANGED, REFUSED = "done", "changed meanwhile", "not from here"


def stop(case: Case, who: Person, now: datetime) -> None:
    stop_clock(case, who, now, StopAsked("agency", resume_on=local_day(now) + 7 * DAY))


def step(name: str, **given: str) -> Act:
    return lambda case, who, now: take_step(case, name, who, now, Given(**given))


ACTS: dict[str, Act] = {
    "assign": step("assign", owner=OTHER),
    "transfer": step("transfer", owner=OTHER, reason="ตรงกับหน้าที่มากกว่า"),
    "stop": stop,
    "resume": lambda case, who, now: resume_clock(case, now, "staff", who, "ได้เอกสารครบแล้ว"),
    "extend": lambda case, who, now: extend(
        case, who, now, local_day(now) + 60 * DAY, "รอผลตรวจจากห้องปฏิบัติการ"
    ),
    "analyse": step("analyse", root_cause="กระบวนงาน", finding="โรงพิมพ์ส่งช้า"),
    "resolve": step("resolve", outcome="upheld", answer="ส่งฉบับที่ค้างแล้ว"),
    "reopen": step("reopen", reason="ผู้แจ้งพบปัญหาอีก"),
}
# Where each of them could act: received, assigned, the same with its clock stopped, and so on.
COULD = {
    "assign": ("received",),
    "transfer": ("assigned", "analysed", "stopped"),
    "stop": ("assigned", "analysed", "received"),
    "resume": ("stopped",),
    "extend": ("assigned", "analysed", "stopped", "received"),
    "analyse": ("assigned", "stopped"),
    "resolve": ("analysed",),
    "reopen": ("resolved",),
}
PAIRS = list(combinations_with_replacement(ACTS, 2))
# One row for each pair: the world in which both could act; where there is none, each one's own.
RACES = [
    (first, second, world)
    for first, second in PAIRS
    for world in (
        [w for w in COULD[first] if w in COULD[second]][:1]
        or [COULD[first][0], COULD[second][0]]
    )
]  # fmt: skip


def a_world(world: str, now: datetime) -> tuple[str, int]:
    """A case as it stands before the race: its reference and version."""
    state = State.ASSIGNED if world == "stopped" else State(world)
    with transaction():
        case = a_case(now, state, people.by_email(OWNER))
        if world == "stopped":
            boss = people.by_email(PEOPLE[0])
            assert boss is not None
            stop(case, boss, now)
    return case.reference, case.version


@pytest.fixture
def office_at_work(office: None, now: datetime) -> None:
    """Two managers, the owner, and somebody else to give a case to."""
    with transaction():
        for email, role, unit in ((OWNER, "officer", "U02"), (OTHER, "officer", "U01"),
                                  *((email, "manager", "U01") for email in PEOPLE)):  # fmt: skip
            a_person(now, role, unit, email)


def attempt(
    app: Flask, reference: str, version: int, act: str, email: str, now: datetime,
    start: Barrier | None = None,
) -> str:  # fmt: skip
    """What came of one person's try, by the way every door goes; its connection is given back."""
    if start:
        start.wait(timeout=30)
    with app.app_context():
        try:
            with transaction():
                who = people.by_email(email)
                assert who is not None
                ACTS[act](cases.find_to_change(reference, who, version), who, now)
            return DONE
        except (Conflict, StaleDataError):
            return CHANGED
        except NotAllowed:
            return REFUSED


def picture(session: Session, reference: str) -> dict[str, Any]:
    """All that stands on a case, but for what tells it from its twin."""
    session.rollback()
    case = session.scalars(select(Case).where(Case.reference == reference)).one()
    own = {"id", "reference", "source_key", "correspondent_id"}
    rows = {"case": [{c.name: getattr(case, c.key) for c in Case.__table__.c if c.name not in own}]}
    for table, names in (
        (Event, ("what", "by", "note", "from_state", "to_state", "details")),
        (Letter, ("name", "occasion", "recipient", "how", "status")),
        (ClockStop, ("reason", "from_on", "resume_on", "until_on", "ended_by")),
        (ExtensionAsked, ("until_on", "reason", "granted")),
    ):
        found = session.scalars(select(table).where(table.case_id == case.id).order_by(table.id))
        rows[table.__tablename__] = [{n: getattr(row, n) for n in names} for row in found]
    return rows


def without_keys(rows: dict[str, Any]) -> dict[str, Any]:
    """An occasion may name a row's key or version, of which a twin has another."""
    letters = [{**x, "occasion": x["occasion"].rstrip("0123456789")} for x in rows["letter"]]
    case = [{name: value for name, value in rows["case"][0].items() if name != "version"}]
    return {**rows, "letter": letters, "case": case}


def test_there_are_thirty_six_pairs() -> None:
    assert len(PAIRS) == 36
    assert {(first, second) for first, second, _ in RACES} == set(PAIRS)


@pytest.mark.usefixtures("office_at_work")
@pytest.mark.parametrize(("first", "second", "world"), RACES, ids=map("-".join, RACES))
def test_of_two_at_once_one_wins_and_the_other_is_told(
    app: Flask, session: Session, now: datetime, first: str, second: str, world: str
) -> None:
    (reference, version), (alone, alone_version) = (a_world(world, now) for _ in range(2))
    before = picture(session, reference)
    session.rollback()
    start = Barrier(2)
    sides = list(zip((first, second), PEOPLE, strict=True))
    with ThreadPoolExecutor(2) as pool:
        tries = [
            pool.submit(attempt, app, reference, version, act, email, now, start)
            for act, email in sides
        ]
        came = [one.result(timeout=60) for one in tries]

    # 1. one wins; the other learns that the case has changed, or that it cannot be done from here
    assert came.count(DONE) == 1
    winner, email = sides[came.index(DONE)]
    assert world in COULD[winner]
    loser, told = sides[came.index(DONE) - 1][0], came[came.index(DONE) - 1]
    assert told == CHANGED or world not in COULD[loser]

    # 2. the case is as if the winner had been alone: nothing of the loser is written
    assert attempt(app, alone, alone_version, winner, email, now) == DONE
    after = picture(session, reference)
    assert without_keys(after) == without_keys(picture(session, alone))

    # 3. the timeline has the winner's event, once, and leads to where the case stands
    new = after["event"][len(before["event"]):]  # fmt: skip
    assert [event["what"] for event in new].count(winner) == 1
    assert after["case"][0]["version"] > version
    case = session.scalars(select(Case).where(Case.reference == reference)).one()
    found = replay(cases.events(case))
    assert found.state is case.state
    assert found.dates == {milestone: case.due_on(milestone) for milestone in Milestone}

    # 4. the loser, who still holds the old version, is told again
    assert attempt(app, reference, version, loser, PEOPLE[1], now) == CHANGED
