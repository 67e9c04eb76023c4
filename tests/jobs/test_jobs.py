"""What happens by itself happens once: twice, on two machines, and beside what cannot be done."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.actions.run_job import KEPT, start
from app.database import transaction
from app.jobs import commands, runner
from app.jobs.runner import run, slot, tick
from app.jobs.schedule import SCHEDULE, Job
from app.models import Base, Case, Event, JobRun, RawMail, RollupStale
from app.queries import cases
from app.storage import cupboard
from tests.jobs.due_now import (
    DUE,
    ENDS,
    a_case_near_its_deadline,
    a_case_past_its_deadline,
    a_day_to_close,
    a_waiting_mail,
)

DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture(autouse=True)
def ends() -> Iterator[None]:
    with ENDS:
        yield


SEVERAL = {"public_figures": 2}  # the fiscal year and the calendar year of the same case
# What a job leaves elsewhere than in the tables, or as the same words, sealed.
OUTSIDE = {"note_head", "seal_mails"}


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
    assert run(name, now) == (SEVERAL.get(name, 1), 0)
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


@pytest.mark.parametrize(("name", "kept"), [("remind", (3, 1)), ("route", (0, 1))])
def test_a_run_is_booked_with_what_came_of_it_unless_it_runs_every_few_seconds(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch, name: str, kept: object
) -> None:
    monkeypatch.setattr(runner, "run", lambda name, at: (3, 1))
    tick(name, now)
    booked = session.scalars(select(JobRun)).one()
    assert (booked.job, (booked.done, booked.failed)) == (name, kept)
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
    later = [now + timedelta(minutes=minutes) for minutes in (0, 2, 15, 30)]
    assert [run("read_mail", at) for at in later] == [(0, 0), (0, 1), (0, 1), (0, 0)]
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


def test_the_clock_waits_for_the_database_in_one_line(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    monkeypatch.setattr(commands, "tick", away)
    commands.strike(app, "remind")
    assert [(one.message, one.exc_info) for one in caplog.records] == [
        ("job remind waits for the database: (builtins.Exception) database or disk is full", None)
    ]


def test_behind_slow_items_the_clock_goes_on(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = iter([0.0, 0.4, 61.0, 59 * 60.0])
    seen: list[datetime] = []
    slow = Job(DAY, lambda now: [1, 2, 3], lambda item, now: seen.append(now))
    monkeypatch.setitem(runner.SCHEDULE, "slow", slow)
    monkeypatch.setattr(runner.time, "monotonic", lambda: next(ticks))
    assert run("slow", now) == (3, 0)
    assert seen == [now, now + timedelta(minutes=1), now + timedelta(minutes=59)]
