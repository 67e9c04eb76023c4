"""A mail server for tests: it keeps what it takes, with the envelope."""

import email
import email.policy
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as Dialogue
from flask import Flask


class Sink:
    """Every mail it took, and from whom to whom."""

    def __init__(self) -> None:
        self.raw: list[bytes] = []
        self.envelopes: list[tuple[str, list[str]]] = []

    async def handle_DATA(self, server: SMTP, session: Dialogue, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        self.raw.append(envelope.original_content or b"")
        self.envelopes.append((envelope.mail_from or "", list(envelope.rcpt_tos)))
        return "250 OK"

    @property
    def mails(self) -> list[EmailMessage]:
        return [email.message_from_bytes(raw, policy=email.policy.default) for raw in self.raw]


@contextmanager
def a_sink(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    """The app's letters go there, until the end of the block."""
    sink = Sink()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    server = {"MAIL_SERVER": "127.0.0.1", "MAIL_PORT": port, "MAIL_USE_TLS": False}
    for name, value in server.items():
        monkeypatch.setitem(app.config, name, value)
    yield sink
    controller.stop()
