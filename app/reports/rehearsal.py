"""Rehearses a change of calendar or targets on the open cases, before anybody saves it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, and_, not_

from app.models import Case
from app.reports.open_cases import OpenCase, chunk
from workflows.deadlines import Deadlines, Milestone
from workflows.reckon import Reckoner

CHUNK = 5000
SHOWN = 100  # cases that are listed; all are counted

Change = tuple[Milestone, date | None, date | None]


@dataclass(frozen=True)
class Move:
    """A case whose dates would move: each milestone with its old and new date."""

    reference: str
    changes: Sequence[Change]


@dataclass
class Rehearsal:
    """What saving would do; ``leaving`` and ``entering`` are of the list of overdue cases."""

    open: int = 0
    moved: int = 0
    leaving: int = 0
    entering: int = 0
    unlisted: int = 0  # moved ones that the reader may not see in a list
    shown: list[Move] = field(default_factory=list)

    @property
    def more(self) -> int:
        """Moved cases that a reader may see, but that the list is too short for."""
        return self.moved - self.unlisted - len(self.shown)


def rehearse(reckoner: Reckoner, today: date, seen: ColumnElement[bool]) -> Rehearsal:
    """What becomes of the open cases if ``reckoner`` counts their dates; nothing is written.

    ``seen`` is what the reader may see; of restricted cases nobody sees more than their number.
    """
    found = Rehearsal()
    for case in _all(and_(not_(Case.restricted), seen)):
        found.open += 1
        dates = case.moved(reckoner)
        if dates is not None:
            _count(found, case, dates, today)
    return found


def _all(listed: ColumnElement[bool]) -> Iterator[OpenCase]:
    after = 0
    while cases := chunk(after, CHUNK, listed=listed):
        yield from cases
        after = cases[-1].id


def _count(found: Rehearsal, case: OpenCase, dates: Deadlines, today: date) -> None:
    due, _ = case.next_due(dates)
    was_late = case.next_due_on is not None and case.next_due_on < today
    is_late = due is not None and due < today
    found.moved += 1
    found.leaving += was_late and not is_late
    found.entering += is_late and not was_late
    if not case.listed:
        found.unlisted += 1
    elif len(found.shown) < SHOWN:
        found.shown.append(Move(case.reference, _changes(case, dates)))


def _changes(case: OpenCase, dates: Deadlines) -> list[Change]:
    pairs = ((m, case.dates.of(m), dates.of(m)) for m in Milestone)
    return [(m, old, new) for m, old, new in pairs if old != new]
