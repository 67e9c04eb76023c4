"""What a change of calendar or targets does to the open cases, in the background and in chunks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions import recount as recounting
from app.actions.keep_days_off import Closing, remove_day_off, rename_day_off
from app.actions.recount import ask_recount, recount
from app.actions.set_deadlines import dates_of
from app.database import transaction
from app.jobs.runner import run
from app.models import Case, DayOff, Person, Recount
from app.queries import recounts
from tests.actions.recounts import (
    LATER,
    fetch,
    kept,
    recounted,
    saved,
)
from tests.reports.proposals import RESOLUTION
from workflows import State
from workflows.deadlines import Milestone

pytestmark = pytest.mark.usefixtures("office")


def test_a_new_day_off_moves_the_working_day_deadlines_of_the_open_cases(
    session: Session, now: datetime, manager: Person
) -> None:
    key = kept(now)
    assert fetch(session, key).analyse_by == date(2026, 12, 2)
    version, updated = fetch(session, key).version, fetch(session, key).updated_at
    saved(manager, now)
    assert run("recount", now + LATER) == (1, 0)
    case = fetch(session, key)
    assert case.analyse_by == date(2026, 12, 3)
    assert case.first_answer_by == date(2026, 12, 8)  # calendar days run through it
    assert (case.version, case.updated_at) == (version, updated)


def test_each_case_that_moved_has_an_event_with_its_dates_before_and_after(
    session: Session, now: datetime, manager: Person
) -> None:
    key = kept(now)
    before = dates_of(fetch(session, key))
    saved(manager, now)
    run("recount", now + LATER)
    (event,) = recounted(session, key)
    assert (event.by, event.actor_id) == ("clock", None)
    assert event.note == "เพิ่มวันหยุด 27 พ.ย. 2569 วันหยุดพิเศษ"
    told = {"cause": "calendar", "before": before, "after": dates_of(fetch(session, key))}
    assert event.details == told
    assert told["before"] != told["after"]


def test_a_case_that_does_not_move_has_no_event(
    session: Session, now: datetime, manager: Person
) -> None:
    moved, untouched = kept(now), kept(now - timedelta(days=40))
    saved(manager, now)
    run("recount", now + LATER)
    assert len(recounted(session, moved)) == 1
    assert recounted(session, untouched) == []


def test_a_resolved_case_keeps_its_dates(session: Session, now: datetime, manager: Person) -> None:
    key = kept(now, State.RESOLVED)
    before = dates_of(fetch(session, key))
    saved(manager, now)
    run("recount", now + LATER)
    assert dates_of(fetch(session, key)) == before
    assert recounted(session, key) == []


def test_what_is_due_next_moves_along(session: Session, now: datetime, manager: Person) -> None:
    key = kept(now, State.ASSIGNED)
    with transaction():
        fetch(session, key).meet(Milestone.ACKNOWLEDGE, now)
        session.get_one(Case, key).look_ahead()
    assert fetch(session, key).next_due_on == date(2026, 12, 2)
    saved(manager, now)
    run("recount", now + LATER)
    case = fetch(session, key)
    assert (case.next_milestone, case.next_due_on) == (Milestone.ANALYSE, date(2026, 12, 3))


def test_an_open_case_received_on_the_new_day_off_counts_from_the_next_working_day(
    session: Session, now: datetime, manager: Person
) -> None:
    last = datetime(2026, 9, 30, 3, 0, tzinfo=UTC)  # the last day of fiscal year 2569
    key = kept(last)
    assert fetch(session, key).fiscal_year == 2569
    saved(manager, now, date(2026, 9, 30))
    run("recount", now + LATER)
    case = fetch(session, key)
    assert (case.official_on, case.fiscal_year) == (date(2026, 10, 1), 2570)


def test_a_holiday_that_is_there_but_removed_is_a_working_day_again(
    session: Session, now: datetime, manager: Person
) -> None:
    constitution = date(2026, 12, 10)
    key = kept(datetime(2026, 12, 8, 3, 0, tzinfo=UTC))
    assert fetch(session, key).acknowledge_by == date(2026, 12, 9)
    assert fetch(session, key).assign_by == date(2026, 12, 11)
    with transaction():
        remove_day_off(constitution, RESOLUTION, manager, now)
    run("recount", now + LATER)
    assert fetch(session, key).assign_by == constitution


def test_a_calendar_that_did_not_change_asks_for_no_recount(
    session: Session, now: datetime, manager: Person
) -> None:
    day = session.get_one(DayOff, date(2026, 12, 10))
    same = Closing(day.day, None, day.name_th, day.name_en, RESOLUTION)
    with transaction():
        rename_day_off(same, manager, now)
        rename_day_off(same, manager, now)
    assert session.scalars(select(Recount)).all() == []
    assert run("recount", now + LATER) == (0, 0)


def test_a_recount_that_has_been_done_is_not_done_again(
    session: Session, now: datetime, manager: Person
) -> None:
    key = kept(now)
    saved(manager, now)
    assert [run("recount", now + LATER) for _ in range(2)] == [(1, 0), (0, 0)]
    assert len(recounted(session, key)) == 1
    with transaction():
        ask_recount("calendar", "อีกครั้ง", manager, now)
    assert run("recount", now + LATER) == (1, 0)
    assert len(recounted(session, key)) == 1
    assert [row.moved for row in session.scalars(select(Recount).order_by(Recount.id))] == [1, 0]


def test_a_case_that_is_just_being_registered_is_waited_for(
    session: Session, now: datetime, manager: Person
) -> None:
    saved(manager, now)
    assert run("recount", now) == (0, 0)
    assert run("recount", now + recounts.SETTLE) == (1, 0)


def test_a_recount_killed_in_the_middle_loses_nothing_and_repeats_nothing(
    session: Session, now: datetime, manager: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [kept(now) for _ in range(5)]
    saved(manager, now)
    monkeypatch.setattr(recounting, "CHUNK", 2)
    asked = session.scalars(select(Recount.id)).one()
    with transaction():
        recount(asked, now)
    write = recounting._write

    def killed(*args: object) -> None:
        write(*args)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(recounting, "_write", killed)
    with pytest.raises(KeyboardInterrupt):
        run("recount", now + LATER)
    row = session.get_one(Recount, asked)
    assert (row.seen, row.moved, row.after_id, row.finished_at) == (2, 2, keys[1], None)
    monkeypatch.setattr(recounting, "_write", write)
    assert run("recount", now + LATER) == (1, 0)
    assert [len(recounted(session, key)) for key in keys] == [1] * 5
    session.expire_all()
    assert (row.seen, row.moved, row.finished_at) == (5, 5, now + LATER)


def test_how_far_a_recount_has_come_can_be_read(
    session: Session, now: datetime, manager: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert recounts.latest() is None
    for _ in range(3):
        kept(now)
    kept(now, State.RESOLVED)
    saved(manager, now)
    monkeypatch.setattr(recounting, "CHUNK", 2)
    with transaction():
        recount(session.scalars(select(Recount.id)).one(), now)
    found = recounts.latest()
    assert found is not None
    assert (found.seen, found.of, found.moved, found.finished_at) == (2, 3, 2, None)
    run("recount", now + LATER)
    found = recounts.latest()
    assert found is not None
    assert (found.seen, found.of, found.finished_at) == (3, 3, now + LATER)
