"""Questions about the letters we wrote: a list of them and one, only of cases a person sees."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.models import Case, Letter, Person
from app.queries.rights import visible
from workflows.errors import UnknownReference

PAGE = 50
STATUSES = ("ready", "sent", "kept", "failed", "recorded")


@dataclass(frozen=True)
class Page:
    """Letters with the references of their cases, the newest first; ``next`` is None at the end."""

    letters: Sequence[tuple[Letter, str]]
    next: int | None


def page(person: Person, status: str, after: int | None) -> Page:
    """One page of the letters of visible cases, in one status or in any."""
    query = select(Letter, Case.reference).join(Case, Case.id == Letter.case_id)
    query = query.where(visible(person))
    if status:
        query = query.where(Letter.status == status)
    if after is not None:
        query = query.where(Letter.id < after)
    found = db.session.execute(query.order_by(Letter.id.desc()).limit(PAGE + 1))
    rows = [(row[0], row[1]) for row in found]
    more = len(rows) > PAGE
    return Page(rows[:PAGE], rows[PAGE - 1][0].id if more else None)


def letter(letter_id: int, person: Person) -> tuple[Letter, str]:
    """One letter and its case's reference, for someone who may see the case."""
    query = select(Letter, Case.reference).join(Case, Case.id == Letter.case_id)
    row = db.session.execute(query.where(Letter.id == letter_id, visible(person))).first()
    if row is None:
        raise UnknownReference(str(letter_id))
    return row[0], row[1]
