"""Questions about drafts that wait for a signature: which, and who may sign them."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select

from app.database import db
from app.models import Case, Letter, Person
from app.queries import people
from app.queries.cases import UNSIGNED, with_people
from app.queries.rights import hats, visible
from app.queries.walls import barred
from workflows import By
from workflows.errors import UnknownReference
from workflows.roles import Role

DRAFT = "draft"
PAGE = 100


class Waiting(NamedTuple):
    """A draft and its case; ``theirs``: the person who asks may sign it."""

    letter: Letter
    case: Case
    theirs: bool


def pending(case: Case) -> Letter | None:
    """The draft of the case that waits for its signer."""
    query = select(Letter).where(Letter.case_id == case.id, Letter.status == DRAFT)
    return db.session.scalar(query.order_by(Letter.id.desc()).limit(1))


def last_answer(case: Case) -> Letter | None:
    """The newest answer that is no draft."""
    query = select(Letter).where(
        Letter.case_id == case.id, Letter.name == "answer", Letter.status.not_in(UNSIGNED)
    )
    return db.session.scalar(query.order_by(Letter.id.desc()).limit(1))


def newest_letter() -> int:
    """The key of the last letter written to anybody."""
    return db.session.scalars(select(func.coalesce(func.max(Letter.id), 0))).one()


def refused(case: Case) -> int:
    """How many drafts of the case were not signed."""
    query = select(func.count()).where(Letter.case_id == case.id, Letter.status == "refused")
    return db.session.scalars(query).one()


def may_sign(case: Case, draft: Letter, person: Person) -> bool:
    """Managers do, confidential officers of restricted cases; one's own draft only if alone."""
    if By.MANAGER not in hats(case, person):
        return False
    return person.id != draft.author_id or not signers(case, draft)


def signers(case: Case, draft: Letter) -> Sequence[Person]:
    """Everybody but its author who may sign: nobody behind a wall of the case."""
    away = barred(case)
    return [
        person for person in people.active()
        if person.id not in away and person.id != draft.author_id
        and By.MANAGER in hats(case, person)
    ]  # fmt: skip


def may_edit(case: Case, draft: Letter, person: Person) -> bool:
    """Its author, the owner of the case, and whoever may sign it."""
    return person.id in (draft.author_id, case.owner_id) or may_sign(case, draft, person)


def waiting(person: Person) -> list[Waiting]:
    """The drafts that this person may sign, may change or wrote, the oldest first."""
    query = with_people(select(Case)).add_columns(Letter).join(Letter, Letter.case_id == Case.id)
    query = query.where(Letter.status == DRAFT, visible(person)).order_by(Letter.id).limit(PAGE)
    found = [(row[1], row[0]) for row in db.session.execute(query)]
    rows = [Waiting(draft, case, may_sign(case, draft, person)) for draft, case in found]
    return [row for row in rows if row.theirs or may_edit(row.case, row.letter, person)]


def standing(person: Person) -> tuple[int, int]:
    """How many drafts wait that the person sees, and how many people sign answers."""
    query = select(func.count(Letter.id)).join(Case, Letter.case_id == Case.id)
    drafts = db.session.scalars(query.where(Letter.status == DRAFT, visible(person))).one()
    return drafts, sum(one.has(Role.MANAGER) for one in people.active())


def draft(letter_id: int, person: Person) -> tuple[Letter, Case]:
    """One draft and its case, for somebody who may do something with it."""
    query = select(Letter, Case).join(Case, Letter.case_id == Case.id)
    row = db.session.execute(
        query.where(Letter.id == letter_id, Letter.status == DRAFT, visible(person))
    ).first()
    if row is None or not may_edit(row[1], row[0], person):
        raise UnknownReference(str(letter_id))
    return row[0], row[1]
