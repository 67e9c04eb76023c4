"""What waits for a manager: signatures, extensions, reopenings, appeals, cases without an owner."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Case, ExtensionAsked, Message, Person, Wall
from app.queries import people, signing
from app.queries.cases import with_people
from app.queries.rights import hats, own, visible
from app.queries.staff_tree import Staff
from workflows import By, State
from workflows.roles import Role

PAGE = 50  # of each sort; the queue has the rest
_OPEN = Case.state != State.RESOLVED
_WALLED = exists().where(Wall.case_id == Case.id, Wall.lifted_at.is_(None))


@dataclass(frozen=True)
class Turn:
    """Who decides today: ``name`` empty is any manager; ``instead_of`` names who is away."""

    mine: bool
    name: str = ""
    instead_of: str = ""


@dataclass(frozen=True)
class Decision:
    """One thing to decide; ``who`` is empty for the correspondent.

    ``key`` is that of the letter to be signed, ``until`` the date that an extension asks for.
    """

    what: str
    case: Case
    who: str = ""
    why: str = ""
    since: datetime | None = None
    key: int | None = None
    until: date | None = None


def waiting(person: Person) -> list[Decision]:
    """All that this person may decide, the oldest of each sort first."""
    found = [one for ask in _SORTS for one in ask(person)]
    return [one for one in found if one.what == "sign" or By.MANAGER in hats(one.case, person)]


def turns(found: Iterable[Decision], person: Person, day: date) -> dict[int, Turn]:
    """Whose turn each case is on ``day``, by its key: the head's, or of who stands in for them."""
    staff = Staff.on(day)
    return {one.case.id: _turn(one.case, person, staff) for one in found}


def _turn(case: Case, person: Person, staff: Staff) -> Turn:
    unit = staff.units.get(case.unit_code or "")
    head = staff.people.get(unit.head_id) if unit and unit.head_id else None
    if case.restricted or head is None or not head.has(Role.MANAGER):
        return Turn(mine=True)
    here = staff.here(head.id)
    if here is None or not here.has(Role.MANAGER):
        return Turn(mine=True, instead_of=head.name)  # nobody stands in: any manager does
    away = head.name if here.id != head.id else ""
    return Turn(here.id == person.id, here.name, away)


def _to_sign(person: Person) -> list[Decision]:
    rows = [row for row in signing.waiting(person) if row.theirs]
    names = people.names({row.letter.author_id for row in rows})
    return [
        Decision("sign", row.case, names.get(row.letter.author_id or 0, ""), "",
                 row.letter.created_at, row.letter.id)
        for row in rows
    ]  # fmt: skip


def _extensions(person: Person) -> list[Decision]:
    query = with_people(select(Case)).add_columns(ExtensionAsked)
    query = query.join(ExtensionAsked, ExtensionAsked.case_id == Case.id)
    query = query.where(ExtensionAsked.granted.is_(None), _OPEN, visible(person))
    query = query.options(joinedload(ExtensionAsked.proposed_by))
    return [
        Decision("extension", case, asked.proposed_by.name, asked.reason, asked.proposed_at,
                 until=asked.until_on)
        for case, asked in db.session.execute(query.order_by(ExtensionAsked.id).limit(PAGE))
    ]  # fmt: skip


def _reopenings(person: Person) -> list[Decision]:
    asked = Case.reopen_asked_at.is_not(None)
    cases = db.session.scalars(_cases(person, asked).order_by(Case.reopen_asked_at)).all()
    query = select(Message).where(Message.case_id.in_([case.id for case in cases]))
    said = {row.case_id: row.body for row in db.session.scalars(query.order_by(Message.id))}
    return [
        Decision("reopening", case, "", said.get(case.id, ""), case.reopen_asked_at)
        for case in cases
    ]


def _appeals(person: Person) -> list[Decision]:
    theirs = or_(Case.owner_id.is_(None), *own(person))  # with an owner it is for them to answer
    query = _cases(person, Case.appeal_of_id.is_not(None), _OPEN, theirs).order_by(Case.id)
    return [
        Decision("appeal", case, "", case.body, case.received_at)
        for case in db.session.scalars(query)
    ]


def _unassigned(person: Person) -> list[Decision]:
    """Those with a wall first: somebody must be found who has no part in them."""
    query = _cases(person, Case.state == State.RECEIVED, Case.appeal_of_id.is_(None))
    rows = db.session.execute(query.add_columns(_WALLED).order_by(Case.next_due_on, Case.id))
    found = [
        Decision("walled" if walled else "unassigned", case, since=case.received_at)
        for case, walled in rows
    ]
    return sorted(found, key=lambda one: one.what != "walled")


def _cases(person: Person, *chosen: ColumnElement[bool]) -> Select[Case]:
    return with_people(select(Case)).where(*chosen, visible(person)).limit(PAGE)


_SORTS: Sequence[Callable[[Person], list[Decision]]] = (
    _to_sign, _extensions, _reopenings, _appeals, _unassigned,
)  # fmt: skip
