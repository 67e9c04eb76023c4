"""The vault: what only the data key opens. The key lives outside the database and its backups."""

import base64
import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV

MARK = "\x1fsealed:"  # a control sign that no text from outside keeps
_FILE = b"SIANG\x01"  # before a sealed file; files without it were kept before there was a key
_NONCE = 12


class WrongKey(Exception):
    """What lies here was sealed with another data key, or was changed."""


class Vault:
    """Seals words and files. Words are sealed alike each time, so that equal ones stay equal."""

    def plug_in(self, key: str) -> None:
        """Use ``key``; a key of its own for each purpose is derived from it."""
        self._words = AESSIV(_derive(key, "words", 64))
        self._files = AESGCM(_derive(key, "files", 32))
        self.fingerprint = _derive(key, "fingerprint", 16).hex()

    def seal_text(self, text: str) -> str:
        """``text`` in a form that says nothing but its length."""
        return MARK + base64.urlsafe_b64encode(self._words.encrypt(text.encode(), None)).decode()

    def open_text(self, sealed: str) -> str:
        """The words that were sealed; WrongKey when this key cannot open them."""
        try:
            return self._words.decrypt(
                base64.urlsafe_b64decode(sealed.removeprefix(MARK)), None
            ).decode()
        except (InvalidTag, ValueError) as error:
            raise WrongKey("these words were sealed with another data key") from error

    def seal(self, content: bytes) -> bytes:
        """``content`` for the cupboard."""
        nonce = os.urandom(_NONCE)
        return _FILE + nonce + self._files.encrypt(nonce, content, _FILE)

    def open(self, kept: bytes) -> bytes:
        """The bytes that were sealed; as they are when they never were."""
        if not kept.startswith(_FILE):
            return kept
        nonce, sealed = kept[len(_FILE) :][:_NONCE], kept[len(_FILE) + _NONCE :]
        try:
            return self._files.decrypt(nonce, sealed, _FILE)
        except InvalidTag as error:
            raise WrongKey("this file was sealed with another data key, or is damaged") from error


def _derive(key: str, purpose: str, length: int) -> bytes:
    return hmac.digest(key.encode(), f"siang:{purpose}".encode(), hashlib.sha512)[:length]


vault = Vault()
