"""Counts cases in SQL: the one place that says what is due and what was met in time."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Text,
    and_,
    cast,
    extract,
    func,
    not_,
    or_,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from app.models import Case
from workflows import State
from workflows.deadlines import Milestone

PUBLIC = "public"  # the answer again, by the clock that no stop and no extension moves
# Days late, first to last, of each group of "overdue now by age"; None has no end.
AGES: dict[str, tuple[int, int | None]] = {
    "1-7": (1, 7),
    "8-15": (8, 15),
    "16-30": (16, 30),
    "over_30": (31, None),
}
SLICE = (Case.kind, Case.topic_code, Case.unit_code, Case.channel)

# When each promise was met, and by when it had to be.
_PROMISED = {
    Milestone.ACKNOWLEDGE.value: (Case.acknowledged_at, Case.acknowledge_by),
    Milestone.FIRST_ANSWER.value: (Case.first_answered_at, Case.first_answer_by),
    Milestone.RESOLVE.value: (Case.resolved_at, Case.resolve_by),
    PUBLIC: (Case.resolved_at, Case.public_resolve_by),
}
PROMISES = tuple(_PROMISED)
DUE_AND_MET = tuple(f"{promise}_{part}" for promise in PROMISES for part in ("due", "met"))
# Histograms of the working days that resolved cases took: by the public clock, by the work clock.
_DAYS = {
    "working_days": Case.working_days,
    "worked_days": func.coalesce(Case.worked_days, Case.working_days),  # never told: never stopped
}
DAYS = tuple(_DAYS)


class bangkok_date(FunctionElement):  # noqa: N801 - it reads as the SQL function that it is
    """The day in Bangkok of a moment kept in UTC."""

    type = Date()
    inherit_cache = True


@compiles(bangkok_date, "postgresql")
def _on_postgresql(element: bangkok_date, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST(timezone('Asia/Bangkok', {compiler.process(element.clauses, **kw)}) AS DATE)"


@compiles(bangkok_date, "sqlite")
def _on_sqlite(element: bangkok_date, compiler: SQLCompiler, **kw: Any) -> str:
    # Bangkok has had no other offset since 1920.
    return f"date({compiler.process(element.clauses, **kw)}, '+7 hours')"


def month(day: Any) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """Year and month of a day's column."""
    return extract("year", day), extract("month", day)


def settled() -> dict[str, ColumnElement[Any]]:
    """The sums that a rollup stores; of resolved cases whose deadlines were all met or passed."""
    sums: dict[str, ColumnElement[Any]] = {
        "resolved": func.count().filter(Case.state == State.RESOLVED)
    }
    for promise in PROMISES:
        sums[f"{promise}_due"] = func.count().filter(or_(_met(promise), _unmet(promise)))
        sums[f"{promise}_met"] = func.count().filter(in_time(promise))
    for name, days in _DAYS.items():
        sums[name] = func.aggregate_strings(cast(days, Text), ",")
    return sums


def live(today: date) -> dict[str, ColumnElement[Any]]:
    """The same sums as they stand at the beginning of ``today``, and what is open and late."""
    sums = settled()
    for promise in PROMISES:
        sums[f"{promise}_due"] = func.count().filter(is_due(promise, today))
    sums["received"] = func.count()
    sums |= {age: func.count().filter(is_late(age, today)) for age in AGES}
    return sums


def is_late(age: str, today: date) -> ColumnElement[bool]:
    """Open, and its earliest unmet deadline passed as long ago as the group of AGES says."""
    first, last = AGES[age]
    late = and_(Case.state != State.RESOLVED, Case.next_due_on <= today - timedelta(days=first))
    return and_(late, Case.next_due_on >= today - timedelta(days=last)) if last else late


def is_due(promise: str, today: date) -> ColumnElement[bool]:
    """The promise was met, or its date has passed with it undone."""
    return or_(_met(promise), and_(_unmet(promise), _PROMISED[promise][1] < today))


def in_time(promise: str) -> ColumnElement[bool]:
    """The promise was met by its date in Bangkok."""
    met_at, by = _PROMISED[promise]
    return bangkok_date(met_at) <= by


def ripening(today: date) -> ColumnElement[bool]:
    """A resolved case that still has an unmet deadline ahead: its sums are not final yet."""
    ahead = [and_(_unmet(name), by >= today) for name, (_, by) in _PROMISED.items()]
    return and_(Case.state == State.RESOLVED, or_(*ahead))


def histogram(text: str | None) -> Counter[int]:
    """Cases by working days, from numbers or stored histograms that SQL put in one text."""
    counted: Counter[int] = Counter()
    for part in json.loads(f"[{text or ''}]"):
        several: Mapping[str, int] = part if isinstance(part, dict) else {str(part): 1}
        for days, cases in several.items():
            counted[int(days)] += cases
    return counted


def _met(promise: str) -> ColumnElement[bool]:
    met_at, by = _PROMISED[promise]
    return and_(by.is_not(None), met_at.is_not(None))


def _unmet(promise: str) -> ColumnElement[bool]:
    """Promised and not met; an acknowledgement that an old file does not tell of is not counted."""
    met_at, by = _PROMISED[promise]
    unmet = and_(by.is_not(None), met_at.is_(None))
    return and_(unmet, not_(Case.imported)) if promise == Milestone.ACKNOWLEDGE else unmet
