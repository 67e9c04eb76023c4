"""Every file that a row speaks of: attachments, mails as they came, and evidence."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import literal, select, union_all

from app.database import db
from app.models import Attachment, Evidence, RawMail

_AT_ONCE = 1000


@dataclass(frozen=True)
class Kept:
    """What a row says of its file; ``row`` names it in words for an administrator."""

    row: str
    key: str
    size: int
    sha256: str


def kept() -> Iterator[Kept]:
    """All of them, a thousand in memory at a time."""
    tables = (("attachment", Attachment), ("mail", RawMail), ("evidence", Evidence))
    parts = [
        select(literal(what).label("what"), table.id, table.key, table.size, table.sha256).where(
            table.key.is_not(None)
        )
        for what, table in tables
    ]
    for row in db.session.execute(union_all(*parts)).yield_per(_AT_ONCE):
        yield Kept(f"{row.what} {row.id}", row.key, row.size, row.sha256)
