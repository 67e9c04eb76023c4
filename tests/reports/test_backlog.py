"""The backlog of any past day, replayed from events, is what stood on that day."""

from collections import Counter
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.given import Given
from app.actions.raise_wall import Named, raise_wall
from app.actions.reclassify import reclassify
from app.actions.resume_clock import resume_clock
from app.actions.stop_clock import StopAsked, stop_clock
from app.actions.take_step import take_step
from app.database import db, transaction
from app.models import Case, Person
from app.reports.backlog import WHICH, backlog
from tests.factories import a_case, a_person, an_office
from workflows import Kind, NotAllowed, State
from workflows.dates import local_day
from workflows.errors import Conflict, Invalid

DAY = timedelta(days=1)
DAYS = 45
Snapshot = dict[str, Counter]


@pytest.fixture
def people(session: Session, now: datetime) -> dict[str, Person]:
    """A manager and an officer in each of two units."""
    with transaction():
        an_office()
        a_person(now, "manager", "U01", "boss@oie.example")
        a_person(now, "officer", "U01", "one@oie.example")
        a_person(now, "officer", "U02", "two@oie.example")
    found = db.session.scalars(select(Person)).all()
    return {person.email.partition("@")[0]: person for person in found}


def standing(now: datetime) -> Snapshot:
    """What the tables of cases say at this moment, by unit."""
    live = {
        "open": Case.state != State.RESOLVED,
        "overdue": (Case.state != State.RESOLVED) & (Case.next_due_on < local_day(now)),
        "unassigned": Case.state == State.RECEIVED,
        "stopped": (Case.state != State.RESOLVED) & Case.stopped_on.is_not(None),
    }
    units = {which: select(Case.unit_code).where(chosen) for which, chosen in live.items()}
    return {which: Counter(db.session.scalars(query)) for which, query in units.items()}


def replayed(now: datetime) -> Snapshot:
    found = backlog(local_day(now))
    return {
        which: Counter({
            unit: n for unit in found.units() if (n := len(found.keys(which, unit, every=False)))
        })
        for which in WHICH
    }  # fmt: skip


def act(rng: Random, case: Case, people: dict[str, Person], now: datetime) -> None:
    """Something that may happen to a case; the rulebook may refuse it."""
    boss, owner = people["boss"], case.owner or people["boss"]
    to = rng.choice(["one@oie.example", "two@oie.example"])
    resolved = Given(outcome="upheld", answer="แก้ไขแล้ว", reason="ตรวจแล้ว")
    deeds = [
        lambda: take_step(case, "assign", boss, now, Given(owner=to)),
        lambda: take_step(case, "transfer", boss, now, Given(owner=to, reason="ตรงงานกว่า")),
        lambda: take_step(case, "analyse", owner, now, Given(root_cause="กระบวนงาน", finding="ช้า")),
        lambda: take_step(case, "return", boss, now, Given(reason="ยังไม่ครบ")),
        lambda: take_step(case, "resolve", owner, now, resolved),
        lambda: take_step(case, "reopen", boss, now, Given(reason="ผู้แจ้งขอ")),
        lambda: stop_clock(case, boss, now, StopAsked(
            "agency", resume_on=local_day(now) + 9 * DAY)),
        lambda: resume_clock(case, now, "staff", boss, "ได้รับแล้ว"),
        lambda: reclassify(case, boss, now, kind=Kind.COMPLAINT.value,
                           topic=rng.choice(["C01", "C04"])),
        lambda: raise_wall(case, boss, now, Named(
            person="two@oie.example", reason="เป็นญาติ", owner="one@oie.example")),
    ]  # fmt: skip
    rng.choice(deeds)()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_replaying_the_events_gives_every_day_as_it_was(
    people: dict[str, Person], now: datetime, seed: int
) -> None:
    rng, seen = Random(seed), {}
    keys = []
    for n in range(DAYS):
        moment = now + n * DAY
        if n % 3 == 0:
            with transaction():
                keys.append(a_case(moment, topic=rng.choice(["C01", "C04"])).id)
        for _ in range(4):
            try:
                with transaction():
                    act(rng, db.session.get_one(Case, rng.choice(keys)), people, moment)
            except (NotAllowed, Invalid, Conflict):
                continue
        seen[moment] = standing(moment)
    assert sum(sum(snapshot["overdue"].values()) for snapshot in seen.values())
    assert sum(sum(snapshot["stopped"].values()) for snapshot in seen.values())
    for moment, snapshot in seen.items():
        assert replayed(moment) == snapshot, moment


def test_a_case_moved_later_stands_with_the_unit_of_that_day(
    people: dict[str, Person], now: datetime
) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, people["two"])
        later = now + 3 * DAY
        take_step(case, "transfer", people["boss"], later,
                  Given(owner="one@oie.example", reason="ตรงงานกว่า"))  # fmt: skip
    assert backlog(local_day(now)).units() == {"U02"}
    assert backlog(local_day(later)).units() == {"U01"}


def test_a_restricted_case_is_replayed_from_its_sealed_events(
    people: dict[str, Person], now: datetime
) -> None:
    with transaction():
        a_case(now, topic="C08")
    found = backlog(local_day(now))
    assert [(one.unit, one.unassigned) for one in found.cases] == [("U06", True)]
    assert not backlog(local_day(now - DAY)).cases
