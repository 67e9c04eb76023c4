"""The cupboard: bytes in under a name of ours, bytes out; what was put is durable."""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import puremagic


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
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        (place / f"{name}.part").rename(place / name)
        for folder in (place, self.folder):
            _sync(folder)
        digest = hashlib.sha256(content).hexdigest()
        return Stored(f"{name[:2]}/{name}", len(content), digest, type_of(content))

    def get(self, key: str) -> bytes:
        """The bytes kept under ``key``; FileNotFoundError when there are none."""
        return (self.folder / key).read_bytes()

    def remove(self, key: str) -> None:
        """Take a file out, for a journey that was rolled back; nothing if it is gone."""
        (self.folder / key).unlink(missing_ok=True)

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
