"""Reports that somebody gets by mail: whose, which are due, and who may still have one."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select

from app.database import db
from app.models import Person, ReportOrder
from app.queries import escalation
from workflows.dates import local_day
from workflows.errors import UnknownReference
from workflows.roles import Role

READERS = (Role.MANAGER, Role.AUDITOR)
EVERY = ("week", "month")
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def of(person: Person) -> Sequence[ReportOrder]:
    """What this person ordered, the first first."""
    query = select(ReportOrder).where(ReportOrder.person_id == person.id)
    return db.session.scalars(query.order_by(ReportOrder.id)).all()


def there(person: Person, report: str, every: str) -> ReportOrder | None:
    """The same order, if it stands already."""
    query = select(ReportOrder).where(
        ReportOrder.person_id == person.id, ReportOrder.report == report, ReportOrder.every == every
    )
    return db.session.scalar(query)


def find(key: int, person: Person) -> ReportOrder:
    """One order of this very person; UnknownReference for any other."""
    found = db.session.get(ReportOrder, key)
    if found is None or found.person_id != person.id:
        raise UnknownReference(str(key))
    return found


def by_key(key: int) -> ReportOrder | None:
    """The order, if it was not ended."""
    return db.session.get(ReportOrder, key, with_for_update=True)


def due(now: datetime) -> Sequence[int]:
    """The orders whose day has come; in office hours only, as all letters to staff."""
    today = local_day(now)
    query = select(ReportOrder.id).where(ReportOrder.next_on <= today).order_by(ReportOrder.id)
    found = db.session.scalars(query).all()
    return found if found and escalation.is_office_time(now, today) else []


def may_read(person: Person, today: date) -> bool:
    """Whether the person works here still, in a role that reads figures."""
    return person.is_here(today) and person.has(*READERS)


def next_day(every: str, today: date) -> date:
    """The next Monday, or the next first of a month."""
    if every == "week":
        return today - today.weekday() * DAY + WEEK
    return (today.replace(day=1) + 32 * DAY).replace(day=1)
