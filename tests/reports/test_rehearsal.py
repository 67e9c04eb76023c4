"""A change of calendar or targets is tried on the open cases before anybody saves it."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, true
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Case, Event, Person, Recount, Wall
from app.queries.rights import visible
from app.reports import rehearsal
from app.reports.rehearsal import Rehearsal, rehearse
from tests.factories import a_case, a_person
from tests.reports.proposals import a_reckoner, a_rule
from workflows import State
from workflows.dates import local_day
from workflows.deadlines import Milestone

BRIDGE = date(2026, 11, 27)
pytestmark = pytest.mark.usefixtures("office")


def kept(now: datetime, state: State = State.RECEIVED, **more: object) -> Case:
    with transaction():
        return a_case(now, state, **more)


def tried(now: datetime, reader: Person, *days: date) -> Rehearsal:
    return rehearse(a_reckoner(days), local_day(now), visible(reader))


def test_nothing_moves_when_nothing_changes(now: datetime, manager: Person) -> None:
    kept(now)
    found = tried(now, manager)
    assert (found.open, found.moved, found.shown) == (1, 0, [])


def test_a_rehearsal_names_each_case_that_moves_with_old_and_new_dates(
    now: datetime, manager: Person
) -> None:
    case = kept(now)
    kept(now, State.RESOLVED)
    found = tried(now, manager, BRIDGE)
    assert (found.open, found.moved, found.more) == (1, 1, 0)
    (move,) = found.shown
    assert move.reference == case.reference
    assert list(move.changes) == [(Milestone.ANALYSE, date(2026, 12, 2), date(2026, 12, 3))]


def test_a_rehearsal_writes_nothing(session: Session, now: datetime, manager: Person) -> None:
    kept(now)
    events = len(session.scalars(select(Event)).all())
    tried(now, manager, BRIDGE)
    assert not session.dirty
    assert not session.new
    assert len(session.scalars(select(Event)).all()) == events
    assert session.scalars(select(Recount)).all() == []


def test_a_day_off_yesterday_takes_a_case_off_the_overdue_list(
    now: datetime, manager: Person
) -> None:
    friday = now - timedelta(days=3)
    kept(friday)  # acknowledge by Monday 23 November
    tomorrow = now + timedelta(days=1)
    assert tried(tomorrow, manager).leaving == 0
    found = tried(tomorrow, manager, local_day(now))
    assert (found.moved, found.leaving, found.entering) == (1, 1, 0)


def test_a_shorter_target_puts_a_case_on_the_overdue_list(now: datetime, manager: Person) -> None:
    with transaction() as session:
        case = a_case(now - timedelta(days=20), State.ASSIGNED)
        for milestone in (Milestone.ACKNOWLEDGE, Milestone.FIRST_ANSWER, Milestone.ANALYSE):
            case.meet(milestone, now)
        case.look_ahead()
        session.flush()
    reckoner = a_reckoner(rules=[a_rule("5WD")])
    found = rehearse(reckoner, local_day(now), visible(manager))
    assert (found.moved, found.leaving, found.entering) == (1, 0, 1)


def test_restricted_and_walled_cases_are_counted_but_never_listed(
    session: Session, now: datetime, manager: Person
) -> None:
    plain, secret, walled = kept(now), kept(now, topic="C08"), kept(now)
    with transaction():
        session.add(Wall(case_id=walled.id, person_id=manager.id, reason="ถูกร้องเรียน",
                         raised_by_id=manager.id, raised_at=now))  # fmt: skip
        keeper = a_person(now, "confidential", "U06")
        admin = a_person(now, "admin", "U01")
    assert secret.restricted
    found = tried(now, manager, BRIDGE)
    assert (found.open, found.moved, found.unlisted) == (3, 3, 2)
    assert [move.reference for move in found.shown] == [plain.reference]
    assert found.moved == len(found.shown) + found.unlisted
    assert secret.reference not in [move.reference for move in tried(now, keeper, BRIDGE).shown]
    assert tried(now, admin, BRIDGE).shown == []
    assert tried(now, admin, BRIDGE).moved == found.moved


def test_all_are_counted_when_the_list_is_too_short_for_them(
    now: datetime, manager: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [kept(now) for _ in range(5)]
    monkeypatch.setattr(rehearsal, "SHOWN", 2)
    monkeypatch.setattr(rehearsal, "CHUNK", 2)
    found = tried(now, manager, BRIDGE)
    assert (found.open, found.moved, found.more) == (5, 5, 3)
    assert [move.reference for move in found.shown] == [case.reference for case in cases[:2]]


def test_cases_of_one_day_are_counted_once_and_topics_apart_only_where_a_rule_names_one(
    now: datetime,
) -> None:
    kept(now, topic="C01")
    kept(now, topic="C04")
    kept(now + timedelta(hours=9))  # after closing time
    plain, named = a_reckoner([BRIDGE]), a_reckoner(rules=[a_rule("5WD", topic="C04")])
    for reckoner in (plain, named):
        rehearse(reckoner, local_day(now), true())
    assert (len(plain._known), len(named._known)) == (2, 3)
    shown = rehearse(named, local_day(now), true()).shown
    assert [len(move.changes) for move in shown] == [1, 1]


def test_a_case_beyond_the_calendar_stays_as_it_is(now: datetime, manager: Person) -> None:
    kept(now)
    reckoner = a_reckoner([BRIDGE])
    short = type(reckoner)(
        type(reckoner.calendar)(reckoner.calendar.days_off, range(2005, 2026)), reckoner.rules
    )
    found = rehearse(short, local_day(now), visible(manager))
    assert (found.open, found.moved) == (1, 0)
