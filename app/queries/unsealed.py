"""Restricted words that were written before there was a data key, or before they were sealed."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.database import db
from app.models import Case, Letter, RawMail
from app.models.base import Sealed

_AT_ONCE = 500


def unsealed() -> Sequence[int]:
    """The keys of such cases, at most _AT_ONCE of them; none once all are sealed.

    Message-IDs tell a mail provider's name for a person, and were sealed later than words.
    """
    of_case = (
        exists().where(RawMail.case_id == Case.id, _open(RawMail.header_id)),
        exists().where(Letter.case_id == Case.id, _open(Letter.in_reply_to)),
    )
    query = select(Case.id).where(Case.restricted.is_(True), or_(_open(Case.subject), *of_case))
    return db.session.scalars(query.order_by(Case.id).limit(_AT_ONCE)).all()


def unsealed_mails() -> Sequence[int]:
    """The keys of such mails that belong to no case: held back, or in quarantine."""
    named = or_(_open(RawMail.header_id), _open(RawMail.sender), _open(RawMail.envelope_from))
    query = select(RawMail.id).where(RawMail.restricted.is_(True), RawMail.case_id.is_(None), named)
    return db.session.scalars(query.order_by(RawMail.id).limit(_AT_ONCE)).all()


def _open(column: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    return and_(column != "", not_(Sealed.is_sealed(column)))
