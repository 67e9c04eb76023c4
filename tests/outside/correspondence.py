"""An office in this process that real mail programs talk to, and whose letters really leave."""

import asyncio
import re
import smtplib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.actions.given import Given
from app.actions.take_step import take_step
from app.database import db, transaction
from app.jobs.runner import run
from app.models import Attachment, Case, Message, Person, RawMail
from app.postbox.listener import Postman, close_doors, open_doors
from tests.factories import a_person
from tests.outside.sink import Letter, Sink
from tests.outside.waiting import until
from tests.web.visitors import errors, post


class Post:
    """The mail door on free ports, the outbox, the track page, and one officer."""

    def __init__(self, app: Flask, sink: Sink) -> None:
        self.app, self.sink = app, sink
        self.smtp = self.lmtp = self.hours = 0

    @contextmanager
    def opened(self) -> Iterator["Post"]:
        """The mail door is open until the block ends."""
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        postman = Postman(self.app)

        def do(work: Callable) -> object:
            return asyncio.run_coroutine_threadsafe(work(), loop).result(60)

        try:
            doors = do(lambda: open_doors(postman, "127.0.0.1", self.smtp, self.lmtp))
            self.smtp, self.lmtp = (door.sockets[0].getsockname()[1] for door in doors)
            try:
                yield self
            finally:
                do(lambda: close_doors(postman, doors))
        finally:
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()

    def read(self) -> int:
        """How many mails came and are read."""
        with self.app.app_context():
            waits = RawMail.state == "waiting"
            query = select(func.count()).select_from(RawMail).where(~waits)
            return db.session.scalar(query) or 0

    def hear(self, port: int, sender: str, to: str, raw: bytes) -> None:
        """A mail is given to a mail server, and has become what it becomes."""
        before = self.read()
        with smtplib.SMTP("127.0.0.1", port, timeout=30) as server:
            server.sendmail(sender, [to], raw)
        self.wait(before + 1)

    def wait(self, many: int) -> None:
        """So many mails have come in all."""
        until(lambda: self.read() >= many, f"{many} mails are read")

    def letter(self, to: str, *words: str) -> Letter:
        """The newest letter to somebody, once the outbox is empty.

        Each time it is emptied two hours later: one address has few letters within an hour.
        """
        self.hours += 2
        with self.app.app_context():
            while run("send_letters", datetime.now(UTC) + timedelta(hours=self.hours)) != (0, 0):
                pass
        return self.sink.to(to, *words)[-1]

    def officer(self) -> str:
        """Somebody who works here; their address."""
        with self.app.app_context(), transaction():
            now = datetime.now(UTC)
            a_person(now, "manager", "U02", "boss@oie.example")
            return a_person(now, "officer", "U02", "officer@oie.example").email

    def step(self, step: str, who: str, given: Given) -> None:
        """The only case takes a step."""
        with self.app.app_context(), transaction() as session:
            actor = session.scalars(select(Person).where(Person.email == who)).one()
            take_step(session.scalars(select(Case)).one(), step, actor, datetime.now(UTC), given)

    def write(self, act: Callable[[Case, Person, datetime], object]) -> None:
        """The owner of the only case does something with it."""
        with self.app.app_context(), transaction() as session:
            case = session.scalars(select(Case)).one()
            assert case.owner
            act(case, case.owner, datetime.now(UTC))

    def track(self, letter: Letter, text: str) -> None:
        """The correspondent opens the link of a letter and writes on the page behind it."""
        browser, page = self.follow(letter)
        token = re.search(r'name="token"[^>]*value="([^"]+)"', page)
        assert token
        answer = post(browser, "/track/message", {"body": text, "token": token[1]})
        assert answer.status_code == 303, errors(answer)

    def follow(self, letter: Letter) -> tuple[FlaskClient, str]:
        """A browser with the track page behind the link of a letter, and that page."""
        browser = self.app.test_client()
        assert browser.get(urlsplit(letter.link()).path).location == "/track/case"
        return browser, browser.get("/track/case").text

    def told(self) -> list[str]:
        """What the correspondent said after the first word, in its order."""
        with self.app.app_context():
            return list(db.session.scalars(select(Message.body).order_by(Message.at, Message.id)))

    def files(self) -> list[str]:
        """The names of what they attached."""
        with self.app.app_context():
            return list(db.session.scalars(select(Attachment.name).order_by(Attachment.id)))
