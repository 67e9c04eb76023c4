"""A mail server that keeps every letter it is given, to be read like a mailbox."""

import email
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.outside.ports import free_port
from tests.outside.waiting import until


@dataclass(frozen=True)
class Letter:
    """One letter as its reader has it before them."""

    to: str
    subject: str
    text: str
    message: EmailMessage
    sender: str  # of the envelope: where their server complains

    @property
    def reply_to(self) -> str:
        """Where an answer goes."""
        return str(self.message["Reply-To"] or self.message["From"])

    def link(self) -> str:
        """The address in the letter that opens its case without the secret."""
        found = re.search(r"http://\S+/track/open/\S+", self.text)
        assert found, self.text
        return found[0]

    def names_unit_and_telephone(self) -> None:
        """Its reader knows whom to call."""
        assert re.search(r"หน่วยงานที่รับผิดชอบ: \S", self.text), self.text
        assert re.search(r"โทรศัพท์: 0\d", self.text), self.text


class Sink:
    """Runs in a thread of its own from ``start`` to ``stop``."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=60)
        self.start, self.stop = self._controller.start, self._controller.stop

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        """Keep it once for each recipient."""
        message = email.message_from_bytes(envelope.original_content or b"", policy=default)
        plain = message.get_body(("plain",))
        text = plain.get_content() if plain else ""
        for to in envelope.rcpt_tos:
            self.letters.append(
                Letter(to, str(message["Subject"]), text, message, envelope.mail_from or "")
            )
        return "250 kept"

    def to(self, address: str, *words: str) -> list[Letter]:
        """The letters to ``address`` in which all of ``words`` stand, in the order of arrival."""
        return [x for x in self.letters if x.to == address and all(w in x.text for w in words)]

    def letter(self, address: str, *words: str) -> Letter:
        """The first such letter, once it is here."""
        return until(lambda: self.to(address, *words), f"letter to {address} with {words}")[0]
