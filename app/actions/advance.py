"""Moves a case by one step: the only writer of its state, and of the event in the same breath."""

from datetime import datetime
from typing import Any

from app.actions.record import record
from app.models import Case, Event, Person
from workflows import By, State, fire
from workflows.deadlines import Milestone

_MEETS = {State.ASSIGNED: Milestone.ASSIGN, State.ANALYSED: Milestone.ANALYSE}


def advance(
    case: Case, step: str, actor: Person | None, now: datetime, worn: frozenset[By], note: str = "",
    **details: Any,
) -> Event:  # fmt: skip
    """The case has taken ``step`` and the timeline says so; NotAllowed and nothing otherwise.

    ``worn`` are the actor's hats from before anything was changed: an owner who hands the case
    on is its owner still. Without an actor it was the clock.
    """
    before = case.state
    case.reason = note
    fire(case, step, worn)
    if case.state in _MEETS:
        case.meet(_MEETS[case.state], now)
    case.look_ahead()
    return record(case, step, now, actor=actor, note=note, from_state=before, **details)
