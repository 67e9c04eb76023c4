"""The cases behind a figure, as far as somebody may see them; the others only as a number."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select

from app.database import db
from app.models import Case, Person
from app.queries.cases import with_people
from app.queries.rights import visible

PAGE = 50


def number(where: Sequence[ColumnElement[bool]], person: Person | None = None) -> int:
    """How many cases there are, or how many of them ``person`` may see."""
    query = select(func.count()).select_from(Case).where(*where)
    return db.session.scalar(query.where(visible(person)) if person else query) or 0


def listed(
    where: Sequence[ColumnElement[bool]], person: Person, after: int = 0
) -> tuple[Sequence[Case], int | None]:
    """A page of what ``person`` may see, and the key of the next page."""
    query = with_people(select(Case)).where(*where, visible(person), Case.id > after)
    found = db.session.scalars(query.order_by(Case.id).limit(PAGE + 1)).all()
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None
