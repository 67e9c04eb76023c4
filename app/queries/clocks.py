"""What moves the deadlines of a case: its clock stops and its extension."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from app.database import db
from app.models import Case, ClockStop, ExtensionAsked
from workflows.dates import local_day
from workflows.deadlines import Extension, Stop


def stops(case: Case) -> Sequence[ClockStop]:
    """Every stop of the work clock, oldest first; of a case that is not written yet, none."""
    if case.id is None:
        return []
    query = select(ClockStop).where(ClockStop.case_id == case.id)
    return db.session.scalars(query.order_by(ClockStop.from_on, ClockStop.id)).all()


def running(case: Case) -> ClockStop | None:
    """The stop that holds the work clock now."""
    return next((stop for stop in stops(case) if stop.until_on is None), None)


def spans(found: Sequence[ClockStop]) -> list[Stop]:
    """The stops as the rulebook counts them; a running one until it ends by itself."""
    return [Stop(stop.from_on, _end(stop)) for stop in found]


def asked(case: Case) -> Sequence[ExtensionAsked]:
    """Every extension proposed, oldest first."""
    query = select(ExtensionAsked).where(ExtensionAsked.case_id == case.id)
    return db.session.scalars(query.order_by(ExtensionAsked.id)).all()


def extension(case: Case) -> Extension | None:
    """The one that was granted, if any."""
    if case.extended_until is None:
        return None
    granted = next(row for row in asked(case) if row.granted)
    assert granted.decided_at is not None  # nosec B101 - granted says so
    return Extension(granted.until_on, local_day(granted.decided_at))


def _end(stop: ClockStop) -> date:
    return stop.until_on or stop.resume_on
