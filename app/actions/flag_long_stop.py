"""Points at a case whose clock stood still for too long, once: somebody above looks at it."""

from datetime import datetime

from app.actions.record import record
from app.actions.tell import tell_staff
from app.models import Case
from app.queries import clocks, people
from workflows.dates import local_day
from workflows.stops import LONG_STOP


def flag_long_stop(case: Case, now: datetime) -> bool:
    """Whoever answers for the case knows for how long it stood still; whether it was told now."""
    days = clocks.days_stopped(clocks.stops(case), local_day(now))
    if days < LONG_STOP or clocks.is_flagged(case):
        return False
    above = people.manager_of(case)
    told = tell_staff(case, above, "stopped_long", clocks.FLAGGED, now, days=days)
    record(case, clocks.FLAGGED, now, days=days, to=[person.name for person in told])
    return True
