"""Of anonymous cases only days are kept: no time of day of a visit reaches the database."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import event, func, inspect, select
from sqlalchemy.orm import Mapper, Session

from app.models.base import UtcDateTime
from app.models.case import Case
from app.models.correspondence import Letter
from app.models.event import Event
from app.models.office import Office
from workflows.coarse import coarse, is_coarse

_MACHINE = ("next_try_at", "next_scan_at", "claimed_until")  # when a program tries again


@event.listens_for(Session, "before_flush")
def blur_the_anonymous(session: Session, _context: object, _instances: object) -> None:
    """Every moment of an anonymous case that is about to be written says only its day.

    What happened on one day keeps its order. Dates were counted before, from the true time. A
    history taken over from a file is the office's own record and stays as it is.
    """
    with session.no_autoflush:
        for row in [*session.new, *session.dirty]:
            names = _moments(inspect(type(row)))
            case = _case_of(session, row) if names else None
            if case is not None and case.anonymous and not (case.imported or case.retold):
                _blur(session, row, case, names)


@cache
def _moments(table: Mapper) -> tuple[str, ...]:
    if not any(name in table.columns for name in ("case_id", "anonymous")):
        return ()
    return tuple(
        column.key
        for column in table.column_attrs
        if isinstance(column.columns[0].type, UtcDateTime)
    )


def _case_of(session: Session, row: Any) -> Case | None:
    if isinstance(row, Case):
        return row
    case: Case | None = getattr(row, "case", None)
    if case is None and row.case_id:
        case = session.get(Case, row.case_id)
        session.info["case"] = case  # the session forgets what nobody holds, and asks again
    return case


def _blur(session: Session, row: Any, case: Case, names: tuple[str, ...]) -> None:
    # A letter knows when it may leave (mail/outbox.py), and a second try is the machine's own time.
    waits = isinstance(row, Letter) or not inspect(row).pending
    for name in names:
        value: datetime | None = row.__dict__.get(name)
        if value is not None and not (waits and name in _MACHINE) and not is_coarse(value):
            setattr(row, name, _day(session, case, value))


def _day(session: Session, case: Case, moment: datetime) -> datetime:
    office = session.get_one(Office, Office.THE)
    so_far = select(func.count()).select_from(Event).where(Event.case_id == case.id)
    place = (session.scalar(so_far) or 0) if case.id else 0
    return coarse(moment, office.opens, office.closes, place)
