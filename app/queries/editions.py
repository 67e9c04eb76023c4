"""Questions about the editions of Form 2.3: which years have one, and which are closed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.models import Edition, ReportState

SUBMITTED = "submitted"


@dataclass(frozen=True)
class Kept:
    """An edition of the office's own; ``closed`` once its year's form was handed in."""

    year: int
    name: str
    number: int
    criteria: int
    closed: bool


def kept() -> Sequence[Kept]:
    """The office's own editions, the latest year first."""
    query = select(Edition, ReportState.status).outerjoin(
        ReportState, ReportState.fiscal_year == Edition.fiscal_year
    )
    rows = db.session.execute(query.order_by(Edition.fiscal_year.desc()))
    return [_kept(edition, status) for edition, status in rows]


def is_closed(year: int) -> bool:
    """Whether the year's form was handed in."""
    status = select(ReportState.status).where(ReportState.fiscal_year == year)
    return db.session.scalar(status) == SUBMITTED


def _kept(edition: Edition, status: str | None) -> Kept:
    sections = {line.get("section") for line in edition.lines} - {None}
    return Kept(
        edition.fiscal_year, edition.name, edition.number, len(sections), status == SUBMITTED
    )
