"""A stop ends by itself on its day; one that lasts too long is pointed at, once."""

from datetime import date, datetime, timedelta

from app.actions.given import Given
from app.actions.resume_clock import resume_clock
from app.actions.set_deadlines import dates_of
from app.actions.stop_clock import StopAsked, stop_clock
from app.actions.take_step import take_step
from app.database import transaction
from app.jobs.runner import run
from app.models import Case, Person
from app.queries import cases, clocks
from tests.actions.stops import whats
from tests.factories import a_case
from workflows import State

DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)


def stopped(now: datetime, owner: Person, until: date) -> Case:
    """A case whose clock stands still until that day."""
    with transaction():
        case = a_case(now, State.ASSIGNED, owner)
        stop_clock(case, owner, now, StopAsked("agency", resume_on=until))
        return case


def told(case: Case, name: str) -> set[str]:
    return {letter.recipient for letter in cases.letters(case) if letter.name == name}


def test_a_stop_ends_by_itself_on_its_day_and_not_before(now: datetime, owner: Person) -> None:
    case = stopped(now, owner, TODAY + 4 * DAY)
    dates = dates_of(case)
    assert run("resume", now + 3 * DAY) == (0, 0)
    assert run("resume", now + 4 * DAY) == (1, 0)
    stop = clocks.stops(case)[0]
    assert (case.stopped_on, stop.until_on, stop.ended_by) == (None, TODAY + 4 * DAY, "clock")
    assert dates_of(case) == dates
    assert told(case, "resumed") == {owner.email}
    event = cases.events(case)[-1]
    assert (event.what, event.by, event.details["after"]) == ("resume", "clock", dates)


def test_a_clock_process_that_was_down_for_a_week_still_ends_the_stop_on_its_own_day(
    now: datetime, owner: Person
) -> None:
    case = stopped(now, owner, TODAY + 2 * DAY)
    dates = dates_of(case)
    assert run("resume", now + 9 * DAY) == (1, 0)
    assert clocks.stops(case)[0].until_on == TODAY + 2 * DAY
    assert dates_of(case) == dates


def test_a_case_without_an_owner_resumes_too_and_its_managers_are_told(
    now: datetime, manager: Person
) -> None:
    with transaction():
        case = a_case(now)
        stop_clock(case, manager, now, StopAsked("court", resume_on=TODAY + DAY))
    assert run("resume", now + DAY) == (1, 0)
    assert told(case, "resumed") == {manager.email}


def test_a_case_closed_meanwhile_is_left_alone(
    now: datetime, owner: Person, manager: Person
) -> None:
    case = stopped(now, owner, TODAY + 4 * DAY)
    with transaction():
        given = Given(outcome="withdrawn", reason="ผู้แจ้งขอถอน", answer="ยุติตามที่ท่านขอ")
        take_step(case, "dismiss", manager, now + DAY, given)
    assert run("resume", now + 4 * DAY) == (0, 0)
    assert run("flag_long_stops", now + 100 * DAY) == (0, 0)


def test_ninety_days_are_flagged_and_eighty_nine_are_not(
    now: datetime, owner: Person, manager: Person
) -> None:
    case = stopped(now, owner, TODAY + 200 * DAY)
    assert run("flag_long_stops", now + 89 * DAY) == (0, 0)
    assert run("flag_long_stops", now + 90 * DAY) == (1, 0)
    assert run("flag_long_stops", now + 91 * DAY) == (0, 0)
    assert whats(case).count("stop_flagged") == 1
    assert manager.email in told(case, "stopped_long")


def test_several_stops_are_added_up_before_a_case_is_flagged(
    now: datetime, owner: Person, manager: Person
) -> None:
    case = stopped(now, owner, TODAY + 200 * DAY)
    with transaction():
        resume_clock(case, now + 60 * DAY, "staff", owner, "กรมตอบแล้ว")
        later = now + 70 * DAY
        stop_clock(case, owner, later, StopAsked("court", resume_on=TODAY + 200 * DAY))
    assert run("flag_long_stops", now + 99 * DAY) == (0, 0)
    assert run("flag_long_stops", now + 100 * DAY) == (1, 0)
    assert cases.events(case)[-1].details["days"] == 90
