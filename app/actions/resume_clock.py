"""Lets the work clock of a case run again: by staff, by the correspondent, or by itself."""

from datetime import datetime

from app.actions.record import record
from app.actions.set_deadlines import redate
from app.actions.tell import tell_staff
from app.models import Case, ClockStop, Person
from app.queries import clocks, people
from app.queries.rights import hats
from workflows import By, NotAllowed
from workflows.dates import local_day, say_date
from workflows.errors import Invalid
from workflows.words import Words

RUNS = Words("เรื่องนี้ไม่ได้หยุดนับเวลา", "The clock of this case is not stopped")
WHY = Words("เขียนเหตุผลที่นับเวลาต่อ", "Write why the clock runs again")


def resume_clock(
    case: Case, now: datetime, by: str, actor: Person | None = None, reason: str = ""
) -> ClockStop:
    """The stop ends today, or on its own last day if that has passed; NotAllowed without one.

    ``by`` is staff (an actor, who says why), correspondent or clock.
    """
    if actor is not None:
        _check_actor(case, actor, reason)
    stop = clocks.running(case)
    if stop is None:
        raise NotAllowed("resume", case.state, because=RUNS)
    end_stop(case, stop, now, by, actor, reason.strip())
    return stop


def end_stop(
    case: Case, stop: ClockStop, now: datetime, by: str, actor: Person | None = None,
    reason: str = "",
) -> None:  # fmt: skip
    """The clock runs again and the dates follow; the timeline has the days it stood still."""
    stop.until_on = min(local_day(now), stop.resume_on)
    stop.ended_by, stop.ended_at = by, now
    case.stopped_on = None
    dates = redate(case)
    record(
        case, "resume", now, actor=actor, by=by, note=reason, reason=stop.reason,
        from_on=stop.from_on.isoformat(), until_on=stop.until_on.isoformat(), **dates,
    )  # fmt: skip


def resume_by_itself(case: Case, now: datetime) -> bool:
    """A stop whose last day has come has ended, and whoever answers for the case was told."""
    stop = clocks.running(case)
    if stop is None or stop.resume_on > local_day(now):
        return False
    end_stop(case, stop, now, "clock")
    told = [case.owner] if case.owner else people.manager_of(case)
    tell_staff(case, told, "resumed", f"resume-{stop.id}", now,
               day=say_date(stop.resume_on, "th", "long"))  # fmt: skip
    return True


def _check_actor(case: Case, actor: Person, reason: str) -> None:
    if hats(case, actor).isdisjoint((By.OWNER, By.MANAGER)):
        raise NotAllowed("resume", case.state, forbidden=True)
    if case.stopped_on is not None and not reason.strip():
        raise Invalid(reason=WHY)
