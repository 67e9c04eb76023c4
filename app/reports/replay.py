"""Replays a proposed target on a year's resolved cases: what on-time would have been."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, select

from app.database import db
from app.models import Case
from app.models.case import MET
from app.reports import moved_by
from app.reports.half_up import half_up
from workflows import State
from workflows.dates import BANGKOK, local_day
from workflows.deadlines import Calendar, Extension, OutsideCalendar, Stop, deadlines
from workflows.fiscal import fiscal_days
from workflows.kinds import Kind
from workflows.targets import RESTRICTED, TargetRule


@dataclass
class Share:
    """Cases that had the promise, and those in time: as it was and as it would have been."""

    due: int = 0
    met: int = 0
    due_then: int = 0
    met_then: int = 0

    @property
    def percent(self) -> float | None:
        """In time of those that had the promise, to one decimal; None for 0 of 0."""
        return _percent(self.met, self.due)

    @property
    def percent_then(self) -> float | None:
        """The same under the proposal."""
        return _percent(self.met_then, self.due_then)


@dataclass
class Replay:
    """The cases that the proposal speaks of, in all and by the code of their unit.

    Restricted cases stand in the total only: units are detail.
    """

    fiscal_year: int
    total: Share = field(default_factory=Share)
    units: dict[str | None, Share] = field(default_factory=lambda: defaultdict(Share))


def replay(rule: TargetRule, fiscal_year: int, calendar: Calendar) -> Replay:
    """What becomes of the year's on-time share if ``rule`` had held all year; stops are counted."""
    found, counted = Replay(fiscal_year), _Counting(rule, calendar)
    for row, stops, extension in _cases(rule, fiscal_year):
        by_then = counted.due(row.received_at, stops, extension)
        shares = [found.total]
        if rule.table != RESTRICTED:
            shares.append(found.units[row.unit_code])
        for share in shares:
            _add(share, row, by_then)
    return found


class _Counting:
    """The proposed date of a case; those received alike share it."""

    def __init__(self, rule: TargetRule, calendar: Calendar) -> None:
        self._rule, self._calendar = rule, calendar
        self._known: dict[tuple[date, bool], date | None] = {}

    def due(
        self, received_at: datetime, stops: Sequence[Stop], extension: Extension | None
    ) -> date | None:
        if stops or extension:
            return self._count(received_at, stops, extension)
        local = received_at.astimezone(BANGKOK)
        key = local.date(), local.time() >= self._calendar.closes
        if key not in self._known:
            self._known[key] = self._count(received_at, (), None)
        return self._known[key]

    def _count(
        self, received_at: datetime, stops: Sequence[Stop], extension: Extension | None
    ) -> date | None:
        milestone = self._rule.milestone
        targets = {milestone: self._rule.target}
        try:
            return deadlines(received_at, targets, self._calendar, stops, extension).of(milestone)
        except OutsideCalendar:
            return None


def _cases(rule: TargetRule, year: int) -> Iterator[tuple[Any, Sequence[Stop], Extension | None]]:
    """The year's resolved cases of which the proposal speaks, whatever day it begins."""
    chosen = _chosen(rule, year)
    by = getattr(Case, f"{rule.milestone.value}_by")
    met_at = getattr(Case, MET[rule.milestone])
    columns = (Case.id, Case.unit_code, Case.received_at, Case.imported, by.label("by"),
               met_at.label("met_at"))  # fmt: skip
    stops, extensions = moved_by.stops(*chosen), moved_by.extensions(*chosen)
    for row in db.session.execute(select(*columns).where(*chosen)):
        yield row, stops.get(row.id, ()), extensions.get(row.id)


def _chosen(rule: TargetRule, year: int) -> list[ColumnElement[bool]]:
    chosen = [Case.state == State.RESOLVED, Case.official_on.between(*fiscal_days(year))]
    restricted = rule.table == RESTRICTED
    chosen.append(Case.restricted.is_(restricted))
    if not restricted:
        chosen.append(Case.kind == Kind(rule.table))
    named = ((Case.topic_code, rule.topic), (Case.severity, rule.severity),
             (Case.channel, rule.channel))  # fmt: skip
    return [*chosen, *(column == value for column, value in named if value)]


def _add(share: Share, row: Any, by_then: date | None) -> None:
    """A time that an old file does not tell of is not counted."""
    if row.met_at is None and row.imported:
        return
    met_on = local_day(row.met_at) if row.met_at else date.max
    if row.by is not None:
        share.due += 1
        share.met += met_on <= row.by
    if by_then is not None:
        share.due_then += 1
        share.met_then += met_on <= by_then


def _percent(part: int, whole: int) -> float | None:
    return half_up(Fraction(100 * part, whole), 1) if whole else None
