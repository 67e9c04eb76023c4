"""Mails for a mailbox, and what of them is kept."""

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import RawMail
from app.storage import cupboard


def a_mail(number: int, size: int = 0) -> bytes:
    text = f"ขอทราบความคืบหน้าของเรื่องที่ร้องเรียนไว้ ฉบับที่ {number}\r\n" + "ก" * (size // 3)
    head = f"From: wichai{number}@example.org\r\nTo: voice@office.example\r\nSubject: No. {number}"
    return f"{head}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n".encode()


def mails(many: int, first: int = 1) -> dict[int, bytes]:
    return {uid: a_mail(uid) for uid in range(first, first + many)}


def kept(session: Session) -> list[str]:
    """The digests of what is kept, oldest first, each held against its bytes."""
    session.rollback()
    rows = session.scalars(select(RawMail).order_by(RawMail.id)).all()
    assert all(hashlib.sha256(cupboard.get(row.key)).hexdigest() == row.sha256 for row in rows)
    return [row.sha256 for row in rows]


def digests(box: dict[int, bytes]) -> list[str]:
    return [hashlib.sha256(raw).hexdigest() for raw in box.values()]
