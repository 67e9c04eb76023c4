"""Questions about incoming mail: what waits, what lies in quarantine."""

from collections.abc import Sequence

from sqlalchemy import func, select

from app.database import db
from app.models import RawMail
from workflows.errors import UnknownReference

BATCH = 200


def waiting() -> Sequence[int]:
    """Mails that are kept and not yet read, oldest first."""
    query = select(RawMail.id).where(RawMail.state == "waiting").order_by(RawMail.id)
    return db.session.scalars(query.limit(BATCH)).all()


def quarantined() -> Sequence[RawMail]:
    """Mails that could not become a case, oldest first."""
    query = select(RawMail).where(RawMail.state == "quarantine").order_by(RawMail.id)
    return db.session.scalars(query.limit(BATCH)).all()


def count_quarantined() -> int:
    """How many lie there."""
    query = select(func.count()).select_from(RawMail).where(RawMail.state == "quarantine")
    return db.session.scalar(query) or 0


def raw_mail(raw_id: int) -> RawMail:
    """One mail's row; UnknownReference for none."""
    found = db.session.get(RawMail, raw_id)
    if found is None:
        raise UnknownReference(str(raw_id))
    return found
