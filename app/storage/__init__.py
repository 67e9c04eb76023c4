"""The cupboard: bytes in under a name of ours, bytes out; what was put is sealed and durable."""

import hashlib
import logging
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from app.storage.bucket import Bucket
from app.storage.folder import Folder
from app.storage.kinds import type_of
from app.storage.stores import Damaged, NotMounted, Store, StoreAway
from app.vault import WrongKey, vault

__all__ = ["Cupboard", "Damaged", "NotMounted", "StoreAway", "Stored", "cupboard"]

log = logging.getLogger(__name__)
MARK = "siang-store"  # lies in every store of ours: a folder without it is not mounted
_KEY = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}")
_WORDS = b"Siang keeps its files here. Without this file it refuses to start.\n"


@dataclass(frozen=True)
class Stored:
    """What the cupboard knows of a file: our name, its size, checksum and type by content."""

    key: str
    size: int
    sha256: str
    type: str


class Cupboard:
    """A folder or a bucket outside everything that is served; all in it is sealed."""

    store: Store

    def plug_in(self, place: str, aws: dict[str, str] | None = None) -> None:
        """Use ``place``: a folder, made when it is missing, or ``s3://bucket/prefix``."""
        self.store = Bucket(place, aws or {}) if place.startswith("s3://") else Folder(place)

    def settle(self, spoken_of: Callable[[], bool]) -> None:
        """A new store has its mark, which names the data key of its files, not the key itself.

        NotMounted when it lacks what the database speaks of, or its files have another key.
        """
        ours = _WORDS + vault.fingerprint.encode()
        try:
            mark = self.store.read(MARK) if self.store.has(MARK) else b""
            if mark in (ours, _WORDS):  # the mark of an older store names no key
                return
            holds = next(self.all_keys(), None) is not None
            if mark and holds:
                raise NotMounted(
                    "the files in SIANG_ATTACHMENTS were sealed with another data key:"
                    " put <VAR>/data_key (or SIANG_DATA_KEY) back as it was"
                )
            if not mark and not holds and spoken_of():
                raise NotMounted(
                    "SIANG_ATTACHMENTS is empty, but the database speaks of files:"
                    " mount the store, or restore it from a backup"
                )
            self.store.write(MARK, ours)
        except StoreAway as away:  # people may read their cases meanwhile; nothing is promised
            log.error("the store of files does not answer: %s", away)

    def put(self, content: bytes) -> Stored:
        """Keep ``content`` for good: when this returns, a power cut cannot take it away.

        StoreAway when that cannot be promised; then nothing is left behind.
        """
        name = secrets.token_hex(16)
        key = f"{name[:2]}/{name}"
        if not self.store.has(MARK):
            raise StoreAway("the store is not mounted")
        self.store.write(key, vault.seal(content))
        return Stored(key, len(content), hashlib.sha256(content).hexdigest(), type_of(content))

    def get(self, key: str) -> bytes:
        """The bytes kept under ``key``; FileNotFoundError when there are none."""
        return vault.open(self.get_sealed(key))

    def get_whole(self, key: str, sha256: str) -> bytes:
        """The same, as they were when they were put; else Damaged."""
        try:
            content = self.get(key)
        except FileNotFoundError as error:
            raise Damaged("missing") from error
        except WrongKey as error:
            raise Damaged("damaged") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Damaged("damaged")
        return content

    def get_sealed(self, key: str) -> bytes:
        """The same as they lie here, for a copy elsewhere."""
        return self.store.read(key)

    def remove(self, key: str) -> None:
        """Take a file out, for a journey that was rolled back; nothing if it is gone."""
        self.store.remove(key)

    def all_keys(self) -> Iterator[str]:
        """Every file there is, in no order; those that are being written are left out."""
        return (key for key in self.store.names() if _KEY.fullmatch(key))

    def kept_since(self, key: str) -> datetime:
        """When the file was written."""
        return self.store.written_at(key)

    def put_back(self, key: str, content: bytes) -> None:
        """Keep ``content``, sealed as it is, under its name; ValueError for a name not of ours."""
        if not _KEY.fullmatch(key):
            raise ValueError(key)
        self.store.write(key, content)

    def is_writable(self) -> bool:
        """Whether the next file would find its place."""
        try:
            return self.store.has(MARK) and self.store.has_room()
        except StoreAway:
            return False


cupboard = Cupboard()
