"""Moves a case by one step: the only writer of its state, and of the event in the same breath."""

from datetime import datetime

from app.database import db
from app.models import Case, Event, Person
from app.queries.rights import hats
from workflows import State, fire
from workflows.deadlines import Milestone

_MEETS = {State.ASSIGNED: Milestone.ASSIGN, State.ANALYSED: Milestone.ANALYSE}


def advance(case: Case, step: str, actor: Person, now: datetime, note: str = "", **details: object) -> Event:  # fmt: skip
    """The case has taken ``step`` and the timeline says so; NotAllowed and nothing otherwise."""
    before = case.state
    case.reason = note
    fire(case, step, hats(case, actor))
    if case.state in _MEETS:
        case.meet(_MEETS[case.state], now)
    case.updated_at = now
    case.look_ahead()
    return record(case, step, now, actor=actor, note=note, from_state=before, **details)


def record(
    case: Case, what: str, now: datetime, *, actor: Person | None = None, by: str = "",
    note: str = "", from_state: State | None = None, **details: object,
) -> Event:  # fmt: skip
    """The timeline says ``what`` happened, by a person, the correspondent or the clock."""
    event = Event(
        case_id=case.id, at=now, what=what, by=by or ("staff" if actor else "clock"),
        actor_id=actor.id if actor else None, note=note,
        from_state=from_state.value if from_state else None, to_state=case.state.value,
        details=details,
    )  # fmt: skip
    db.session.add(event)
    case.updated_at = now
    return event
