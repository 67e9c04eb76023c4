"""Whatever a mail server does, in whichever phase: the letter leaves later, or somebody is told."""

import logging
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.send_letter import KNOCK, LEASE, PATIENCE, send_letter
from app.database import db, transaction
from app.intake.submission import Sender
from app.jobs.runner import run
from app.mail import outbox, sender
from app.models import Letter
from app.queries import health
from tests.certificates import Authority, Certificate
from tests.factories import a_case, an_office

KEY, BASE = "k" * 40, "http://127.0.0.1:9"
HANG, CLOSE, DRIP = "hang", "close", "drip"
LONG = 30  # seconds, unless the test ends before
OK = {
    "connect": "220 ready", "ehlo": "250-here\r\n250 AUTH PLAIN", "starttls": "220 go",
    "auth": "235 ok", "mail": "250 ok", "rcpt": "250 ok", "data": "354 go on", "end": "250 kept",
    "quit": "221 bye", "rset": "250 ok",
}  # fmt: skip


class Scripted:
    """A mail server that answers each phase as it is told, and keeps what it took."""

    def __init__(self) -> None:
        self.answers = dict(OK)
        self.taken: list[bytes] = []
        self.asked: list[str] = []
        self.calls = 0
        self.certificate: Certificate | None = None
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Nobody is served any more."""
        self._ended.set()
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while not self._ended.is_set():
            try:
                talk, _ = self.listener.accept()
            except OSError:
                return
            self.calls += 1
            threading.Thread(target=self._served, args=(talk,), daemon=True).start()

    def _served(self, talk: socket.socket) -> None:
        """One dialogue, begun anew under TLS when that was agreed on."""
        with suppress(OSError):
            if self._say(talk, "connect") and self._talk(talk):
                talk = self._secured(talk)
                self._talk(talk)
        talk.close()

    def _talk(self, talk: socket.socket) -> bool:
        """Whether it goes on under TLS."""
        lines = talk.makefile("rb")
        for line in lines:
            phase = line.split()[0].decode().lower()
            self.asked.append(phase)
            if not self._say(talk, phase) or phase == "quit":
                return False
            if phase == "starttls":
                return self.answers[phase] == OK[phase]
            if phase == "data" and self.answers[phase] == OK[phase]:
                self.taken.append(b"".join(iter(lambda: next(lines), b".\r\n")))
                if not self._say(talk, "end"):
                    return False
        return False

    def _say(self, talk: socket.socket, phase: str) -> bool:
        answer = self.answers.get(phase, "500 what")
        if answer == HANG:
            self._ended.wait(LONG)
        while answer == DRIP and not self._ended.wait(0.05):
            talk.sendall(b"2")  # never silent for long, and never done
        if answer in (HANG, CLOSE, DRIP):
            return False
        talk.sendall(f"{answer}\r\n".encode())
        return True

    def _secured(self, talk: socket.socket) -> socket.socket:
        assert self.certificate is not None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate.certificate, self.certificate.key)
        return context.wrap_socket(talk, server_side=True)


@pytest.fixture
def server(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scripted]:
    scripted = Scripted()
    for name, value in {"MAIL_SERVER": "127.0.0.1", "MAIL_PORT": scripted.port,
                        "MAIL_USE_TLS": False, "MAIL_USE_SSL": False}.items():  # fmt: skip
        monkeypatch.setitem(app.config, name, value)
    monkeypatch.setattr(sender, "TIMEOUT", 0.5)
    yield scripted
    scripted.end()


@pytest.fixture
def letter_id(session: Session, now: datetime) -> int:
    """The acknowledgement of a new case, ready to leave."""
    with transaction():
        an_office()
        a_case(now)
        session.flush()
        return session.scalars(select(Letter.id)).one()


def send(letter_id: int, now: datetime) -> bool:
    return send_letter(letter_id, now, key=KEY, base_url=BASE, kept=None)


def letter_of(letter_id: int) -> Letter:
    db.session.rollback()
    return db.session.get_one(Letter, letter_id)


@pytest.mark.parametrize(
    ("phase", "answer"),
    [
        ("connect", "421 too busy"), ("connect", HANG), ("connect", CLOSE), ("ehlo", "421 bye"),
        ("mail", "450 later"), ("mail", "421 closing"), ("rcpt", "451 greylisted"),
        ("rcpt", "452 full"), ("data", "451 later"), ("data", "421 closing"), ("data", HANG),
        ("end", "452 no room"), ("end", "451 later"), ("end", CLOSE), ("end", HANG),
    ],
)  # fmt: skip
def test_trouble_that_may_pass_keeps_the_letter_and_a_later_try_sends_it(
    server: Scripted, letter_id: int, now: datetime, phase: str, answer: str
) -> None:
    server.answers[phase] = answer
    assert not send(letter_id, now)
    kept = letter_of(letter_id)
    assert kept.status == "ready"
    assert kept.problem
    assert kept.next_try_at > now
    server.answers = dict(OK)
    assert send(letter_id, kept.next_try_at)
    assert letter_of(letter_id).status == "sent"
    lines = [line for body in server.taken for line in body.split(b"\r\n")]
    ids = {line for line in lines if line.startswith(b"Message-ID:")}
    assert len(ids) == 1


@pytest.mark.parametrize("phase", ["connect", "ehlo", "rcpt", "end"])
def test_a_server_that_drips_byte_after_byte_is_left_within_the_lease_of_the_letter(
    server: Scripted, letter_id: int, now: datetime, phase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert timedelta(seconds=sender.PATIENCE) + timedelta(minutes=1) < LEASE
    monkeypatch.setattr(sender, "PATIENCE", 0.3)
    server.answers[phase] = DRIP
    assert not send(letter_id, now)
    kept = letter_of(letter_id)
    assert (kept.status, kept.next_try_at > now) == ("ready", True)
    monkeypatch.setattr(sender, "PATIENCE", 30)
    server.answers = dict(OK)
    assert send(letter_id, kept.next_try_at)


def test_nothing_of_a_finished_dialogue_is_left_behind(
    server: Scripted, letter_id: int, now: datetime
) -> None:
    before = {thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)}
    assert send(letter_id, now)
    after = {thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)}
    assert {thread for thread in after - before if not thread.finished.is_set()} == set()


@pytest.mark.parametrize(("phase", "answer"), [
    ("mail", "550 no"), ("rcpt", "553 no such name"), ("data", "554 no"), ("end", "552 too big"),
])  # fmt: skip
def test_a_refusal_for_good_in_any_phase_is_shown_at_once(
    server: Scripted, letter_id: int, now: datetime, phase: str, answer: str
) -> None:
    server.answers[phase] = answer
    assert not send(letter_id, now)
    kept = letter_of(letter_id)
    assert kept.status == "failed"
    assert answer[:3] in kept.problem


def test_a_sign_in_that_is_refused_is_our_fault_and_loses_no_letter(
    app: Flask, server: Scripted, letter_id: int, now: datetime,
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    monkeypatch.setitem(app.config, "MAIL_USERNAME", "siang")
    monkeypatch.setitem(app.config, "MAIL_PASSWORD", "รหัสลับมาก".encode().hex())
    server.answers["auth"] = "535 wrong"
    assert not send(letter_id, now)
    kept = letter_of(letter_id)
    assert (kept.status, kept.attempts) == ("ready", 0)
    assert app.config["MAIL_PASSWORD"] not in caplog.text + kept.problem
    assert not health.letters_leave(now + timedelta(minutes=11))


def test_nothing_leaves_in_the_clear_when_the_server_no_longer_offers_tls(
    app: Flask, server: Scripted, letter_id: int, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "MAIL_USE_TLS", True)
    assert not send(letter_id, now)
    assert letter_of(letter_id).status == "ready"
    assert "mail" not in server.asked


@pytest.mark.parametrize("bad", ["self-signed", "expired", "another name", "unknown authority"])
def test_a_certificate_that_cannot_be_trusted_is_refused(
    app: Flask, server: Scripted, letter_id: int, now: datetime, tmp_path: Path, bad: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    authority = Authority(tmp_path)
    make: dict[str, Callable[[], Certificate]] = {
        "self-signed": lambda: authority.sign(alone=True),
        "expired": lambda: authority.sign(days=-1),
        "another name": lambda: authority.sign("mail.evil.example"),
        "unknown authority": authority.sign,
    }
    server.certificate = make[bad]()
    server.answers["ehlo"] = "250-here\r\n250 STARTTLS"
    monkeypatch.setitem(app.config, "MAIL_USE_TLS", True)
    if bad != "unknown authority":
        monkeypatch.setitem(app.config, "MAIL_CA_FILE", str(authority.file))
    assert not send(letter_id, now)
    assert letter_of(letter_id).status == "ready"
    assert "mail" not in server.asked


def test_a_certificate_of_the_offices_own_authority_is_trusted(
    app: Flask, server: Scripted, letter_id: int, now: datetime, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    authority = Authority(tmp_path)
    server.certificate = authority.sign()
    server.answers["ehlo"] = "250-here\r\n250 STARTTLS"
    monkeypatch.setitem(app.config, "MAIL_USE_TLS", True)
    monkeypatch.setitem(app.config, "MAIL_CA_FILE", str(authority.file))
    assert send(letter_id, now)


@pytest.fixture
def fifty(session: Session, now: datetime) -> list[int]:
    """As many letters to different people, ready to leave."""
    with transaction():
        an_office()
        case = a_case(now, sender=Sender(phone="02-000-0000"))
        for number in range(50):
            outbox.put(case, "update", f"u-{number}", now, to=f"a{number}@example.org", words="ก")
        session.flush()
        return list(session.scalars(select(Letter.id).order_by(Letter.id)))


def test_a_server_that_is_away_for_an_hour_is_asked_once_a_minute_and_then_sends_all_in_order(
    app: Flask, server: Scripted, fifty: list[int], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = app.config["SETTINGS"]
    monkeypatch.setitem(app.config, "SETTINGS", replace(settings, mail_server="127.0.0.1"))
    monkeypatch.setattr(sender, "TIMEOUT", 20)  # a busy machine is no server that is away
    server.answers["connect"] = CLOSE
    for seconds in range(0, 3600, 30):
        assert run("send_letters", now + timedelta(seconds=seconds)) == (0, 0)
    assert server.calls == 60
    assert {letter_of(key).attempts for key in fifty} == {0}
    server.answers, back = dict(OK), now + timedelta(hours=1) + KNOCK
    assert run("send_letters", back) == (50, 0)
    told = [body.split(b"To: a")[1].split(b"@")[0] for body in server.taken]
    assert told == [str(number).encode() for number in range(50)]
    assert health.letters_leave(back)


def test_a_server_that_never_comes_back_ends_in_plain_sight(
    server: Scripted, letter_id: int, now: datetime
) -> None:
    server.answers["connect"] = CLOSE
    at = now + PATIENCE
    while letter_of(letter_id).status == "ready":
        assert not send(letter_id, at)
        at = letter_of(letter_id).next_try_at
    assert letter_of(letter_id).status == "failed"
