"""Words and files that pass between the correspondent and the office."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Key, Ref


class Correspondent(Base):
    """Who brought a case; kept apart from it so that it can be hidden or removed."""

    __tablename__ = "correspondent"
    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    phone: Mapped[str] = mapped_column(String(100), default="")
    address: Mapped[str] = mapped_column(Text, default="")


class Message(Base):
    """What the correspondent wrote after the first word; the office's words are letters."""

    __tablename__ = "message"
    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(Ref, ForeignKey("case.id"), index=True)
    at: Mapped[datetime]
    body: Mapped[str] = mapped_column(Text)
    source_key: Mapped[str] = mapped_column(String(100), unique=True)


class Note(Base):
    """What staff write for each other; no page or letter of the correspondent reads this table."""

    __tablename__ = "note"
    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(Ref, ForeignKey("case.id"), index=True)
    at: Mapped[datetime]
    author_id: Mapped[int] = mapped_column(Ref, ForeignKey("person.id"))
    body: Mapped[str] = mapped_column(Text)


class Attachment(Base):
    """A file as it arrived; ``key`` is our name for it in the cupboard, ``name`` the sender's."""

    __tablename__ = "attachment"
    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(Ref, ForeignKey("case.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("message.id"))
    letter_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("letter.id"))
    at: Mapped[datetime]
    name: Mapped[str] = mapped_column(String(255))
    size: Mapped[int] = mapped_column(Ref)
    type: Mapped[str] = mapped_column(String(100))
    sha256: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(100), unique=True)


class RawMail(Base):
    """A mail as it came, kept before we promise anything: waiting, done, or in quarantine."""

    __tablename__ = "raw_mail"
    __table_args__ = (Index("ix_raw_mail_state_id", "state", "id"),)
    id: Mapped[Key]
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    key: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    received_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20), default="waiting")
    reason_th: Mapped[str] = mapped_column(Text, default="")
    reason_en: Mapped[str] = mapped_column(Text, default="")
    attempts: Mapped[int] = mapped_column(default=0)
    case_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("case.id"), index=True)


class Letter(Base):
    """Something we write: a row with its cause, sent afterwards by the clock (the outbox).

    ``status``: ready (to be sent), sent, kept (no mail server), failed (given up, owner told),
    recorded (told by telephone, by post or on the track page; nothing to send).
    """

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("case_id", "name", "occasion", "recipient"),
        Index("ix_letter_status_next_try_at", "status", "next_try_at"),
    )
    id: Mapped[Key]
    case_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("case.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    occasion: Mapped[str] = mapped_column(String(80))
    recipient: Mapped[str] = mapped_column(String(254), default="")
    to_staff: Mapped[bool] = mapped_column(default=False)
    how: Mapped[str] = mapped_column(String(20), default="email")
    language: Mapped[str] = mapped_column(String(5), default="th")
    subject: Mapped[str] = mapped_column(String(500))
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"))
    created_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(20), default="ready")
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(Text, default="")


class TrackLink(Base):
    """The link of one letter to its case's track page; only the hash of its token is kept."""

    __tablename__ = "track_link"
    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(Ref, ForeignKey("case.id"), index=True)
    letter_id: Mapped[int] = mapped_column(Ref, ForeignKey("letter.id"), unique=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Rating(Base):
    """What the correspondent thought after the end: handling and outcome asked apart, 1 to 5."""

    __tablename__ = "rating"
    case_id: Mapped[int] = mapped_column(
        Ref, ForeignKey("case.id"), primary_key=True, autoincrement=False
    )
    at: Mapped[datetime]
    handling: Mapped[int]
    outcome: Mapped[int | None]
    comment: Mapped[str] = mapped_column(Text, default="")
