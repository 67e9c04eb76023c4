"""A mail is kept before it is answered, and becomes a case, once, or waits where people look."""

import logging
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.actions import keep_mail
from app.database import transaction
from app.models import Attachment, Base, Case, Letter, RawMail
from app.postbox import accept
from app.queries import mail as questions
from app.storage import cupboard
from tests.factories import an_office
from tests.intake.mails import FROM, body_part, multipart

WRITTEN = FROM + "Subject: ดาวน์โหลดไฟล์ไม่ได้\nMIME-Version: 1.0\n".encode() + body_part(
    "กดดาวน์โหลดแล้วขึ้นหน้าว่าง", "windows-874", "8bit"
)  # fmt: skip
MACHINE = b"Auto-Submitted: auto-replied\n" + WRITTEN
NOTHING = b"\n\n"


@pytest.fixture(autouse=True)
def office(session: Session) -> None:
    with transaction():
        an_office()


def come(raw: bytes, now: datetime) -> RawMail:
    """The mail came through the door; its row."""
    raw_id = accept.keep(raw, now)
    accept.read(raw_id, now)
    return questions.raw_mail(raw_id)


def count(session: Session, model: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_mail_becomes_a_case_whose_kind_is_not_confirmed_and_is_acknowledged(
    session: Session, now: datetime
) -> None:
    row = come(WRITTEN, now)
    case = session.get_one(Case, row.case_id)
    assert (row.state, case.channel, case.kind_confirmed) == ("done", "email", False)
    assert (case.subject, case.body) == ("ดาวน์โหลดไฟล์ไม่ได้", "กดดาวน์โหลดแล้วขึ้นหน้าว่าง")
    letter = session.scalars(select(Letter)).one()
    assert (letter.name, letter.recipient) == ("acknowledgement", "somchai@example.com")
    assert cupboard.get(row.key) == WRITTEN


def test_twice_the_same_raw_mail_is_one_case_and_one_letter(
    session: Session, now: datetime
) -> None:
    first = come(WRITTEN, now).id
    assert come(WRITTEN, now + timedelta(minutes=5)).id == first
    assert [count(session, model) for model in (RawMail, Case, Letter)] == [1, 1, 1]


def test_reading_a_kept_mail_again_opens_no_second_case(session: Session, now: datetime) -> None:
    row = come(WRITTEN, now)
    assert accept.read(row.id, now) == "done"
    assert count(session, Case) == 1


def test_a_mail_that_cannot_be_read_lies_in_quarantine_with_its_reason(
    session: Session, now: datetime
) -> None:
    row = come(NOTHING, now)
    assert (row.state, row.reason_en) == ("quarantine", "The message is empty")
    assert row.reason_th == "ข้อความว่างเปล่า"
    assert count(session, Case) == 0
    assert [lying.id for lying in questions.quarantined()] == [row.id]


def test_a_machines_mail_opens_no_case_and_gets_no_letter(session: Session, now: datetime) -> None:
    row = come(MACHINE, now)
    assert (row.state, row.reason_en) == (
        "quarantine", "Written by a machine: not opened, not answered",
    )  # fmt: skip
    assert [count(session, model) for model in (Case, Letter)] == [0, 0]


def test_a_machines_mail_can_be_made_a_case_by_a_person_and_is_still_not_answered(
    session: Session, now: datetime
) -> None:
    raw_id = come(MACHINE, now).id
    with transaction():
        assert keep_mail.reprocess(raw_id, now).state == "done"
    assert [count(session, model) for model in (Case, Letter)] == [1, 0]
    with transaction():
        keep_mail.reprocess(raw_id, now)
    assert count(session, Case) == 1


def test_a_mail_with_too_many_files_leaves_no_half_a_case(session: Session, now: datetime) -> None:
    file = b"Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nx"
    raw = FROM + multipart("mixed", body_part("แนบมามาก", "utf-8", "8bit"), *[file] * 21)
    row = come(raw, now)
    assert (row.state, row.reason_en) == ("quarantine", "At most 20 files")
    assert [count(session, model) for model in (Case, Letter, Attachment)] == [0, 0, 0]


def test_what_breaks_on_us_is_tried_three_times_and_then_shown(
    session: Session, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    raw_id = accept.keep(WRITTEN, now)
    cupboard.remove(questions.raw_mail(raw_id).key)
    assert [accept.read(raw_id, now) for _ in range(3)] == ["waiting"] * 3
    row = questions.raw_mail(raw_id)
    assert (row.state, row.attempts) == ("quarantine", 3)
    assert row.reason_en == "This message could not be worked on"


def test_a_failing_database_keeps_nothing_and_says_so(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep_mail, "keep", _database_is_away)
    with pytest.raises(OperationalError):
        accept.keep(WRITTEN, now)
    assert count(session, RawMail) == 0


def test_the_pipe_ends_with_0_when_kept_and_75_when_it_must_come_again(
    app: Flask, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = app.test_cli_runner().invoke
    kept = run(args=["intake", "mail"], input=WRITTEN)
    assert (kept.exit_code, kept.stdout) == (0, "OFFICE-2570-0001\n")
    lying = run(args=["intake", "mail"], input=NOTHING)
    assert lying.exit_code == 0
    assert lying.stdout.endswith(": quarantine (The message is empty)\n")
    monkeypatch.setattr(keep_mail, "keep", _database_is_away)
    assert run(args=["intake", "mail"], input=WRITTEN + b"!").exit_code == 75


def test_the_quarantine_can_be_listed_shown_and_reprocessed_at_the_keyboard(
    app: Flask, clock: time_machine.Traveller
) -> None:
    run = app.test_cli_runner().invoke
    run(args=["intake", "mail"], input=MACHINE)
    number, received, size, reason = run(args=["intake", "list"]).stdout.strip().split("\t")
    assert (received, size) == ("2026-11-23T03:00Z", str(len(MACHINE)))
    assert reason == "Written by a machine: not opened, not answered"
    assert run(args=["intake", "show", number]).stdout_bytes == MACHINE
    done = run(args=["intake", "reprocess", number])
    assert (done.exit_code, done.stdout) == (0, "OFFICE-2570-0001\n")
    assert run(args=["intake", "list"]).stdout == ""
    assert run(args=["intake", "show", "999999"]).exit_code == 2


def _database_is_away(*_: object) -> None:
    raise OperationalError("INSERT", {}, Exception("away"))
