"""Letters leave by a real mail server: once if they can, again if they must, never unseen."""

import email
import email.policy
import re
import socket
import threading
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as Dialogue
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.send_letter import WAITS, send_letter
from app.actions.write_letter import write_letter
from app.database import transaction
from app.models import Case, Event, Letter, TrackLink
from app.queries import due
from tests.factories import a_case, a_person, an_office
from workflows import State
from workflows.secrets import digest

KEY, BASE = "k" * 40, "http://127.0.0.1:9"
LONG = "เรียนท่านผู้แจ้งเรื่อง" * 400  # no blank anywhere


class Sink:
    """A mail server that keeps what it takes, and refuses recipients as it is told."""

    def __init__(self) -> None:
        self.raw: list[bytes] = []
        self.refusal = ""
        self.port = 0

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, server: SMTP, session: Dialogue, envelope: Envelope, address: str, _: Sequence[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.refusal or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Dialogue, envelope: Envelope) -> str:  # noqa: N802
        self.raw.append(envelope.original_content or b"")
        return "250 OK"

    @property
    def mails(self) -> list[EmailMessage]:
        return [email.message_from_bytes(raw, policy=email.policy.default) for raw in self.raw]


@pytest.fixture
def sink(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    sink = Sink()
    with socket.create_server(("127.0.0.1", 0)) as free:
        sink.port = free.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    server = {"MAIL_SERVER": "127.0.0.1", "MAIL_PORT": sink.port, "MAIL_USE_TLS": False}
    for name, value in server.items():
        monkeypatch.setitem(app.config, name, value)
    yield sink
    controller.stop()


@pytest.fixture
def letter_id(session: Session, now: datetime) -> int:
    """The acknowledgement of a new case, ready to leave."""
    with transaction():
        an_office()
        a_case(now)
        session.flush()
        return session.scalars(select(Letter.id)).one()


def send(letter_id: int, now: datetime, kept: Path | None = None) -> bool:
    return send_letter(letter_id, now, key=KEY, base_url=BASE, kept=kept)


def letter_of(session: Session, letter_id: int) -> Letter:
    session.rollback()
    return session.get_one(Letter, letter_id)


def part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def test_a_letter_arrives_with_its_link_which_the_stored_text_does_not_show(
    session: Session, sink: Sink, letter_id: int, now: datetime
) -> None:
    assert send(letter_id, now)
    (mail,) = sink.mails
    assert (mail["To"], mail["Subject"]) == (
        "sommai@example.org", "OFFICE-2570-0001 เรารับเรื่องของท่านแล้ว",
    )  # fmt: skip
    link = next(line for line in part(mail, "plain").splitlines() if line.startswith(BASE))
    assert f'href="{link}"' in part(mail, "html")
    assert mail["Auto-Submitted"] == "auto-replied"
    kept = letter_of(session, letter_id)
    assert "[link]" in kept.text
    assert link not in kept.text
    hashes = session.scalars(select(TrackLink.hash)).all()
    assert hashes == [digest(link.removeprefix(f"{BASE}/track/open/"))]


def test_a_letter_that_was_sent_is_marked_and_leaves_no_second_time(
    session: Session, sink: Sink, letter_id: int, now: datetime
) -> None:
    assert send(letter_id, now)
    assert not send(letter_id, now + timedelta(days=1))
    kept = letter_of(session, letter_id)
    assert (kept.status, kept.sent_at, kept.attempts) == ("sent", now, 1)
    assert len(sink.raw) == 1


def test_an_acknowledgement_that_was_sent_meets_its_deadline(
    session: Session, sink: Sink, letter_id: int, now: datetime
) -> None:
    send(letter_id, now)
    assert session.scalars(select(Case.acknowledged_at)).one() == now


def test_a_crash_between_sending_and_marking_repeats_the_same_message_id_and_link(
    session: Session, sink: Sink, letter_id: int, now: datetime
) -> None:
    send(letter_id, now)
    with transaction():
        session.get_one(Letter, letter_id).status = "ready"
    assert due.letters(now) == []  # the lease holds: nobody takes it up at once
    later = now + timedelta(minutes=5)
    assert due.letters(later) == [letter_id]
    assert send(letter_id, later)
    first, second = sink.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Message-ID"].strip() == letter_of(session, letter_id).message_id
    assert part(first, "plain") == part(second, "plain")


def test_of_two_machines_one_sends(
    app: Flask, session: Session, sink: Sink, letter_id: int, now: datetime
) -> None:
    session.rollback()
    sent: list[bool] = []

    def machine() -> None:
        with app.app_context():
            sent.append(send(letter_id, now))

    machines = [threading.Thread(target=machine) for _ in range(2)]
    for each in machines:
        each.start()
    for each in machines:
        each.join()
    assert sorted(sent) == [False, True]
    assert len(sink.raw) == 1


def test_no_line_is_longer_than_mail_servers_take(
    session: Session, sink: Sink, letter_id: int, now: datetime
) -> None:
    with transaction():
        case = session.scalars(select(Case)).one()
        intake = a_person(now, "intake")
        written = write_letter(case, intake, now, occasion="long", text=LONG)
        long_id = written.id
    assert send(long_id, now)
    assert max(len(line) for line in sink.raw[0].split(b"\r\n")) <= 998
    assert LONG in part(sink.mails[0], "plain").replace("\n", "")


def test_a_refusal_for_good_is_not_repeated_and_the_owner_is_told(
    session: Session, sink: Sink, now: datetime
) -> None:
    with transaction():
        an_office()
        case_id = a_case(now, State.ASSIGNED).id
        session.flush()
        letter_id = session.scalars(select(Letter.id).where(Letter.name == "acknowledgement")).one()
    sink.refusal = "550 no such user"
    assert not send(letter_id, now)
    kept = letter_of(session, letter_id)
    assert (kept.status, kept.problem, kept.attempts) == ("failed", "[550]", 1)
    what = session.scalars(select(Event.what).where(Event.case_id == case_id)).all()
    assert "letter_failed" in what
    told = session.scalars(select(Letter).where(Letter.name == "undelivered")).one()
    assert told.recipient == session.get_one(Case, case_id).owner.email
    assert session.get_one(Case, case_id).acknowledged_at is None


def test_a_refusal_for_now_is_repeated_later_and_later_until_it_is_given_up(
    session: Session, sink: Sink, letter_id: int, now: datetime
) -> None:
    sink.refusal = "451 come again"
    waited = []
    while (kept := letter_of(session, letter_id)).status == "ready":
        at = max(now, kept.next_try_at)
        assert not send(letter_id, at)
        kept = letter_of(session, letter_id)
        waited.append((kept.next_try_at - at).total_seconds() / 60)
    assert tuple(waited[:-1]) == WAITS
    assert (kept.status, kept.attempts) == ("failed", len(WAITS) + 1)


def test_a_server_that_takes_it_at_last_gets_it_once(
    session: Session, sink: Sink, letter_id: int, now: datetime
) -> None:
    sink.refusal = "451 come again"
    send(letter_id, now)
    sink.refusal = ""
    assert not send(letter_id, now + timedelta(seconds=30))
    assert send(letter_id, now + timedelta(minutes=1))
    assert (letter_of(session, letter_id).problem, len(sink.raw)) == ("", 1)


def test_a_server_that_is_away_is_asked_again_and_the_log_says_so(
    app: Flask, session: Session, letter_id: int, now: datetime, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    with socket.create_server(("127.0.0.1", 0)) as free:
        monkeypatch.setitem(app.config, "MAIL_PORT", free.getsockname()[1])
    monkeypatch.setitem(app.config, "MAIL_SERVER", "127.0.0.1")
    assert not send(letter_id, now)
    kept = letter_of(session, letter_id)
    assert (kept.status, kept.problem) == ("ready", "server: ConnectionRefusedError")
    assert caplog.messages == ["letters wait: server: ConnectionRefusedError"]


def test_an_address_in_thai_letters_fails_for_good_instead_of_coming_again_for_ever(
    session: Session, sink: Sink, letter_id: int, now: datetime
) -> None:
    with transaction():
        session.get_one(Letter, letter_id).recipient = "สมหมาย@example.org"
    assert not send(letter_id, now)
    kept = letter_of(session, letter_id)
    assert (kept.status, kept.problem) == ("failed", "UnicodeEncodeError")


@pytest.mark.parametrize("address", ["sommai@example.org", "สมหมาย@example.org"])
def test_without_a_server_a_letter_is_kept_as_a_file_that_a_mail_program_opens(
    session: Session, letter_id: int, now: datetime, tmp_path: Path, address: str
) -> None:
    with transaction():
        session.get_one(Letter, letter_id).recipient = address
    assert send(letter_id, now, tmp_path / "outbox")
    kept = letter_of(session, letter_id)
    assert (kept.status, kept.sent_at) == ("kept", None)
    (file,) = (tmp_path / "outbox").iterdir()
    assert file.name == f"{letter_id:08d}-acknowledgement.eml"
    mail = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    assert (mail["To"], mail["Message-ID"].strip()) == (address, kept.message_id)
    assert f"{BASE}/track/open/" in part(mail, "plain")
    assert session.scalars(select(Case.acknowledged_at)).one() is None


def test_a_letter_to_staff_leads_to_the_desk_and_to_no_other_place(
    app: Flask, session: Session, sink: Sink, now: datetime
) -> None:
    with transaction():
        an_office()
        case = a_case(now, State.ASSIGNED, subject="https://example.com/trap")
        session.flush()
        yours = session.scalars(select(Letter.id).where(Letter.name == "yours")).one()
        place = f"{app.config['BASE_URL']}/desk/cases/{case.reference}"
    assert send(yours, now)
    page = part(sink.mails[-1], "html")
    assert f'href="{place}"' in page
    assert 'href="https://example.com' not in page


def test_every_address_in_a_letter_is_a_page_of_ours(app: Flask) -> None:
    folder = Path(str(app.root_path)) / "templates" / "mail"
    places = {
        (path.name, re.sub(r"{{.*?}}", "2569", place.replace("{{ page }}", "figures/sla")))
        for path in folder.glob("*.txt")
        for place in re.findall(r"^{{ site }}(/[^?\n]*)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert len(places) > 10
    routes = app.url_map.bind("office.example")
    assert [one for one in sorted(places) if not routes.test(one[1], "GET")] == []
