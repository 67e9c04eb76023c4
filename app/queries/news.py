"""What is new about cases: the correspondent wrote, somebody was given it, its date moved."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select

from app.database import db
from app.models import Case, Event, Person
from app.queries.cases import with_people
from app.queries.rights import own
from workflows import State

ANSWERED, NEW = "answered", "new"
MOST = 40
_WORDS = ("message_received", "questions_answered", "reopen_asked")
_GIVEN = ("registered", "routed", "assign", "transfer")
_SORTED = ("reclassified", "assessed", "acknowledged")  # said while a case is given to somebody
_MOVES = ("stop", "resume", "extend", "reclassified", "assessed", "recounted")


def _last(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.max(case((condition, Event.id))), 0)


_STAFF = Event.by == "staff"
_WROTE, _DID = _last(Event.what.in_(_WORDS)), _last(_STAFF)
_GAVE, _WORKED = _last(Event.what.in_(_GIVEN)), _last(_STAFF & Event.what.not_in(_SORTED))
_IS_ANSWERED, _IS_NEW = _WROTE > _DID, _WORKED <= _GAVE


@dataclass(frozen=True)
class Moved:
    """By how many days the next date of a case was moved at last, by what, and by which day off."""

    days: int
    what: str
    note: str = ""


def of(cases: Collection[Case]) -> dict[int, str]:
    """``answered`` or ``new`` for those of the open cases that are, in one question."""
    open_ones = [case.id for case in cases if case.state.is_open]
    query = select(Case.id, _IS_ANSWERED, _IS_NEW).join(Event, Event.case_id == Case.id)
    rows = db.session.execute(query.where(Case.id.in_(open_ones)).group_by(Case.id)).all()
    return {row[0]: ANSWERED if row[1] else NEW for row in rows if row[1] or row[2]}


def mine(person: Person) -> dict[str, list[Case]]:
    """The person's open cases of which something is new, the latest word first."""
    ways = own(person)
    if not ways:
        return {ANSWERED: [], NEW: []}
    query = select(Case.id, _IS_ANSWERED).join(Event, Event.case_id == Case.id)
    query = query.group_by(Case.id).where(or_(*ways), Case.state != State.RESOLVED)
    query = query.having(or_(_IS_ANSWERED, _IS_NEW)).order_by(func.max(Event.id).desc())
    rows = db.session.execute(query.limit(MOST)).all()
    return _by_news({row[0]: row[1] for row in rows})


def moved(cases: Collection[Case]) -> dict[int, Moved]:
    """For each case whose next date is not the one it had first: the last move, in one question."""
    due = {case.id: case for case in cases if case.state.is_open and case.next_milestone}
    query = select(Event.case_id, Event.what, Event.note, Event.details).where(
        Event.case_id.in_(due), Event.what.in_(_MOVES)
    )
    found = {}
    for case_id, what, note, details in db.session.execute(query.order_by(Event.id)):
        if days := _shift(details, str(due[case_id].next_milestone)):
            found[case_id] = Moved(days, what, note if details.get("cause") == "calendar" else "")
    return found


def _by_news(answered: Mapping[int, bool]) -> dict[str, list[Case]]:
    query = with_people(select(Case)).where(Case.id.in_(answered))
    there = {case.id: case for case in db.session.scalars(query)}
    news: dict[str, list[Case]] = {ANSWERED: [], NEW: []}
    for key, is_answered in answered.items():
        news[ANSWERED if is_answered else NEW].append(there[key])
    return news


def _shift(details: Mapping[str, Any], milestone: str) -> int:
    """Days between the date before and after; 0 where there was none."""
    before, after = ((details.get(side) or {}).get(milestone) for side in ("before", "after"))
    if not (before and after):
        return 0
    return (date.fromisoformat(after) - date.fromisoformat(before)).days
