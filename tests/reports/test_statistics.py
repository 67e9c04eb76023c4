"""The public statistics: the figures of the SLA report without any small number."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.database import transaction
from app.reports.statistics import Statistics, statistics
from tests.reports.causes import not_rolled_up
from tests.reports.test_criteria import a_row
from workflows import State

DAY = date(2026, 10, 5)


def cases(number: int, **more: object) -> None:
    for _ in range(number):
        case = a_row(DAY, **{"state": State.RESOLVED, "working_days": 4, **more})
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
        cases(6, kind="suggestion", resolve_by=DAY)
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


def test_a_year_of_few_cases_tells_nothing(session: Session, now: datetime) -> None:
    with transaction():
        cases(3)
    assert not counted(now).total.shown
    assert statistics(2569, now).total.received == 0
