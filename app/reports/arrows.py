"""What really happened on the arrows of the flow chart in a fiscal year: cases, working days."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from sqlalchemy import Select, case, func, select

from app.database import db
from app.models import Case, DayOff, Event
from app.reports.counting import bangkok_date
from app.reports.measures import median
from workflows import TABLES, Kind, State
from workflows.dates import start_of_day
from workflows.fiscal import fiscal_days

LOOK_BACK = timedelta(days=366)  # before the year, where the step before may lie
_TRIGGERS = {row.trigger for rows in TABLES.values() for row in rows}
_DAY = timedelta(days=1)

Way = tuple[Kind, str, State]  # kind, step and from where


@dataclass(frozen=True)
class Arrow:
    """``days``: median of the working days since the step before, or since receipt counted."""

    cases: int
    days: float | int | None


def arrows(year: int) -> dict[Way, Arrow]:
    """Every arrow that a case took in fiscal year ``year`` (B.E.), in two questions."""
    first, last = fiscal_days(year)
    workdays = _workdays(first - LOOK_BACK, last)
    cases: Counter[Way] = Counter()
    days: dict[Way, Counter[int]] = defaultdict(Counter)
    for kind, what, source, since, day, times, for_the_first in db.session.execute(
        _taken(first, last)
    ):
        way = Kind(kind), what, State(source)
        cases[way] += for_the_first
        if since in workdays:
            days[way][max(workdays[day] - workdays[since], 0)] += times
    return {way: Arrow(number, median(days[way])) for way, number in cases.items()}


def _taken(first: date, last: date) -> Select:
    """How often each arrow was taken, by the day of the step before and its own.

    The window reads a year more than it tells of, and no further: of a step that was the first
    in so long nobody knows how many days it took. ``nth`` counts a case once for each arrow.
    """
    way = (Event.case_id, Event.what, Event.from_state)
    before = func.lag(Event.at).over(partition_by=Event.case_id, order_by=Event.id)
    within = Event.at >= start_of_day(first)
    nth = func.row_number().over(partition_by=(*way, within), order_by=Event.id)
    step = (
        select(*way, Event.at, before.label("before"), nth.label("nth"))
        .where(Event.what.in_(_TRIGGERS), Event.from_state.is_not(None))
        .where(Event.at >= start_of_day(first - LOOK_BACK), Event.at < start_of_day(last + _DAY))
    ).subquery().c  # fmt: skip
    counted = case((step.from_state == State.RECEIVED.value, Case.official_on))
    since = func.coalesce(bangkok_date(step.before), counted)
    group = (Case.kind, step.what, step.from_state, since, bangkok_date(step.at))
    numbers = (func.count(), func.count().filter(step.nth == 1))
    query = select(*group, *numbers).join(Case, Case.id == step.case_id)
    return query.where(step.at >= start_of_day(first)).group_by(*group)


def _workdays(first: date, last: date) -> Mapping[date, int]:
    """Every day with how many working days there were up to it: their difference is a span."""
    span = [first + _DAY * n for n in range((last - first).days + 1)]
    off = set(db.session.scalars(select(DayOff.day).where(DayOff.day.between(first, last))))
    numbers = accumulate(int(day.weekday() < 5 and day not in off) for day in span)
    return dict(zip(span, numbers, strict=True))
