"""The correspondent comes back: by a link that is good once, or by the code, which is noted."""

from datetime import datetime

from sqlalchemy import update

from app.database import db
from app.models import Case
from app.queries.track_links import lost_link
from workflows.dates import local_day


def use_lost_link(token: str, now: datetime) -> Case:
    """The case of the link, which nobody can use again; UnknownReference for a bad one."""
    case, link = lost_link(token, now)
    link.revoked_at = now
    return case


def note_return(case: Case, now: datetime) -> None:
    """The day on which an anonymous person first came back is kept, and nothing else of it."""
    if not case.anonymous or case.returned_on:
        return
    # Not through the row: somebody reading their case must not tell an officer "it was changed".
    query = update(Case).where(Case.id == case.id, Case.returned_on.is_(None))
    db.session.execute(query.values(returned_on=local_day(now)))
