"""Dates of a case: the worked cases of the demo office, and what must hold for every date."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.deadlines import (
    BANGKOK,
    Calendar,
    Milestone,
    OutsideCalendar,
    Target,
    deadlines,
    due,
    official_date,
)
from workflows.targets import DEFAULT_TARGETS

# Weekdays on which Thai government offices were closed, October 2025 to September 2026.
DAYS_OFF = frozenset(
    date.fromisoformat(day)
    for day in (
        "2025-10-13", "2025-10-23", "2025-12-05", "2025-12-10", "2025-12-31", "2026-01-01",
        "2026-01-02", "2026-03-03", "2026-04-06", "2026-04-13", "2026-04-14", "2026-04-15",
        "2026-05-04", "2026-05-13", "2026-06-01", "2026-06-03", "2026-07-28", "2026-07-29",
        "2026-07-30", "2026-08-12",
    )
)  # fmt: skip
CALENDAR = Calendar(DAYS_OFF, range(2025, 2028))

# received, targets of, official, acknowledge, assign, analyse, first answer, resolve, target
WORKED = """
25-10-06T10:12 complaint  25-10-06 25-10-07 25-10-08 25-10-16 25-10-21 25-11-05 25-11-05
25-10-22T20:41 complaint  25-10-24 25-10-27 25-10-28 25-11-04 25-11-08 25-11-23 25-11-21
25-12-02T11:00 complaint  25-12-02 25-12-03 25-12-04 25-12-15 25-12-17 26-01-01 25-12-30
25-12-30T09:05 suggestion 25-12-30 26-01-05 26-01-06 26-01-16 26-01-14 26-01-29 26-01-29
26-01-15T13:25 compliment 26-01-15 26-01-16 26-01-20 -          26-01-22 26-01-22 26-01-22
26-02-10T10:00 opinion    26-02-10 26-02-11 26-02-13 26-02-24 26-02-25 26-02-25 26-02-25
26-04-10T14:00 complaint  26-04-10 26-04-16 26-04-17 26-04-24 26-04-25 26-05-10 26-05-08
26-05-20T22:15 restricted 26-05-21 26-05-22 26-05-22 26-06-15 26-06-05 26-07-20 26-07-20
26-06-12T15:45 suggestion 26-06-12 26-06-15 26-06-16 26-06-26 26-06-27 26-07-12 26-07-10
26-07-27T16:45 complaint  26-07-31 26-08-03 26-08-04 26-08-11 26-08-15 26-08-30 26-08-28
26-08-11T09:30 opinion    26-08-11 26-08-13 26-08-17 26-08-26 26-08-26 26-08-26 26-08-26
26-09-18T12:00 compliment 26-09-18 26-09-21 26-09-23 -          26-09-25 26-09-25 26-09-25
"""


def at(text: str) -> datetime:
    """A time in Bangkok."""
    return datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


@pytest.mark.parametrize("line", WORKED.strip().splitlines())
def test_each_worked_case_comes_out_to_the_day(line: str) -> None:
    received, targets, *expected = line.split()
    found = deadlines(at(f"20{received}"), DEFAULT_TARGETS[targets], CALENDAR)
    dates = [found.official, *(found.of(milestone) for milestone in Milestone), found.target]
    assert [day.isoformat()[2:] if day else "-" for day in dates] == expected


@pytest.mark.parametrize(
    ("received", "official"),
    [
        ("2026-06-12T00:00", "2026-06-12"),  # before the office opens is the same day
        ("2026-06-12T16:29:59", "2026-06-12"),
        ("2026-06-12T16:30", "2026-06-15"),  # at closing time it is Monday's
        ("2026-06-13T10:00", "2026-06-15"),  # a Saturday
        ("2026-06-03T10:00", "2026-06-04"),  # a holiday
    ],
)
def test_receipt_after_hours_or_on_a_day_off_counts_as_the_next_working_day(
    received: str, official: str
) -> None:
    assert official_date(at(received), CALENDAR).isoformat() == official


def test_receipt_in_another_time_zone_counts_by_the_clock_in_bangkok() -> None:
    # 16.00 in London in June is 22.00 in Bangkok
    london = datetime.fromisoformat("2026-06-12T16:00:00+01:00")
    assert official_date(london, CALENDAR) == date(2026, 6, 15)


def test_the_offices_own_calendar_days_end_on_a_day_off_when_the_law_says_so() -> None:
    assert due(date(2026, 4, 10), Target(30, working=False), CALENDAR) == date(2026, 5, 10)


def test_an_office_that_closes_later_counts_later_receipts() -> None:
    late = Calendar(DAYS_OFF, range(2025, 2028), closes=time(20, 0))
    assert official_date(at("2026-06-12T19:59"), late) == date(2026, 6, 12)


def test_a_year_whose_days_off_nobody_knows_gives_no_promise() -> None:
    with pytest.raises(OutsideCalendar, match="2025 to 2027"):
        deadlines(at("2027-12-30T10:00"), DEFAULT_TARGETS["complaint"], CALENDAR)


@pytest.mark.parametrize("text", ["7WD", "15D", "0WD"])
def test_a_target_is_written_as_it_is_read(text: str) -> None:
    assert str(Target.parse(text)) == text


def test_thai_digits_are_numbers_too() -> None:
    assert Target.parse("๑๕D") == Target(15, working=False)


@pytest.mark.parametrize("text", ["", "7", "D", "WD7", "-1D", "7W", "400D", "1.5D"])
def test_a_target_without_a_number_and_a_unit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="^"):
        Target.parse(text)


days = st.dates(date(2025, 2, 1), date(2027, 6, 1))


@given(first=days, count=st.integers(0, 60))
def test_counting_forward_and_back_agree(first: date, count: int) -> None:
    last = CALENDAR.add_working(first, count)
    assert CALENDAR.working_days(first, last) == count


@given(first=days, count=st.integers(1, 60))
def test_a_working_day_deadline_is_a_working_day(first: date, count: int) -> None:
    assert CALENDAR.is_working(CALENDAR.add_working(first, count))


@given(first=days, second=days)
def test_one_more_working_day_never_comes_earlier(first: date, second: date) -> None:
    early, late = sorted((first, second))
    assert CALENDAR.add_working(early, 5) <= CALENDAR.add_working(late, 5)


@given(day=days)
def test_the_internal_target_is_the_last_working_day_by_then(day: date) -> None:
    found = CALENDAR.last_working_by(day)
    after = [found + timedelta(days=n) for n in range(1, (day - found).days + 1)]
    assert CALENDAR.is_working(found)
    assert not any(CALENDAR.is_working(between) for between in after)
