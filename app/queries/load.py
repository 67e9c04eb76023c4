"""How much open work everybody has."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select

from app.database import db
from app.models import Case
from workflows import State


def open_cases(people: Collection[int]) -> dict[int, int]:
    """The number of open cases of each of these people, by key; read from the index of queues."""
    query = select(Case.owner_id, func.count()).where(
        Case.owner_id.in_(people), Case.state != State.RESOLVED
    )
    found = {key: n for key, n in db.session.execute(query.group_by(Case.owner_id)) if key}
    return {key: found.get(key, 0) for key in people}


def due_between(person: int, first: date, last: date) -> int:
    """How many of the person's open cases have their next deadline on these days."""
    query = select(func.count(Case.id)).where(
        Case.owner_id == person, Case.state != State.RESOLVED,
        Case.next_due_on.between(first, last),
    )  # fmt: skip
    return db.session.scalar(query) or 0


def owns_open(person: int, *, restricted_only: bool) -> bool:
    """Whether the person owns an open case; or a restricted one."""
    query = select(Case.id).where(Case.owner_id == person, Case.state != State.RESOLVED)
    if restricted_only:
        query = query.where(Case.restricted.is_(True))
    return db.session.scalar(query.limit(1)) is not None
