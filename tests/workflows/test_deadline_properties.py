"""What must hold for every deadline, whatever the calendar, the clock stops and the extension."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from workflows.deadlines import (
    BANGKOK,
    Calendar,
    Extension,
    Milestone,
    Stop,
    Target,
    deadlines,
    due,
    stopped_days,
)
from workflows.ledger import How, Line, Names, Rule, ledger
from workflows.targets import DEFAULT_TARGETS

YEARS = range(2026, 2031)
FIRST, LAST = date(2026, 1, 5), date(2026, 9, 30)  # close enough to meet one another
DAY = timedelta(days=1)


def a_day_after(day: date, *, at_most: int = 90) -> st.SearchStrategy[date]:
    return st.integers(0, at_most).map(lambda days: day + days * DAY)


days = st.dates(FIRST, LAST)
holidays = st.frozensets(st.dates(FIRST, LAST + 200 * DAY), max_size=40)
calendars = holidays.map(lambda off: Calendar(off, YEARS))
working = st.integers(0, 60).map(lambda number: Target(number, working=True))
calendar_days = st.integers(0, 120).map(lambda number: Target(number, working=False))
targets = st.one_of(working, calendar_days)
stops = days.flatmap(lambda day: a_day_after(day).map(lambda until: Stop(day, until)))
several = st.lists(stops, max_size=5)
moments = st.datetimes(
    datetime(2026, 1, 5), datetime(2026, 9, 30), timezones=st.just(BANGKOK)  # noqa: DTZ001
)  # fmt: skip
promises = st.fixed_dictionaries(dict.fromkeys(Milestone, targets))
extensions = days.flatmap(lambda day: a_day_after(day).map(lambda until: Extension(until, day)))


def counted(start: date, last: date, calendar: Calendar, found: list[Stop]) -> list[date]:
    """The days after ``start`` up to ``last`` on which the work clock runs, one by one."""
    between = [start + n * DAY for n in range(1, (last - start).days + 1)]
    return [
        day for day in between
        if calendar.is_working(day) and not any(s.from_on < day <= s.until_on for s in found)
    ]  # fmt: skip


@given(start=days, target=working, calendar=calendars, found=several, more=days)
def test_adding_a_holiday_never_makes_a_working_day_deadline_earlier(
    start: date, target: Target, calendar: Calendar, found: list[Stop], more: date
) -> None:
    longer = replace(calendar, days_off=calendar.days_off | {more})
    assert due(start, target, longer, found) >= due(start, target, calendar, found)


@given(received=moments, calendar=calendars, more=days)
def test_a_holiday_brings_no_promise_of_any_case_forward(
    received: datetime, calendar: Calendar, more: date
) -> None:
    longer = replace(calendar, days_off=calendar.days_off | {more})
    for promised in DEFAULT_TARGETS.values():
        before = deadlines(received, promised, calendar)
        after = deadlines(received, promised, longer)
        assert after.official >= before.official
        for milestone in Milestone:
            assert (after.of(milestone) or date.max) >= (before.of(milestone) or date.max)


@given(received=moments, promised=promises, calendar=calendars, found=several, day=days,
       extension=st.none() | extensions)  # fmt: skip
def test_a_stop_of_zero_length_changes_nothing(
    received: datetime, promised: dict[Milestone, Target], calendar: Calendar, found: list[Stop],
    day: date, extension: Extension | None,
) -> None:  # fmt: skip
    nothing = [*found, Stop(day, day)]
    plain = deadlines(received, promised, calendar, found, extension)
    assert deadlines(received, promised, calendar, nothing, extension) == plain


@given(start=days, target=working, calendar=calendars, found=several)
def test_the_counted_days_up_to_a_deadline_are_as_many_as_promised(
    start: date, target: Target, calendar: Calendar, found: list[Stop]
) -> None:
    last = due(start, target, calendar, found)
    assert last is not None
    assert len(counted(start, last, calendar, found)) == target.days


@given(start=days, target=targets, calendar=calendars, found=several)
def test_the_sum_of_counted_days_in_the_ledger_equals_the_target(
    start: date, target: Target, calendar: Calendar, found: list[Stop]
) -> None:
    lines = ledger(start, Rule(target, calendar, found), Names())
    numbers = [line.number for line in lines if line.counted]
    assert numbers == list(range(1, target.days + 1))
    assert lines[-1].day == due(start, target, calendar, found)
    assert [line.day for line in lines] == [start + n * DAY for n in range(len(lines))]


@given(start=days, target=working, calendar=calendars, found=several, data=st.data())
def test_a_ledger_with_an_extension_ends_on_the_date_the_case_promises(
    start: date, target: Target, calendar: Calendar, found: list[Stop], data: st.DataObject
) -> None:
    start = calendar.next_working(start)
    plain = due(start, target, calendar, found)
    assert plain is not None
    granted = data.draw(st.dates(start, plain))
    extension = Extension(data.draw(st.dates(plain + DAY, plain + 90 * DAY)), granted)
    lines = ledger(start, Rule(target, calendar, found, extension), Names())
    noon = datetime(start.year, start.month, start.day, 12, tzinfo=BANGKOK)
    promised = deadlines(noon, {Milestone.RESOLVE: target}, calendar, found, extension)
    assert lines[-1].day == promised.resolve
    assert [line.day for line in lines if line.is_due] == [promised.resolve]
    assert sum(map(is_counted, lines)) == target.days


def is_counted(line: Line) -> bool:
    """Whether the day is one of those first promised; those of an extension are not."""
    return line.how is How.COUNTED


@given(start=days, target=working, calendar=calendars, found=several)
def test_stops_move_a_deadline_by_exactly_the_working_days_stopped_inside(
    start: date, target: Target, calendar: Calendar, found: list[Stop]
) -> None:
    before, after = due(start, target, calendar), due(start, target, calendar, found)
    assert before is not None
    assert after is not None
    moved = calendar.working_days(before, after)
    assert moved == stopped_days(start, after, calendar, found)
    inside = counted(start, after, calendar, [])
    assert moved == len(inside) - target.days


@given(received=moments, promised=promises, calendar=calendars, found=several)
def test_calendar_day_targets_and_the_public_clock_never_move_by_a_stop(
    received: datetime, promised: dict[Milestone, Target], calendar: Calendar, found: list[Stop]
) -> None:
    plain = deadlines(received, promised, calendar)
    stopped = deadlines(received, promised, calendar, found)
    assert stopped.public_resolve == plain.public_resolve == plain.resolve
    assert stopped.official == plain.official
    for milestone, target in promised.items():
        if not target.working:
            assert stopped.of(milestone) == plain.of(milestone)


@given(received=moments, promised=promises, calendar=calendars, found=several,
       extension=st.none() | extensions, seed=st.integers())  # fmt: skip
def test_the_order_of_stops_does_not_matter(
    received: datetime, promised: dict[Milestone, Target], calendar: Calendar, found: list[Stop],
    extension: Extension | None, seed: int,
) -> None:  # fmt: skip
    shuffled = list(found)
    Random(seed).shuffle(shuffled)
    in_order = deadlines(received, promised, calendar, found, extension)
    assert deadlines(received, promised, calendar, shuffled, extension) == in_order


@given(received=moments, promised=promises, calendar=calendars, found=several, stop=stops,
       extension=st.none() | extensions, part=st.floats(0, 1))  # fmt: skip
def test_a_stop_split_in_two_adjacent_ones_is_the_same_stop(
    received: datetime, promised: dict[Milestone, Target], calendar: Calendar, found: list[Stop],
    stop: Stop, extension: Extension | None, part: float,
) -> None:  # fmt: skip
    between = stop.from_on + int(part * (stop.until_on - stop.from_on).days) * DAY
    halves = [Stop(stop.from_on, between), Stop(between, stop.until_on)]
    whole = deadlines(received, promised, calendar, [*found, stop], extension)
    assert deadlines(received, promised, calendar, [*found, *halves], extension) == whole


@given(start=days, target=working, calendar=calendars, outer=stops, data=st.data())
def test_a_stop_inside_another_counts_once(
    start: date, target: Target, calendar: Calendar, outer: Stop, data: st.DataObject
) -> None:
    first = data.draw(st.dates(outer.from_on, outer.until_on))
    inner = Stop(first, data.draw(st.dates(first, outer.until_on)))
    once = due(start, target, calendar, [outer])
    assert due(start, target, calendar, [outer, inner]) == once


def promised_by(
    received: datetime, target: Target, calendar: Calendar, found: list[Stop],
    extension: Extension | None = None,
) -> date:  # fmt: skip
    """The date of the answer."""
    last = deadlines(received, {Milestone.RESOLVE: target}, calendar, found, extension).resolve
    assert last is not None
    return last


@given(received=moments, target=targets, calendar=calendars, extension=extensions, found=several)
def test_with_an_extension_the_answer_is_never_due_earlier_than_without_it(
    received: datetime, target: Target, calendar: Calendar, extension: Extension,
    found: list[Stop],
) -> None:  # fmt: skip
    plain = promised_by(received, target, calendar, found)
    assert promised_by(received, target, calendar, found, extension) >= plain


@given(received=moments, target=targets, calendar=calendars, extension=extensions, found=several,
       more=stops)  # fmt: skip
def test_a_further_stop_never_brings_an_extended_date_forward(
    received: datetime, target: Target, calendar: Calendar, extension: Extension,
    found: list[Stop], more: Stop,
) -> None:  # fmt: skip
    before = promised_by(received, target, calendar, found, extension)
    assert promised_by(received, target, calendar, [*found, more], extension) >= before


@given(received=moments, target=targets, calendar=calendars, extension=extensions, data=st.data())
def test_an_extension_is_never_moved_by_stops_before_it_was_granted(
    received: datetime, target: Target, calendar: Calendar, extension: Extension,
    data: st.DataObject,
) -> None:  # fmt: skip
    until = data.draw(st.dates(FIRST - 90 * DAY, extension.granted_on))
    early = Stop(until - data.draw(st.integers(0, 90)) * DAY, until)
    plain = promised_by(received, target, calendar, [early])
    last = promised_by(received, target, calendar, [early], extension)
    assert last == max(plain, extension.until)


@given(received=moments, target=working, calendar=calendars, extension=extensions, found=several)
def test_an_extension_of_working_days_is_moved_by_the_days_stopped_since(
    received: datetime, target: Target, calendar: Calendar, extension: Extension,
    found: list[Stop],
) -> None:  # fmt: skip
    last = promised_by(received, target, calendar, found, extension)
    assume(last > promised_by(received, target, calendar, found))
    granted = extension.granted_on
    promised = counted(granted, extension.until, calendar, [])
    assert len(counted(granted, last, calendar, found)) == len(promised)


@given(received=moments, target=calendar_days, calendar=calendars, extension=extensions,
       found=several)  # fmt: skip
def test_an_extended_calendar_day_target_is_the_date_that_was_granted(
    received: datetime, target: Target, calendar: Calendar, extension: Extension,
    found: list[Stop],
) -> None:  # fmt: skip
    dates = deadlines(received, {Milestone.RESOLVE: target}, calendar, found, extension)
    plain = promised_by(received, target, calendar, [])
    assert dates.resolve == max(plain, extension.until)
    assert dates.public_resolve == plain
