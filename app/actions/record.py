"""Writes an event: what happened, in the past tense, never edited afterwards."""

from datetime import datetime
from typing import Any

from app.actions.roll_up import mark_stale
from app.database import db
from app.failpoint import here
from app.models import Case, Event, Person
from app.queries.rights import stands_in
from workflows import State
from workflows.dates import start_of_day
from workflows.events import MOVES


def record(  # noqa: PLR0913 - an event has this many sides
    case: Case,
    what: str,
    now: datetime,
    *,
    actor: Person | None = None,
    by: str = "",
    note: str = "",
    from_state: State | None = None,
    **details: Any,
) -> Event:
    """The timeline says ``what`` happened, by a person, the correspondent or the clock.

    What people do counts as a change of the case; the clock's reminders are none, so that they
    never tell an officer who is writing that "someone changed this case". A deputy's event names
    the absent owner: ``in_place_of``; those of MOVES say with which unit the case is afterwards.
    """
    here("S9")
    by = by or ("staff" if actor else "clock")
    details = {"in_place_of": in_place_of(case, actor), **details}
    if not details["in_place_of"]:
        del details["in_place_of"]
    if what in MOVES:
        details["unit"] = case.unit_code or ""
    event = Event(
        case_id=case.id,
        at=now,
        what=what,
        by=by,
        actor_id=actor.id if actor else None,
        note=note,
        from_state=from_state.value if from_state else None,
        to_state=case.state.value,
        details=details,
    )
    db.session.add(event)
    mark_stale(case, from_state, start_of_day(now) if case.anonymous else now)
    if by != "clock":
        case.updated_at = now
    here("S10")
    return event


def in_place_of(case: Case, actor: Person | None) -> str:
    """The absent owner for whom ``actor`` acts on the case; empty when in their own name."""
    return case.owner.name if actor and case.owner and stands_in(case, actor) else ""


def record_elsewhere(
    subject: str,
    what: str,
    now: datetime,
    *,
    actor: Person | None,
    note: str = "",
    **details: Any,
) -> Event:
    """The same for what is no case: a register's row, a mail, a form; ``subject`` names it."""
    event = Event(
        subject=subject,
        at=now,
        what=what,
        by="staff" if actor else "clock",
        actor_id=actor.id if actor else None,
        note=note,
        details=details,
    )
    db.session.add(event)
    return event
