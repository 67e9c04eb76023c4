"""Questions about what hangs on an entry of the office's lists, asked before it is changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.database import db
from app.models import Case, DeadlineRule, Person, RootCause, RoutingRule, Topic, Unit
from workflows import State
from workflows.errors import UnknownReference


@dataclass(frozen=True)
class UnitUse:
    """What hangs on a unit today; what is retired or switched off does not count."""

    open_cases: int
    people: int
    topics: int
    rules: int
    below: int


@dataclass(frozen=True)
class TopicUse:
    """What hangs on a topic; ``cases``: whether any was ever of it."""

    open_cases: int
    cases: bool
    rules: int
    targets: int


def unit(code: str) -> Unit:
    """The unit of that code; UnknownReference otherwise."""
    return _named(Unit, code)


def topic(code: str) -> Topic:
    """The topic of that code, in use or not; UnknownReference otherwise."""
    return _named(Topic, code)


def all_topics() -> Sequence[Topic]:
    """Every topic in the office's order, those in use first."""
    query = select(Topic).order_by(Topic.retired, Topic.position, Topic.code)
    return db.session.scalars(query).all()


def of_unit(code: str) -> UnitUse:
    """How much hangs on the unit."""
    return UnitUse(
        open_cases=_count(Case.id, Case.unit_code == code, Case.state != State.RESOLVED),
        people=_count(Person.id, Person.unit_code == code, Person.active),
        topics=_count(Topic.code, Topic.unit_code == code, Topic.retired.is_(False)),
        rules=_count(RoutingRule.id, RoutingRule.unit_code == code, RoutingRule.active),
        below=_count(Unit.code, Unit.parent_code == code, Unit.retired.is_(False)),
    )


def of_topic(code: str) -> TopicUse:
    """How much hangs on the topic."""
    first = select(Case.id).where(Case.topic_code == code).limit(1)
    return TopicUse(
        open_cases=_count(Case.id, Case.topic_code == code, Case.state != State.RESOLVED),
        cases=db.session.scalar(first) is not None,
        rules=_count(RoutingRule.id, RoutingRule.topic_code == code, RoutingRule.active),
        targets=_count(DeadlineRule.id, DeadlineRule.topic_code == code),
    )


def causes() -> Sequence[tuple[RootCause, int]]:
    """Every cause in the office's order, and how many cases were found to have it."""
    number = func.count(Case.id)
    found = select(Case.root_cause, number).where(Case.root_cause != "").group_by(Case.root_cause)
    counts = {row[0]: row[1] for row in db.session.execute(found)}
    query = select(RootCause).order_by(RootCause.position, RootCause.name_th)
    return [(row, counts.get(row.name_th, 0)) for row in db.session.scalars(query)]


def _named(model: type[Any], code: str) -> Any:
    found = db.session.get(model, code)
    if found is None:
        raise UnknownReference(code)
    return found


def _count(column: Any, *conditions: Any) -> int:
    return db.session.scalar(select(func.count(column)).where(*conditions)) or 0
