"""A recount does what was rehearsed, whatever moved the case, and whoever may see it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions import recount as recounting
from app.actions.keep_targets import add_target
from app.actions.set_deadlines import redate
from app.database import transaction
from app.jobs.runner import run
from app.models import Case, ClockStop, Event, ExtensionAsked, Person, Recount
from app.queries import office
from app.queries.rights import visible
from app.reports.rehearsal import Rehearsal, rehearse
from tests.actions.recounts import (
    LATER,
    fetch,
    kept,
    recounted,
    saved,
)
from tests.factories import a_case, a_person
from tests.reports.proposals import a_reckoner, a_rule
from workflows import State
from workflows.dates import local_day
from workflows.deadlines import Milestone
from workflows.replay import replay

pytestmark = pytest.mark.usefixtures("office")


def a_stop(case: Case, by: Person, first: date, last: date) -> ClockStop:
    return ClockStop(
        case_id=case.id, reason="answer", from_on=first, resume_on=last, until_on=last,
        made_by_id=by.id, made_at=datetime(2026, 11, 24, 3, 0, tzinfo=UTC),
    )  # fmt: skip


def test_a_stop_is_not_lost_when_the_target_changes(
    session: Session, now: datetime, manager: Person
) -> None:
    with transaction() as open_:
        case = a_case(now)
        open_.add(a_stop(case, manager, date(2026, 11, 24), date(2026, 11, 26)))
        open_.flush()
        redate(case)
        key = case.id
    with transaction():
        add_target(a_rule("10WD"), manager, now)
    run("recount", now + LATER)
    case = fetch(session, key)
    # ten working days from Monday 23 November end on 8 December; 7 December is off, two are stopped
    assert case.public_resolve_by == date(2026, 12, 8)
    assert case.resolve_by == date(2026, 12, 11)  # 10 December is off too


def test_a_target_that_begins_later_moves_nobody_who_came_before(
    session: Session, now: datetime, manager: Person
) -> None:
    before, after = kept(now), kept(now + timedelta(days=8))
    with transaction():
        add_target(a_rule("10WD", valid_from=date(2026, 12, 1)), manager, now)
    run("recount", now + LATER)
    assert fetch(session, before).resolve_by == date(2026, 12, 23)
    assert fetch(session, after).resolve_by == date(2026, 12, 17)


def several(now: datetime, manager: Person) -> None:
    """Cases of every sort: kinds, doors, hours, states, stops, an extension, old and restricted."""
    evening = now + timedelta(hours=8)
    a_case(now)
    a_case(evening, kind="suggestion", channel="email")
    a_case(now - timedelta(days=3), State.ASSIGNED, kind="opinion", topic="C01")
    a_case(now - timedelta(days=12), State.ANALYSED)
    a_case(now, kind="compliment", severity="high")
    a_case(now - timedelta(days=9), topic="C08")
    a_case(now - timedelta(days=30), State.RESOLVED)
    a_case(now - timedelta(days=5), imported=True)
    stopped, extended = a_case(now - timedelta(days=2)), a_case(now - timedelta(days=20))
    local = local_day(now)
    for case, first in ((stopped, 0), (extended, 1)):
        span = local + timedelta(days=first), local + timedelta(days=first + 4)
        recounting.db.session.add(a_stop(case, manager, *span))
    extended.extended_until = date(2026, 12, 18)
    recounting.db.session.add(ExtensionAsked(
        case_id=extended.id, until_on=extended.extended_until, reason="รอผลตรวจ", granted=True,
        proposed_by_id=manager.id, proposed_at=now, decided_by_id=manager.id, decided_at=now,
    ))  # fmt: skip
    recounting.db.session.flush()
    for case in (stopped, extended):
        redate(case)


def rehearsed(manager: Person, now: datetime, day: date) -> Rehearsal:
    return rehearse(a_reckoner([day]), local_day(now), visible(manager))


@pytest.mark.parametrize("ahead", [-10, -5, -3, 0, 1, 2, 4, 9, 16, 30])
def test_the_recount_does_what_the_rehearsal_said_and_what_each_case_would_count(
    ahead: int, session: Session, now: datetime, manager: Person
) -> None:
    with transaction():
        several(now, manager)
    day = local_day(now) + timedelta(days=ahead)
    if day.weekday() >= 5 or day in office.whole_calendar().days_off:
        day += timedelta(days=2)
    late = overdue(session, now)
    said = rehearsed(manager, now, day)
    saved(manager, now, day)
    run("recount", now + LATER)
    (row,) = session.scalars(select(Recount))
    assert (row.seen, row.moved) == (said.open, said.moved)
    assert said.moved > 0
    assert overdue(session, now) == late - said.leaving + said.entering
    with transaction():
        for case in session.scalars(select(Case).where(Case.state != State.RESOLVED)):
            due = case.next_due_on, case.next_milestone, case.official_on, case.target_by
            dates = redate(case)
            assert dates["before"] == dates["after"]
            assert due == (case.next_due_on, case.next_milestone, case.official_on, case.target_by)


def overdue(session: Session, now: datetime) -> int:
    late = select(Case.id).where(Case.state != State.RESOLVED, Case.next_due_on < local_day(now))
    return len(session.scalars(late).all())


def test_the_events_of_a_recounted_case_replay_to_where_it_stands(
    session: Session, now: datetime, manager: Person
) -> None:
    key = kept(now, State.ASSIGNED)
    saved(manager, now)
    run("recount", now + LATER)
    case = fetch(session, key)
    events = session.scalars(select(Event).where(Event.case_id == key).order_by(Event.id)).all()
    replayed = replay(events)
    assert replayed.state is case.state
    assert replayed.dates == {m: case.due_on(m) for m in Milestone}


def test_a_case_behind_a_wall_or_restricted_is_recounted_like_any_other(
    session: Session, now: datetime, manager: Person
) -> None:
    with transaction():
        a_person(now, "confidential", "U06")
        key = a_case(now, topic="C08").id
    saved(manager, now)
    run("recount", now + LATER)
    assert len(recounted(session, key)) == 1
