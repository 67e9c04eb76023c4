"""How many cases were open at the end of each month of a period, and how old they were."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_, select

from app.database import db
from app.models import Case
from app.reports.counting import bangkok_date
from app.reports.suppression import hidden, small
from workflows import State

AGES = {"0-30": 30, "31-60": 60, "61-90": 90, "over_90": None}  # days since receipt, the most


@dataclass(frozen=True)
class MonthEnd:
    """What was open at the end of that day, by age; None is not shown."""

    day: str
    open: int | None
    ages: Mapping[str, int | None]


def month_ends(first: date, last: date, today: date) -> list[MonthEnd]:
    """The month ends of the period that have passed before ``today``."""
    days = [day for day in _ends(first, last) if day < today]
    counted: dict[date, Counter[str]] = {day: Counter() for day in days}
    ended = bangkok_date(Case.resolved_at)
    query = select(Case.official_on, ended, func.count()).group_by(Case.official_on, ended).where(
        Case.official_on <= last, or_(Case.state != State.RESOLVED, ended > first)
    )  # fmt: skip
    for received, resolved, number in db.session.execute(query):
        for day in days:
            if received <= day and (resolved is None or resolved > day):
                counted[day][_age((day - received).days)] += number
    return [_told(day, counted[day]) for day in days]


def _ends(first: date, last: date) -> Sequence[date]:
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in every if (day + timedelta(days=1)).day == 1]


def _age(days: int) -> str:
    return next(name for name, most in AGES.items() if most is None or days <= most)


def _told(day: date, ages: Counter[str]) -> MonthEnd:
    number = ages.total()
    if small(number):
        return MonthEnd(day.isoformat(), None, dict.fromkeys(AGES))
    untold = hidden([(ages[name],) for name in AGES])
    shown = {name: None if n in untold else ages[name] for n, name in enumerate(AGES)}
    return MonthEnd(day.isoformat(), number, shown)
