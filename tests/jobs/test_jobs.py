"""What happens by itself happens once: twice, on two machines, and beside what cannot be done."""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.actions.record import record_elsewhere
from app.actions.recount import ask_recount
from app.actions.run_job import KEPT, start
from app.actions.stop_clock import StopAsked, stop_clock
from app.database import transaction
from app.jobs import runner
from app.jobs.runner import run, slot, tick
from app.jobs.schedule import SCHEDULE
from app.models import Base, Case, Event, JobRun, RawMail, RollupStale
from app.postbox import accept
from app.queries import cases
from app.storage import cupboard
from tests.factories import a_case, a_person, a_referral, an_ask, an_office
from tests.reports.causes import an_improvement, caused
from workflows import State
from workflows.dates import local_day

MAIL = "From: Somchai <somchai@example.com>\nSubject: ขอทราบผล\n\nยังไม่ได้รับคำตอบ".encode()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def office(session: Session) -> None:
    with transaction():
        an_office()


def a_waiting_mail(now: datetime, text: bytes = b"") -> int:
    return accept.keep(MAIL + text, now)


def a_letter(now: datetime) -> None:
    with transaction():
        a_case(now)


def a_new_case(now: datetime) -> None:
    with transaction():
        a_case(now)


def a_case_near_its_deadline(now: datetime) -> None:
    with transaction():
        a_case(now - 3 * DAY, State.ASSIGNED)  # of Friday: to be acknowledged by the end of today


def a_case_past_its_deadline(now: datetime) -> None:
    with transaction():
        a_case(now - 9 * DAY)


def a_stopped_case(now: datetime, *, days: int, until: date) -> None:
    """Stopped so many days ago."""
    with transaction():
        owner = a_person(now, "officer")
        case = a_case(now - days * DAY, State.ASSIGNED, owner)
        asked = StopAsked("agency", resume_on=until)
        stop_clock(case, owner, now - days * DAY, asked)


def a_stop_whose_last_day_has_come(now: datetime) -> None:
    a_stopped_case(now, days=7, until=local_day(now))


def a_clock_that_stood_still_for_ninety_days(now: datetime) -> None:
    a_stopped_case(now, days=90, until=local_day(now) + DAY)


def a_day_to_close(now: datetime) -> None:
    with transaction():
        a_case(now - 60 * DAY, State.RESOLVED)


def a_late_unit(now: datetime) -> None:
    with transaction():
        case = a_case(now - 9 * DAY, State.ASSIGNED)
        an_ask(case, a_person(now, "officer"), now).due_on = (now - 3 * DAY).date()


def a_report_to_make(now: datetime) -> None:
    with transaction():
        a_referral(now, report_due=(now + DAY).date())


def a_difference_of_ledgers(now: datetime) -> None:
    with transaction():
        a_referral(now, letter_number="")


def a_recount_that_was_asked(now: datetime) -> None:
    with transaction():
        a_case(now)
        ask_recount("calendar", "", a_person(now, "officer"), now - timedelta(minutes=1))


def a_manager_who_confirmed_nothing(now: datetime) -> None:
    with transaction():
        a_person(now, "manager")


def a_late_improvement(now: datetime) -> None:
    with transaction():
        owner = a_person(now, "officer")
        an_improvement(due_on=(now - DAY).date(), owner_id=owner.id)


def a_cause_that_came_back(now: datetime) -> None:
    with transaction():
        owner = a_person(now, "officer")
        an_improvement((now - 9 * DAY).date(), owner_id=owner.id)
        caused(now.date())


def something_that_happened(now: datetime) -> None:
    with transaction():
        record_elsewhere("register:missions:1", "register_added", now, actor=None)


def a_chain_without_a_noted_head(now: datetime) -> None:
    something_that_happened(now)
    assert run("seal", now) == (1, 0)


def words_from_before_the_data_key(now: datetime) -> None:
    with transaction() as session:
        a_case(now, topic="C08")
        session.execute(text("UPDATE \"case\" SET subject = 'ก่อนมีกุญแจ', routed_at = updated_at"))
        session.execute(text("UPDATE correspondent SET restricted = false"))


DUE: dict[str, Callable[[datetime], object]] = {
    "read_mail": a_waiting_mail,
    "send_letters": a_letter,
    "route": a_new_case,
    "remind": a_case_near_its_deadline,
    "escalate": a_case_past_its_deadline,
    "resume": a_stop_whose_last_day_has_come,
    "flag_long_stops": a_clock_that_stood_still_for_ninety_days,
    "unit_questions": a_late_unit,
    "referrals": a_report_to_make,
    "differences": a_difference_of_ledgers,
    "recount": a_recount_that_was_asked,
    "improvements": a_late_improvement,
    "recurrences": a_cause_that_came_back,
    "calendar_watch": a_manager_who_confirmed_nothing,
    "seal": something_that_happened,
    "seal_words": words_from_before_the_data_key,
    "note_head": a_chain_without_a_noted_head,
    "roll_up": a_day_to_close,
}
# What a job leaves elsewhere than in the tables.
OUTSIDE = {"note_head"}


