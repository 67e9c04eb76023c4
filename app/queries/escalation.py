"""The chains of escalation in force, and what the clock has told of a case already."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import select

from app.database import db
from app.models import Case, EscalationRule, Event
from app.queries import office
from workflows.deadlines import Calendar, Milestone
from workflows.escalation import DEFAULT_CHAINS, Chain
from workflows.routing import Time, time_of

REMINDED, ESCALATED = "reminded", "escalated"
_SLACK = timedelta(days=30)  # the longest run of days off, and then some


def chains() -> dict[Milestone, Chain]:
    """The chain of every milestone: the office's own, else the one we ship."""
    rows = db.session.scalars(select(EscalationRule))
    own = {Milestone(r.milestone): Chain(r.before_days, r.every_days, r.depth) for r in rows}
    return {**DEFAULT_CHAINS, **own}


def is_office_time(now: datetime, today: date) -> bool:
    """Whether anybody is at work: at night and on days off nobody is told anything."""
    calendar = office.calendar(today, days=0)
    return time_of(now, calendar, office.office().opens) is Time.OFFICE_HOURS


def calendar_for(chains: Iterable[Chain], today: date) -> Calendar:
    """Enough of the working calendar to walk every chain back from ``today``, and ahead."""
    found = list(chains)
    back = timedelta(days=2 * max(c.passed_after(c.depth) for c in found)) + _SLACK
    ahead = timedelta(days=2 * max(c.before_days for c in found)) + _SLACK
    return office.calendar(today - back, days=(back + ahead).days)


def occasion(milestone: Milestone, due_on: date, stage: int) -> str:
    """What is told, as the event's subject: a new date is a new occasion."""
    return f"{milestone.value}:{due_on.isoformat()}:{stage}"


def told(case: Case) -> set[tuple[str, str]]:
    """Everything that the clock told of this case: what, and the occasion."""
    query = select(Event.what, Event.subject).where(Event.case_id == case.id, Event.subject != "")
    return {(row.what, row.subject) for row in db.session.execute(query)}
