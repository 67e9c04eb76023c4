"""What is due and not yet done: the questions of the clock, each an index look-up."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, String, cast, exists, select

from app.database import db
from app.models import Case, Event, Letter
from app.queries.cases import today
from workflows import State

BATCH = 500


def letters(now: datetime) -> Sequence[int]:
    """Letters of the outbox whose time has come, oldest first."""
    query = select(Letter.id).where(Letter.status == "ready", Letter.next_try_at <= now)
    return db.session.scalars(query.order_by(Letter.id).limit(BATCH)).all()


def near(now: datetime, until: date) -> Sequence[int]:
    """Owned cases with a deadline from today to ``until`` whose owner was not reminded of it."""
    chosen = (Case.owner_id.is_not(None), Case.next_due_on.between(today(now), until))
    return _not_told("reminded", *chosen)


def passed(now: datetime) -> Sequence[int]:
    """Cases, owned or not, with a deadline gone by that nobody above was told of."""
    return _not_told("escalated", Case.next_due_on < today(now))


def _not_told(what: str, *chosen: ColumnElement[bool]) -> Sequence[int]:
    told = exists().where(
        Event.case_id == Case.id, Event.what == what, Event.subject == _occasion()
    )
    query = select(Case.id).where(Case.state != State.RESOLVED, *chosen, ~told)
    return db.session.scalars(query.order_by(Case.next_due_on, Case.id).limit(BATCH)).all()


def _occasion() -> ColumnElement[str]:
    """The same text as ``actions.remind.occasion`` of a case."""
    return Case.next_milestone.cast(String) + ":" + cast(Case.next_due_on, String)
