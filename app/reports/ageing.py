"""How old the open work is, by unit or owner: by the public clock and by that of the work."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import not_, select

from app.database import db
from app.models import Case
from app.reports import moved_by
from workflows import State
from workflows.dates import local_day
from workflows.deadlines import Stop

# Days since the official date, first to last, of each band; None has no end.
BANDS: dict[str, tuple[int, int | None]] = {
    "0-7": (0, 7), "8-15": (8, 15), "16-30": (16, 30), "31-60": (31, 60), "61-90": (61, 90),
    "over_90": (91, None),
}  # fmt: skip
CLOCKS = ("public", "work")
BY = ("unit", "owner")
Group = str | int | None


@dataclass(frozen=True, slots=True)
class Aged:
    """One open case: its group, and its age in days by each clock."""

    id: int
    group: Group
    age: Mapping[str, int]


@dataclass(frozen=True)
class Ageing:
    """All open work of a unit, or of all, by ``by``."""

    by: str
    cases: Sequence[Aged]
    as_known_on: date

    def keys(self, clock: str, band: str, group: Group = None, *, every: bool = True) -> list[int]:
        """The keys of the cases of one band (empty: all) and, unless ``every``, one group."""
        return [
            one.id for one in self.cases
            if band in ("", band_of(one.age[clock])) and (every or one.group == group)
        ]  # fmt: skip

    def groups(self) -> list[Group]:
        """The groups that have open work; what belongs to none is last."""
        return sorted({one.group for one in self.cases}, key=lambda g: (g is None, str(g or "")))

    def counts(self, clock: str) -> dict[Group, dict[str, int]]:
        """How many of each group stand in each band."""
        found: dict[Group, dict[str, int]] = defaultdict(lambda: dict.fromkeys(BANDS, 0))
        for one in self.cases:
            found[one.group][band_of(one.age[clock])] += 1
        return found


def ageing(by: str, unit: str, now: datetime) -> Ageing:
    """The open cases as they stand ``now``; owners without restricted ones."""
    today = local_day(now)
    chosen = [Case.state != State.RESOLVED, *([Case.unit_code == unit] if unit else [])]
    if by == "owner":
        chosen.append(not_(Case.restricted))
    group = Case.unit_code if by == "unit" else Case.owner_id
    rows = db.session.execute(select(Case.id, group, Case.official_on).where(*chosen)).all()
    stops = moved_by.stops(*chosen)
    return Ageing(by, [_aged(row, stops.get(row[0], ()), today) for row in rows], today)


def band_of(age: int) -> str:
    """The band in which so many days stand."""
    return next(band for band, (_, last) in BANDS.items() if last is None or age <= last)


def _aged(row: Any, stops: Iterable[Stop], today: date) -> Aged:
    key, group, received = row
    public = max((today - received).days, 0)
    stood = sum(_stood(stop, received, today) for stop in stops)
    return Aged(key, group, {"public": public, "work": max(public - stood, 0)})


def _stood(stop: Stop, received: date, today: date) -> int:
    """Calendar days after the receipt and up to today on which the clock stood still."""
    return max((min(stop.until_on, today) - max(stop.from_on, received)).days, 0)
