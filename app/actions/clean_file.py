"""Makes the copy that staff see of an anonymous person's file: nothing hidden is left in it."""

from datetime import datetime

from sqlalchemy import select

from app.database import db, transaction
from app.models import Attachment
from app.storage import Damaged, cupboard
from app.storage.cleaning import CannotClean, clean_copy
from workflows.files import Cleaning


def clean_file(file_id: int, now: datetime) -> bool:
    """The copy is there, or why there is none; False when another machine was first.

    It is made outside any transaction, in a process of its own.
    """
    row = db.session.get(Attachment, file_id)
    if row is None or row.cleaning != Cleaning.PENDING:
        return False
    key = row.key
    try:
        copy = _copy(row)
    except CannotClean as cannot:
        return _settle(file_id, key, why=cannot.why)
    return _settle(file_id, key, copy=copy)


def _copy(row: Attachment) -> bytes:
    if row.danger:
        raise CannotClean("danger")
    key, sha256 = row.key, row.sha256
    db.session.rollback()  # whatever the child does, nobody waits for us
    try:
        return clean_copy(cupboard.get_whole(key, sha256))
    except Damaged as damaged:
        raise CannotClean("broken") from damaged


def _settle(file_id: int, key: str, *, copy: bytes | None = None, why: str = "") -> bool:
    """The row says how it ended; a file that is gone meanwhile does not come back."""
    with transaction():
        query = select(Attachment).where(
            Attachment.id == file_id, Attachment.cleaning == Cleaning.PENDING, Attachment.key == key
        )
        row = db.session.scalar(query.with_for_update())
        if row is None:
            return False
        row.cleaning, row.unclean = (Cleaning.FAILED, why) if copy is None else (Cleaning.DONE, "")
        if copy is not None:
            kept = cupboard.put(copy)
            row.clean_key, row.clean_size, row.clean_sha256 = kept.key, kept.size, kept.sha256
        return True
