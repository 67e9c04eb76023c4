"""Before a deadline the owner is reminded; after it the one who answers for them is told."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.actions.record import record
from app.database import db
from app.mail import outbox
from app.models import Case, Event
from app.queries import people
from workflows.dates import say_date


def occasion(case: Case) -> str:
    """What a reminder is about: the milestone and its date; a new date is a new occasion."""
    return f"{case.next_milestone}:{case.next_due_on}"


def remind(case: Case, now: datetime) -> bool:
    """The owner has a reminder for the next deadline, once; whether it was written now."""
    if case.owner is None or not _first_time(case, "reminded"):
        return False
    outbox.put(case, "due_soon", occasion(case), now, to=case.owner.email, language="th",
               **_told(case))  # fmt: skip
    _say(case, "reminded", now, [case.owner.name])
    return True


def escalate(case: Case, now: datetime) -> bool:
    """Owner and the one above them know that a deadline has passed, once."""
    if not _first_time(case, "escalated"):
        return False
    above = people.manager_of(case)
    told = {person.email: person.name for person in above}
    if case.owner:
        told[case.owner.email] = case.owner.name
    for address in told:
        outbox.put(case, "overdue", occasion(case), now, to=address, language="th", **_told(case))
    _say(case, "escalated", now, list(told.values()))
    return True


def _first_time(case: Case, what: str) -> bool:
    if not case.state.is_open or case.next_milestone is None:
        return False
    there = select(Event.id).where(
        Event.case_id == case.id, Event.what == what, Event.subject == occasion(case)
    )
    return db.session.scalar(there) is None


def _say(case: Case, what: str, now: datetime, names: list[str]) -> None:
    milestone = case.next_milestone
    event = record(case, what, now, to=names, milestone=milestone.value if milestone else "")
    event.subject = occasion(case)


def _told(case: Case) -> dict[str, Any]:
    day, milestone = case.next_due_on, case.next_milestone
    return {
        "milestone": milestone.label if milestone else "",
        "due": say_date(day, "th", "long") if day else "",
    }
