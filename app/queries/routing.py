"""Questions about the routing rules: the list, one rule, and what was said of each."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from app.database import alone, db
from app.models import Event, RoutingRule
from app.queries import office
from workflows.dates import local_day
from workflows.deadlines import Calendar
from workflows.errors import Conflict, UnknownReference
from workflows.routing import Time, time_of

LIST = "routing rules"
YEARS = 10  # of old cases whose working days are looked up for a trial


def rules() -> Sequence[RoutingRule]:
    """All rules in their order."""
    return db.session.scalars(
        select(RoutingRule).order_by(RoutingRule.position, RoutingRule.id)
    ).all()


def active() -> list[RoutingRule]:
    """Those that are switched on, in their order."""
    return [rule for rule in rules() if rule.active]


def rule(key: int) -> RoutingRule:
    """One rule; UnknownReference if there is none."""
    found = db.session.get(RoutingRule, key)
    if found is None:
        raise UnknownReference(str(key))
    return found


def rule_to_change(key: int, version: int) -> RoutingRule:
    """The same, locked until the transaction ends; Conflict if it is no longer ``version``."""
    alone(db.session, LIST)  # before any row: two who change the list do so in turn
    found = db.session.get(RoutingRule, key, with_for_update=True)
    if found is None:
        raise UnknownReference(str(key))
    if found.version != version:
        raise Conflict(str(key))
    return found


def by_name(name: str) -> RoutingRule | None:
    """The rule of that name."""
    return db.session.scalar(select(RoutingRule).where(RoutingRule.name == name))


def subject(key: int) -> str:
    """What the events of a rule are filed under."""
    return f"routing:{key}"


def trials() -> dict[int, dict]:
    """What the last trial of each rule found; nothing of a rule that was changed since."""
    subjects = {subject(rule.id): rule.id for rule in rules()}
    said = ("rule_added", "rule_changed", "rule_tried")
    last = select(func.max(Event.id)).where(
        Event.subject.in_(subjects), Event.subject != "", Event.what.in_(said)
    )
    found = db.session.scalars(select(Event).where(Event.id.in_(last.group_by(Event.subject))))
    return {subjects[e.subject]: e.details for e in found if e.what == "rule_tried"}


def time_of_receipt(moment: datetime) -> Time:
    """Whether the office was open then."""
    return time_of(moment, office.calendar(local_day(moment), days=1), office.office().opens)


def long_calendar(today: date) -> Calendar:
    """The working days of the last years, for cases of any age."""
    return office.calendar(date(today.year - YEARS, 1, 1), days=366 * YEARS)
