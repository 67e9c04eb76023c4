"""The work clock runs again: by staff, by the correspondent, or because the case is done."""

from datetime import datetime

import pytest

from app.actions.given import Given
from app.actions.receive_message import receive_message
from app.actions.reclassify import reclassify
from app.actions.resume_clock import resume_clock
from app.actions.set_deadlines import dates_of
from app.actions.stop_clock import stop_clock
from app.actions.take_step import take_step
from app.database import transaction
from app.models import Case, Person
from app.queries import cases, clocks
from tests.actions.stops import DAY, QUESTION, TODAY, agency, last, waiting, whats
from tests.factories import a_case, a_person
from workflows import NotAllowed, State
from workflows.errors import Invalid
from workflows.replay import replay

pytestmark = pytest.mark.usefixtures("office")


def test_a_clock_that_runs_is_not_resumed(now: datetime, owner: Person, case: Case) -> None:
    with transaction(), pytest.raises(NotAllowed, match="not stopped"):
        resume_clock(case, now, "staff", owner, "ได้คำตอบแล้ว")
    assert "resume" not in whats(case)


def test_an_officer_says_why_the_clock_runs_again(now: datetime, owner: Person, case: Case) -> None:
    with transaction():
        stop_clock(case, owner, now, agency())
        with pytest.raises(Invalid):
            resume_clock(case, now, "staff", owner, " ")
    assert case.stopped_on is not None


def test_resuming_early_gives_back_the_days_that_were_not_needed(
    now: datetime, owner: Person, case: Case
) -> None:
    with transaction():
        before = dates_of(case)
        stop_clock(case, owner, now, agency(TODAY + 30 * DAY))
        resume_clock(case, now + 2 * DAY, "staff", owner, "กรมตอบแล้ว")
    assert (before["analyse"], dates_of(case)["analyse"]) == ("2026-12-02", "2026-12-04")
    assert case.stopped_on is None
    assert last(case, "resume")["after"] == dates_of(case)


def test_a_message_of_the_correspondent_resumes_a_clock_that_waits_for_them(
    now: datetime, owner: Person, case: Case
) -> None:
    with transaction():
        stop_clock(case, owner, now, waiting())
        receive_message(case, now + 2 * DAY, "ส่งใบเสร็จให้แล้วค่ะ", "form:1")
        receive_message(case, now + 3 * DAY, "ส่งเพิ่มอีกใบค่ะ", "form:2")
    stop = clocks.stops(case)[0]
    assert (stop.until_on, stop.ended_by) == (TODAY + 2 * DAY, "correspondent")
    assert whats(case)[-3:] == ["message_received", "resume", "message_received"]


def test_a_message_does_not_resume_a_clock_that_waits_for_somebody_else(
    now: datetime, owner: Person, case: Case
) -> None:
    with transaction():
        stop_clock(case, owner, now, agency())
        before = dates_of(case)
        receive_message(case, now + 2 * DAY, "ขอทราบความคืบหน้าค่ะ", "form:1")
    assert case.stopped_on == TODAY
    assert dates_of(case) == before


def test_the_question_is_a_letter_of_substance_and_so_the_first_answer(
    now: datetime, owner: Person, case: Case
) -> None:
    with transaction():
        stop_clock(case, owner, now, waiting())
    letter = cases.letters(case, to_staff=False)[-1]
    assert (letter.name, letter.recipient) == ("question", "sommai@example.org")
    assert QUESTION in letter.text
    assert "วันจันทร์ที่ 7 ธันวาคม 2569" in letter.text
    assert case.first_answered_at == now


def test_an_anonymous_correspondent_reads_the_question_on_the_track_page(
    now: datetime, owner: Person
) -> None:
    with transaction():
        case = a_case(now, State.ASSIGNED, owner, anonymous=True, sender=None)
        stop_clock(case, owner, now, waiting())
    letter = cases.letters(case, to_staff=False)[-1]
    assert (letter.name, letter.how, letter.status) == ("question", "track", "recorded")


def test_the_pause_is_not_lost_when_the_target_changes(
    now: datetime, owner: Person, manager: Person, case: Case
) -> None:
    with transaction():
        stop_clock(case, owner, now, agency(TODAY + 4 * DAY))
        reclassify(case, manager, now, kind="suggestion", topic=None)  # 10 working days, not 7
    assert dates_of(case)["analyse"] == "2026-12-15"
    assert case.stopped_on == TODAY


def test_a_transfer_keeps_the_stop(
    now: datetime, owner: Person, manager: Person, case: Case
) -> None:
    with transaction():
        stop_clock(case, owner, now, agency())
        before = dates_of(case)
        other = a_person(now, "officer", "U01")
        take_step(case, "transfer", manager, now, Given(owner=other.email, reason="ย้ายงาน"))
    assert (case.stopped_on, dates_of(case)) == (TODAY, before)
    assert clocks.stops(case)[0].unit_code == "U02"


def test_closing_still_computes_the_figures_although_the_clock_stands_still(
    now: datetime, owner: Person
) -> None:
    with transaction():
        case = a_case(now, State.ANALYSED, owner)
        stop_clock(case, owner, now + DAY, agency(TODAY + 40 * DAY))
        given = Given(outcome="upheld", answer="ส่งวารสารฉบับที่ค้างแล้ว")
        take_step(case, "resolve", owner, now + 4 * DAY, given)
    assert (case.working_days, case.worked_days) == (4, 1)
    assert case.stopped_on is None
    assert clocks.stops(case)[0].until_on == TODAY + 4 * DAY
    assert whats(case)[-2:] == ["resolve", "resume"]


def test_a_dismissal_ends_the_stop_and_reopening_owes_the_figures_again(
    now: datetime, manager: Person, case: Case, owner: Person
) -> None:
    with transaction():
        stop_clock(case, owner, now, agency())
        given = Given(outcome="withdrawn", reason="ผู้แจ้งขอถอน", answer="ยุติตามที่ท่านขอ")
        take_step(case, "dismiss", manager, now + 2 * DAY, given)
        assert (case.working_days, case.worked_days) == (2, 0)
        take_step(case, "reopen", manager, now + 3 * DAY, Given(reason="ผู้แจ้งเปลี่ยนใจ"))
    assert (case.working_days, case.worked_days, case.stopped_on) == (None, None, None)


def test_a_stop_ends_on_its_own_last_day_however_late_anybody_notices(
    now: datetime, owner: Person, case: Case
) -> None:
    with transaction():
        stop_clock(case, owner, now, agency(TODAY + 2 * DAY))
        before = dates_of(case)
        resume_clock(case, now + 9 * DAY, "staff", owner, "กลับจากลา")
    assert clocks.stops(case)[0].until_on == TODAY + 2 * DAY
    assert dates_of(case) == before


def test_replaying_the_events_gives_the_stored_state_and_dates(
    now: datetime, owner: Person
) -> None:
    with transaction():
        case = a_case(now, State.ANALYSED, owner)
        stop_clock(case, owner, now, waiting())
        receive_message(case, now + 2 * DAY, "ส่งแล้วค่ะ", "form:1")
        stop_clock(case, owner, now + 3 * DAY, agency())
        given = Given(outcome="upheld", answer="ส่งวารสารฉบับที่ค้างแล้ว")
        take_step(case, "resolve", owner, now + 4 * DAY, given)
    told = replay(cases.events(case))
    assert told.state is case.state
    assert {m.value: day.isoformat() if day else None for m, day in told.dates.items()} == (
        dates_of(case)
    )
