"""The public statistics: the figures of the SLA report without any small number."""

from collections import Counter
from dataclasses import astuple
from datetime import date, datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.keep_public_figures import keep_public_figures
from app.actions.record import record
from app.database import transaction
from app.models import Case
from app.reports import public_figures
from app.reports.statistics import Statistics, _Group, _lines, _months, days_of, statistics
from app.reports.suppression import LEAST
from app.web.public.statistics_tables import headline
from tests.reports.causes import not_rolled_up
from tests.reports.rated import a_rated_case
from tests.reports.test_criteria import a_row
from workflows import State

DAY = date(2026, 10, 5)


def cases(number: int, **more: object) -> None:
    for _ in range(number):
        by = DAY + timedelta(days=30)
        given = {"state": State.RESOLVED, "working_days": 4, "public_resolve_by": by, **more}
        case = a_row(DAY, **given)
        if case.state is State.RESOLVED:
            case.resolved_at = case.received_at + timedelta(days=6)


def counted(now: datetime) -> Statistics:
    with transaction():
        not_rolled_up(now)
    return statistics(2570, now)


def lines(made: Statistics, by: str) -> dict[str, tuple]:
    return {
        line.code: (line.received, line.resolved, line.median, line.on_time)
        for line in made.groups[by]
    }


def test_groups_of_five_and_more_are_told_with_median_and_share(
    session: Session, now: datetime
) -> None:
    with transaction():
        cases(5)
        cases(6, kind="suggestion", public_resolve_by=DAY)
    made = counted(now)
    assert lines(made, "kind") == {
        "complaint": (5, 5, 4, 100), "suggestion": (6, 6, 4, 0),
    }  # fmt: skip
    total = made.total
    assert (total.received, total.resolved, total.median, total.on_time) == (11, 11, 4, 45)


def test_a_small_group_and_the_next_smallest_are_not_told(session: Session, now: datetime) -> None:
    with transaction():
        cases(4, kind="opinion")
        cases(6, kind="suggestion")
        cases(9)
    made = counted(now)
    told = lines(made, "kind")
    assert told["opinion"] == told["suggestion"] == (None, None, None, None)
    assert told["complaint"] == (9, 9, 4, 100)
    assert made.total.received == 19


def test_few_open_cases_cannot_be_found_by_subtraction(session: Session, now: datetime) -> None:
    with transaction():
        cases(9)
        cases(1, state=State.RECEIVED)
    made = counted(now)
    assert lines(made, "kind") == {"complaint": (10, None, 4, 90)}
    total = made.total
    assert (total.received, total.resolved) == (10, None)


def test_few_open_cases_cannot_be_found_by_those_who_were_asked(
    session: Session, now: datetime
) -> None:
    with transaction():
        for handling in (*[5] * 6, *[None] * 5):
            a_rated_case(handling, unit_code=None)
    assert counted(now).satisfaction.asked == 11
    with transaction():
        cases(1, state=State.RECEIVED)
    made = counted(now)  # 12 received less 11 asked were the one that is open
    assert (made.total.received, made.total.resolved) == (12, None)
    assert astuple(made.satisfaction) == (None, None, None, 5, 100)
    assert headline(made.as_dict())[3]["note"] is None


def test_a_year_of_few_cases_tells_nothing(session: Session, now: datetime) -> None:
    with transaction():
        cases(3)
    assert not counted(now).total.shown
    assert statistics(2569, now).total.received == 0


def test_open_cases_count_with_their_days_so_far(session: Session, now: datetime) -> None:
    with transaction():
        cases(5)
        cases(6, state=State.RECEIVED, working_days=None)
    line = counted(now).total
    assert line.median == line.p90 == 33  # 5 October to 23 November but weekends and holidays
    assert line.resolved == 5
    assert line.on_time == 45  # 5 of the 11 whose date has passed


def test_reopened_and_appealed_cases_are_counted_unless_they_are_few(
    session: Session, now: datetime
) -> None:
    with transaction():
        cases(12, appeal_of_id=None)
        first = session.scalars(select(Case).order_by(Case.id)).all()
        for case in first[:5]:
            record(case, "reopen", now, by="clock")
        for case in first[:2]:
            a_row(date(2025, 10, 6), appeal_of_id=case.id)
    total = counted(now).total
    assert (total.reopened, total.appealed) == (5, None)


