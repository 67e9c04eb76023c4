"""The SMTP and LMTP listeners: 250 is said only after the raw bytes are durable."""

import asyncio
import logging
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask

from app.actions.keep_mail import Came
from app.postbox import accept

log = logging.getLogger(__name__)

LARGEST = 36 * 1024 * 1024  # 25 MB of files in base64, and the letter around them
IDLE = 60  # seconds before a silent peer is let go
KEPT = "250 2.0.0 kept"
LATER = "451 4.3.0 cannot be kept now, try again later"


class Postman:
    """Hands each message to the door's threads; the database never blocks the dialogue."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.threads = ThreadPoolExecutor(4, thread_name_prefix="postman")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        """Keep, answer, and only then read; LMTP gets one answer for each recipient."""
        raw = envelope.original_content or b""
        loop = asyncio.get_running_loop()
        door = "lmtp" if isinstance(server, LMTP) else "smtp"
        came = Came(door, envelope.mail_from or "", tuple(envelope.rcpt_tos))
        try:
            raw_id = await loop.run_in_executor(self.threads, self._keep, raw, came)
        except Exception:
            log.exception("a mail could not be kept")
            answer = LATER
        else:
            answer = KEPT
            self.threads.submit(self._read, raw_id)
        times = len(envelope.rcpt_tos) if isinstance(server, LMTP) else 1
        return "\r\n".join([answer] * times)

    def _keep(self, raw: bytes, came: Came) -> int:
        with self.app.app_context():
            return accept.keep(raw, datetime.now(UTC), came)

    def _read(self, raw_id: int) -> None:
        with self.app.app_context():
            accept.read(raw_id, datetime.now(UTC))


async def listen(app: Flask, host: str, smtp_port: int, lmtp_port: int) -> None:
    """Serve both doors until told to stop; what was accepted is finished first."""
    postman = Postman(app)
    doors = await open_doors(postman, host, smtp_port, lmtp_port)
    log.info("listening for mail on %s: SMTP %s, LMTP %s", host, smtp_port, lmtp_port)
    stop = asyncio.Event()
    for order in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(order, stop.set)
    await stop.wait()
    await close_doors(postman, doors)


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


async def close_doors(postman: Postman, doors: list[asyncio.Server]) -> None:
    """Nobody new comes in, and what was accepted is read."""
    for door in doors:
        door.close()
    await asyncio.to_thread(postman.threads.shutdown)


def _door(protocol: type[SMTP], postman: Postman) -> SMTP:
    return protocol(
        postman, data_size_limit=LARGEST, enable_SMTPUTF8=True, timeout=IDLE,
        hostname="siang", ident="Siang",
    )  # fmt: skip
