"""The evidence of Form 2.3: what is attached, in its order and with its numbers."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import select

from app.database import db
from app.models import Evidence


class Attached(BaseModel):
    """One piece as other programs read it; ``number`` is ``CS4-1`` in the order of the form."""

    number: str
    criterion: str
    claim: str | None
    kind: str
    title: str
    made: str | None
    url: str | None
    name: str | None
    size: int | None
    type: str | None
    sha256: str | None
    added_at: datetime


def of_year(year: int, *, retired: bool = False) -> Sequence[Evidence]:
    """The evidence of a fiscal year by criterion and order; with ``retired`` the retired alone."""
    query = select(Evidence).where(Evidence.fiscal_year == year, Evidence.retired.is_(retired))
    return db.session.scalars(
        query.order_by(Evidence.criterion, Evidence.position, Evidence.id)
    ).all()


def numbered(rows: Iterable[Evidence]) -> list[tuple[str, Evidence]]:
    """Each with its number within its criterion."""
    counted: dict[str, int] = {}
    found = []
    for row in rows:
        counted[row.criterion] = counted.get(row.criterion, 0) + 1
        found.append((f"{row.criterion}-{counted[row.criterion]}", row))
    return found


def attached(year: int) -> list[Attached]:
    """The same as data."""
    return [
        Attached(
            number=number, criterion=row.criterion, claim=row.claim or None, kind=row.kind,
            title=row.title, made=row.made or None, url=row.url or None, name=row.name or None,
            size=row.size, type=row.type or None, sha256=row.sha256 or None,
            added_at=row.added_at,
        )
        for number, row in numbered(of_year(year))
    ]  # fmt: skip
