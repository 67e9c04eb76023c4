"""Questions about files that were shown and not loaded yet."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from app.database import db
from app.models import ImportPreview, Person

LONGEST = timedelta(days=1)


def find_to_change(word: str, kind: str, person: Person, now: datetime) -> ImportPreview | None:
    """The file of that person and kind, locked; None where it is another's, or too old."""
    if not (word.isascii() and word.isdecimal() and len(word) < 19):
        return None
    query = select(ImportPreview).where(
        ImportPreview.id == int(word), ImportPreview.kind == kind,
        ImportPreview.person_id == person.id, ImportPreview.made_at > now - LONGEST,
    )  # fmt: skip
    return db.session.scalar(query.with_for_update())


def left_over(now: datetime) -> Sequence[int]:
    """Those that waited a day."""
    return db.session.scalars(
        select(ImportPreview.id).where(ImportPreview.made_at <= now - LONGEST)
    ).all()


def keys() -> set[str]:
    """Where all of them are in the cupboard."""
    return set(db.session.scalars(select(ImportPreview.key)))
