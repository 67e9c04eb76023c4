"""A kept mail is in one hand at a time; who dies with it gives it back; officers mend it."""

import hashlib
import logging
import threading
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions import keep_mail, mend_mail
from app.backup.reconcile import differences
from app.database import db, transaction
from app.intake.email import Mail
from app.models import Case, Event, Letter, RawMail
from app.postbox import accept
from app.queries import mail as questions
from app.storage import cupboard
from tests.factories import a_person
from tests.postbox.test_accept import NOTHING, WRITTEN, come, count
from workflows.errors import Invalid, UnknownReference

pytestmark = pytest.mark.usefixtures("office")


def test_what_breaks_on_us_is_tried_three_times_with_pauses_and_then_shown(
    session: Session, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    raw_id = accept.keep(WRITTEN, now)
    cupboard.remove(questions.raw_mail(raw_id).key)
    assert accept.read(raw_id, now) == "waiting"
    assert questions.waiting(now + timedelta(seconds=59)) == []
    assert accept.read(raw_id, now + timedelta(seconds=59)) == "waiting"
    assert questions.raw_mail(raw_id).attempts == 1
    assert accept.read(raw_id, now + timedelta(minutes=1)) == "waiting"
    assert accept.read(raw_id, now + timedelta(minutes=12)) == "quarantine"
    row = questions.raw_mail(raw_id)
    assert (row.attempts, row.reason_en) == (3, "This message could not be worked on")


def test_a_machine_that_died_with_a_mail_in_hand_gives_it_back_when_its_lease_ends(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw_id = accept.keep(WRITTEN, now)
    with monkeypatch.context() as patched:
        patched.setattr(keep_mail, "read_apart", _the_plug_is_pulled)
        with pytest.raises(SystemExit):
            keep_mail.read(raw_id, now)
    assert keep_mail.read(raw_id, now + timedelta(seconds=119)) is None
    assert accept.read(raw_id, now + timedelta(seconds=121)) == "done"
    assert count(session, Case) == 1


def test_a_mail_on_which_machines_die_is_shown_after_three_of_them(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw_id = accept.keep(WRITTEN, now)
    monkeypatch.setattr(keep_mail, "read_apart", _the_plug_is_pulled)
    for hours in range(3):
        with pytest.raises(SystemExit):
            keep_mail.read(raw_id, now + timedelta(hours=hours))
    assert accept.read(raw_id, now + timedelta(hours=4)) == "quarantine"
    assert questions.raw_mail(raw_id).reason_en == "This message could not be worked on"


def test_a_slow_machine_whose_lease_ended_does_nothing_more(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw_id = accept.keep(WRITTEN, now)
    honest = keep_mail.read_apart

    def slow(raw: bytes, at: datetime) -> Mail:
        monkeypatch.setattr(keep_mail, "read_apart", honest)
        assert accept.read(raw_id, now + timedelta(minutes=3)) == "done"
        return honest(raw, at)

    monkeypatch.setattr(keep_mail, "read_apart", slow)
    assert keep_mail.read(raw_id, now) is None
    assert [count(session, model) for model in (RawMail, Case, Letter)] == [1, 1, 1]


def test_many_hands_at_once_make_one_case_of_one_mail(app: Flask, now: datetime) -> None:
    with app.app_context():
        raw_id = accept.keep(WRITTEN, now)
    begin = threading.Barrier(4)

    def read() -> None:
        begin.wait()
        with app.app_context():
            accept.read(raw_id, now)

    hands = [threading.Thread(target=read) for _ in range(4)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    with app.app_context():
        assert [count(db.session, model) for model in (RawMail, Case, Letter)] == [1, 1, 1]


def test_nothing_is_locked_while_a_mail_is_read(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw_id = accept.keep(WRITTEN, now)
    honest = keep_mail.read_apart

    def look(raw: bytes, at: datetime) -> Mail:
        assert not db.session.in_transaction()
        return honest(raw, at)

    monkeypatch.setattr(keep_mail, "read_apart", look)
    assert accept.read(raw_id, now) == "done"


def test_a_repaired_copy_is_read_in_its_place_and_the_mail_stays_as_it_came(
    session: Session, now: datetime
) -> None:
    raw_id = come(NOTHING, now).id
    with transaction():
        clerk = a_person(now, "intake")
    with transaction():
        assert mend_mail.repair(raw_id, clerk, now, WRITTEN) is None
    row = keep_mail.reprocess(raw_id, now, clerk)
    assert session.get_one(Case, row.case_id).body == "กดดาวน์โหลดแล้วขึ้นหน้าว่าง"
    assert cupboard.get(row.key) == NOTHING
    assert cupboard.get(row.repaired_key) == WRITTEN
    told = session.scalars(select(Event).where(Event.subject == f"mail:{raw_id}")).all()
    assert [(one.what, one.actor_id) for one in told] == [
        ("mail_repaired", clerk.id), ("mail_reprocessed", clerk.id),
    ]  # fmt: skip
    assert told[0].details["sha256"] == hashlib.sha256(WRITTEN).hexdigest()
    assert list(differences(now + timedelta(days=1))) == []


def test_only_what_lies_in_quarantine_is_repaired_and_not_by_nothing(
    session: Session, now: datetime
) -> None:
    lying, done = come(NOTHING, now).id, come(WRITTEN, now).id
    with transaction():
        clerk = a_person(now, "intake")
    with pytest.raises(Invalid):
        mend_mail.repair(lying, clerk, now, b" \n")
    with pytest.raises(UnknownReference):
        mend_mail.repair(done, clerk, now, WRITTEN)


def _the_plug_is_pulled(*_: object) -> None:
    raise SystemExit
