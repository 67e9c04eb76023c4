"""Questions put to another unit: those of a case, those that a unit was asked, and one of them.

The asked unit does not see the case. Its members, who could own such a case, see the question:
of a restricted case only confidential officers, and nobody behind one of its walls.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    cast,
    exists,
    false,
    func,
    literal,
    not_,
    select,
    tuple_,
)
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Case, Event, Person, Unit, UnitQuestion
from app.queries import cases, escalation, people
from app.queries.rights import MAY_OWN, may_own, unwalled
from app.queries.walls import barred
from workflows import State
from workflows.errors import Conflict, UnknownReference
from workflows.roles import Role

PAGE = 50
BATCH = 500
Key = tuple[date, int]
_WAITING = and_(
    UnitQuestion.answered_at.is_(None), UnitQuestion.withdrawn_at.is_(None),
    Case.state != State.RESOLVED,
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """One page of questions and the key of the next, None at the end."""

    asks: Sequence[UnitQuestion]
    next: Key | None


def waiting(case: Case) -> list[UnitQuestion]:
    """The questions of a case that still wait for an answer, oldest first."""
    return [ask for ask in case.asks if ask.is_open]


def page(person: Person, *, done: bool = False, after: Key | None = None) -> Found:
    """What the unit of ``person`` was asked: the open by due date, or the rest, latest first."""
    order = (UnitQuestion.due_on, UnitQuestion.id)
    query = _seen(select(UnitQuestion), person).where(not_(_WAITING) if done else _WAITING)
    if after is not None:
        query = query.where(tuple_(*order) < after if done else tuple_(*order) > after)
    query = query.order_by(*(column.desc() for column in order) if done else order)
    rows = db.session.scalars(_with_people(query).limit(PAGE + 1)).all()
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Found(rows[:PAGE], (last.due_on, last.id) if last else None)


def count_waiting(person: Person) -> int:
    """How many questions wait for the unit of ``person``."""
    if not person.unit_code:
        return 0
    query = _seen(select(func.count(UnitQuestion.id)), person).where(_WAITING)
    return db.session.scalar(query) or 0


def find(ask_id: int, person: Person) -> UnitQuestion:
    """One question, for a member of the unit that was asked; UnknownReference otherwise."""
    query = _with_people(_seen(select(UnitQuestion), person)).where(UnitQuestion.id == ask_id)
    ask = db.session.scalar(query)
    if ask is None:
        raise UnknownReference(str(ask_id))
    return ask


def find_to_change(ask_id: int, person: Person, version: int) -> UnitQuestion:
    """The same, its case locked until the transaction ends; Conflict for another ``version``."""
    query = _seen(select(UnitQuestion.case_id), person).where(UnitQuestion.id == ask_id)
    case_id = db.session.scalar(query)
    if case_id is None:
        raise UnknownReference(str(ask_id))
    cases.get_to_change(case_id)
    ask = db.session.get_one(UnitQuestion, ask_id)
    if ask.version != version:
        raise Conflict(str(ask_id))
    return ask


def get_to_change(ask_id: int) -> UnitQuestion:
    """A question by its key, for jobs, its case locked until the transaction ends."""
    query = select(UnitQuestion.case_id).where(UnitQuestion.id == ask_id)
    cases.get_to_change(db.session.scalars(query).one())
    return db.session.get_one(UnitQuestion, ask_id)


def late(now: datetime) -> Sequence[int]:
    """Unanswered questions past their date whose unit was not reminded of it yet."""
    if not escalation.is_office_time(now, cases.today(now)):
        return []
    told = exists().where(
        Event.case_id == UnitQuestion.case_id, Event.what == "unit_late",
        Event.subject == literal("ask-") + cast(UnitQuestion.id, String),
    )  # fmt: skip
    query = select(UnitQuestion.id).join(UnitQuestion.case)
    query = query.where(_WAITING, UnitQuestion.due_on < cases.today(now), ~told)
    return db.session.scalars(
        query.order_by(UnitQuestion.due_on, UnitQuestion.id).limit(BATCH)
    ).all()


def may_answer(ask: UnitQuestion, person: Person) -> bool:
    """Whether ``person`` may answer for the unit that was asked."""
    return any(person.id == one.id for one in answerers(ask.case, ask.unit_code))


def answerers(case: Case, unit_code: str) -> list[Person]:
    """Everybody of that unit who may be told of this case and could own one like it."""
    away = barred(case)
    return [
        person for person in people.active()
        if person.unit_code == unit_code and person.id not in away
        and may_own(person, restricted=case.restricted)
    ]  # fmt: skip


def told(case: Case, unit_code: str) -> list[Person]:
    """Who hears of a question: the head of the unit, or all who may answer."""
    unit, members = db.session.get_one(Unit, unit_code), answerers(case, unit_code)
    return [person for person in members if person.id == unit.head_id] or members


def _seen(query: Select[Any], person: Person) -> Select[Any]:
    return query.join(UnitQuestion.case).where(*_sight(person))


def _sight(person: Person) -> list[ColumnElement[bool]]:
    if not (person.unit_code and person.has(*MAY_OWN)):
        return [false()]
    sight = [UnitQuestion.unit_code == person.unit_code, unwalled(person)]
    return sight if person.has(Role.CONFIDENTIAL) else [*sight, not_(Case.restricted)]


def _with_people(query: Select[Any]) -> Select[Any]:
    return query.options(
        joinedload(UnitQuestion.case).joinedload(Case.topic),
        joinedload(UnitQuestion.asked_by).joinedload(Person.unit),
    )
