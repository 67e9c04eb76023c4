"""Questions about recounts: which are to be done, and how far the one under way has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, select

from app.database import db
from app.models import Case, Recount
from workflows import State

# A case that is being registered while the calendar is saved may still be counted by the old one;
# by now it has arrived, so that the recount finds it.
SETTLE = timedelta(seconds=5)


@dataclass(frozen=True)
class Progress:
    """How many open cases a recount has seen, of how many, and how many of them moved."""

    cause: str
    note: str
    seen: int
    of: int
    moved: int
    asked_at: datetime
    finished_at: datetime | None


def unfinished(now: datetime) -> Sequence[int]:
    """The recounts asked for and not done, the oldest first."""
    query = select(Recount.id).where(
        Recount.finished_at.is_(None), Recount.asked_at <= now - SETTLE
    )
    return db.session.scalars(query.order_by(Recount.id)).all()


def latest() -> Progress | None:
    """The oldest recount under way, else the last that was done."""
    done = Recount.finished_at.is_not(None)
    order = (done, case((done, -Recount.id), else_=Recount.id))
    row = db.session.scalar(select(Recount).order_by(*order).limit(1))
    if row is None:
        return None
    left = 0 if row.finished_at else _open_after(row.after_id)
    return Progress(row.cause, row.note, row.seen, row.seen + left, row.moved, row.asked_at,
                    row.finished_at)  # fmt: skip


def _open_after(key: int) -> int:
    query = select(func.count()).where(Case.state != State.RESOLVED, Case.id > key)
    return db.session.scalars(query).one()
