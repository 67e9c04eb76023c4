"""Restricted cases whose words were written before there was a data key."""

from collections.abc import Sequence

from sqlalchemy import not_, select

from app.database import db
from app.models import Case
from app.models.base import Sealed

_AT_ONCE = 500


def unsealed() -> Sequence[int]:
    """Their keys, at most _AT_ONCE of them; none once all are sealed."""
    query = select(Case.id).where(Case.restricted.is_(True), not_(Sealed.is_sealed(Case.subject)))
    return db.session.scalars(query.order_by(Case.id).limit(_AT_ONCE)).all()
