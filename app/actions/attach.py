"""Keeps files with a case, under names of ours."""

from collections.abc import Sequence
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


def attach(
    case: Case, files: Sequence[File], now: datetime, *, message_id: int | None = None,
    letter_id: int | None = None, from_mail: bool = False,
) -> list[Attachment]:  # fmt: skip
    """Each file is durable and has its row; Invalid when they are too many or too large.

    What is too much in a mail stays in the mail as it came, and the timeline names it.
    """
    taken, left_out = _sorted(case, files, now, to_us=letter_id is None, from_mail=from_mail)
    rows = []
    for file in taken:
        rows.append(_kept(case, file, now, message_id=message_id, letter_id=letter_id))
        here("S7")
    here("S8")
    db.session.add_all(rows)
    if left_out:
        record(case, LEFT_OUT, now, by="clock", files=left_out)
    return rows


def _sorted(
    case: Case, files: Sequence[File], now: datetime, *, to_us: bool, from_mail: bool
) -> tuple[list[File], list[str]]:
    """What fits, and the names of what does not; judged before anything is kept."""
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


def _kept(
    case: Case, file: File, now: datetime, *, message_id: int | None, letter_id: int | None
) -> Attachment:
    kept = cupboard.put(file.content)
    hidden = letter_id is None and kept.type != TEXT and (case.anonymous or case.identity_hidden)
    return Attachment(
        case_id=case.id, message_id=message_id, letter_id=letter_id, at=now,
        name=safe_name(file.name), size=kept.size, type=kept.type, sha256=kept.sha256,
        key=kept.key, danger=danger_of(file.content),
        scan=Scan.PENDING if scanner.address else Scan.UNSCANNED,
        cleaning=Cleaning.PENDING if hidden else Cleaning.NOT_NEEDED,
    )  # fmt: skip
