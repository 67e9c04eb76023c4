"""Questions about single pieces of evidence."""

from collections.abc import Sequence

from sqlalchemy import func, select

from app.database import db
from app.models import Evidence
from workflows.errors import Conflict, UnknownReference


def one(year: int, key: int) -> Evidence:
    """One piece of that year; UnknownReference if there is none."""
    found = db.session.get(Evidence, key)
    if found is None or found.fiscal_year != year:
        raise UnknownReference(str(key))
    return found


def one_to_change(year: int, key: int, version: int) -> Evidence:
    """The same, locked until the transaction ends; Conflict if it is no longer ``version``."""
    found = db.session.get(Evidence, key, with_for_update=True)
    if found is None or found.fiscal_year != year:
        raise UnknownReference(str(key))
    if found.version != version:
        raise Conflict(str(key))
    return found


def beside(row: Evidence) -> Sequence[Evidence]:
    """The pieces in use of the same criterion in their order, locked."""
    query = select(Evidence).where(
        Evidence.fiscal_year == row.fiscal_year, Evidence.criterion == row.criterion,
        Evidence.retired.is_(False),
    )  # fmt: skip
    ordered = query.order_by(Evidence.position, Evidence.id)
    return db.session.scalars(ordered.with_for_update()).all()


def last_position(year: int, criterion: str) -> int:
    """The position of the last piece of a criterion; 0 where there is none."""
    query = select(func.max(Evidence.position)).where(
        Evidence.fiscal_year == year, Evidence.criterion == criterion
    )
    return db.session.scalar(query) or 0


def of_line(of: str) -> Sequence[Evidence]:
    """What is attached to a line of a register, as ``activities:12``."""
    query = select(Evidence).where(Evidence.of == of, Evidence.retired.is_(False))
    return db.session.scalars(query.order_by(Evidence.id)).all()
