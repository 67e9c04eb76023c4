"""Who has a case open now."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from app.database import db
from app.models import Case, Person, Presence

GONE = timedelta(minutes=2)  # a page that is still open has said so since


def others(case: Case, person: Person, now: datetime) -> Sequence[str]:
    """The names of all others who have the case open, in the order of the alphabet."""
    query = select(Person.name).join(Presence, Presence.person_id == Person.id)
    there = (Presence.case_id == case.id, Presence.seen_at > now - GONE, Person.id != person.id)
    return db.session.scalars(query.where(*there).order_by(Person.name)).all()


def stale(now: datetime) -> Sequence[datetime]:
    """Until when whoever was there has gone; nothing when nobody is left to forget."""
    until = now - GONE
    found = db.session.scalar(select(Presence.case_id).where(Presence.seen_at <= until).limit(1))
    return [] if found is None else [until]
