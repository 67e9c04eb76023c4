"""Questions about the letters we wrote: a list of them and one, only of cases a person sees.

Letters to staff about no case, as warnings of the calendar, are for those who keep the settings.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, or_, select

from app.database import db
from app.models import Case, Letter, Person
from app.queries import differences
from app.queries.rights import visible
from workflows.errors import UnknownReference
from workflows.roles import Role

PAGE = 50
STATUSES = ("ready", "sent", "kept", "held", "failed", "recorded", "draft", "refused")


@dataclass(frozen=True)
class Page:
    """Letters with the references of their cases, the newest first; ``next`` is None at the end.

    A letter about no case has no reference.
    """

    letters: Sequence[tuple[Letter, str | None]]
    next: int | None


def page(person: Person, status: str, after: int | None) -> Page:
    """One page of the letters this person may know of, in one status or in any."""
    query = _known(person)
    if status:
        query = query.where(Letter.status == status)
    if after is not None:
        query = query.where(Letter.id < after)
    found = db.session.execute(query.order_by(Letter.id.desc()).limit(PAGE + 1))
    rows = [(row[0], row[1]) for row in found]
    more = len(rows) > PAGE
    return Page(rows[:PAGE], rows[PAGE - 1][0].id if more else None)


def letter(letter_id: int, person: Person) -> tuple[Letter, str | None]:
    """One letter and its case's reference, for someone who may know of it."""
    row = db.session.execute(_known(person).where(Letter.id == letter_id)).first()
    if row is None:
        raise UnknownReference(str(letter_id))
    return row[0], row[1]


def may_read(letter: Letter, person: Person) -> bool:
    """Whether ``person`` may read it: a list of cases was made for the eyes of its reader."""
    return letter.name != differences.LETTER or letter.recipient == person.email


def _known(person: Person) -> Select[Letter, str]:
    query = select(Letter, Case.reference).outerjoin(Case, Case.id == Letter.case_id)
    return query.where(or_(*_sight(person)))


def _sight(person: Person) -> list[ColumnElement[bool]]:
    of_cases = [and_(Letter.case_id.is_not(None), visible(person))]
    if not person.has(Role.ADMIN, Role.MANAGER):
        return of_cases
    return [*of_cases, and_(Letter.case_id.is_(None), Letter.to_staff)]
