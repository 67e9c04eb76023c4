"""Questions about the office itself: its name, units, topics, days off and promises."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select

from app.database import db
from app.models import Case, DayOff, DeadlineRule, Office, RootCause, Topic, Unit
from workflows.deadlines import Calendar, Milestone, Target, Targets
from workflows.targets import Matter, TargetRule, targets_for


def office() -> Office:
    """The one row; ``flask db upgrade`` makes it."""
    found = db.session.get_one(Office, Office.THE)
    db.session.info["office"] = found  # the session forgets what nobody holds, and asks again
    return found


def topics(*, restricted: bool = False) -> Sequence[Topic]:
    """The topics in use, in the office's order; the restricted ones only on demand."""
    query = select(Topic).where(Topic.retired.is_(False))
    query = query.order_by(Topic.position, Topic.code)
    if not restricted:
        query = query.where(Topic.restricted.is_(False))
    return db.session.scalars(query).all()


def integrity_topic() -> str | None:
    """The topic whose unit is the integrity team: the first restricted one; None without any."""
    query = select(Topic.code).where(Topic.restricted, Topic.retired.is_(False))
    return db.session.scalar(query.order_by(Topic.position, Topic.code).limit(1))


def units() -> Sequence[Unit]:
    """All units in the office's order, the retired ones last: for names, filters and history."""
    query = select(Unit).order_by(Unit.retired, Unit.position, Unit.code)
    return db.session.scalars(query).all()


def units_in_use(*kept: str | None) -> Sequence[Unit]:
    """The units to choose from: without the retired ones, but for those that are ``kept``."""
    return [unit for unit in units() if not unit.retired or unit.code in kept]


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


def matter_of(case: Case) -> Matter:
    """What of the case chooses its targets."""
    return Matter(
        kind=case.kind, day=case.official_on, restricted=case.restricted,
        topic=case.topic.code if case.topic else case.topic_code, severity=case.severity,
        channel=case.channel,
    )  # fmt: skip


def whole_calendar() -> Calendar:
    """The working calendar of every year that is known, from the first to the first gap."""
    query = select(func.min(DayOff.day), func.max(DayOff.day))
    first, last = db.session.execute(query).one()
    return calendar(first, days=(last - first).days) if first else Calendar(frozenset(), range(0))


def targets(matter: Matter) -> Targets:
    """The SLA targets that hold for a matter; the office's rules before the ones we ship."""
    return targets_for(matter, rules(matter.table))


def rules(table: str = "") -> Sequence[TargetRule]:
    """The office's own rules, all versions: of one table, or of all."""
    query = select(DeadlineRule).order_by(DeadlineRule.id)
    if table:
        query = query.where(DeadlineRule.kind == table)
    return [as_rule(row) for row in db.session.scalars(query)]


def as_rule(row: DeadlineRule) -> TargetRule:
    """The row as the rulebook reads it."""
    target = None
    if row.days is not None:
        target = Target(row.days, row.working, row.from_receipt, row.legal_basis)
    return TargetRule(
        table=row.kind, milestone=Milestone(row.milestone), target=target, topic=row.topic_code,
        severity=row.severity, channel=row.channel, valid_from=row.valid_from,
        valid_to=row.valid_to,
    )  # fmt: skip
