"""What moves a date and what does not, by the edge cases of other systems' clocks."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app.actions.keep_targets import add_target
from app.actions.rate import rate
from app.actions.receive_message import receive_message
from app.actions.reclassify import reclassify
from app.actions.resume_clock import resume_clock
from app.actions.set_deadlines import dates_of
from app.actions.stop_clock import stop_clock
from app.actions.write_letter import write_letter
from app.actions.write_note import write_note
from app.database import transaction
from app.intake.submission import Sender
from app.jobs.runner import run
from app.models import Case, Person
from app.queries import cases
from app.web.promise import chip, marks
from tests.actions.stops import agency, waiting
from tests.factories import a_case
from tests.reports.proposals import a_rule
from workflows import State
from workflows.deadlines import Milestone

DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)
ANALYSE_BY, RESOLVE_BY = date(2026, 12, 2), date(2026, 12, 23)

pytestmark = pytest.mark.usefixtures("office")


def states(case: Case, today: date) -> dict[str, str]:
    """How each deadline stands on the promise line."""
    return {mark["what"].en: mark["state"] for mark in marks(case, today)}


def test_a_further_message_of_the_correspondent_pushes_no_date(case: Case, now: datetime) -> None:
    before = dates_of(case)
    with transaction():
        for number in range(3):
            receive_message(case, now + number * DAY, "ยังไม่ได้รับวารสาร", f"track:{number}")
    assert dates_of(case) == before
    assert case.next_due_on == min(case.owed().values())


def test_only_a_letter_of_ours_is_the_first_answer_and_neither_a_note_nor_their_message(
    case: Case, owner: Person, now: datetime
) -> None:
    with transaction():
        write_note(case, owner, now, "โทรถามโรงพิมพ์แล้ว")
        receive_message(case, now, "ขอทราบความคืบหน้า", "track:1")
        assert Milestone.FIRST_ANSWER in case.owed()
        write_letter(case, owner, now, occasion="interim", text="กำลังตรวจสอบกับโรงพิมพ์")
    assert Milestone.FIRST_ANSWER not in case.owed()
    with transaction():  # a question that follows owes no second first answer
        receive_message(case, now + DAY, "แล้วเมื่อไรจะเสร็จ", "track:2")
    assert case.first_answered_at == now


def test_an_answer_over_any_door_ends_the_wait_for_the_correspondent(
    case: Case, owner: Person, now: datetime
) -> None:
    for number, door in enumerate(("track", "email", "api")):
        with transaction():
            stop_clock(case, owner, now + number * DAY, waiting(TODAY + 30 * DAY))
        with transaction():
            receive_message(case, now + number * DAY, "ส่งใบเสร็จมาแล้ว", f"{door}:{number}")
        assert case.stopped_on is None


def test_a_deadline_that_goes_by_while_the_clock_stands_is_shifted_and_that_of_the_law_is_not(
    case: Case, owner: Person, now: datetime
) -> None:
    with transaction():
        stop_clock(case, owner, now, agency(TODAY + 60 * DAY))
        resume_clock(case, now + 35 * DAY, "staff", owner, "กรมตอบแล้ว")  # Monday 28 December
    today = TODAY + 35 * DAY
    assert case.analyse_by is not None
    assert case.analyse_by > today > ANALYSE_BY
    assert case.resolve_by == RESOLVE_BY < today
    assert states(case, today)["Analyse"] != "late"
    assert states(case, today)["Resolve"] == "late"


def test_the_promise_line_says_due_kept_late_and_late_when_kept_and_says_so_while_stopped_too(
    case: Case, owner: Person, now: datetime
) -> None:
    assert set(states(case, TODAY).values()) == {"done", "now", "todo"}
    late = states(case, RESOLVE_BY + DAY)
    assert (late["First answer"], late["Analyse"], late["Resolve"]) == ("late", "late", "late")
    assert states(case, RESOLVE_BY)["Resolve"] == "todo"  # its last day is still in time
    with transaction():
        stop_clock(case, owner, now + 31 * DAY, agency(TODAY + 60 * DAY))
    assert states(case, RESOLVE_BY + DAY)["Resolve"] == "late"  # missed before it was stopped
    with transaction():
        write_letter(case, owner, now + 31 * DAY, occasion="interim", text="ขออภัยที่ล่าช้า")
    (mark,) = [m for m in marks(case, RESOLVE_BY + DAY) if m["what"].en == "First answer"]
    assert (mark["state"], mark["note"].en) == ("done", "16 days over")


def test_what_was_kept_stands_beside_the_date_it_was_kept_against_whatever_stops_later(
    case: Case, owner: Person, now: datetime
) -> None:
    promised = case.assign_by
    with transaction():
        stop_clock(case, owner, now + DAY, agency(TODAY + 60 * DAY))
    assert case.assign_by != promised
    dues = {m["what"].en: m["due"] for m in marks(case, TODAY + DAY, cases.events(case))}
    assert dues["Assign"] == promised
    assert dues["Analyse"] == case.analyse_by  # which is owed still


@pytest.mark.parametrize(
    ("today", "state", "days"),
    [
        (ANALYSE_BY - DAY, "soon", 1),
        (ANALYSE_BY, "today", 0),
        (ANALYSE_BY + DAY, "late", 1),
    ],
)
def test_a_deadline_is_today_on_its_day_and_late_on_the_day_after(
    case: Case, today: date, state: str, days: int
) -> None:
    with transaction():
        for milestone in (Milestone.ACKNOWLEDGE, Milestone.FIRST_ANSWER):
            case.meet(milestone, case.received_at)
        case.look_ahead()
    found = chip(case, today)
    assert found is not None
    assert (found["state"], found["days"]) == (state, days)


def test_what_happens_after_the_answer_does_not_change_its_figures(
    now: datetime, owner: Person
) -> None:
    with transaction():
        case = a_case(now, State.RESOLVED, owner)
        before = (case.resolved_at, case.working_days, case.worked_days, dates_of(case))
        receive_message(case, now + 5 * DAY, "ขอบคุณครับ", "track:1")
        rate(case, now + 6 * DAY, 5, 5)
    after = (case.resolved_at, case.working_days, case.worked_days, dates_of(case))
    assert after == before


def test_a_case_answered_on_its_day_of_receipt_took_no_working_day_and_is_not_late(
    now: datetime, owner: Person
) -> None:
    with transaction():
        case = a_case(now, State.RESOLVED, owner)
    assert (case.working_days, case.worked_days) == (0, 0)
    assert all(mark["note"] is None for mark in marks(case, TODAY))


def test_a_case_registered_by_staff_who_told_the_dates_owes_no_acknowledgement(
    now: datetime, owner: Person
) -> None:
    with transaction():
        told = a_case(now, channel="phone", acknowledged=True)
        untold = a_case(now, channel="phone")
    assert Milestone.ACKNOWLEDGE not in told.owed()
    assert Milestone.ACKNOWLEDGE in untold.owed()


def test_a_colleague_who_complains_is_a_correspondent_like_any_other(
    now: datetime, owner: Person
) -> None:
    with transaction():
        theirs = a_case(now, sender=a_sender(owner))
        others = a_case(now)
    assert dates_of(theirs) == dates_of(others)
    assert [x.recipient for x in cases.letters(theirs, to_staff=False)] == [owner.email]


def a_sender(person: Person) -> Sender:
    return Sender(name=person.name, email=person.email)


def test_a_target_that_was_taken_away_leaves_no_case_in_escalation(
    session: Session, now: datetime, manager: Person, case: Case
) -> None:
    with transaction():
        case.meet(Milestone.ACKNOWLEDGE, now)
        case.meet(Milestone.FIRST_ANSWER, now)
        add_target(replace(a_rule(milestone=Milestone.ANALYSE), target=None), manager, now)
    assert run("recount", now + timedelta(minutes=1)) == (1, 0)
    session.expire_all()
    assert (case.analyse_by, case.next_milestone) == (None, Milestone.RESOLVE)
    late = now + (ANALYSE_BY + DAY - TODAY)
    assert run("escalate", late) == (0, 0)
    assert run("remind", late) == (0, 0)


def test_another_kind_has_targets_of_its_own_and_keeps_the_days_it_stood_still(
    now: datetime, owner: Person, manager: Person, case: Case
) -> None:
    with transaction():
        stop_clock(case, owner, now, agency(TODAY + 2 * DAY))
        resume_clock(case, now + 2 * DAY, "staff", owner, "กรมตอบแล้ว")
        twin = a_case(now, kind="suggestion")
        reclassify(case, manager, now + 2 * DAY, kind="suggestion", topic="C04")
    assert twin.analyse_by is not None
    assert case.analyse_by is not None
    assert (case.analyse_by - twin.analyse_by).days >= 2
    assert case.resolve_by == twin.resolve_by  # in calendar days
