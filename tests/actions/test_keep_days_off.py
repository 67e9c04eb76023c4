"""Days off come and go by a resolution; each change is an event and asks for a recount."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.actions.keep_calendar import confirm_year, seed_year
from app.actions.keep_days_off import (
    Closing,
    add_days_off,
    calendar_with,
    remove_day_off,
    rename_day_off,
)
from app.database import transaction
from app.jobs.runner import run
from app.models import CalendarYear, DayOff, Event, Letter, Person, Recount
from app.queries import calendar_years, office
from app.queries.registers import events
from tests.reports.proposals import RESOLUTION
from workflows.errors import Invalid

BRIDGE = date(2027, 1, 4)  # a Monday
pytestmark = pytest.mark.usefixtures("office")


def closing(first: date = BRIDGE, last: date | None = None, **more: str) -> Closing:
    named = {"name_th": "วันหยุดพิเศษ", "name_en": "Bridge day", "legal_ref": RESOLUTION, **more}
    return Closing(first, last, **named)


def tried(act: Callable[..., Any], *args: Any) -> list[str]:
    """The fields that are refused, and nothing else has happened."""
    session = office.db.session
    before = session.scalar(select(func.count()).select_from(DayOff))
    with pytest.raises(Invalid) as refused, transaction():
        act(*args)
    assert session.scalar(select(func.count()).select_from(DayOff)) == before
    assert session.scalars(select(Event).where(Event.subject.startswith("calendar:"))).all() == []
    assert session.scalars(select(Recount)).all() == []
    return list(refused.value.problems)


def test_a_day_off_is_added_with_its_resolution_by_a_person_at_a_time(
    session: Session, now: datetime, manager: Person
) -> None:
    with transaction():
        add_days_off(closing(), manager, now)
    assert not office.whole_calendar().is_working(BRIDGE)
    (event,) = events("calendar:2027")
    assert (event.what, event.actor_id, event.at) == ("day_off_added", manager.id, now)
    assert event.details["days"] == ["2027-01-04"]
    assert event.details["legal_ref"] == RESOLUTION
    (asked,) = session.scalars(select(Recount))
    assert (asked.cause, asked.asked_by_id, asked.seen) == ("calendar", manager.id, 0)


def test_of_a_range_only_the_working_days_are_added(
    session: Session, now: datetime, manager: Person
) -> None:
    with transaction():  # Thursday 31 December 2026 is off already, 2 and 3 January are a weekend
        days = add_days_off(closing(date(2026, 12, 28), date(2026, 12, 31)), manager, now)
    assert days == [date(2026, 12, 28), date(2026, 12, 29), date(2026, 12, 30)]
    assert session.get_one(DayOff, date(2026, 12, 31)).legal_ref == ""


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (closing(date(2027, 1, 3)), "first"),  # a Sunday
        (closing(date(2027, 1, 1)), "first"),  # New Year
        (closing(date(2027, 1, 1), date(2027, 1, 3)), "first"),  # New Year and a weekend
        (closing(date(2060, 1, 5)), "first"),  # nobody knows that year
        (closing(BRIDGE, date(2027, 1, 3)), "last"),
        (closing(BRIDGE, date(2027, 6, 30)), "last"),
        (closing(date(2026, 12, 28), BRIDGE), "last"),
        (closing(name_th=" "), "name_th"),
        (closing(legal_ref=""), "legal_ref"),
        (closing(name_en="a" * 201), "name_en"),
        (closing(legal_ref="ก" * 301), "legal_ref"),
    ],
)
def test_what_is_no_day_to_close_is_refused_and_changes_nothing(
    given: Closing, field: str, session: Session, now: datetime, manager: Person
) -> None:
    assert tried(add_days_off, given, manager, now) == [field]


def test_the_same_day_cannot_be_added_twice(
    session: Session, now: datetime, manager: Person
) -> None:
    with transaction():
        add_days_off(closing(), manager, now)
    with pytest.raises(Invalid) as refused, transaction():
        add_days_off(closing(), manager, now)
    assert list(refused.value.problems) == ["first"]
    assert len(events("calendar:2027")) == 1


def test_a_removed_day_is_a_working_day_again_and_the_event_keeps_what_it_was(
    session: Session, now: datetime, manager: Person
) -> None:
    constitution = date(2026, 12, 10)
    with transaction():
        remove_day_off(constitution, RESOLUTION, manager, now)
    assert office.whole_calendar().is_working(constitution)
    (event,) = events("calendar:2026")
    assert event.what == "day_off_removed"
    assert event.details["before"]["name_th"] == "วันรัฐธรรมนูญ"


@pytest.mark.parametrize(
    ("day", "legal_ref", "field"),
    [
        (date(2026, 12, 9), RESOLUTION, "first"),  # a working day
        (date(2026, 12, 12), RESOLUTION, "first"),  # a Saturday
        (date(2026, 12, 5), RESOLUTION, "first"),  # National Day, on a Saturday
        (date(2026, 12, 10), " ", "legal_ref"),
    ],
)
def test_what_is_not_off_cannot_be_removed_and_nothing_without_a_reason(
    day: date, legal_ref: str, field: str, session: Session, now: datetime, manager: Person
) -> None:
    assert tried(remove_day_off, day, legal_ref, manager, now) == [field]


def test_the_last_day_off_of_a_year_stays_since_a_year_without_any_is_an_unknown_one(
    session: Session, now: datetime, manager: Person
) -> None:
    new_year = date(2040, 1, 2)
    with transaction():
        year = DayOff.day.between(date(2040, 1, 1), date(2040, 12, 31))
        session.execute(delete(DayOff).where(year))
        session.add(DayOff(day=new_year, name_th="วันขึ้นปีใหม่"))
    assert tried(remove_day_off, new_year, RESOLUTION, manager, now) == ["first"]


def test_a_new_name_is_an_event_and_moves_no_case(
    session: Session, now: datetime, manager: Person
) -> None:
    given = closing(date(2026, 12, 10), name_th="วันพระราชทานรัฐธรรมนูญ")
    with transaction():
        rename_day_off(given, manager, now)
        rename_day_off(given, manager, now)
    (event,) = events("calendar:2026")
    assert event.details["before"]["name_th"] == "วันรัฐธรรมนูญ"
    assert event.details["name_th"] == "วันพระราชทานรัฐธรรมนูญ"
    assert session.scalars(select(Recount)).all() == []
    assert tried_rename(now, manager, date(2026, 12, 9)) == ["first"]


def tried_rename(now: datetime, manager: Person, day: date) -> list[str]:
    with pytest.raises(Invalid) as refused, transaction():
        rename_day_off(closing(day), manager, now)
    return list(refused.value.problems)


def test_a_planned_calendar_is_the_one_that_saving_makes(
    session: Session, now: datetime, manager: Person
) -> None:
    planned = calendar_with([BRIDGE], without=[date(2026, 12, 10)])
    with transaction():
        add_days_off(closing(), manager, now)
        remove_day_off(date(2026, 12, 10), RESOLUTION, manager, now)
    assert office.whole_calendar() == planned


def test_a_year_is_confirmed_once_by_the_manager_who_looked(
    session: Session, now: datetime, manager: Person
) -> None:
    with transaction():
        confirm_year(2027, manager, now)
        confirm_year(2027, manager, now)
    found = calendar_years.year(2027)
    assert (found.confirmed_at, found.confirmed_by) == (now, manager.name)
    assert [event.what for event in events("calendar:2027")] == ["calendar_confirmed"]
    with pytest.raises(Invalid), transaction():
        confirm_year(2099, manager, now)


def test_a_year_nobody_knew_can_be_made_and_then_be_counted_in(
    session: Session, now: datetime, manager: Person
) -> None:
    assert 2041 not in office.whole_calendar().years
    with transaction():
        seed_year(2041, manager, now)
    assert not office.whole_calendar().is_working(date(2041, 1, 1))
    assert [event.what for event in events("calendar:2041")] == ["calendar_seeded"]
    for there in (2041, 2200):
        with pytest.raises(Invalid), transaction():
            seed_year(there, manager, now)


@pytest.mark.parametrize(
    ("day", "missing"),
    [(date(2026, 9, 30), None), (date(2026, 10, 1), 2027), (date(2026, 12, 31), 2027)],
)
def test_next_year_is_missed_from_october_on(
    day: date, missing: int | None, session: Session
) -> None:
    assert calendar_years.unready(day) == missing


def test_a_confirmed_next_year_is_not_missed_and_an_absent_one_is(
    session: Session, now: datetime, manager: Person
) -> None:
    with transaction():
        confirm_year(2027, manager, now)
    assert calendar_years.unready(date(2026, 11, 23)) is None
    with transaction():
        session.execute(delete(CalendarYear).where(CalendarYear.year == 2027))
    assert calendar_years.unready(date(2026, 11, 23)) == 2027


def test_every_manager_has_one_letter_a_year_while_the_next_is_not_confirmed(
    session: Session, now: datetime, manager: Person, owner: Person
) -> None:
    assert run("calendar_watch", datetime(2026, 9, 1, 3, 0, tzinfo=now.tzinfo)) == (0, 0)
    assert run("calendar_watch", now) == (1, 0)
    assert run("calendar_watch", now) == (0, 0)
    (letter,) = session.scalars(select(Letter).where(Letter.name == "calendar_unready"))
    assert (letter.recipient, letter.case_id, letter.to_staff) == (manager.email, None, True)
    assert "ปี พ.ศ. 2570" in letter.text
    assert "/settings/calendar?year=2570" in letter.text
    assert run("send_letters", now) == (1, 0)


def test_a_year_confirmed_meanwhile_needs_no_letter(
    session: Session, now: datetime, manager: Person
) -> None:
    with transaction():
        confirm_year(2027, manager, now)
    assert run("calendar_watch", now) == (0, 0)
    assert session.scalars(select(Letter)).all() == []
