"""Somebody has a case open; this is no event, and is forgotten within minutes."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from app.database import db
from app.models import Presence


def note_presence(case_id: int, person_id: int, now: datetime) -> None:
    """The person is seen at the case."""
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    new = dialect.insert(Presence).values(case_id=case_id, person_id=person_id, seen_at=now)
    key = ["case_id", "person_id"]
    db.session.execute(new.on_conflict_do_update(index_elements=key, set_={"seen_at": now}))


def forget_presence(until: datetime) -> None:
    """Nothing is left of who was at a case until then."""
    db.session.execute(delete(Presence).where(Presence.seen_at <= until))
