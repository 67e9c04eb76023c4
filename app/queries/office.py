"""Questions about the office itself: its name, units, topics, days off and promises."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from app.database import db
from app.models import DayOff, DeadlineRule, Office, RootCause, Topic, Unit
from workflows.deadlines import Calendar, Milestone, Target, Targets
from workflows.kinds import Kind
from workflows.targets import DEFAULT_TARGETS, RESTRICTED


def office() -> Office:
    """The one row; ``flask db upgrade`` makes it."""
    found = db.session.get_one(Office, Office.THE)
    db.session.info["office"] = found  # the session forgets what nobody holds, and asks again
    return found


def topics(*, restricted: bool = False) -> Sequence[Topic]:
    """The topics in use, by code; the restricted ones only on demand."""
    query = select(Topic).where(Topic.retired.is_(False)).order_by(Topic.code)
    if not restricted:
        query = query.where(Topic.restricted.is_(False))
    return db.session.scalars(query).all()


def units() -> Sequence[Unit]:
    """All units, by code."""
    return db.session.scalars(select(Unit).order_by(Unit.code)).all()


def root_causes() -> Sequence[str]:
    """The office's words for causes, in its own order."""
    query = select(RootCause.name_th).order_by(RootCause.position, RootCause.name_th)
    return db.session.scalars(query).all()


def calendar(around: date, *, days: int = 400) -> Calendar:
    """The working calendar of the years from that of ``around`` to that of ``days`` after it.

    A year without any day off is one that nobody has filled in: no Thai year is without them.
    """
    years = range(around.year, (around + timedelta(days=days)).year + 1)
    span = DayOff.day.between(date(years.start, 1, 1), date(years.stop - 1, 12, 31))
    off = frozenset(db.session.scalars(select(DayOff.day).where(span)))
    known = {day.year for day in off}
    unknown = next((year for year in years if year not in known), years.stop)
    return Calendar(off, range(years.start, unknown), closes=office().closes)


def targets(kind: Kind, *, restricted: bool) -> Targets:
    """The SLA targets that hold for a kind; the office's rules before the ones we ship."""
    key = RESTRICTED if restricted else kind.value
    rules = db.session.scalars(select(DeadlineRule).where(DeadlineRule.kind == key)).all()
    if not rules:
        return DEFAULT_TARGETS[key]
    return {
        Milestone(rule.milestone): Target(rule.days, rule.working)
        for rule in rules
        if rule.days is not None
    }
