"""Who may know the person behind a case that hides them from those who work on it."""

from collections.abc import Iterable

from sqlalchemy import select

from app.database import db
from app.models import Case, Person
from app.queries.rights import unwalled
from app.queries.walls import barred
from workflows.errors import UnknownReference
from workflows.roles import Role


def may_open(case: Case, person: Person) -> bool:
    """A confidential officer may, but never the owner of the case, nor who stands behind a wall."""
    return (
        case.identity_hidden
        and person.has(Role.CONFIDENTIAL)
        and case.owner_id != person.id
        and person.id not in barred(case)
    )


def hiding(case_ids: Iterable[int | None]) -> frozenset[int]:
    """Those of these cases that hide their person from whoever works on them."""
    keys = {key for key in case_ids if key is not None}
    query = select(Case.id).where(Case.id.in_(keys), Case.identity_hidden)
    return frozenset(db.session.scalars(query)) if keys else frozenset()


def find_hidden(reference: str, person: Person) -> Case:
    """A case that hides its person, whether or not this custodian sees the rest of it."""
    query = select(Case).where(
        Case.reference == reference.strip().upper(), Case.identity_hidden, unwalled(person)
    )
    case = db.session.scalar(query.with_for_update(of=Case))
    if case is None or not may_open(case, person):
        raise UnknownReference(reference)
    return case
