"""Who did what: every event of the house, for those who keep watch over it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Case, Event, Person
from app.queries.rights import unwalled, visible
from workflows.dates import start_of_day
from workflows.roles import Role

PAGE = 100


@dataclass(frozen=True)
class Asked:
    """Which events: of one person, of one case, of some days; ``after`` is the last key seen."""

    person_id: int | None = None
    reference: str = ""
    first: date | None = None
    last: date | None = None
    after: int | None = None


@dataclass(frozen=True)
class Row:
    """An event as its reader may know it: ``reference`` and words empty where they may not."""

    event: Event
    reference: str
    open: bool


@dataclass(frozen=True)
class Page:
    """Events, the newest first; ``next`` is None at the end."""

    rows: Sequence[Row]
    next: int | None


def page(asked: Asked, person: Person) -> Page:
    """One page of what ``person`` may know of.

    The auditor is told that something was done to a restricted case, when and by whom: neither
    to which nor in what words.
    """
    seen = visible(person)
    query = select(Event, Case.reference, seen.label("seen"))
    query = query.outerjoin(Case, Case.id == Event.case_id).options(joinedload(Event.actor))
    query = query.where(or_(*_sight(person, seen)), *_chosen(asked, seen))
    found = db.session.execute(query.order_by(Event.id.desc()).limit(PAGE + 1)).all()
    rows = [_row(event, reference, bool(may)) for event, reference, may in found[:PAGE]]
    return Page(rows, rows[-1].event.id if len(found) > PAGE else None)


def _row(event: Event, reference: str | None, may: bool) -> Row:
    may = may or event.case_id is None
    return Row(event, (reference or "") if may else "", may)


def _sight(person: Person, seen: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    ways = [Event.case_id.is_(None), seen]
    if person.has(Role.AUDITOR):
        ways.append(and_(Case.restricted.is_(True), unwalled(person)))
    return ways


def _chosen(asked: Asked, seen: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    chosen = []
    if asked.person_id is not None:
        chosen.append(Event.actor_id == asked.person_id)
    if asked.reference:
        chosen += [Case.reference == asked.reference, seen]
    if asked.first:
        chosen.append(Event.at >= start_of_day(asked.first))
    if asked.last:
        chosen.append(Event.at < start_of_day(asked.last + timedelta(days=1)))
    if asked.after is not None:
        chosen.append(Event.id < asked.after)
    return chosen
