"""Whom a case may not come near: those behind its walls, and of an appeal who decided before."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from app.database import db
from app.models import Case, Event, Person, Wall


def standing(case: Case) -> Sequence[Wall]:
    """The walls of the case that were not lifted, oldest first."""
    return [wall for wall in case.walls if wall.lifted_at is None]


def barred(case: Case) -> frozenset[int]:
    """The keys of the people who may neither own the case nor be told of it."""
    return frozenset(_walled(case) | _decided_before(case))


def units(case: Case) -> frozenset[str]:
    """The codes of the units that the case may not come to."""
    return _units(standing(case))


def _walled(case: Case) -> set[int]:
    found = standing(case)
    people = {wall.person_id for wall in found if wall.person_id}
    away = _units(found)
    if not away:
        return people
    return people | set(db.session.scalars(select(Person.id).where(Person.unit_code.in_(away))))


def _units(found: Sequence[Wall]) -> frozenset[str]:
    return frozenset(wall.unit_code for wall in found if wall.unit_code)


def _decided_before(case: Case) -> set[int]:
    """Who owned the case that is appealed against, or took a step of it."""
    if case.appeal_of_id is None:
        return set()
    before = select(Event.actor_id).where(
        Event.case_id == case.appeal_of_id,
        or_(Event.what == "analyse", Event.what == "resolve", Event.what == "dismiss"),
    )
    owner = select(Case.owner_id).where(Case.id == case.appeal_of_id)
    return {key for key in db.session.scalars(before.union(owner)) if key}
