"""Rows against files, both ways: what is missing, what is damaged, what nobody speaks of."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from app.backup.site import FILES
from app.queries import previews
from app.queries.files import Attached, attached, kept
from app.storage import Damaged, cupboard
from app.vault import WrongKey, vault

# A file is there before its row, and a folder says only the day on which it was written.
GRACE = timedelta(hours=25)


def spoiled() -> list[tuple[int, bool]]:
    """The files whose row says the wrong thing of their health, each with what is right."""
    return [(row.id, not row.damaged) for row in attached() if _is_damaged(row) != row.damaged]


def differences(now: datetime) -> Iterator[str]:
    """A line for each place where database and cupboard do not agree; none when all is well."""
    spoken_of = previews.keys()
    for row in kept():
        spoken_of.add(row.key)
        try:
            cupboard.get_whole(row.key, row.sha256)
        except Damaged as damaged:
            yield f"{row.row}: its file {row.key} is {damaged}"
    for key in sorted(set(cupboard.all_keys()) - spoken_of):
        if cupboard.kept_since(key) < now - GRACE:
            yield f"file {key}: no row speaks of it"


def mend(backup: Path) -> Iterator[str]:
    """What is missing or damaged here and whole in ``backup`` is back; a line for each."""
    for row in kept():
        try:
            cupboard.get_whole(row.key, row.sha256)
        except Damaged:
            sealed = _whole_in(backup / FILES / row.key, row.sha256)
            if sealed is not None:
                cupboard.put_back(row.key, sealed)
                yield f"{row.row}: its file {row.key} is back"


def _whole_in(place: Path, sha256: str) -> bytes | None:
    """The sealed bytes of a backup's file, if they are what the row speaks of."""
    try:
        sealed = place.read_bytes()
        whole = hashlib.sha256(vault.open(sealed)).hexdigest() == sha256
    except (OSError, WrongKey):
        return None
    return sealed if whole else None


def _is_damaged(row: Attached) -> bool:
    try:
        for key, sha256 in row.bytes:
            cupboard.get_whole(key, sha256)
    except Damaged:
        return True
    return False
