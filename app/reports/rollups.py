"""Rollups beside the cases they were counted from: which are stale, what a recount gives."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, select

from app.database import db
from app.models import Case, Rollup, RollupStale
from app.reports.counting import DAYS, DUE_AND_MET, SLICE, histogram, ripening, settled
from workflows import State

_NAMES = ("kind", "topic_code", "unit_code", "channel")
_SUMS = ("resolved", *DUE_AND_MET, *DAYS)
_Slices = dict[tuple, dict[str, Any]]


@dataclass(frozen=True)
class Difference:
    """A slice whose stored figures are not those of its cases; None where there is none."""

    slice: tuple
    stored: dict[str, Any] | None
    counted: dict[str, Any] | None

    def __str__(self) -> str:
        day, *words = self.slice
        name = " ".join(str(word) for word in words)
        return f"{day.isoformat()} {name}: stored {self.stored}, counted {self.counted}"


def stale_days() -> Sequence[date]:
    """The days to be rolled up, oldest first."""
    return db.session.scalars(
        select(RollupStale.official_on).order_by(RollupStale.official_on)
    ).all()


def is_ripe(day: date, today: date) -> bool:
    """Whether the figures of the day's resolved cases can no more change by waiting."""
    query = select(exists().where(Case.official_on == day, ripening(today)))
    return not db.session.scalar(query)


def recount(first: date, last: date) -> list[dict[str, Any]]:
    """What the rollups of the days from ``first`` to ``last`` ought to be, from the cases."""
    slices = (Case.official_on, *SLICE)
    query = (
        select(*slices, *(sums.label(name) for name, sums in settled().items()))
        .where(Case.official_on.between(first, last), Case.state == State.RESOLVED)
        .group_by(*slices)
    )
    rows = [dict(row._mapping) for row in db.session.execute(query)]
    for row in rows:
        row |= {name: _stored_days(row[name]) for name in DAYS}
    return rows


def _stored_days(text: str | None) -> dict[str, int]:
    days = histogram(text)
    return {str(n): days[n] for n in sorted(days)}


def verify() -> Iterator[Difference]:
    """Every slice whose stored rollup is not its recount; stale days are counted live anyway."""
    stale = set(stale_days())
    days = [day for day in _days() if day not in stale]
    for year in sorted({day.year for day in days}):
        span = date(year, 1, 1), date(year, 12, 31)
        counted = _by_slice(recount(*span))
        stored = _by_slice(_stored(*span))
        for key in sorted(counted.keys() | stored.keys(), key=str):
            if key[0] not in stale and counted.get(key) != stored.get(key):
                yield Difference(key, stored.get(key), counted.get(key))


def _days() -> Sequence[date]:
    with_cases = select(Case.official_on).where(Case.state == State.RESOLVED)
    return db.session.scalars(with_cases.union(select(Rollup.official_on))).all()


def _stored(first: date, last: date) -> list[dict[str, Any]]:
    columns = [getattr(Rollup, name) for name in ("official_on", *_NAMES, *_SUMS)]
    query = select(*columns).where(Rollup.official_on.between(first, last))
    return [dict(row._mapping) for row in db.session.execute(query)]


def _by_slice(rows: list[dict[str, Any]]) -> _Slices:
    """The sums of each slice; a slice stored twice is summed, so that it shows."""
    found: _Slices = {}
    for row in rows:
        key = (row["official_on"], *(row[name] for name in _NAMES))
        sums = {name: row[name] for name in _SUMS}
        found[key] = {"twice": (found[key], sums)} if key in found else sums
    return found
