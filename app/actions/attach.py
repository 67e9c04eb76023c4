"""Keeps files with a case, under names of ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.actions.record import record
from app.actions.room_for_files import Room
from app.database import db
from app.failpoint import here
from app.intake.submission import File
from app.models import Attachment, Case
from app.storage import cupboard
from app.storage.dangers import danger_of
from app.storage.kinds import TEXT
from app.storage.scanner import scanner
from workflows.errors import Invalid
from workflows.files import Cleaning, Scan, safe_name

MAIL = "mail:"  # how the key of something that came by mail begins
LEFT_OUT = "files_left_out"


@dataclass(frozen=True)
class Taken:
    """Files that are durable and have no case yet, and the names of those that did not fit."""

    rows: list[Attachment]
    left_out: list[str]


def attach(
    case: Case, files: Sequence[File], now: datetime, *, message_id: int | None = None,
    letter_id: int | None = None, from_mail: bool = False,
) -> list[Attachment]:  # fmt: skip
    """Each file is durable and has its row; Invalid when they are too many or too large.

    What is too much in a mail stays in the mail as it came, and the timeline names it.
    """
    to_us = letter_id is None
    taken = take_in(case, files, now, to_us=to_us, from_mail=from_mail)
    for row in taken.rows:
        row.message_id, row.letter_id = message_id, letter_id
    return put_with(case, taken, now)


def take_in(
    case: Case, files: Sequence[File], now: datetime, *, to_us: bool = True, from_mail: bool
) -> Taken:
    """The files are durable; the case may still be without a row and a number."""
    fit, left_out = _sorted(case, files, now, to_us=to_us, from_mail=from_mail)
    rows = []
    for file in fit:
        rows.append(_kept(case, file, now, to_us=to_us))
        here("S7")
    here("S8")
    return Taken(rows, left_out)


def put_with(case: Case, taken: Taken, now: datetime) -> list[Attachment]:
    """What was taken in hangs on the case."""
    for row in taken.rows:
        row.case_id = case.id
    db.session.add_all(taken.rows)
    if taken.left_out:
        record(case, LEFT_OUT, now, by="clock", files=taken.left_out)
    return taken.rows


def _sorted(
    case: Case, files: Sequence[File], now: datetime, *, to_us: bool, from_mail: bool
) -> tuple[list[File], list[str]]:
    """What fits, and the names of what does not; judged before anything is kept."""
    if not files:
        return [], []
    room, taken, left_out = Room(case, now, to_us=to_us), [], []
    for file in files:
        too_much = room.take(file)
        if too_much is not None and not from_mail:
            raise Invalid(files=too_much)
        if too_much is None:
            taken.append(file)
        else:
            left_out.append(safe_name(file.name))
    return taken, left_out


def _kept(case: Case, file: File, now: datetime, *, to_us: bool) -> Attachment:
    kept = cupboard.put(file.content)
    hidden = to_us and kept.type != TEXT and (case.anonymous or case.identity_hidden)
    return Attachment(
        at=now, name=safe_name(file.name), size=kept.size, type=kept.type, sha256=kept.sha256,
        key=kept.key, danger=danger_of(file.content),
        scan=Scan.PENDING if scanner.address else Scan.UNSCANNED,
        cleaning=Cleaning.PENDING if hidden else Cleaning.NOT_NEEDED,
    )  # fmt: skip
