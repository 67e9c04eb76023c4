"""A folder as the store; the file system's sync is the promise."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from app.storage.stores import NotMounted, StoreAway

ROOM = 64 * 1024 * 1024  # bytes: two of the largest mails
_PART = ".part"
_DAY = 24 * 60 * 60


class Folder:
    """Files for the eyes of their owner only, whatever the umask of the process."""

    def __init__(self, place: str) -> None:
        self.place = Path(place).absolute()
        try:
            self.place.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise NotMounted(f"SIANG_ATTACHMENTS cannot be a folder: {error}") from error

    def write(self, key: str, content: bytes) -> None:
        """File and folder are synced before this returns; a reader never sees half of it."""
        target = self.place / key
        part = target.with_name(target.name + _PART)
        today = time.time() // _DAY * _DAY  # of an anonymous visit no clock of ours keeps the hour
        try:
            target.parent.mkdir(mode=0o700, exist_ok=True)
            _write(part, content)
            os.utime(part, (today, today))
            part.rename(target)
            for folder in {target.parent, self.place}:
                _sync(folder)
        except OSError as error:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise StoreAway(error.strerror or type(error).__name__) from error

    def read(self, key: str) -> bytes:
        """The bytes; FileNotFoundError when there are none."""
        try:
            return (self.place / key).read_bytes()
        except FileNotFoundError:
            raise
        except OSError as error:
            raise StoreAway(error.strerror or type(error).__name__) from error

    def has(self, key: str) -> bool:
        """Whether there is such a file."""
        return (self.place / key).is_file()

    def remove(self, key: str) -> None:
        """It is gone, if it ever was."""
        (self.place / key).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        """Those that are being written are left out."""
        for file in self.place.glob("??/*"):
            if file.is_file() and file.suffix != _PART:
                yield f"{file.parent.name}/{file.name}"

    def written_at(self, key: str) -> datetime:
        """The day it was."""
        return datetime.fromtimestamp((self.place / key).stat().st_mtime, UTC)

    def has_room(self) -> bool:
        """Not full, not read-only."""
        try:
            return os.access(self.place, os.W_OK) and shutil.disk_usage(self.place).free > ROOM
        except OSError:
            return False


def _write(place: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(place, flags, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
