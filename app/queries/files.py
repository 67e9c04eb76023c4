"""Every file that a row speaks of: attachments, mails as they came, their copies, and evidence."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import exists, func, inspect, literal, or_, select, union_all

from app.database import db
from app.models import Attachment, Case, Evidence, Person, RawMail, Submission23
from app.queries.rights import visible
from workflows.errors import UnknownReference
from workflows.files import Cleaning, Scan

_AT_ONCE = 1000
_BATCH = 50  # of one run: a scanner that hangs holds its job for a while, not for ever


Scanned = type[Attachment] | type[Evidence]
SCANNED: tuple[Scanned, ...] = (Attachment, Evidence)  # what strangers sent, before all else


class Unscanned(NamedTuple):
    """A file that waits for the scanner, and the table that speaks of it."""

    id: int
    table: Scanned


@dataclass(frozen=True)
class Attached:
    """An attachment's places in the cupboard with their checksums, and what is known of them."""

    id: int
    damaged: bool
    bytes: list[tuple[str, str]]


def are_spoken_of() -> bool:
    """Whether any row speaks of a file; False in a database without our tables."""
    if not inspect(db.engine).has_table("attachment"):
        return False
    with db.engine.connect() as connection:
        some = exists(select(Attachment.id)) | exists(select(RawMail.id))
        return bool(connection.scalar(select(some)))


@dataclass(frozen=True)
class Kept:
    """What a row says of its file; ``row`` names it in words for an administrator."""

    row: str
    key: str
    size: int
    sha256: str


def kept() -> Iterator[Kept]:
    """All of them and their copies, a thousand in memory at a time."""
    parts = [
        select(literal("attachment").label("what"), Attachment.id, Attachment.key,
               Attachment.size, Attachment.sha256),
        select(literal("copy of attachment"), Attachment.id, Attachment.clean_key,
               Attachment.clean_size, Attachment.clean_sha256)
        .where(Attachment.clean_key.is_not(None)),
        select(literal("mail"), RawMail.id, RawMail.key, RawMail.size, RawMail.sha256),
        select(literal("repaired mail"), RawMail.id, RawMail.repaired_key, RawMail.repaired_size,
               RawMail.repaired_sha256).where(RawMail.repaired_key.is_not(None)),
        select(literal("evidence"), Evidence.id, Evidence.key, Evidence.size, Evidence.sha256)
        .where(Evidence.key.is_not(None)),
    ]  # fmt: skip
    for row in db.session.execute(union_all(*parts)).yield_per(_AT_ONCE):
        yield Kept(f"{row.what} {row.id}", row.key, row.size, row.sha256)
    for made in db.session.scalars(select(Submission23)):
        for file in made.files:
            name = f"submission {made.fiscal_year}/{made.number} {file['name']}"
            yield Kept(name, file["key"], file["size"], file["sha256"])


def attached() -> Iterator[Attached]:
    """Every attachment, a thousand in memory at a time."""
    query = select(Attachment.id, Attachment.damaged, Attachment.key, Attachment.sha256,
                   Attachment.clean_key, Attachment.clean_sha256)  # fmt: skip
    for row in db.session.execute(query.order_by(Attachment.id)).yield_per(_AT_ONCE):
        copy = [(row.clean_key, row.clean_sha256)] if row.clean_key else []
        yield Attached(row.id, row.damaged, [(row.key, row.sha256), *copy])


def by_token(token: str) -> Attachment:
    """The file whose address has this token; UnknownReference for a made-up one."""
    query = select(Attachment).where(Attachment.token == token)
    found = db.session.scalar(query) if token.isascii() and token.isprintable() else None
    if found is None:
        raise UnknownReference("file")
    return found


def sees(file: Attachment, person: Person) -> bool:
    """Whether the file's case is one that ``person`` may see."""
    query = select(Case.id).where(Case.id == file.case_id, visible(person))
    return db.session.scalar(query) is not None


def get_to_change(file_id: int) -> Attachment:
    """The file's row, locked until the transaction ends."""
    query = select(Attachment).where(Attachment.id == file_id).with_for_update()
    return db.session.scalars(query).one()


def unscanned(now: datetime) -> list[Unscanned]:
    """Files that the scanner should be asked about now, those that wait longest first."""
    return [Unscanned(key, table) for table in SCANNED for key in _due(table, now)]


def _due(table: Scanned, now: datetime) -> Sequence[int]:
    due = or_(table.next_scan_at.is_(None), table.next_scan_at <= now)
    query = select(table.id).where(table.scan == Scan.PENDING, due)
    return db.session.scalars(query.order_by(table.next_scan_at, table.id).limit(_BATCH)).all()


def uncleaned() -> Sequence[int]:
    """Files without the copy that staff may see, once the scanner has nothing against them."""
    safe = Attachment.scan.in_((Scan.UNSCANNED, Scan.CLEAN))
    query = select(Attachment.id).where(Attachment.cleaning == Cleaning.PENDING, safe)
    return db.session.scalars(query.order_by(Attachment.id).limit(_BATCH)).all()


def taken(
    case_ids: Collection[int], *, to_us: bool | None = None, since: datetime | None = None
) -> tuple[int, int]:
    """How many files these cases have, and their bytes: all, or those that came or went."""
    if not case_ids:
        return 0, 0
    query = select(func.count(), func.coalesce(func.sum(Attachment.size), 0))
    query = query.where(Attachment.case_id.in_(case_ids))
    if to_us is not None:
        went = Attachment.letter_id.is_not(None)
        query = query.where(~went if to_us else went)
    if since is not None:
        query = query.where(Attachment.at >= since)
    count, size = db.session.execute(query).one()
    return count, int(size)
