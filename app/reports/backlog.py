"""Open work as it stood at the end of any past day, replayed from the events of each case.

Nothing is kept for it: what was open, overdue, unassigned or stopped, and with which unit, follows
from what had happened by then. Cases resolved before that day and not opened again are not read.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from app.database import db
from app.models import Case, Event
from workflows import State
from workflows.dates import end_of
from workflows.deadlines import Milestone
from workflows.events import MOVES

_REDATED = ("extend", "assessed", "recounted")
_FOLDED = (*MOVES, *_REDATED, "analyse", "return", "resolve", "dismiss", "stop", "resume")
_BY = {m.value: getattr(Case, f"{m.value}_by") for m in Milestone}


@dataclass(frozen=True, slots=True)
class Standing:
    """One case that was open at the end of that day."""

    id: int
    unit: str | None
    unassigned: bool
    overdue: bool
    stopped: bool


WHICH: dict[str, Callable[[Standing], bool]] = {
    "open": lambda _: True,
    "overdue": lambda one: one.overdue,
    "unassigned": lambda one: one.unassigned,
    "stopped": lambda one: one.stopped,
}


@dataclass(frozen=True)
class Backlog:
    """All that was open at the end of ``day``."""

    day: date
    cases: Sequence[Standing]

    def keys(self, which: str, unit: str | None = None, *, every: bool = True) -> list[int]:
        """The keys of the cases of one of WHICH; of one unit unless ``every`` counts."""
        wanted = WHICH[which]
        return [one.id for one in self.cases if wanted(one) and (every or one.unit == unit)]

    def units(self) -> set[str | None]:
        """The units that had open work."""
        return {one.unit for one in self.cases}


@dataclass(slots=True)
class _Past:
    """What is known of a case after some of its events."""

    unit: str | None
    dates: dict[str, str | None]
    state: str = ""
    analysed: bool = False
    stopped: bool = False

    def see(self, what: str, to_state: str | None, details: Mapping[str, Any]) -> None:
        """One more event has happened."""
        self.state = to_state or self.state
        if what in ("analyse", "return", "reopen"):
            self.analysed = what == "analyse"
        if what in ("stop", "resume"):
            self.stopped = what == "stop"
        after = details.get("after")
        if isinstance(after, dict):
            self.dates.update({name: after[name] for name in _BY if name in after})
        if what in MOVES and "unit" in details:
            self.unit = details["unit"] or None


def backlog(day: date) -> Backlog:
    """The cases that were open at the end of ``day``, as their events tell it."""
    chosen = _possible(day)
    facts = (Case.id, Case.unit_code, Case.imported, Case.acknowledged_at, Case.first_answered_at)
    cases = db.session.execute(select(*facts, *_BY.values()).where(*chosen).order_by(Case.id)).all()
    past = _past(day, chosen)
    found = (_standing(row, past.get(row.id, ()), day) for row in cases)
    return Backlog(day, [one for one in found if one])


def _possible(day: date) -> list[ColumnElement[bool]]:
    """Received by then, and not resolved before for good."""
    end = end_of(day)
    later = and_(Case.state == State.RESOLVED, Case.resolved_at >= end)
    return [Case.received_at < end, or_(Case.state != State.RESOLVED, later)]


def _past(day: date, chosen: Iterable[ColumnElement[bool]]) -> dict[int, list[Any]]:
    """The events of those cases until the end of the day, in their order."""
    columns = (Event.case_id, Event.what, Event.to_state, Event.details)
    query = select(*columns).where(
        Event.case_id.in_(select(Case.id).where(*chosen)), Event.at < end_of(day),
        Event.what.in_(_FOLDED),
    )  # fmt: skip
    rows = db.session.execute(query.order_by(Event.case_id, Event.at, Event.id))
    return {key: list(events) for key, events in groupby(rows, key=itemgetter(0))}


def _standing(case: Any, events: Iterable[Any], day: date) -> Standing | None:
    """The case at the end of the day; None if it was not open then."""
    dates = {name: by and by.isoformat() for name, by in zip(_BY, case[5:], strict=True)}
    past = _Past(case.unit_code, dates)
    for _, what, to_state, details in events:
        past.see(what, to_state, details or {})
    if past.state in ("", State.RESOLVED):
        return None
    late = any(by < day.isoformat() for by in _owed(case, past, day))
    unassigned = past.state == State.RECEIVED
    return Standing(case.id, past.unit, unassigned, late, past.stopped)


def _owed(case: Any, past: _Past, day: date) -> list[str]:
    """The dates of what was not met by the end of the day."""
    end = end_of(day)
    met = {
        Milestone.ACKNOWLEDGE: case.imported or _before(case.acknowledged_at, end),
        Milestone.ASSIGN: past.state != State.RECEIVED,
        Milestone.ANALYSE: past.analysed,
        Milestone.FIRST_ANSWER: _before(case.first_answered_at, end),
    }
    return [by for m in Milestone if not met.get(m) and (by := past.dates.get(m.value))]


def _before(moment: Any, end: Any) -> bool:
    return moment is not None and moment < end
