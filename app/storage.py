"""The cupboard: bytes in under a name of ours, bytes out; what was put is sealed and durable."""

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import puremagic

from app.vault import vault

_KEY = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}")


@dataclass(frozen=True)
class Stored:
    """What the cupboard knows of a file: our name, its size, checksum and type by content."""

    key: str
    size: int
    sha256: str
    type: str


class Cupboard:
    """A folder outside everything that is served; the file system's sync is the promise."""

    def __init__(self) -> None:
        self.folder = Path()

    def plug_in(self, folder: str) -> None:
        """Use ``folder``, made with mode 0700 when it is missing."""
        self.folder = Path(folder).absolute()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def put(self, content: bytes) -> Stored:
        """Keep ``content`` for good: when this returns, a power cut cannot take it away."""
        name = secrets.token_hex(16)
        place = self.folder / name[:2]
        place.mkdir(mode=0o700, exist_ok=True)
        with (place / f"{name}.part").open("xb") as file:
            file.write(vault.seal(content))
            file.flush()
            os.fsync(file.fileno())
        (place / f"{name}.part").rename(place / name)
        for folder in (place, self.folder):
            _sync(folder)
        digest = hashlib.sha256(content).hexdigest()
        return Stored(f"{name[:2]}/{name}", len(content), digest, type_of(content))

    def get(self, key: str) -> bytes:
        """The bytes kept under ``key``; FileNotFoundError when there are none."""
        return vault.open(self.get_sealed(key))

    def get_sealed(self, key: str) -> bytes:
        """The same as they lie here, for a copy elsewhere."""
        return (self.folder / key).read_bytes()

    def remove(self, key: str) -> None:
        """Take a file out, for a journey that was rolled back; nothing if it is gone."""
        (self.folder / key).unlink(missing_ok=True)

    def all_keys(self) -> Iterator[str]:
        """Every file there is, in no order; those that are being written are left out."""
        for place in self.folder.glob("??/*"):
            if place.is_file() and place.suffix != ".part":
                yield f"{place.parent.name}/{place.name}"

    def kept_since(self, key: str) -> datetime:
        """When the file was written."""
        return datetime.fromtimestamp((self.folder / key).stat().st_mtime, UTC)

    def put_back(self, key: str, content: bytes) -> None:
        """Keep ``content``, sealed as it is, under its name; ValueError for a name not of ours."""
        if not _KEY.fullmatch(key):
            raise ValueError(key)
        place = self.folder / key
        place.parent.mkdir(mode=0o700, exist_ok=True)
        with place.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _sync(place.parent)

    def is_writable(self) -> bool:
        """Whether the next file would find its place."""
        return os.access(self.folder, os.W_OK)


def type_of(content: bytes) -> str:
    """The media type by content alone; what the sender called it is never believed."""
    try:
        return puremagic.from_string(content, mime=True) or "application/octet-stream"
    except (puremagic.PureError, ValueError):
        return "application/octet-stream"


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


cupboard = Cupboard()
