"""A mail is kept before it is answered, and becomes a case, once, or waits where people look."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.actions import keep_mail
from app.actions.keep_mail import Came
from app.actions.register import register
from app.intake.email import Mail, to_submission
from app.models import Attachment, Base, Case, Letter, RawMail
from app.postbox import accept
from app.queries import mail as questions
from app.storage import cupboard
from tests.intake.mails import FROM, body_part
from workflows.errors import Invalid
from workflows.words import Words

WRITTEN = FROM + "Subject: ดาวน์โหลดไฟล์ไม่ได้\nMIME-Version: 1.0\n".encode() + body_part(
    "กดดาวน์โหลดแล้วขึ้นหน้าว่าง", "windows-874", "8bit"
)  # fmt: skip
MACHINE = b"Auto-Submitted: auto-replied\n" + WRITTEN
NOTHING = b"\n\n"
pytestmark = pytest.mark.usefixtures("office")


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
    assert keep_mail.reprocess(raw_id, now).state == "done"
    assert [count(session, model) for model in (Case, Letter)] == [1, 0]
    keep_mail.reprocess(raw_id, now)
    assert count(session, Case) == 1


def test_what_is_refused_half_way_leaves_no_half_a_case(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_much(mail: RawMail, letter: Mail, raw: bytes, now: datetime, **_: object) -> None:
        register(to_submission(letter, raw), now)
        raise Invalid(files=Words("มากเกินไป", "Too much"))

    monkeypatch.setattr(keep_mail, "place", too_much)
    row = come(WRITTEN, now)
    assert (row.state, row.reason_en, row.claimed_until) == ("quarantine", "Too much", None)
    assert [count(session, model) for model in (Case, Letter, Attachment)] == [0, 0, 0]


def test_mail_to_the_integrity_mailbox_is_for_confidential_eyes(
    app: Flask, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(app.config["SETTINGS"], integrity_email="safe@oie.example")
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    came = Came("lmtp", "a@example.org", ("Safe@OIE.example",))
    assert questions.raw_mail(accept.keep(NOTHING, now, came)).restricted
    assert not questions.raw_mail(accept.keep(WRITTEN, now, Came("smtp", "", ("x@y",)))).restricted


def test_the_door_is_shut_while_too_many_mails_wait(
    app: Flask, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], mail_backlog=2))
    first = accept.keep(WRITTEN, now)
    accept.check_backlog()
    accept.keep(WRITTEN + b"2", now)
    with pytest.raises(accept.BackedUp):
        accept.check_backlog()
    accept.read(first, now)
    accept.check_backlog()


def test_a_failing_database_keeps_nothing_and_says_so(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep_mail, "keep", _database_is_away)
    with pytest.raises(OperationalError):
        accept.keep(WRITTEN, now)
    assert count(session, RawMail) == 0


def test_the_pipe_ends_with_0_when_kept_and_75_when_it_must_come_again(
    app: Flask, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    run = app.test_cli_runner().invoke
    kept = run(args=["intake", "mail"], input=WRITTEN)
    assert (kept.exit_code, kept.stdout) == (0, "OFFICE-2570-0001\n")
    lying = run(args=["intake", "mail"], input=NOTHING)
    assert lying.exit_code == 0
    assert lying.stdout.endswith(": quarantine (The message is empty)\n")
    monkeypatch.setattr(keep_mail, "keep", _database_is_away)
    caplog.clear()
    assert run(args=["intake", "mail"], input=WRITTEN + b"!").exit_code == 75
    assert [(len(one.message.splitlines()), one.exc_info) for one in caplog.records] == [(1, None)]


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
