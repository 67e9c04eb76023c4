"""What an officer does with quarantined mail: puts a repaired copy beside it, or discards it."""

from datetime import datetime

from sqlalchemy import select

from app.actions.record import record_elsewhere
from app.database import db
from app.models import Person, RawMail
from app.storage import cupboard
from workflows import limits
from workflows.errors import Invalid, UnknownReference
from workflows.words import Words


def repair(raw_id: int, actor: Person, now: datetime, copy: bytes) -> str | None:
    """The next try reads ``copy``; the mail as it came stays, and who brought the copy is known.

    The name in the cupboard of an earlier copy, which may go once this is committed.
    """
    if not copy.strip():
        raise Invalid(copy=Words("เลือกไฟล์อีเมลที่แก้ไขแล้ว", "Choose the repaired mail"))
    if len(copy) > limits.RAW_MAIL:
        raise Invalid(copy=Words("ไฟล์ใหญ่เกินกำหนด", "The file is too large"))
    mail = _in_quarantine(raw_id)
    kept, earlier = cupboard.put(copy), mail.repaired_key
    mail.repaired_key, mail.repaired_size = kept.key, kept.size
    mail.repaired_sha256 = kept.sha256
    record_elsewhere(
        f"mail:{mail.id}", "mail_repaired", now, actor=actor,
        sha256=kept.sha256, size=kept.size,
    )  # fmt: skip
    return earlier


def discard(raw_id: int, actor: Person, now: datetime, reason: str) -> RawMail:
    """The mail becomes no case, for a recorded reason; its bytes stay."""
    if not reason.strip():
        raise Invalid(reason=Words("บอกเหตุผล", "Give the reason"))
    mail = _in_quarantine(raw_id)
    mail.state = "discarded"
    record_elsewhere(f"mail:{mail.id}", "mail_discarded", now, actor=actor, note=reason.strip())
    return mail


def _in_quarantine(raw_id: int) -> RawMail:
    query = select(RawMail).where(RawMail.id == raw_id, RawMail.state == "quarantine")
    mail = db.session.scalar(query.with_for_update(skip_locked=True))
    if mail is None:
        raise UnknownReference(str(raw_id))
    return mail
