"""A recount while people work: nobody's change is lost, nobody waits for more than a chunk."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Event as Signal

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.keep_days_off import Closing, add_days_off
from app.actions.recount import recount
from app.actions.set_deadlines import redate
from app.actions.write_note import write_note
from app.database import transaction
from app.jobs.runner import run
from app.models import Case, Event, Note, Person, Recount
from app.queries import cases
from tests.factories import a_case
from tests.reports.proposals import RESOLUTION
from workflows import Kind

BRIDGE = date(2026, 11, 27)
LATER = timedelta(minutes=1)
SOON = 30  # seconds after which a test gives up
pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def beside(app: Flask, session: Session) -> Callable:
    """Something done by somebody else at the same time, with a session of their own."""
    pool = ThreadPoolExecutor(2)

    def within(act: Callable, *args: object) -> object:
        with app.app_context():
            return act(*args)

    yield lambda act, *args: pool.submit(within, act, *args)
    pool.shutdown()


def asked(now: datetime, manager: Person) -> int:
    with transaction() as session:
        add_days_off(Closing(BRIDGE, None, "วันหยุดพิเศษ", legal_ref=RESOLUTION), manager, now)
        session.flush()
        return session.scalars(select(Recount.id)).one()


def test_what_an_officer_changes_while_the_recount_waits_for_the_case_is_counted(
    session: Session, now: datetime, owner: Person, manager: Person, beside: Callable
) -> None:
    with transaction():
        key = a_case(now).id
    recount_id = asked(now, manager)
    held = Signal()

    def counts() -> None:
        held.wait(SOON)
        with transaction():
            recount(recount_id, now + LATER)

    waiting = beside(counts)
    with transaction():
        case = cases.get_to_change(key)
        held.set()
        case.kind = Kind.SUGGESTION  # ten working days for its analysis, and not seven
        redate(case)
    waiting.result(SOON)
    session.rollback()
    case = session.get_one(Case, key)
    assert case.kind is Kind.SUGGESTION
    before = case.analyse_by
    with transaction():
        redate(session.get_one(Case, key))
    assert before == session.get_one(Case, key).analyse_by


@pytest.mark.postgresql
def test_a_note_on_a_case_of_the_chunk_that_is_being_written_waits_for_nothing(
    session: Session, now: datetime, owner: Person, manager: Person, beside: Callable
) -> None:
    with transaction():
        case = a_case(now)
        key, reference, version = case.id, case.reference, case.version
    recount_id, manager_id = asked(now, manager), manager.id

    def event() -> None:
        with transaction() as own:
            own.add(Event(case_id=key, at=now, what="note_written", by="staff", details={}))

    with transaction():
        recount(recount_id, now + LATER)
        beside(event).result(SOON)
    with transaction():
        who = session.get_one(Person, manager_id)
        write_note(cases.find_to_change(reference, who, version), who, now, "อ่านแล้ว")
    assert session.scalars(select(Note.body)).all() == ["อ่านแล้ว"]


def test_an_officer_who_opened_the_case_before_the_recount_is_not_told_that_it_changed(
    session: Session, now: datetime, owner: Person, manager: Person
) -> None:
    with transaction():
        case = a_case(now)
        reference, version = case.reference, case.version
    asked(now, manager)
    run("recount", now + LATER)
    with transaction():
        write_note(cases.find_to_change(reference, manager, version), manager, now, "อ่านแล้ว")
    assert session.scalars(select(Case.analyse_by)).one() == date(2026, 12, 3)


def test_two_machines_share_a_recount_and_each_case_is_told_of_it_once(
    session: Session, now: datetime, owner: Person, manager: Person, beside: Callable,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    with transaction():
        for _ in range(12):
            a_case(now)
    recount_id = asked(now, manager)
    monkeypatch.setattr("app.actions.recount.CHUNK", 2)
    machines = [beside(run, "recount", now + LATER) for _ in range(2)]
    assert [machine.result(SOON)[1] for machine in machines] == [0, 0]
    session.rollback()
    row = session.get_one(Recount, recount_id)
    assert (row.seen, row.moved, row.finished_at) == (12, 12, now + LATER)
    told = session.scalars(select(Event.case_id).where(Event.what == "recounted")).all()
    assert sorted(told) == sorted(set(told))
    assert len(told) == 12
