"""Open cases as plain rows in the order of their keys: what a rehearsal and a recount walk over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, false, select

from app.database import db
from app.models import Case
from app.models.case import MET
from app.reports import moved_by
from workflows import State
from workflows.deadlines import Deadlines, Extension, Milestone, Stop
from workflows.reckon import Reckoner
from workflows.targets import Matter

_MATTER = (
    Case.kind,
    Case.official_on,
    Case.restricted,
    Case.topic_code,
    Case.severity,
    Case.channel,
)
_DATES = (
    Case.official_on, Case.acknowledge_by, Case.assign_by, Case.analyse_by, Case.first_answer_by,
    Case.resolve_by, Case.target_by, Case.public_resolve_by,
)  # fmt: skip
_MET = tuple(getattr(Case, MET[milestone]).is_not(None) for milestone in Milestone)
_COLUMNS = (
    Case.id, Case.reference, Case.state, Case.received_at, Case.imported, Case.next_due_on,
    *_MATTER, *_DATES, *_MET,
)  # fmt: skip
_FACTS = len(_COLUMNS) - len(_MATTER) - len(_DATES) - len(_MET)


@dataclass(frozen=True, slots=True)
class OpenCase:
    """One open case as far as its dates go; ``listed``: whether it may stand in a list."""

    id: int
    reference: str
    state: State
    received_at: datetime
    imported: bool
    next_due_on: date | None
    matter: Matter
    dates: Deadlines
    met: Sequence[bool]
    listed: bool
    stops: Sequence[Stop]
    extension: Extension | None

    def moved(self, reckoner: Reckoner) -> Deadlines | None:
        """Its dates as ``reckoner`` counts them; None when they stay as they are."""
        dates = reckoner.dates(self.received_at, self.matter, self.stops, self.extension)
        return None if dates == self.dates else dates

    def next_due(self, dates: Deadlines) -> tuple[date | None, Milestone | None]:
        """The earliest of ``dates`` that it still owes, as ``Case.look_ahead`` sets it."""
        met = dict(zip(Milestone, self.met, strict=True))
        met[Milestone.ACKNOWLEDGE] |= self.imported
        owed = [(day, m) for m in Milestone if (day := dates.of(m)) and not met.get(m)]
        return min(owed, default=(None, None), key=lambda one: one[0])


def chunk(
    after: int, size: int, *, listed: ColumnElement[bool] | None = None, lock: bool = False
) -> list[OpenCase]:
    """The next ``size`` open cases after that key; locked until the transaction ends, if asked.

    The lock lets others write letters and events of those cases meanwhile.
    """
    query = select(*_COLUMNS, (false() if listed is None else listed).label("listed"))
    query = query.where(Case.state != State.RESOLVED, Case.id > after).order_by(Case.id).limit(size)
    if lock:
        query = query.with_for_update(of=Case, key_share=True)
    rows = db.session.execute(query).all()
    if not rows:
        return []
    span = Case.id.between(rows[0].id, rows[-1].id)
    stops, extensions = moved_by.stops(span), moved_by.extensions(span)
    return [_case(row, stops.get(row[0], ()), extensions.get(row[0])) for row in rows]


def _case(row: Any, stops: Sequence[Stop], extension: Extension | None) -> OpenCase:
    parts = iter(row)
    key, reference, state, received_at, imported, next_due_on = islice(parts, _FACTS)
    matter, dates = Matter(*islice(parts, len(_MATTER))), Deadlines(*islice(parts, len(_DATES)))
    met, listed = list(islice(parts, len(_MET))), bool(next(parts))
    return OpenCase(
        key, reference, state, received_at, imported, next_due_on, matter, dates, met, listed,
        stops, extension,
    )  # fmt: skip
