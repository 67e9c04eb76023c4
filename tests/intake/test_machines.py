"""Machines never open, reopen, answer or move a clock; what they say of a letter lies with it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.mark_address import DEAD, lift_mark
from app.actions.send_letter import send_letter
from app.actions.stop_clock import StopAsked, stop_clock
from app.actions.write_letter import write_letter
from app.database import transaction
from app.intake.submission import Sender
from app.mail.addressing import BOUNCE, signer
from app.models import Case, DeadAddress, Event, Letter, Message
from app.models.base import Secret
from tests.intake.bounce_forms import FORMS, bounce
from tests.intake.replies import (
    SOMMAI,
    a_written_case,
    come,
    how_many_cases,
    letters,
    owner_of,
    to_staff,
    write,
)
from workflows import State
from workflows.dates import local_day

DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("office")


def happened(session: Session, case_id: int) -> list[str]:
    return list(session.scalars(select(Event.what).where(Event.case_id == case_id)))


@pytest.mark.parametrize("name", FORMS)
def test_a_bounce_of_any_form_lies_with_its_letter_and_opens_nothing(
    session: Session, now: datetime, name: str
) -> None:
    case = a_written_case(now)
    before = session.get_one(Case, case.id).version
    many = len(letters())
    mail = come(bounce(name, case.message_id), now)
    assert (mail.state, mail.case_id, mail.letter_id) == ("machine", case.id, case.letter_id)
    letter, form = session.get_one(Letter, case.letter_id), FORMS[name]
    assert (letter.bounced_at == now) is not form.delayed
    assert letter.bounce.startswith("" if form.delayed else form.status)
    marked = session.scalars(select(DeadAddress.address)).all()
    assert marked == ([SOMMAI] if form.permanent else [])
    assert len(to_staff("undelivered")) == (0 if form.delayed else 1)
    assert how_many_cases() == 1
    assert len(letters()) == many  # nothing goes back
    assert session.get_one(Case, case.id).version == before
    assert session.scalars(select(Message.id)).all() == []


def test_a_bounce_is_found_by_the_address_that_only_servers_know(
    app: Flask, session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(app.config["SETTINGS"], reply_domain="reply.office.example")
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    case = a_written_case(now)
    to = signer().address(BOUNCE, case.letter_id, SOMMAI)
    mail = come(write("someone@mx.example.org", "not delivered", "no user"), now, (to,))
    assert (mail.state, mail.letter_id) == ("machine", case.letter_id)


def test_a_bounce_with_a_forged_key_marks_nothing(session: Session, now: datetime) -> None:
    case = a_written_case(now)
    nonce = case.message_id[1:33]
    forged = case.message_id.replace(nonce, "0" * 32)
    mail = come(bounce("postfix", forged), now)
    assert mail.state == "quarantine"
    assert session.scalars(select(DeadAddress.id)).all() == []
    assert session.get_one(Letter, case.letter_id).bounced_at is None


def test_nothing_is_sent_to_a_dead_address_until_an_officer_lifts_the_mark(
    session: Session, now: datetime
) -> None:
    case = a_written_case(now)
    come(bounce("postfix", case.message_id), now)
    with transaction():
        one = session.get_one(Case, case.id)
        news = write_letter(one, owner_of(case), now, occasion="news", text="พบสาเหตุแล้ว").id
    assert not _send(news, now)
    session.rollback()
    kept = session.get_one(Letter, news)
    assert (kept.status, kept.problem) == ("failed", DEAD)
    assert "letter_failed" in happened(session, case.id)
    with transaction():
        assert lift_mark(session.get_one(Case, case.id), owner_of(case), now) == 2
    session.rollback()
    assert session.get_one(Letter, news).status == "ready"
    assert session.get_one(Letter, case.letter_id).bounced_at is None
    assert "address_lifted" in happened(session, case.id)


def test_a_dead_address_of_a_restricted_case_is_kept_sealed(
    session: Session, now: datetime
) -> None:
    case = a_written_case(now, topic="C08", sender=Sender(email="brave@example.org"))
    mail = come(bounce("postfix", case.message_id, "brave@example.org"), now)
    assert mail.restricted
    assert isinstance(session.scalars(select(DeadAddress.address)).one(), Secret)


ABSENT = "Auto-Submitted: auto-replied (vacation)\nPrecedence: bulk"


@pytest.mark.parametrize("state", [State.ASSIGNED, State.RESOLVED])
def test_an_absence_note_with_a_key_lies_with_the_case_and_moves_nothing(
    session: Session, now: datetime, state: State
) -> None:
    case = a_written_case(now, state)
    with transaction():
        one = session.get_one(Case, case.id)
        if state is State.ASSIGNED:
            asked = StopAsked(
                "correspondent", question="ขอใบเสร็จ", resume_on=local_day(now + 5 * DAY)
            )
            stop_clock(one, owner_of(case), now, asked)
    one = session.get_one(Case, case.id)
    before, stopped = one.version, one.stopped_on
    mail = come(
        write(subject="ขอให้ทบทวน", body="ขอให้ทบทวน", answers=case.message_id, more=ABSENT), now
    )
    session.rollback()
    one = session.get_one(Case, case.id)
    assert (mail.state, mail.case_id) == ("machine", case.id)
    assert (one.version, one.stopped_on, one.state, one.reopen_asked_at) == (
        before, stopped, state, None,
    )  # fmt: skip
    assert "machine_wrote" in happened(session, case.id)
    assert session.scalars(select(Message.id)).all() == []
    assert to_staff("wrote") == []


def test_an_automatic_mail_without_a_key_waits_in_quarantine(
    session: Session, now: datetime
) -> None:
    a_written_case(now)
    assert come(write(more=ABSENT), now).state == "quarantine"


# ---- K-46: loops


def test_loop_a_a_bounce_of_our_receipt_gets_no_answer(session: Session, now: datetime) -> None:
    first = come(write("new@elsewhere.example", "ไฟดับ"), now)
    (receipt,) = letters(first.case_id)
    come(bounce("exim", receipt.message_id), now, envelope="")
    assert len(letters()) == 1


def test_loop_b_a_vacation_reply_gets_no_answer(session: Session, now: datetime) -> None:
    first = come(write("new@elsewhere.example", "ไฟดับ"), now)
    (receipt,) = letters(first.case_id)
    come(write("new@elsewhere.example", "Re: ไฟดับ", answers=receipt.message_id, more=ABSENT), now)
    assert len(letters()) == 1


def test_loop_c_another_office_with_this_program_gets_no_answer_to_its_receipt(
    session: Session, now: datetime
) -> None:
    theirs = "Auto-Submitted: auto-replied\nX-Auto-Response-Suppress: All\nPrecedence: bulk"
    for number in range(5):
        come(
            write("siang@other.example", f"OTHER-2570-000{number} เรารับเรื่องของท่านแล้ว", more=theirs),
            now,
        )
    assert letters() == []
    assert how_many_cases() == 0


def test_loop_d_a_list_gets_no_answer(session: Session, now: datetime) -> None:
    mail = come(write("list@lists.example", "ข่าว", more="Precedence: bulk\nList-Id: <a.b>"), now)
    assert mail.state == "quarantine"
    assert letters() == []


@pytest.mark.parametrize("headers", ["Auto-Submitted: auto-generated", ""])
def test_loop_e_our_own_letter_that_comes_back_gets_no_answer(
    session: Session, now: datetime, headers: str
) -> None:
    case = a_written_case(now)
    before = len(letters())
    own = write(
        "siang@office.example", "OFFICE-2570-0001", more=headers, message_id=case.message_id
    )
    mail = come(own, now)
    assert mail.state in ("quarantine", "machine")
    assert len(letters()) == before
    assert how_many_cases() == 1


def test_a_mail_from_the_null_sender_is_a_machines(session: Session, now: datetime) -> None:
    assert come(write("a@elsewhere.example", "ขอบคุณ"), now, envelope="").state == "quarantine"


def _send(letter_id: int, now: datetime) -> bool:
    return send_letter(letter_id, now, key="k" * 40, base_url="http://127.0.0.1:9", kept=None)
