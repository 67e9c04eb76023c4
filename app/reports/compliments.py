"""Compliments counted for the officers they name: of everybody in a year, or of one person."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, not_, select

from app.database import db
from app.models import Case, Person, Unit
from workflows import State
from workflows.words import Words

NOWHERE = Words("–", "–")


@dataclass(frozen=True)
class Praised:
    """An officer and how often a compliment was passed on to them."""

    name: str
    unit: Words
    count: int


def compliments(year: int) -> list[Praised]:
    """Who was praised in fiscal year ``year`` (B.E.), the most praised first."""
    query = (
        select(Person.name, Unit, func.count())
        .join(Case, Case.praised_id == Person.id)
        .outerjoin(Unit, Unit.code == Person.unit_code)
        .where(_passed_on(year))
        .group_by(Person.id, Unit.code)
        .order_by(func.count().desc(), Person.name)
    )
    return [
        Praised(name, unit.name if unit else NOWHERE, count)
        for name, unit, count in db.session.execute(query)
    ]


def count_of(person: Person, year: int) -> int:
    """How many compliments of fiscal year ``year`` were for ``person``."""
    query = select(func.count()).where(Case.praised_id == person.id, _passed_on(year))
    return db.session.scalars(query).one()


def _passed_on(year: int) -> ColumnElement[bool]:
    """Compliments of a year that named somebody; those of restricted cases stay uncounted."""
    named = and_(Case.praised_id.is_not(None), Case.fiscal_year == year)
    return and_(named, Case.state == State.RESOLVED, not_(Case.restricted))