def test_month_ends_tell_what_was_open_by_age_without_small_numbers(
    session: Session, now: datetime
) -> None:
    with transaction():
        cases(7)  # answered on the 11th of October
        for _ in range(6):
            a_row(DAY)
        for _ in range(5):
            a_row(date(2026, 6, 1))
        a_row(date(2026, 8, 20))
    made = counted(now)
    assert [end.day for end in made.month_ends] == ["2026-10-31"]
    (end,) = made.month_ends
    assert end.open == 12
    assert end.ages == {"0-30": 6, "31-60": 0, "61-90": None, "over_90": None}


def test_a_calendar_year_has_its_totals_only(session: Session, now: datetime) -> None:
    with transaction():
        cases(6)
        not_rolled_up(now)
    made = statistics(2569, now, "calendar")
    assert (made.groups, made.months) == ({}, ())
    assert made.total.received == 6


def test_a_calendar_year_cannot_be_taken_from_a_fiscal_year_to_find_a_small_part(
    session: Session, now: datetime
) -> None:
    with transaction():
        for day, number in ((date(2025, 11, 3), 2), (date(2026, 2, 3), 10)):
            for _ in range(number):
                a_row(day, state=State.ASSIGNED)
        not_rolled_up(now)
    assert statistics(2569, now).total.received == 12
    # 12 of the fiscal year less 10 of the calendar year were the two of November
    assert not statistics(2569, now, "calendar").total.shown
    assert not statistics(2568, now, "calendar").total.shown


@given(st.lists(st.integers(0, 12), min_size=12, max_size=12))
@example([0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 5, 5])  # one left out for the year, alone in its part
def test_months_that_are_not_shown_stay_unknown_to_whoever_knows_both_parts_of_the_year(
    received: list[int],
) -> None:
    first, last = days_of("fiscal", 2569)
    codes = [f"2025-{n}" for n in (10, 11, 12)] + [f"2026-{n:02}" for n in range(1, 10)]
    groups = {c: _Group(Counter(received=n)) for c, n in zip(codes, received, strict=True) if n}
    told = [line.received for line in _months(groups, first, last)]
    for part in (slice(0, 3), slice(3, 12), slice(0, 12)):
        secret = [n for n, shown in zip(received[part], told[part], strict=True) if shown is None]
        if secret and any(told[part]):
            assert len(secret) > 1
            assert sum(secret) >= LEAST
    assert not any(shown is not None and 0 < shown < LEAST for shown in told)


def test_stored_figures_are_read_until_the_next_day(session: Session, now: datetime) -> None:
    with transaction():
        cases(6)
        not_rolled_up(now)
    assert public_figures.unmade(now) == [("fiscal", 2570), ("calendar", 2569)]
    with transaction():
        for made in public_figures.unmade(now):
            keep_public_figures(*made, now)
    assert public_figures.unmade(now) == []
    with transaction():
        cases(6)
    tomorrow = now + timedelta(days=1)
    assert public_figures.figures("fiscal", 2570, tomorrow)["total"]["received"] == 6
    assert public_figures.unmade(tomorrow) == [("fiscal", 2570), ("calendar", 2569)]
    with transaction():
        keep_public_figures("fiscal", 2570, tomorrow)
    assert public_figures.figures("fiscal", 2570, tomorrow)["total"]["received"] == 12


@given(
    st.lists(st.integers(0, 20), min_size=1, max_size=6),
    st.lists(st.integers(0, 20), min_size=6, max_size=6),
)
def test_no_small_number_can_be_worked_out_from_those_shown(
    received: list[int], resolved: list[int]
) -> None:
    groups = {
        str(place): _Group(Counter({"received": one, "resolved": min(one, other)}))
        for place, (one, other) in enumerate(zip(received, resolved, strict=False))
    }
    shown = _lines(groups)
    assert not any(1 <= (line.received or 0) < LEAST for line in shown)
    left = sum(received) - sum(line.received or 0 for line in shown if line.shown)
    if sum(received) >= LEAST:  # otherwise the total is not shown either
        assert sum(not line.shown for line in shown) != 1
        assert not 1 <= left < LEAST
