"""Questions about the links that are good once: who lost the code opens the case with one."""

from datetime import datetime, timedelta

from sqlalchemy import select

from app.database import db
from app.models import Case, Letter, TrackLink
from workflows.errors import UnknownReference
from workflows.secrets import digest

LOST = "lost_link"  # the letter that carries such a link
GOOD_FOR = timedelta(minutes=30)


def is_lost_link(token: str) -> bool:
    """Whether it is a link of this kind, good or not."""
    query = select(TrackLink.id).join(Letter, Letter.id == TrackLink.letter_id)
    found = query.where(TrackLink.hash == digest(token), Letter.name == LOST)
    return db.session.scalar(found) is not None


def lost_link(token: str, now: datetime) -> tuple[Case, TrackLink]:
    """The case of a link that was not used, is not old, and went to the address still known."""
    query = (
        select(Case, TrackLink, Letter.recipient)
        .join(TrackLink, TrackLink.case_id == Case.id)
        .join(Letter, Letter.id == TrackLink.letter_id)
        .where(TrackLink.hash == digest(token), TrackLink.revoked_at.is_(None))
        .where(Letter.name == LOST, TrackLink.created_at > now - GOOD_FOR)
    )
    row = db.session.execute(query.with_for_update(of=TrackLink)).one_or_none()
    if row is None or row[0].correspondent is None or row[0].correspondent.email != row[2]:
        raise UnknownReference("link")
    return row[0], row[1]
