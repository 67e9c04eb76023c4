"""The edges of counting days on which other systems slipped, as cases of our own."""

from datetime import date, datetime

import pytest

from workflows.deadlines import (
    BANGKOK,
    Calendar,
    Milestone,
    Target,
    deadlines,
    due,
    official_date,
)
from workflows.targets import DEFAULT_TARGETS

# Songkran of 2028, and two substitute days around New Year; 2028 is a leap year.
OFF = frozenset({date(2028, 1, 3), date(2028, 4, 13), date(2028, 4, 14), date(2028, 12, 5)})
CALENDAR = Calendar(OFF, range(2027, 2030))
MONDAY, FRIDAY = date(2028, 2, 7), date(2028, 2, 11)


def at(text: str) -> datetime:
    """A time in Bangkok."""
    return datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("start", "target", "last"),
    [
        (date(2028, 2, 28), Target(1, working=True), date(2028, 2, 29)),
        (date(2028, 2, 28), Target(2, working=True), date(2028, 3, 1)),
        (date(2028, 2, 15), Target(15, working=False), date(2028, 3, 1)),
        (date(2027, 2, 15), Target(15, working=False), date(2027, 3, 2)),  # no leap year
        (date(2028, 2, 29), Target(366, working=False), date(2029, 3, 1)),
    ],
)
def test_the_leap_day_is_a_day_like_any_other(start: date, target: Target, last: date) -> None:
    assert due(start, target, CALENDAR) == last


@pytest.mark.parametrize(
    ("received", "official"),
    [
        ("2028-02-08T16:29:59", "2028-02-08"),
        ("2028-02-08T16:30:01", "2028-02-09"),  # one second past closing time
        ("2028-02-08T00:00:00", "2028-02-08"),
        ("2028-02-08T23:59:59", "2028-02-09"),
        ("2028-02-11T17:00:00", "2028-02-14"),  # a Friday after hours
        ("2028-04-12T17:00:00", "2028-04-17"),  # after hours, two holidays and a weekend
        ("2027-12-31T16:30:00", "2028-01-04"),  # over the year's end and its substitute day
    ],
)
def test_one_second_past_closing_time_rolls_to_the_next_working_morning(
    received: str, official: str
) -> None:
    assert official_date(at(received), CALENDAR).isoformat() == official


@pytest.mark.parametrize(
    ("day", "one", "three"),
    [
        ("07", "08", "10"),  # Monday
        ("08", "09", "11"),
        ("09", "10", "14"),
        ("10", "11", "15"),
        ("11", "14", "16"),  # Friday
        ("12", "15", "17"),  # a weekend counts from Monday
        ("13", "15", "17"),
    ],
)
def test_through_a_week_one_and_three_working_days_fall_as_counted_by_hand(
    day: str, one: str, three: str
) -> None:
    start = official_date(at(f"2028-02-{day}T10:00"), CALENDAR)
    for number, last in ((1, one), (3, three)):
        assert due(start, Target(number, working=True), CALENDAR) == date(2028, 2, int(last))


@pytest.mark.parametrize(
    ("target", "last"),
    [
        (Target(1, working=True), date(2028, 4, 17)),
        (Target(1, working=False), date(2028, 4, 13)),  # on the holiday itself: it stays
        (Target(2, working=False), date(2028, 4, 14)),
    ],
)
def test_the_day_before_a_holiday_counts_on_and_a_calendar_day_stays_on_the_holiday(
    target: Target, last: date
) -> None:
    assert due(date(2028, 4, 12), target, CALENDAR) == last


def test_a_promise_of_no_days_is_due_on_the_very_day_and_late_on_the_next() -> None:
    for working in (True, False):
        assert due(MONDAY, Target(0, working=working), CALENDAR) == MONDAY
    assert CALENDAR.working_days(MONDAY, MONDAY) == 0


def test_an_end_before_the_start_is_a_negative_number_of_days() -> None:
    assert CALENDAR.working_days(FRIDAY, MONDAY) == -4


def test_a_target_of_the_answer_never_overrules_that_of_the_first_answer() -> None:
    promised = DEFAULT_TARGETS["complaint"]
    usual = deadlines(at("2028-02-07T10:00"), promised, CALENDAR)
    for days in (1, 300):
        changed = {**promised, Milestone.RESOLVE: Target(days, working=False)}
        found = deadlines(at("2028-02-07T10:00"), changed, CALENDAR)
        for milestone in set(Milestone) - {Milestone.RESOLVE}:
            assert found.of(milestone) == usual.of(milestone)


def test_a_case_to_which_no_target_applies_promises_nothing_and_breaks_nothing() -> None:
    found = deadlines(at("2028-02-07T10:00"), {}, CALENDAR)
    assert [found.of(milestone) for milestone in Milestone] == [None] * 5
    assert (found.official, found.target, found.public_resolve) == (MONDAY, None, None)


def test_two_offices_with_other_days_off_count_differently() -> None:
    regional = Calendar(OFF | {date(2028, 2, 9)}, range(2027, 2030))
    three = Target(3, working=True)
    assert (due(MONDAY, three, CALENDAR), due(MONDAY, three, regional)) == (
        date(2028, 2, 10), date(2028, 2, 11)
    )  # fmt: skip
