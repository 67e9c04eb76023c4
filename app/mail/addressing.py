"""The keys by which an answer finds its case: in Message-IDs, reply and bounce addresses.

A key is an HMAC of purpose, case, recipient and a nonce: no number in a subject opens anything,
and a key that was altered, or copied from another letter, opens nothing.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

from flask import current_app

LETTER, STAFF, REPLY, BOUNCE = "letter", "staff", "reply", "bounce"
SIZE = 32  # hexadecimal digits: 128 bits of nonce, 128 of the key
_ADDRESS = re.compile(r"(reply|bounce)\+(\d{1,18})\.([0-9a-f]*)@(.+)", re.IGNORECASE)
_MESSAGE_ID = re.compile(rf"<([0-9a-f]{{{SIZE}}})\.?([0-9a-f]*)@([^<>\s@]+)>", re.IGNORECASE)


@dataclass(frozen=True)
class ReplyKey:
    """What an address of ours that came back says: which letter, and the proof of it."""

    purpose: str
    letter_id: int
    proof: str


@dataclass(frozen=True)
class Signer:
    """Makes keys and tests them; ``domain`` is of Message-IDs, ``reply_domain`` may be empty."""

    key: str
    domain: str
    reply_domain: str = ""

    def message_id(self, purpose: str, about: str, recipient: str) -> str:
        """A new ``<nonce.proof@domain>`` of a letter about a case to one recipient."""
        nonce = secrets.token_hex(SIZE // 2)
        return f"<{nonce}.{self._proof(purpose, about, recipient, nonce)}@{self.domain}>"

    def proves(self, message_id: str, purpose: str, about: str, recipient: str) -> bool:
        """Whether we gave this Message-ID to that letter."""
        found = _MESSAGE_ID.fullmatch(message_id)
        if found is None:
            return False
        right = self._proof(purpose, about, recipient, found[1].lower())
        return hmac.compare_digest(found[2].lower(), right)

    def looks_ours(self, message_id: str) -> bool:
        """Whether it has the form of our Message-IDs, whole or mutilated, true or not."""
        found = _MESSAGE_ID.fullmatch(message_id)
        return found is not None and found[3].lower() == self.domain.lower()

    def address(self, purpose: str, letter_id: int, recipient: str) -> str:
        """``reply+…`` or ``bounce+…`` of one letter; empty without a domain for it."""
        if not self.reply_domain:
            return ""
        proof = self._proof(purpose, str(letter_id), recipient, "")
        return f"{purpose}+{letter_id}.{proof}@{self.reply_domain}"

    def read(self, address: str) -> ReplyKey | None:
        """The key in an address at our reply domain; None for any other address."""
        found = _ADDRESS.fullmatch(address.strip())
        if found is None or found[4].lower() != self.reply_domain.lower():
            return None
        return ReplyKey(found[1].lower(), int(found[2]), found[3].lower())

    def fits(self, key: ReplyKey, recipient: str) -> bool:
        """Whether the address was made for a letter to that recipient."""
        right = self._proof(key.purpose, str(key.letter_id), recipient, "")
        return hmac.compare_digest(key.proof, right)

    def _proof(self, *parts: str) -> str:
        said = "\0".join(("mail-key", *(part.lower() for part in parts)))
        return hmac.new(self.key.encode(), said.encode(), hashlib.sha256).hexdigest()[:SIZE]


def signer() -> Signer:
    """The signer of this site."""
    config = current_app.config
    domain = config["SETTINGS"].reply_domain
    return Signer(config["SECRET_KEY"], config["MAIL_DOMAIN"], domain)


def own_addresses() -> frozenset[str]:
    """The addresses that are ours: what comes from them comes from a machine of ours."""
    settings = current_app.config["SETTINGS"]
    sender = settings.mail_from.rpartition("<")[2].rstrip("> ").lower()
    return frozenset({sender, settings.integrity_email.lower()} - {""})
