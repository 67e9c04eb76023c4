"""The cases of a period as sums by month, kind, topic, unit and channel: what reports add up.

Settled days come from the rollups, so the cost follows the number of days and not of cases;
open cases, and the settled ones of stale days, are counted as they stand.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from app.database import db
from app.models import Case, Rollup, RollupStale
from app.reports.counting import AGES, DAYS, DUE_AND_MET, SLICE, histogram, live, month
from workflows import State

GROUPS = ("month", "kind", "topic", "unit", "channel")
COUNTS = ("received", "resolved", *DUE_AND_MET, *AGES)


@dataclass
class Sums:
    """What is added up for any group of cases."""

    counts: Counter[str] = field(default_factory=Counter)
    days: dict[str, Counter[int]] = field(default_factory=lambda: {d: Counter() for d in DAYS})

    def add(self, other: "Sums") -> None:
        """The other group's cases are counted here too."""
        self.counts.update(other.counts)
        for name, counted in self.days.items():
            counted.update(other.days[name])


@dataclass(frozen=True)
class Cell:
    """The cases of one month, kind, topic, unit and channel."""

    group: Mapping[str, str | None]
    sums: Sums


def cells(first: date, last: date, today: date) -> list[Cell]:
    """All in one statement, so that a day rolled up meanwhile is never counted twice."""
    parts = (_settled(first, last), *_live(first, last, today))
    return [_cell(*row) for row in db.session.execute(union_all(*parts))]


def _settled(first: date, last: date) -> Select:
    slices = (Rollup.kind, Rollup.topic_code, Rollup.unit_code, Rollup.channel)
    sums: dict[str, ColumnElement[Any]] = {
        name: func.sum(getattr(Rollup, name)) for name in ("resolved", *DUE_AND_MET)
    }
    sums |= {age: literal(0) for age in AGES}
    sums["received"] = sums["resolved"]
    for name in DAYS:
        sums[name] = func.aggregate_strings(cast(getattr(Rollup, name), Text), ",")
    query = _grouped(Rollup.official_on, slices, sums)
    return query.where(Rollup.official_on.between(first, last), Rollup.official_on.not_in(_stale()))


def _live(first: date, last: date, today: date) -> tuple[Select, Select]:
    """Open cases and those of stale days are asked for apart: each has its own index."""
    query = _grouped(Case.official_on, SLICE, live(today))
    query = query.where(Case.official_on.between(first, last))
    resolved = Case.state == State.RESOLVED
    return (
        query.where(Case.state != State.RESOLVED),
        query.where(resolved, Case.official_on.in_(_stale())),
    )


def _grouped(
    day: InstrumentedAttribute[date],
    slices: tuple[InstrumentedAttribute, ...],
    sums: Mapping[str, ColumnElement[Any]],
) -> Select:
    by = (*month(day), *slices)
    return select(*by, *(sums[name] for name in (*COUNTS, *DAYS))).group_by(*by)


def _stale() -> Select[tuple[date]]:
    return select(RollupStale.official_on)


def _cell(year: int, month_: int, *rest: Any) -> Cell:
    kind, topic, unit, channel, *sums = rest
    numbers, texts = sums[: len(COUNTS)], sums[len(COUNTS) :]
    group = (f"{int(year)}-{int(month_):02}", kind.value, topic, unit, channel)
    counts = Counter(dict(zip(COUNTS, map(int, numbers), strict=True)))
    read = {text: histogram(text) for text in texts}  # nothing stopped: twice the same text
    days = {name: read[text] for name, text in zip(DAYS, texts, strict=True)}
    return Cell(dict(zip(GROUPS, group, strict=True)), Sums(counts, days))
