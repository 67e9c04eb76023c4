"""What a store promises the cupboard, and what may be wrong with it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from click import ClickException


class StoreAway(Exception):
    """The store cannot keep or give anything now; nothing was half kept."""


class NotMounted(ClickException):
    """The store is not there, or cannot be one; ``flask`` says what to do, and no more."""


class Damaged(Exception):
    """A file is not what was put: missing, or damaged."""


class Store(Protocol):
    """Named bytes; every call raises StoreAway when the place cannot be reached."""

    def write(self, key: str, content: bytes) -> None:
        """All of it is durable under ``key``, or nothing is there."""

    def read(self, key: str) -> bytes:
        """The bytes; FileNotFoundError when there are none."""

    def has(self, key: str) -> bool:
        """Whether there is such a file."""

    def remove(self, key: str) -> None:
        """It is gone, if it ever was."""

    def names(self) -> Iterator[str]:
        """The names of all that was written whole."""

    def written_at(self, key: str) -> datetime:
        """When that was; a folder says only the day."""

    def has_room(self) -> bool:
        """Whether the next file would find its place."""
