"""Received, resolved and left open, by month or by week of a fiscal year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select

from app.database import db
from app.models import Case
from app.reports.counting import bangkok_date
from workflows import State
from workflows.dates import local_day
from workflows.fiscal import fiscal_days

DAY, WEEK = timedelta(days=1), timedelta(days=7)
WHICH = ("received", "resolved", "open")
_OPEN = Case.state != State.RESOLVED
_DONE_AT = bangkok_date(Case.resolved_at)
# What came in on a day off counts from the next working day, and its answer not before that.
_ENDED = case((Case.official_on > _DONE_AT, Case.official_on), else_=_DONE_AT)
_DATED = or_(_OPEN, Case.resolved_at.is_not(None))  # an old file may not say when it was resolved


@dataclass(frozen=True)
class Asked:
    """The fiscal year, the unit and the kind; empty: all."""

    year: int
    by: str = "month"
    unit: str = ""
    kind: str = ""

    @property
    def narrowed(self) -> list[ColumnElement[bool]]:
        """On ``Case``, whatever the day."""
        found: list[ColumnElement[bool]] = [_DATED]
        found += [Case.unit_code == self.unit] if self.unit else []
        return found + ([Case.kind == self.kind] if self.kind else [])


@dataclass(frozen=True)
class Step:
    """One month or week: what came, what went, and what was open at its end."""

    first: date
    last: date
    received: int
    resolved: int
    open: int


@dataclass(frozen=True)
class Flow:
    """The steps of the year until today."""

    asked: Asked
    steps: Sequence[Step]
    as_known_on: date


def flow(asked: Asked, now: datetime) -> Flow:
    """The year in steps, as it is known ``now``; a case opened again was never resolved."""
    today = local_day(now)
    first, last = fiscal_days(asked.year)
    spans = _spans(first, min(last, today), asked.by)
    came, went = _by_day(Case.official_on, asked, first), _by_day(_ENDED, asked, first)
    left, steps = _left_before(first, asked), []
    for start, end in spans:
        received, resolved = (_within(days, start, end) for days in (came, went))
        left += received - resolved
        steps.append(Step(start, end, received, resolved, left))
    return Flow(asked, steps, today)


def cases_of(which: str, asked: Asked, first: date, last: date) -> list[ColumnElement[bool]]:
    """The conditions of the cases that one figure of the step from ``first`` to ``last`` counts."""
    if which == "received":
        return [*asked.narrowed, Case.official_on.between(first, last)]
    if which == "resolved":
        return [*asked.narrowed, not_(_OPEN), _ENDED.between(first, last)]
    return [*asked.narrowed, Case.official_on <= last, or_(_OPEN, last < _ENDED)]


def _spans(first: date, last: date, by: str) -> list[tuple[date, date]]:
    """Months, or weeks from Monday to Sunday, cut at both ends of the year."""
    spans, start = [], first
    while start <= last:
        following = _next(start, by)
        spans.append((start, min(following - DAY, last)))
        start = following
    return spans


def _next(start: date, by: str) -> date:
    if by == "week":
        return start - start.weekday() * DAY + WEEK
    return (start.replace(day=1) + 32 * DAY).replace(day=1)


def _by_day(day: Any, asked: Asked, first: date) -> dict[date, int]:
    done = [] if day is Case.official_on else [not_(_OPEN), Case.resolved_at.is_not(None)]
    query = select(day, func.count()).where(*asked.narrowed, *done, day >= first).group_by(day)
    return {row[0]: row[1] for row in db.session.execute(query)}


def _left_before(first: date, asked: Asked) -> int:
    was_open = and_(Case.official_on < first, or_(_OPEN, first <= _ENDED))
    query = select(func.count()).select_from(Case).where(*asked.narrowed, was_open)
    return db.session.scalars(query).one()


def _within(days: dict[date, int], first: date, last: date) -> int:
    return sum(n for day, n in days.items() if first <= day <= last)
