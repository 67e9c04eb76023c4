"""What moves the deadlines of a case: its clock stops and its extension."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import exists, or_, select

from app.database import db
from app.models import Case, ClockStop, Event, ExtensionAsked
from app.queries import office
from workflows.dates import local_day
from workflows.deadlines import Calendar, Extension, Stop, stopped_days
from workflows.fiscal import fiscal_days, fiscal_year
from workflows.stops import LONG_STOP, waits

FLAGGED = "stop_flagged"
REACH = 400  # calendar days beyond the receipt or the last stop within which a promise ends
Stops = Sequence[ClockStop]
DAY = timedelta(days=1)


def stops(case: Case) -> Stops:
    """Every stop of the work clock, oldest first; of a case that is not written yet, none."""
    if case.id is None:
        return []
    query = select(ClockStop).where(ClockStop.case_id == case.id)
    return db.session.scalars(query.order_by(ClockStop.from_on, ClockStop.id)).all()


def running(case: Case) -> ClockStop | None:
    """The stop that holds the work clock now."""
    return next((stop for stop in stops(case) if stop.until_on is None), None)


def waits_for_correspondent(case: Case) -> ClockStop | None:
    """The running stop that ends when the correspondent writes, if there is one."""
    stop = running(case) if case.stopped_on else None
    return stop if stop and waits(stop.reason) else None


def spans(found: Stops) -> list[Stop]:
    """The stops as the rulebook counts them; a running one until it ends by itself."""
    return [Stop(stop.from_on, _end(stop)) for stop in found]


def calendar(received: date, spans: Sequence[Stop]) -> Calendar:
    """The working calendar as far as the promises of a case may reach."""
    last = max((span.until_on for span in spans), default=received)
    return office.calendar(received, days=(last - received).days + REACH)


def asked(case: Case) -> Sequence[ExtensionAsked]:
    """Every extension proposed, oldest first."""
    query = select(ExtensionAsked).where(ExtensionAsked.case_id == case.id)
    return db.session.scalars(query.order_by(ExtensionAsked.id)).all()


def pending(case: Case) -> ExtensionAsked | None:
    """The extension that waits for a manager's decision, if any."""
    return next((row for row in asked(case) if row.granted is None), None)


def extension(case: Case) -> Extension | None:
    """The one that was granted, if any."""
    if case.extended_until is None:
        return None
    granted = next(row for row in asked(case) if row.granted)
    assert granted.decided_at is not None  # nosec B101 - granted says so
    return Extension(granted.until_on, local_day(granted.decided_at))


def days_stopped(found: Stops, today: date) -> int:
    """Calendar days on which the clock stood still up to ``today``, all stops together."""
    return sum((min(_end(stop), today) - stop.from_on).days for stop in found)


def budget_use(unit: str, wanted: Stop) -> tuple[int, int]:
    """Working days of the fiscal year in which ``wanted`` begins: the unit's so far, and its own.

    A stop that still runs counts until the day on which it ends by itself.
    """
    first, last = fiscal_days(fiscal_year(wanted.from_on))
    query = select(ClockStop).where(
        ClockStop.unit_code == unit, ClockStop.from_on <= last,
        or_(ClockStop.until_on.is_(None), ClockStop.until_on >= first),
    )  # fmt: skip
    there = spans(db.session.scalars(query).all())
    start = max(first, min(span.from_on for span in (wanted, *there)))
    calendar = office.calendar(start, days=(last - start).days)
    days = [stopped_days(start - DAY, last, calendar, [span]) for span in (wanted, *there)]
    return sum(days[1:]), days[0]


def to_resume(now: datetime) -> Sequence[int]:
    """Cases whose stop ends by itself today or should have before."""
    query = (
        select(Case.id).join(ClockStop, ClockStop.case_id == Case.id)
        .where(Case.stopped_on.is_not(None), ClockStop.until_on.is_(None),
               ClockStop.resume_on <= local_day(now))
    )  # fmt: skip
    return db.session.scalars(query.order_by(Case.id)).all()


def is_flagged(case: Case) -> bool:
    """Whether somebody above was told already how long this case stood still."""
    query = select(Event.id).where(Event.case_id == case.id, Event.what == FLAGGED)
    return db.session.scalar(query.limit(1)) is not None


def long_stopped(now: datetime) -> Sequence[int]:
    """Stopped cases that stood still for LONG_STOP days in all and were not flagged yet."""
    today = local_day(now)
    flagged = exists().where(Event.case_id == Case.id, Event.what == FLAGGED)
    query = (
        select(ClockStop).join(Case, Case.id == ClockStop.case_id)
        .where(Case.stopped_on.is_not(None), ~flagged)
    )  # fmt: skip
    by_case: dict[int, list[ClockStop]] = defaultdict(list)
    for stop in db.session.scalars(query.order_by(ClockStop.case_id)):
        by_case[stop.case_id].append(stop)
    return [key for key, found in by_case.items() if days_stopped(found, today) >= LONG_STOP]


def _end(stop: ClockStop) -> date:
    return stop.until_on or stop.resume_on
