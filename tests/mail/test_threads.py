"""What we send says that a machine sent it, where an answer belongs, and to one address only."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import getaddresses

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.send_letter import send_letter
from app.actions.write_letter import write_letter
from app.database import transaction
from app.intake.submission import Sender
from app.models import Case, Letter
from tests.factories import a_case
from tests.intake.replies import STRANGER, a_written_case, come, letters, owner_of, to_staff, write
from tests.mail.sink import Sink, a_sink
from workflows import State

KEY, BASE = "k" * 40, "http://127.0.0.1:9"
DOMAIN = "reply.office.example"
NAMES = (
    "c1, x@evil.example", '"a" <x@evil.example>', "a\r\nBcc: x@evil.example", "a\nX-A: y",
    "a\u2028Bcc: x@evil.example", "=?utf-8?q?a=0D=0ABcc:_x=40evil.example?=",
)  # fmt: skip
pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def sink(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    with a_sink(app, monkeypatch) as sink:
        yield sink


@pytest.fixture
def reply_domain(app: Flask, monkeypatch: pytest.MonkeyPatch) -> str:
    settings = replace(app.config["SETTINGS"], reply_domain=DOMAIN)
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    return DOMAIN


def sent(sink: Sink, letter_id: int, now: datetime) -> EmailMessage:
    assert send_letter(letter_id, now, key=KEY, base_url=BASE, kept=None)
    return sink.mails[-1]


def test_a_receipt_says_that_it_is_an_automatic_reply_and_to_what(
    session: Session, sink: Sink, now: datetime
) -> None:
    mail = come(write(STRANGER, "ไฟดับ", message_id="<7@elsewhere.example>"), now)
    receipt = sent(sink, letters(mail.case_id)[0].id, now)
    assert receipt["Auto-Submitted"] == "auto-replied"
    assert (receipt["X-Auto-Response-Suppress"], receipt["Precedence"]) == ("All", "bulk")
    assert receipt["In-Reply-To"] == receipt["References"] == "<7@elsewhere.example>"


def test_a_later_letter_follows_the_last_mail_of_its_reader(
    session: Session, sink: Sink, now: datetime
) -> None:
    case = a_written_case(now)
    come(write(answers=case.message_id, message_id="<2@example.org>"), now)
    with transaction():
        one = session.get_one(Case, case.id)
        news = write_letter(one, owner_of(case), now, occasion="n", text="พบแล้ว").id
    letter = sent(sink, news, now)
    assert letter["In-Reply-To"] == "<2@example.org>"
    assert (letter["Auto-Submitted"], letter["Precedence"]) == ("auto-generated", None)


def test_with_a_domain_for_replies_the_answer_goes_to_an_address_of_its_letter(
    session: Session, sink: Sink, now: datetime, reply_domain: str
) -> None:
    case = a_written_case(now)
    with transaction():
        session.get_one(Letter, case.letter_id).status = "ready"
    letter = sent(sink, case.letter_id, now)
    assert letter["Reply-To"].startswith(f"reply+{case.letter_id}.")
    sender, recipients = sink.envelopes[-1]
    assert (sender[:7], sender.partition("@")[2]) == ("bounce+", reply_domain)
    assert recipients == ["sommai@example.org"]
    answer = come(write(subject="ข้อมูลเพิ่ม"), now, (letter["Reply-To"].upper(),))
    assert (answer.state, answer.case_id) == ("done", case.id)


def test_without_it_the_answer_goes_to_our_address_and_the_message_id_is_enough(
    session: Session, sink: Sink, now: datetime
) -> None:
    case = a_written_case(now)
    with transaction():
        session.get_one(Letter, case.letter_id).status = "ready"
    letter = sent(sink, case.letter_id, now)
    assert letter["Reply-To"] is None
    assert sink.envelopes[-1][0] == "siang@office.example"


def test_a_reply_address_of_another_letter_is_no_key(
    session: Session, now: datetime, reply_domain: str
) -> None:
    case = a_written_case(now)
    to = f"reply+{case.letter_id}.{'0' * 32}@{reply_domain}"
    mail = come(write(subject="ข้อมูลเพิ่ม"), now, (to,))
    assert mail.state == "held"
    assert mail.guesses[0]["case_id"] == case.id


def test_letters_to_colleagues_carry_no_address_that_answers_for_a_correspondent(
    session: Session, sink: Sink, now: datetime, reply_domain: str
) -> None:
    a_written_case(now)
    assert sent(sink, to_staff("yours")[0].id, now)["Reply-To"] is None


@pytest.mark.parametrize("name", NAMES)
def test_a_name_or_subject_becomes_no_recipient_and_no_header(
    session: Session, sink: Sink, now: datetime, name: str
) -> None:
    with transaction():
        plain = a_case(now, sender=Sender(name="ก", email="c0@example.org")).id
        case = a_case(
            now, State.RESOLVED, subject=name, sender=Sender(name=name, email="c1@example.org")
        ).id
    first = sent(sink, letters(plain)[0].id, now)
    for letter in letters(case):
        with transaction():
            session.get_one(Letter, letter.id).subject = f"{letter.subject} {name}"
        mail = sent(sink, letter.id, now + timedelta(hours=letter.id))
        assert sink.envelopes[-1][1] == ["c1@example.org"]
        assert getaddresses([mail["To"]]) == [("", "c1@example.org")]
        assert set(mail.keys()) <= set(first.keys())
        assert len(mail.keys()) == len(set(mail.keys()))


@pytest.mark.parametrize("address", [
    "a@b.example, x@evil.example", "a@b.example\nBcc: x@evil.example", "<a@b.example>",
    "a b@c.example",
])  # fmt: skip
def test_what_is_not_one_address_gets_nothing(
    session: Session, sink: Sink, now: datetime, address: str
) -> None:
    case = a_written_case(now)
    with transaction():
        letter = session.get_one(Letter, case.letter_id)
        letter.status, letter.recipient = "ready", address
    assert not send_letter(case.letter_id, now, key=KEY, base_url=BASE, kept=None)
    session.rollback()
    assert session.get_one(Letter, case.letter_id).status == "failed"
    assert sink.raw == []


def test_a_message_id_that_could_break_a_header_is_not_repeated(
    session: Session, sink: Sink, now: datetime
) -> None:
    case = a_written_case(now)
    with transaction():
        letter = session.get_one(Letter, case.letter_id)
        letter.status, letter.in_reply_to = "ready", "<a\r\nBcc: x@evil.example>"
    mail = sent(sink, case.letter_id, now)
    assert (mail["In-Reply-To"], mail["Bcc"]) == (None, None)


def test_a_letter_kept_as_a_file_has_the_same_headers(
    app: Flask,
    session: Session,
    now: datetime,
    reply_domain: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    case = a_written_case(now)
    with transaction():
        session.get_one(Letter, case.letter_id).status = "ready"
    folder = tmp_path_factory.mktemp("outbox")
    assert send_letter(case.letter_id, now, key=KEY, base_url=BASE, kept=folder)
    (file,) = folder.iterdir()
    kept = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert kept["Auto-Submitted"] == "auto-generated"
    assert kept["Reply-To"].startswith("reply+")


def test_every_letter_has_a_message_id_of_its_own(session: Session, now: datetime) -> None:
    a_written_case(now, State.RESOLVED)
    ids = session.scalars(select(Letter.message_id)).all()
    assert len(set(ids)) == len(ids) >= 4
