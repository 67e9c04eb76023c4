"""The list of all walls: who is kept away from which case, for those who keep watch over it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Case, Person, Unit, Wall
from app.queries import people
from app.queries.rights import unwalled, visible
from workflows.roles import Role
from workflows.words import Words

PAGE = 50


@dataclass(frozen=True)
class Row:
    """A wall as its reader may know it; without a reference, a restricted case they do not see."""

    wall: Wall
    reference: str
    subject: str
    who: Words | None
    raised_by: str
    lifted_by: str


@dataclass(frozen=True)
class Page:
    """Walls, the newest first; ``next`` is None at the end."""

    rows: Sequence[Row]
    next: int | None


def page(person: Person, after: int | None = None) -> Page:
    """One page of the walls of the cases ``person`` sees.

    The auditor is told of those of restricted cases too, that they stand and since when: neither
    which case nor who. Nobody is told of a wall of their own.
    """
    query = select(Wall).join(Case, Case.id == Wall.case_id).where(_known(person))
    if after is not None:
        query = query.where(Wall.id < after)
    query = query.options(joinedload(Wall.case))
    found = db.session.scalars(query.order_by(Wall.id.desc()).limit(PAGE + 1)).all()
    return Page(_rows(found[:PAGE], person), found[PAGE - 1].id if len(found) > PAGE else None)


def of(case: Case, person: Person) -> Sequence[Row]:
    """The walls of one case that ``person`` sees, the newest first."""
    return _rows(case.walls[::-1], person)


def outside_of(rows: Sequence[Row]) -> str:
    """The outside body that has the case of these walls, because nobody here may decide it."""
    standing = (row.wall for row in rows if row.wall.lifted_at is None)
    return next((wall.outside_body for wall in standing if wall.outside_body), "")


def _known(person: Person) -> ColumnElement[bool]:
    if not person.has(Role.AUDITOR):
        return visible(person)
    return or_(visible(person), and_(Case.restricted, unwalled(person)))


def _rows(found: Sequence[Wall], person: Person) -> list[Row]:
    if not found:
        return []
    names = people.names({key for wall in found for key in (wall.raised_by_id, wall.lifted_by_id)})
    units = {unit.code: unit.name for unit in db.session.scalars(select(Unit))}
    return [_row(wall, person, names, units) for wall in found]


def _row(wall: Wall, person: Person, names: dict[int, str], units: dict[str, Words]) -> Row:
    raised, lifted = names.get(wall.raised_by_id or 0, ""), names.get(wall.lifted_by_id or 0, "")
    if wall.case.restricted and not person.has(Role.CONFIDENTIAL):
        return Row(wall, "", "", None, "", "")
    who = units[wall.unit_code] if wall.unit_code else None
    if wall.person:
        who = Words(wall.person.name, wall.person.name)
    return Row(wall, wall.case.reference, wall.case.subject, who, raised, lifted)
