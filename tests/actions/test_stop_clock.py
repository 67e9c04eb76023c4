"""The work clock stands still on the days of a stop, and on no others."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app.actions.resume_clock import resume_clock
from app.actions.set_deadlines import dates_of
from app.actions.stop_clock import StopAsked, stop_clock
from app.database import transaction
from app.models import Case, DayOff, Person
from app.queries import clocks
from tests.actions.stops import DAY, TODAY, agency, last, refused, waiting, whats
from tests.factories import a_case, a_person
from workflows import NotAllowed, State
from workflows.dates import local_day
from workflows.errors import Invalid

pytestmark = pytest.mark.usefixtures("office")


def test_a_stop_moves_the_working_day_deadline_by_the_working_days_stopped(
    now: datetime, owner: Person, case: Case
) -> None:
    with transaction():
        before = dates_of(case)
        stop_clock(case, owner, now, waiting(TODAY + 4 * DAY))  # to Friday: four working days
        after = dates_of(case)
    assert (before["analyse"], after["analyse"]) == ("2026-12-02", "2026-12-09")
    assert case.stopped_on == TODAY
    assert last(case, "stop")["before"] == before
    assert last(case, "stop")["after"] == after


def test_the_calendar_day_deadline_is_unmoved_by_a_stop(
    now: datetime, owner: Person, case: Case
) -> None:
    with transaction():
        before = dates_of(case)
        stop_clock(case, owner, now, waiting(TODAY + 60 * DAY))
    for name in ("first_answer", "resolve"):
        assert dates_of(case)[name] == before[name]
    assert case.public_resolve_by == case.resolve_by


def test_a_stop_without_a_date_begins_today(now: datetime, owner: Person, case: Case) -> None:
    with transaction():
        assert stop_clock(case, owner, now, waiting()).from_on == TODAY


def test_a_stop_in_the_future_is_refused(now: datetime, owner: Person, case: Case) -> None:
    assert refused(case, owner, now, waiting(from_on=TODAY + DAY)) == {"from_on"}


def test_a_stop_before_the_receipt_is_refused(now: datetime, owner: Person, case: Case) -> None:
    assert refused(case, owner, now, waiting(from_on=TODAY - DAY)) == {"from_on"}


def test_a_stop_may_be_back_dated_to_the_day_of_receipt(
    now: datetime, owner: Person, case: Case
) -> None:
    later = now + 7 * DAY
    with transaction():
        stop_clock(case, owner, later, agency(from_on=TODAY, resume_on=TODAY + 8 * DAY))
    assert dates_of(case)["analyse"] == "2026-12-14"  # six working days, and 7 and 10 December off


def test_a_case_that_is_stopped_already_is_not_stopped_again(
    now: datetime, owner: Person, case: Case
) -> None:
    with transaction():
        stop_clock(case, owner, now, waiting())
        with pytest.raises(NotAllowed, match="stood still since .*23 Nov 2026"):
            stop_clock(case, owner, now, agency())
    assert len(clocks.stops(case)) == 1


def test_a_stop_before_the_end_of_the_last_one_is_refused_and_on_its_last_day_it_follows(
    now: datetime, owner: Person, case: Case
) -> None:
    with transaction():
        stop_clock(case, owner, now, agency())
        resume_clock(case, now + 3 * DAY, "staff", owner, "ได้คำตอบแล้ว")
        later = now + 4 * DAY
        with pytest.raises(Invalid) as error:
            stop_clock(case, owner, later, agency(from_on=TODAY + 2 * DAY))
        assert "26 พ.ย. 2569" in error.value.problems["from_on"].th
        stop_clock(case, owner, later, agency(from_on=TODAY + 3 * DAY))
    assert [stop.from_on for stop in clocks.stops(case)] == [TODAY, TODAY + 3 * DAY]


@pytest.mark.parametrize("day", [None, TODAY, TODAY - DAY, TODAY + 367 * DAY])
def test_a_stop_must_end_by_itself_on_a_later_day_within_a_year(
    now: datetime, owner: Person, case: Case, day: date | None
) -> None:
    assert refused(case, owner, now, agency(day)) == {"resume_on"}


def test_a_reason_that_waits_for_the_correspondent_needs_the_question(
    now: datetime, owner: Person, case: Case
) -> None:
    assert refused(case, owner, now, waiting(question=" ")) == {"question"}


def test_a_question_is_not_sent_to_the_correspondent_while_somebody_else_is_waited_for(
    now: datetime, owner: Person, case: Case
) -> None:
    assert refused(case, owner, now, agency(question="ขอผลตรวจจากกรม")) == {"question"}


def test_another_reason_is_written_and_an_unknown_one_is_refused(
    now: datetime, owner: Person, case: Case
) -> None:
    assert refused(case, owner, now, agency(reason="other")) == {"text"}
    assert refused(case, owner, now, agency(reason="holiday")) == {"reason"}
    assert refused(case, owner, now, StopAsked("")) == {"reason", "resume_on"}


def test_only_the_owner_or_a_manager_stops_and_resumes_the_clock(
    now: datetime, owner: Person, manager: Person, case: Case
) -> None:
    with transaction():
        colleague = a_person(now, "officer")
        with pytest.raises(NotAllowed) as error:
            stop_clock(case, colleague, now, agency())
        assert error.value.forbidden
        stop_clock(case, manager, now, agency())
        with pytest.raises(NotAllowed) as error:
            resume_clock(case, now, "staff", colleague, "ได้แล้ว")
        assert error.value.forbidden


def test_a_closed_case_is_not_stopped(now: datetime, owner: Person) -> None:
    with transaction():
        case = a_case(now, State.RESOLVED, owner)
        with pytest.raises(NotAllowed):
            stop_clock(case, owner, now, agency())


def test_a_stop_of_zero_length_changes_nothing(now: datetime, owner: Person, case: Case) -> None:
    with transaction():
        before = dates_of(case)
        stop_clock(case, owner, now, agency())
        resume_clock(case, now, "staff", owner, "กดผิด")
    assert dates_of(case) == before
    assert clocks.days_stopped(clocks.stops(case), TODAY) == 0


def test_stopped_and_resumed_several_times_in_one_day_nothing_moves(
    now: datetime, owner: Person, case: Case
) -> None:
    with transaction():
        before = dates_of(case)
        for hour in range(3):
            at = now + timedelta(hours=hour)
            stop_clock(case, owner, at, agency())
            resume_clock(case, at + timedelta(minutes=20), "staff", owner, "กรมตอบแล้ว")
    assert dates_of(case) == before
    assert whats(case).count("stop") == whats(case).count("resume") == 3


def test_a_stop_across_midnight_in_bangkok_is_one_day_and_across_midnight_in_utc_is_none(
    now: datetime, owner: Person, case: Case
) -> None:
    with transaction():
        before = dates_of(case)["analyse"]
        early = datetime(2026, 11, 23, 23, 50, tzinfo=UTC)  # Tuesday 06.50 in Bangkok
        stop_clock(case, owner, early, agency())
        resume_clock(case, early + timedelta(minutes=20), "staff", owner, "กรมตอบแล้ว")
        assert dates_of(case)["analyse"] == before
        late = datetime(2026, 11, 24, 16, 50, tzinfo=UTC)  # Tuesday 23.50 in Bangkok
        stop_clock(case, owner, late, agency())
        resume_clock(case, late + timedelta(minutes=20), "staff", owner, "กรมตอบแล้ว")
    assert (before, dates_of(case)["analyse"]) == ("2026-12-02", "2026-12-03")


def test_waiting_from_thursday_evening_over_a_holiday_friday_to_monday_is_one_working_day(
    session: Session, now: datetime, owner: Person
) -> None:
    friday = date(2026, 11, 27)
    thursday, monday = (datetime(2026, 11, 26, 10, 50, tzinfo=UTC),
                        datetime(2026, 11, 30, 5, 30, tzinfo=UTC))  # fmt: skip
    with transaction():
        session.add(DayOff(day=friday, name_th="วันหยุดพิเศษตามมติคณะรัฐมนตรี"))
        case = a_case(now, State.ASSIGNED, owner)
        before = dates_of(case)["analyse"]
        stop_clock(case, owner, thursday, agency(date(2026, 12, 20)))
        resume_clock(case, monday, "staff", owner, "กรมตอบแล้ว")
    assert (before, dates_of(case)["analyse"]) == ("2026-12-03", "2026-12-04")
    assert clocks.days_stopped(clocks.stops(case), local_day(monday)) == 4


def test_the_total_is_summed_over_several_stops(now: datetime, owner: Person, case: Case) -> None:
    with transaction():
        for start in (0, 10):
            stop_clock(case, owner, now + start * DAY, agency(TODAY + 40 * DAY))
            resume_clock(case, now + (start + 5) * DAY, "staff", owner, "กรมตอบแล้ว")
        stop_clock(case, owner, now + 20 * DAY, agency(TODAY + 40 * DAY))
    assert clocks.days_stopped(clocks.stops(case), TODAY + 23 * DAY) == 13
