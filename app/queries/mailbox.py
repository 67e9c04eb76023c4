"""Questions about the mailbox that is polled: is it due, is it well, what was left in it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select

from app.database import db
from app.models import Mailbox
from app.queries.numbers import Number
from workflows.words import Words

ALARM = 3  # failures in a row before anybody is told; the first pauses are short
STUCK = timedelta(minutes=5)  # since a machine should have given it back, and none took it

PROBLEMS = {
    "connection": Words("เชื่อมต่อไม่ได้ หรือสายหลุด", "No connection, or it broke off"),
    "slow": Words("เซิร์ฟเวอร์ไม่ตอบภายในเวลา", "The server does not answer in time"),
    "tls": Words("ใบรับรองหรือการเข้ารหัสไม่ถูกต้อง", "The certificate or the encryption is wrong"),
    "login": Words("ชื่อหรือรหัสผ่านถูกปฏิเสธ", "The name or the password was refused"),
    "folder": Words("เปิดโฟลเดอร์ไม่ได้", "The folder cannot be opened for writing"),
    "protocol": Words("เซิร์ฟเวอร์ตอบผิดรูปแบบ", "The server answers in a wrong manner"),
    "too_large": Words("ใหญ่เกิน 36 MB", "Over 36 MB"),
    "not_given": Words("เซิร์ฟเวอร์ส่งให้ไม่ครบ", "The server does not hand it over whole"),
}


def get(name: str) -> Mailbox | None:
    """The row of the mailbox that is called so; None before it was ever polled."""
    return db.session.scalar(select(Mailbox).where(Mailbox.name == name))


def is_due(name: str, now: datetime) -> bool:
    """Whether it may be polled now: no other machine has it in hand, and no pause lasts."""
    box = get(name)
    return box is None or not any(at and at > now for at in (box.claimed_until, box.next_try_at))


def is_well(name: str, now: datetime) -> bool:
    """Whether it could be read lately; one failure or two are the network's moods."""
    box = get(name)
    if box is None:
        return True
    stuck = box.claimed_until is not None and box.claimed_until < now - STUCK
    return box.failures < ALARM and not stuck


def trouble(name: str) -> Words | None:
    """Why it cannot be read, once it is not well any more."""
    box = get(name)
    return PROBLEMS[box.problem] if box and box.failures >= ALARM else None


def left_there(name: str) -> list[tuple[int, Words]]:
    """Messages that stayed in it: their UID, and why they were not fetched."""
    box = get(name)
    passed = box.passed_over if box else {}
    return sorted((int(uid), PROBLEMS[one["why"]]) for uid, one in passed.items())


def numbers(name: str) -> Iterator[Number]:
    """The same for a monitoring system."""
    box = get(name)
    yield ("siang_mailbox_failures", "Failed polls of the mailbox in a row", {},
           box.failures if box else 0)  # fmt: skip
    yield ("siang_mailbox_left", "Messages that could not be fetched from the mailbox", {},
           len(box.passed_over) if box else 0)  # fmt: skip
