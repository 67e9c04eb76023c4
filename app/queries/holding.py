"""The holding pen: mails of which a person must say where they belong, each with its guesses.

What was meant for the integrity mailbox, or speaks of restricted cases, is for confidential
officers; a guessed case that somebody may not see is not named to them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from app.database import db
from app.models import Case, Person, RawMail
from app.queries.guesses import WHY
from app.queries.rights import visible
from workflows.errors import UnknownReference
from workflows.roles import Role
from workflows.words import Words

PAGE = 50


@dataclass(frozen=True)
class Guess:
    """A case to which a mail may belong, from 0 to 1, and why."""

    case: Case
    score: float
    why: tuple[Words, ...]


@dataclass(frozen=True)
class Page:
    """Mails, the oldest first, each with its guesses; ``next`` is None at the end."""

    mails: Sequence[tuple[RawMail, list[Guess]]]
    next: int | None


def page(person: Person, after: int = 0) -> Page:
    """One page of the mails that this person may settle."""
    query = _held(person).where(RawMail.id > after).order_by(RawMail.id).limit(PAGE + 1)
    found = db.session.scalars(query).all()
    guessed = guesses(found[:PAGE], person)
    rows = [(mail, guessed[mail.id]) for mail in found[:PAGE]]
    return Page(rows, found[PAGE - 1].id if len(found) > PAGE else None)


def count(person: Person) -> int:
    """How many there are for this person."""
    query = _held(person).with_only_columns(func.count(RawMail.id))
    return db.session.execute(query).scalar() or 0


def one(mail_id: int, person: Person, *, lock: bool = False) -> RawMail:
    """A mail in the pen; UnknownReference for any other and for what is not for these eyes."""
    query = _held(person).where(RawMail.id == mail_id)
    found = db.session.scalar(query.with_for_update() if lock else query)
    if found is None:
        raise UnknownReference(str(mail_id))
    return found


def guesses(mails: Iterable[RawMail], person: Person) -> dict[int, list[Guess]]:
    """The guesses about each mail that ``person`` may see, the likeliest first."""
    told = {mail.id: mail.guesses for mail in mails}
    keys = {guess["case_id"] for one in told.values() for guess in one}
    query = select(Case).where(Case.id.in_(keys), visible(person))
    seen = {case.id: case for case in db.session.scalars(query)} if keys else {}
    return {
        key: [
            Guess(seen[guess["case_id"]], guess["score"], tuple(WHY[why] for why in guess["why"]))
            for guess in one if guess["case_id"] in seen
        ]
        for key, one in told.items()
    }  # fmt: skip


def _held(person: Person) -> Select[RawMail]:
    query = select(RawMail).where(RawMail.state == "held")
    return query if person.has(Role.CONFIDENTIAL) else query.where(~RawMail.restricted)
