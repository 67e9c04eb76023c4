"""Two machines and one mailbox: whoever has it, whoever dies with it, each mail is kept once."""

import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actions.poll_mailbox import LEASE, Hand, Lost, poll_mailbox
from app.database import db
from app.intake.imap import Account, Folder, account
from app.models import Mailbox, RawMail
from tests.postbox.imap_mails import digests, kept, mails
from tests.postbox.imap_server import Box, a_server

MANY = 300


class Killed(BaseException):
    """The process is gone, between one line and the next."""


class Nodes:
    """Two machines whose clock runs with what they do: a lease ends after every few mails.

    ``mortal`` is how they put a mail away; every fourteenth is the last thing that a process does.
    """

    def __init__(self, app: Flask, box: Account, now: datetime) -> None:
        self.app, self.box, self.now = app, box, now
        self.filed, self.idle = count(), count()
        self.ticks = self.restarts = 0
        self.progress = threading.Condition()
        self.trouble: list[BaseException] = []

    def run(self) -> None:
        """Both poll until all is kept; nobody runs any more."""
        threads = [threading.Thread(target=self._node) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(200)

    def tick(self) -> None:
        """Time goes on, and who waits for the mailbox looks again."""
        with self.progress:
            self.ticks += 1
            self.progress.notify_all()

    def mortal(self, put_away: Callable[[Folder, int], None]) -> Callable[[Folder, int], None]:
        def put(folder: Folder, uid: int) -> None:
            self.tick()
            if next(self.filed) % 14 == 13:
                raise Killed
            put_away(folder, uid)

        return put

    def _node(self) -> None:
        with self.app.app_context():
            try:
                while self._kept() < MANY and next(self.idle) < 3000:
                    self._round()
            except BaseException as other:
                self.trouble.append(other)

    def _round(self) -> None:
        try:
            if not poll_mailbox(self.box, self.now + self.ticks * LEASE / 8).kept:
                with self.progress:
                    self.progress.wait(0.1)
                self.tick()
        except Killed:
            self.restarts += 1

    def _kept(self) -> int:
        db.session.rollback()
        return db.session.scalar(select(func.count()).select_from(RawMail)) or 0


@pytest.fixture
def lost(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Grows whenever a machine finds that the mailbox is not in its hand any more."""
    times: list[int] = []
    mine = Hand.mailbox

    def noting(hand: Hand) -> Mailbox:
        try:
            return mine(hand)
        except Lost:
            times.append(1)
            raise

    monkeypatch.setattr(Hand, "mailbox", noting)
    return times


def test_two_pollers_at_once_with_restarts_keep_each_mail_once(
    app: Flask, session: Session, now: datetime, lost: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_server(Box(mails(MANY))) as server:
        nodes = Nodes(app, account(server.url()), now)
        monkeypatch.setattr(Folder, "file_away", nodes.mortal(Folder.file_away))
        nodes.run()
    assert nodes.trouble == []
    assert (nodes.restarts >= 20, len(lost) >= 5) == (True, True)
    assert sorted(kept(session)) == sorted(digests(mails(MANY)))


def test_of_two_machines_in_step_the_second_does_not_even_sign_in(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_server(Box(mails(3))) as server:
        shared, put_away = account(server.url()), Folder.file_away

        def meanwhile(folder: Folder, uid: int) -> None:
            assert poll_mailbox(shared, now).kept == []
            put_away(folder, uid)

        monkeypatch.setattr(Folder, "file_away", meanwhile)
        assert len(poll_mailbox(shared, now).kept) == 3
        assert server.box.asked["LOGIN"] == 1
