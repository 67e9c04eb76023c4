"""The SMTP and LMTP listeners: 250 is said only after the raw bytes are durable."""

import asyncio
import logging
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask

from app.actions.keep_mail import Came
from app.failpoint import here
from app.intake.apart import make_ready
from app.postbox import accept
from workflows.limits import RAW_MAIL

log = logging.getLogger(__name__)

IDLE = 60  # seconds before a silent peer is let go
LOOK = 1.0  # seconds between two looks at how many mails wait
FINISH = 4.0  # seconds for reading what waits here, once told to stop; the clock reads the rest
READERS = 2  # mails read here at the same time
KEPT = "250 2.0.0 kept"
LATER = "451 4.3.0 cannot be kept now, try again later"
FULL = "452 4.3.1 too many mails wait, try again later"


class Postman:
    """Hands each message to the door's threads; the database never blocks the dialogue.

    Those who keep never wait for those who read: a mail that is hard to read holds up no sender.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.keepers = ThreadPoolExecutor(4, thread_name_prefix="keeper")
        self.readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self.stops_at = float("inf")
        self.looked_at = float("-inf")
        self.is_full = False

    async def handle_MAIL(  # noqa: N802 - the library's name and arguments
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Before anything is sent: whether there is room."""
        if time.monotonic() - self.looked_at > LOOK:
            self.looked_at = time.monotonic()
            loop = asyncio.get_running_loop()
            self.is_full = await loop.run_in_executor(self.keepers, self._look)
        if self.is_full:
            return FULL
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        """Keep, answer, and only then read; LMTP gets one answer for each recipient."""
        raw = envelope.original_content or b""
        loop = asyncio.get_running_loop()
        door = "lmtp" if isinstance(server, LMTP) else "smtp"
        came = Came(door, envelope.mail_from or "", tuple(envelope.rcpt_tos))
        try:
            raw_id = await loop.run_in_executor(self.keepers, self._keep, raw, came)
        except Exception as error:
            accept.note_refusal(error)
            answer = LATER
        else:
            answer = KEPT
            loop.call_soon(self._hand_on, raw_id)  # once the answer has left
        times = len(envelope.rcpt_tos) if isinstance(server, LMTP) else 1
        return "\r\n".join([answer] * times)

    def _hand_on(self, raw_id: int) -> None:
        with suppress(RuntimeError):  # told to stop meanwhile: the clock reads it
            self.readers.submit(self._read, raw_id)

    def _look(self) -> bool:
        """Whether too much waits; a database that does not answer says so when a mail is kept."""
        try:
            with self.app.app_context():
                accept.check_backlog()
        except accept.BackedUp:
            return True
        except Exception:
            log.exception("nobody knows how much mail waits")
        return False

    def _keep(self, raw: bytes, came: Came) -> int:
        with self.app.app_context():
            return accept.keep(raw, datetime.now(UTC), came)

    def _read(self, raw_id: int) -> None:
        if time.monotonic() > self.stops_at:
            return
        here("S4")
        with self.app.app_context():
            accept.read(raw_id, datetime.now(UTC))


async def listen(app: Flask, host: str, smtp_port: int, lmtp_port: int) -> None:
    """Serve both doors until told to stop; what is in hand is finished first."""
    make_ready(READERS)
    postman = Postman(app)
    doors = await open_doors(postman, host, smtp_port, lmtp_port)
    log.info("listening for mail on %s: SMTP %s, LMTP %s", host, smtp_port, lmtp_port)
    stop = asyncio.Event()
    for order in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(order, stop.set)
    await stop.wait()
    await close_doors(postman, doors, FINISH)


async def open_doors(
    postman: Postman, host: str, smtp_port: int, lmtp_port: int
) -> list[asyncio.Server]:
    """SMTP and LMTP are listened to; port 0 is any free one."""
    logging.getLogger("mail.log").setLevel(logging.WARNING)  # below, it tells who wrote to us
    loop = asyncio.get_running_loop()
    return [
        await loop.create_server(lambda: _door(SMTP, postman), host, smtp_port),
        await loop.create_server(lambda: _door(LMTP, postman), host, lmtp_port),
    ]


async def close_doors(
    postman: Postman, doors: list[asyncio.Server], patience: float = float("inf")
) -> None:
    """Nobody new comes in, and what was accepted is read, or waits when patience ends."""
    for door in doors:
        door.close()
    await asyncio.to_thread(postman.keepers.shutdown)
    postman.stops_at = time.monotonic() + patience
    await asyncio.to_thread(postman.readers.shutdown)


def _door(protocol: type[SMTP], postman: Postman) -> SMTP:
    return protocol(
        postman, data_size_limit=RAW_MAIL, enable_SMTPUTF8=True, timeout=IDLE,
        hostname="siang", ident="Siang",
    )  # fmt: skip
