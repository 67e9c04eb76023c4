"""Who is away, who stands in for them, and who reads the letters meant for them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Absence, Person
from app.queries.rights import MAY_OWN
from workflows.absence import stands_in
from workflows.errors import UnknownReference

ALL = 500  # absences on one page


def away(day: date) -> dict[int, Absence]:
    """Everybody who is away on ``day``, by key."""
    query = select(Absence).where(Absence.to_on >= day, Absence.from_on <= day)
    found = db.session.scalars(query.order_by(Absence.id))
    return {absence.person_id: absence for absence in found}


def deputies(day: date) -> dict[int, int | None]:
    """The same, each with the key of their deputy, as the rulebook asks for it."""
    query = select(Absence.person_id, Absence.deputy_id)
    query = query.where(Absence.to_on >= day, Absence.from_on <= day)
    return {row.person_id: row.deputy_id for row in db.session.execute(query.order_by(Absence.id))}


def on_duty(person: Person, day: date) -> Person:
    """The person, who knows now for whom they stand in on ``day``; only who may own cases does."""
    there = deputies(day) if person.has(*MAY_OWN) else {}
    person.stands_for = frozenset(key for key in there if stands_in(key, there) == person.id)
    return person


def deputy_of(person: Person, day: date) -> Person | None:
    """Who is here for ``person`` on ``day``, if they are away; deputies of deputies count."""
    there = deputies(day)
    if person.id not in there:
        return None
    found = stands_in(person.id, there)
    deputy = db.session.get(Person, found) if found else None
    return deputy if deputy and deputy.active else None


def recipients(person: Person, day: date) -> list[Person]:
    """Who reads a letter meant for ``person``: they, and who stands in for them if they are away.

    Whether a deputy may know of a case at all is asked where letters are written
    (``actions.tell.tell_staff``).
    """
    deputy = deputy_of(person, day)
    return [person, deputy] if deputy else [person]


def of(person: Person, since: date) -> Sequence[Absence]:
    """The absences of ``person`` that are not over on ``since``, the next first."""
    query = _with_people().where(Absence.person_id == person.id, Absence.to_on >= since)
    return db.session.scalars(query.order_by(Absence.from_on)).all()


def all_since(since: date) -> Sequence[Absence]:
    """Everybody's absences that are not over on ``since``, the next first."""
    query = _with_people().where(Absence.to_on >= since)
    return db.session.scalars(query.order_by(Absence.from_on, Absence.id).limit(ALL)).all()


def covered_by(person: Person, since: date) -> Sequence[Absence]:
    """The absences not over on ``since`` for which ``person`` stands in."""
    query = _with_people().where(Absence.to_on >= since, Absence.deputy_id == person.id)
    return db.session.scalars(query.order_by(Absence.from_on)).all()


def meeting(first: date, last: date) -> Sequence[Absence]:
    """The absences that have a day in common with these days."""
    query = select(Absence).where(Absence.to_on >= first, Absence.from_on <= last)
    return db.session.scalars(query.order_by(Absence.id)).all()


def find(key: int, person: Person | None = None) -> Absence:
    """One absence, of ``person`` alone if named; UnknownReference if there is none."""
    found = db.session.get(Absence, key, with_for_update=True)
    if found is None or (person is not None and found.person_id != person.id):
        raise UnknownReference(str(key))
    return found


def _with_people() -> Select[Absence]:
    return select(Absence).options(joinedload(Absence.person), joinedload(Absence.deputy))
