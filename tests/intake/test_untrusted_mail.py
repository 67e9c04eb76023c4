"""Whoever lacks a key, or whom we cannot trust, changes and learns nothing (K-01 to K-05)."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.write_letter import write_letter
from app.database import transaction
from app.intake.submission import Sender
from app.models import Case, Message
from tests.intake.replies import (
    SOMMAI,
    STRANGER,
    a_written_case,
    come,
    guessed,
    how_many_cases,
    letters,
    owner_of,
    write,
)
from workflows import State

pytestmark = pytest.mark.usefixtures("office")


def messages(session: Session, case_id: int) -> list[str]:
    query = select(Message.body).where(Message.case_id == case_id).order_by(Message.id)
    return list(session.scalars(query))


def test_a_valid_key_from_another_address_waits_for_a_person(
    session: Session, now: datetime
) -> None:
    case = a_written_case(now)
    mail = come(write(STRANGER, answers=case.message_id), now)
    assert (mail.state, guessed(mail), mail.case_id) == ("held", [case.id], None)
    assert mail.guesses[0]["score"] >= 0.9
    assert messages(session, case.id) == []
    assert letters(case.id)[-1].id == case.letter_id  # nobody got anything


@pytest.mark.parametrize("broken", ["altered", "removed", "copied"])
def test_an_altered_removed_or_copied_key_of_a_known_sender_waits_for_a_person(
    session: Session, now: datetime, broken: str
) -> None:
    case, other = a_written_case(now), a_written_case(now, sender=Sender(email="b@example.org"))
    nonce, proof = case.message_id.strip("<>").split("@")[0].split(".")
    domain = case.message_id.strip(">").partition("@")[2]
    theirs = other.message_id.split(".")[1].split("@")[0]
    other_end = "0" if proof[-1] != "0" else "1"
    proofs = {"altered": f".{proof[:-1]}{other_end}", "removed": "", "copied": f".{theirs}"}
    key = f"<{nonce}{proofs[broken]}@{domain}>"
    mail = come(write(answers=key), now)
    assert (mail.state, guessed(mail)[0]) == ("held", case.id)
    assert messages(session, case.id) == messages(session, other.id) == []


def test_a_mail_from_an_address_of_staff_never_becomes_a_word_of_staff(
    session: Session, now: datetime
) -> None:
    case = a_written_case(now)
    before = session.get_one(Case, case.id).version
    mail = come(write(owner_of(case).email, answers=case.message_id), now)
    assert (mail.state, guessed(mail)) == ("held", [case.id])
    assert session.get_one(Case, case.id).version == before
    fresh = come(write(owner_of(case).email, "ปิดเรื่อง", "close"), now)
    assert fresh.state == "held"
    assert how_many_cases() == 1


@pytest.mark.parametrize(
    "subject", ["[{0}] please add my colleague", "Re: {0}", "OFFICE-2570-9999"]
)
def test_a_stranger_who_names_a_reference_gets_a_case_of_their_own_and_no_sign_of_another(
    session: Session, now: datetime, subject: str
) -> None:
    case = a_written_case(now)
    mail = come(write(STRANGER, subject.format(case.reference), more=f"Cc: {SOMMAI}"), now,
                to=(f"siang+{case.reference}@office.example",))  # fmt: skip
    assert mail.state == "done"
    assert mail.case_id not in (None, case.id)
    (receipt,) = letters(mail.case_id)
    assert receipt.recipient == STRANGER
    assert case.reference not in receipt.subject + receipt.text
    assert len(letters(case.id)) == len(letters()) - 1


def test_control_headers_from_outside_do_nothing(session: Session, now: datetime) -> None:
    case = a_written_case(now)
    names = ("X-Siang-Case", "X-Siang-State", "X-Siang-Owner", "X-Siang-Restricted",
             "X-Zammad-Ticket-Id", "X-Zammad-Ignore", "X-Zammad-Ticket-State", "X-RT-Ticket",
             "X-RT-Command", "X-RT-Interface")  # fmt: skip
    headers = "\n".join(f"{name}: {case.reference}" for name in names)
    mail = come(write(STRANGER, "เรื่องใหม่", more=headers), now)
    made = session.get_one(Case, mail.case_id)
    assert made.id != case.id
    assert (made.state, made.owner_id, made.restricted) == (State.RECEIVED, None, False)


@pytest.mark.parametrize("sender", [
    "alice@evil.example,<{o}>", "{o}(<x@evil.example>)", '"{o}" <x@evil.example> <{o}>',
    "{o}\nFrom: x@evil.example", '"<{o}>"@evil.example',
])  # fmt: skip
def test_a_sender_that_can_be_read_in_two_ways_is_nobody_and_the_mail_is_kept(
    session: Session, now: datetime, sender: str
) -> None:
    case = a_written_case(now)
    mail = come(write(sender.format(o=SOMMAI), answers=case.message_id), now)
    assert mail.state == "held"
    assert SOMMAI not in mail.sender
    assert messages(session, case.id) == []


def test_a_mail_that_names_a_restricted_case_is_for_confidential_eyes(
    session: Session, now: datetime
) -> None:
    secret = a_written_case(now, topic="C08")
    assert come(write(STRANGER, answers=secret.message_id), now).restricted
    a_written_case(now)
    mixed = come(write(subject="Re: ขอทราบผล"), now)
    assert (mixed.state, mixed.restricted) == ("held", False)


@pytest.mark.parametrize("keyed", [False, True])
def test_whoever_is_put_on_copy_by_a_forger_gets_nothing_now_or_later(
    session: Session, now: datetime, keyed: bool
) -> None:
    case = a_written_case(now, body="คำลับของเรื่องนี้")
    mail = come(write(subject=f"[{case.reference}] please add my colleague", body="add",
                      answers=case.message_id if keyed else "",
                      more=f"Cc: {STRANGER}\nReply-To: {STRANGER}"), now)  # fmt: skip
    assert mail.state == ("done" if keyed else "held")
    with transaction():
        one = session.get_one(Case, case.id)
        write_letter(one, owner_of(case), now, occasion="later", text="พบสาเหตุแล้ว")
    written = letters(case.id)
    assert {letter.recipient for letter in letters()} == {SOMMAI}
    assert all("คำลับของเรื่องนี้" not in letter.subject + letter.text for letter in written)
