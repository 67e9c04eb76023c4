"""How much open work everybody has."""

from collections.abc import Collection

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
