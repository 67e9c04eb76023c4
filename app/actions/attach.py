"""Keeps files with a case, under names of ours."""

from collections.abc import Sequence
from datetime import datetime

from app.database import db
from app.intake.attached import DIRECTIONS
from app.intake.submission import File
from app.models import Attachment, Case
from app.storage import cupboard
from workflows import limits
from workflows.errors import Invalid
from workflows.words import Words


def attach(
    case: Case, files: Sequence[File], now: datetime, *, message_id: int | None = None,
    letter_id: int | None = None,
) -> list[Attachment]:  # fmt: skip
    """Each file is durable and has its row; Invalid when they are too many or too large."""
    check_files(files)
    rows = []
    for file in files:
        kept = cupboard.put(file.content)
        rows.append(Attachment(
            case_id=case.id, message_id=message_id, letter_id=letter_id, at=now,
            name=file.name.translate(DIRECTIONS)[:255] or "file", size=kept.size, type=kept.type,
            sha256=kept.sha256, key=kept.key,
        ))  # fmt: skip
    db.session.add_all(rows)
    return rows


def check_files(files: Sequence[File]) -> None:
    """Raise Invalid, naming the limit, for what no door may let in."""
    if len(files) > limits.FILES:
        raise Invalid(files=Words(
            f"แนบได้ไม่เกิน {limits.FILES} ไฟล์", f"At most {limits.FILES} files"
        ))  # fmt: skip
    if sum(len(file.content) for file in files) > limits.UPLOAD:
        raise Invalid(files=Words(
            "ไฟล์รวมกันใหญ่เกิน 25 MB เลือกไฟล์ที่เล็กกว่า",
            "The files are over 25 MB together: choose smaller ones",
        ))  # fmt: skip
