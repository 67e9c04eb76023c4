"""A mailbox on a real Dovecot: polled over TLS, each mail once, also when a poller is killed."""

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actions.poll_mailbox import LEASE, Round, poll_mailbox
from app.intake.imap import DONE, account
from app.models import RawMail
from app.storage import cupboard
from tests.outside import mailer
from tests.outside.dovecot import PASSWORD, Dovecot, Inbox, a_dovecot
from tests.outside.site import ROOT
from tests.outside.waiting import until


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    with a_dovecot() as server:
        yield server


@pytest.fixture
def inbox(dovecot: Dovecot) -> Inbox:
    return dovecot.inbox()


@pytest.fixture
def poll(session: Session, inbox: Inbox, now: datetime) -> Callable[..., Round]:
    def once(scheme: str = "imaps", more: str = "/INBOX") -> Round:
        ca_file = str(inbox.server.authority.file)
        return poll_mailbox(account(inbox.url(scheme, more), ca_file), now)

    return once


def some_mails(many: int) -> list[bytes]:
    """Of old and new programs, in the line ends of the wire."""
    write = (mailer.modern, mailer.windows_874)
    raws = [
        write[i % 2](f"citizen{i}@example.org", f"เรื่องที่ {i}", "ไฟล์ตารางเปิดไม่ได้\n" * (1 + i * 7))
        for i in range(many)
    ]
    return [raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") for raw in raws]


def kept(session: Session) -> list[bytes]:
    session.rollback()
    rows = session.scalars(select(RawMail).order_by(RawMail.id))
    return [cupboard.get(row.key) for row in rows]


def test_a_hundred_mails_are_fetched_byte_for_byte_and_put_away(
    session: Session, inbox: Inbox, poll: Callable[..., Round]
) -> None:
    mails = some_mails(100)
    inbox.put(mails)
    assert (len(poll().kept), poll()) == (100, Round())
    assert kept(session) == mails
    assert (inbox.count(), inbox.count(DONE), inbox.count(DONE, "SEEN")) == (0, 100, 100)


@pytest.mark.parametrize(
    ("scheme", "more"), [("imaps", ""), ("imap", "/INBOX?starttls"), ("imap", "/INBOX")]
)
def test_a_mailbox_is_reached_in_each_of_the_three_ways(
    session: Session, inbox: Inbox, poll: Callable[..., Round], scheme: str, more: str
) -> None:
    inbox.put(some_mails(3))
    assert len(poll(scheme, more).kept) == 3


def test_a_certificate_of_an_authority_that_nobody_named_is_refused(
    session: Session, inbox: Inbox, now: datetime
) -> None:
    inbox.put(some_mails(1))
    for scheme, more in (("imaps", ""), ("imap", "/INBOX?starttls")):
        assert poll_mailbox(account(inbox.url(scheme, more)), now).problem == "tls"
        now += LEASE
    assert inbox.count() == 1


def test_a_wrong_password_is_told_as_that(session: Session, inbox: Inbox, now: datetime) -> None:
    wrong = account(inbox.url("imap").replace("p%40ss", "p%40sz"))
    assert poll_mailbox(wrong, now).problem == "login"


def test_a_folder_that_was_made_anew_is_read_anew_without_doubles(
    session: Session, inbox: Inbox, now: datetime
) -> None:
    mails = some_mails(6)
    there = account(inbox.url("imaps", "/Voice"), str(inbox.server.authority.file))
    for turn in range(2):
        with inbox.opened() as client:
            if turn:
                client.delete("Voice")
            client.create("Voice")
        inbox.put(mails[: 3 * (turn + 1)], "Voice")
        assert poll_mailbox(there, now + turn * LEASE).problem == ""
    assert kept(session) == mails


def test_a_poller_that_is_killed_leaves_nothing_lost_and_nothing_doubled(
    app: Flask, session: Session, inbox: Inbox
) -> None:
    mails = some_mails(60)
    inbox.put(mails)
    settings = app.config["SETTINGS"]
    environ = {
        **os.environ, "VAR": str(settings.var), "SIANG_DATABASE_URL": settings.database_url,
        "SIANG_IMAP_URL": inbox.url(), "SIANG_MAIL_CA_FILE": str(inbox.server.authority.file),
    }  # fmt: skip
    command = (sys.executable, "-m", "flask", "intake", "poll")
    poller = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL)

    def some() -> int:
        session.rollback()
        return session.scalar(select(func.count()).select_from(RawMail)) or 0

    try:
        until(lambda: some() >= 5 or poller.poll() is not None, "the poller is at work", 60)
    finally:
        poller.send_signal(signal.SIGKILL)
        poller.wait(10)
    before = some()
    assert before >= 5
    there = account(inbox.url(), str(inbox.server.authority.file))
    assert poll_mailbox(there, datetime.now(UTC)) == Round()  # until the lease of the dead ends
    assert len(poll_mailbox(there, datetime.now(UTC) + 2 * LEASE).kept) == 60 - before
    digests = {hashlib.sha256(raw).hexdigest() for raw in kept(session)}
    assert len(kept(session)) == len(digests) == 60
    assert sorted(kept(session)) == sorted(mails)
    assert PASSWORD not in inbox.url()