def everything(session: Session) -> dict[str, list[str]]:
    session.rollback()
    tables = Base.metadata.sorted_tables
    return {t.name: sorted(map(str, session.execute(select(t)))) for t in tables}


def test_every_job_of_the_schedule_is_tried_here() -> None:
    assert DUE.keys() == SCHEDULE.keys()


@pytest.mark.parametrize("name", DUE)
def test_a_job_twice_acts_once(session: Session, now: datetime, name: str) -> None:
    DUE[name](now)
    before = everything(session)
    assert run(name, now) == (1, 0)
    after = everything(session)
    assert (after != before) is (name not in OUTSIDE)
    assert run(name, now) == (0, 0)
    assert everything(session) == after


@pytest.mark.parametrize("name", DUE)
def test_a_job_with_nothing_due_does_nothing(session: Session, now: datetime, name: str) -> None:
    before = everything(session)
    assert run(name, now) == (0, 0)
    assert everything(session) == before


def test_of_two_machines_one_has_the_slot(session: Session, now: datetime) -> None:
    at = slot(now, timedelta(minutes=10))
    with transaction():
        assert start("remind", at, now)
    with transaction():
        assert not start("remind", at, now + timedelta(seconds=1))
    with transaction():
        assert start("remind", at + timedelta(minutes=10), now)
        assert start("escalate", at, now)


def test_a_second_machine_in_the_same_slot_does_not_even_ask(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(runner, "run", lambda name, at: (asked.append(name), (0, 0))[1])
    for seconds in (0, 1, 4, 5):
        tick("send_letters", now + timedelta(seconds=seconds))
    assert asked == ["send_letters"] * 2
    slots = session.scalars(select(JobRun.slot).order_by(JobRun.slot)).all()
    assert slots == [now, now + timedelta(seconds=5)]


def test_a_run_is_booked_with_what_came_of_it(session: Session, now: datetime) -> None:
    a_waiting_mail(now)
    tick("read_mail", now)
    booked = session.scalars(select(JobRun)).one()
    assert (booked.job, booked.done, booked.failed) == ("read_mail", 1, 0)
    assert booked.finished_at is not None


def test_old_bookings_are_cleared_away(session: Session, now: datetime) -> None:
    for moment in (now, now + KEPT + timedelta(seconds=10)):
        with transaction():
            start("remind", moment, moment)
    assert len(session.scalars(select(JobRun)).all()) == 1


def test_one_bad_mail_spoils_only_itself(
    session: Session, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    bad = a_waiting_mail(now)
    a_waiting_mail(now, b" 2")
    cupboard.remove(session.get_one(RawMail, bad).key)
    assert run("read_mail", now) == (1, 1)
    assert [run("read_mail", now) for _ in range(3)] == [(0, 1), (0, 1), (0, 0)]
    assert session.get_one(RawMail, bad).state == "quarantine"
    assert len(session.scalars(select(Case)).all()) == 1


def test_one_bad_case_spoils_only_itself(
    session: Session, now: datetime, caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    caplog.set_level(logging.CRITICAL)
    for _ in range(3):
        a_case_past_its_deadline(now)
    second = session.scalars(select(Case.id).order_by(Case.id)).all()[1]
    get = cases.get_to_change

    def unlucky(case_id: int) -> Case:
        if case_id == second:
            raise RuntimeError("this case cannot be read")
        return get(case_id)

    monkeypatch.setattr(cases, "get_to_change", unlucky)
    assert run("escalate", now) == (2, 1)
    told = set(session.scalars(select(Event.case_id).where(Event.what == "escalated")))
    assert len(told) == 2
    assert second not in told


def test_a_reminder_is_no_change_of_the_case(session: Session, now: datetime) -> None:
    a_case_near_its_deadline(now)
    version = session.scalars(select(Case.version)).one()
    assert run("remind", now) == (1, 0)
    assert run("escalate", now + DAY) == (1, 0)
    session.rollback()
    assert session.scalars(select(Case.version)).one() == version


def test_a_day_whose_case_changed_again_is_closed_again(session: Session, now: datetime) -> None:
    a_day_to_close(now)
    assert run("roll_up", now) == (1, 0)
    assert session.scalars(select(RollupStale)).all() == []
    a_day_to_close(now)
    assert run("roll_up", now) == (1, 0)


def test_one_job_can_be_run_at_the_keyboard_and_says_if_something_failed(
    app: Flask, clock: time_machine.Traveller, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    bad = a_waiting_mail(now)
    done = app.test_cli_runner().invoke(args=["jobs", "once", "send_letters"])
    assert (done.exit_code, done.stdout) == (0, "send_letters: 0 done, 0 failed\n")
    with app.app_context(), transaction() as session:
        cupboard.remove(session.get_one(RawMail, bad).key)
    failed = app.test_cli_runner().invoke(args=["jobs", "once", "read_mail"])
    assert (failed.exit_code, failed.stdout) == (1, "read_mail: 0 done, 1 failed\n")
