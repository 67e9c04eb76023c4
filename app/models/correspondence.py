"""Words and files that pass between the correspondent and the office."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, Key, Ref, Sealed, SealedDict, SealedId, only
from workflows.secrets import new_token

if TYPE_CHECKING:
    from app.models.person import Person


class Correspondent(Base):
    """Who brought a case; kept apart from it so that it can be hidden or removed."""

    __tablename__ = "correspondent"
    id: Mapped[Key]
    name: Mapped[str] = mapped_column(Sealed, default="")
    email: Mapped[str] = mapped_column(Sealed, default="", index=True)
    phone: Mapped[str] = mapped_column(Sealed, default="")
    address: Mapped[str] = mapped_column(Sealed, default="")
    restricted: Mapped[bool] = mapped_column(default=False)  # as the cases they brought


class Message(Base):
    """What the correspondent wrote after the first word; the office's words are letters."""

    __tablename__ = "message"
    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(Ref, ForeignKey("case.id"), index=True)
    at: Mapped[datetime]
    body: Mapped[str] = mapped_column(Sealed)
    source_key: Mapped[str] = mapped_column(String(100), unique=True)


class Note(Base):
    """What staff write for each other; no page or letter of the correspondent reads this table."""

    __tablename__ = "note"
    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(Ref, ForeignKey("case.id"), index=True)
    at: Mapped[datetime]
    author_id: Mapped[int] = mapped_column(Ref, ForeignKey("person.id"))
    body: Mapped[str] = mapped_column(Sealed)

    author: Mapped["Person"] = relationship(lazy="joined")


class Attachment(Base):
    """A file as it arrived; ``key`` is our name for it in the cupboard, ``name`` the sender's.

    ``scan``: unscanned (no scanner is configured), pending, clean, infected, failed. Of an
    anonymous person staff see ``clean_key``, the copy without what programs wrote into it;
    ``cleaning``: empty (not needed), pending, done, failed (the original stays shut).
    """

    __tablename__ = "attachment"
    __table_args__ = (
        Index("ix_attachment_unscanned", "next_scan_at", "id", **only("scan = 'pending'")),
        Index("ix_attachment_uncleaned", "id", **only("cleaning = 'pending'")),
        Index("ix_attachment_damaged", "id", **only("damaged IS true")),
    )  # fmt: skip
    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(Ref, ForeignKey("case.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("message.id"))
    letter_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("letter.id"))
    at: Mapped[datetime]
    token: Mapped[str] = mapped_column(String(64), unique=True, default=new_token)  # in addresses
    name: Mapped[str] = mapped_column(Sealed)
    size: Mapped[int] = mapped_column(Ref)
    type: Mapped[str] = mapped_column(String(100))
    sha256: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(100), unique=True)
    scan: Mapped[str] = mapped_column(String(10), default="unscanned")
    scan_tries: Mapped[int] = mapped_column(default=0)
    next_scan_at: Mapped[datetime | None]
    finding: Mapped[str] = mapped_column(String(200), default="")  # the scanner's word
    cleaning: Mapped[str] = mapped_column(String(10), default="")
    clean_key: Mapped[str | None] = mapped_column(String(100), unique=True)
    clean_size: Mapped[int | None] = mapped_column(Ref)
    clean_sha256: Mapped[str] = mapped_column(String(64), default="")
    danger: Mapped[str] = mapped_column(String(20), default="")  # seen when it came (DANGERS)
    unclean: Mapped[str] = mapped_column(String(20), default="")  # why there is no copy (UNCLEAN)
    damaged: Mapped[bool] = mapped_column(default=False)  # the nightly check found it changed


class RawMail(Base):
    """A mail as it came, kept before we promise anything.

    ``state``: waiting (to be read), done (a case or a message), held (a person must say to which
    case it belongs; ``guesses``), machine (a program wrote it, tied to a case or to a letter),
    quarantine (it could not be worked on, for a reason), discarded.
    """

    __tablename__ = "raw_mail"
    __table_args__ = (Index("ix_raw_mail_state_id", "state", "id"),)
    id: Mapped[Key]
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    key: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    received_at: Mapped[datetime]
    door: Mapped[str] = mapped_column(String(10), default="pipe")  # smtp, lmtp, imap, pipe
    envelope_from: Mapped[str] = mapped_column(Sealed, default="")
    envelope_to: Mapped[list[str]] = mapped_column(JSON, default=list)
    restricted: Mapped[bool] = mapped_column(default=False)  # for the integrity mailbox
    state: Mapped[str] = mapped_column(String(20), default="waiting")
    reason_th: Mapped[str] = mapped_column(Text, default="")
    reason_en: Mapped[str] = mapped_column(Text, default="")
    attempts: Mapped[int] = mapped_column(default=0)
    repaired_key: Mapped[str | None] = mapped_column(String(100))  # what is read in its place
    repaired_size: Mapped[int | None]
    repaired_sha256: Mapped[str] = mapped_column(String(64), default="")
    claimed_until: Mapped[datetime | None]  # one machine has it in hand
    sender: Mapped[str] = mapped_column(Sealed, default="")
    subject: Mapped[str] = mapped_column(Sealed, default="")
    header_id: Mapped[str] = mapped_column(SealedId, default="", index=True)  # Message-ID
    html: Mapped[str] = mapped_column(Sealed, default="")  # cleaned, for showing
    guesses: Mapped[list[dict]] = mapped_column(JSON, default=list)  # {case_id, score, why}
    case_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("case.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("message.id"))
    letter_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("letter.id"))  # it answers


class Mailbox(Base):
    """A mailbox that is polled: how far it was read, and what went wrong last."""

    __tablename__ = "mailbox"
    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(200), unique=True)  # user@host/folder
    uidvalidity: Mapped[int] = mapped_column(Ref, default=0)
    last_uid: Mapped[int] = mapped_column(Ref, default=0)  # up to here everything is kept
    polled_at: Mapped[datetime | None]
    claimed_until: Mapped[datetime | None]
    next_try_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    problem: Mapped[str] = mapped_column(Text, default="")  # a word of queries.mailbox.PROBLEMS
    passed_over: Mapped[dict[str, dict]] = mapped_column(JSON, default=dict)  # UID: {why, tries}


class DeadAddress(Base):
    """An address that refused a letter for good; while it is marked nothing is sent there."""

    __tablename__ = "dead_address"
    id: Mapped[Key]
    address: Mapped[str] = mapped_column(Sealed, unique=True)
    since: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(20), default="")  # as the bounce said: 5.1.1
    letter_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("letter.id"))


class Letter(Base):
    """Something we write: a row with its cause, sent afterwards by the clock (the outbox).

    ``status``: draft (waits for its signer), refused (by the signer), ready (to be sent), sent,
    kept (no mail server), failed (given up, owner told), held (too many to this address within
    an hour: an officer decides), recorded (told by telephone, by post or on the track page;
    nothing to send).
    """

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("case_id", "name", "occasion", "recipient"),
        Index("ix_letter_status_next_try_at", "status", "next_try_at"),
        Index("ix_letter_recipient_sent_at", "recipient", "sent_at"),
        Index("ix_letter_draft", "signer_id", "id", **only("status = 'draft'")),
    )
    id: Mapped[Key]
    case_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("case.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    occasion: Mapped[str] = mapped_column(String(80))
    recipient: Mapped[str] = mapped_column(Sealed, default="")
    to_staff: Mapped[bool] = mapped_column(default=False)
    how: Mapped[str] = mapped_column(String(20), default="email")
    language: Mapped[str] = mapped_column(String(5), default="th")
    subject: Mapped[str] = mapped_column(Sealed)
    text: Mapped[str] = mapped_column(Sealed)
    author_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"))
    created_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(20), default="ready")
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(Text, default="")
    in_reply_to: Mapped[str] = mapped_column(SealedId, default="")  # their Message-ID
    bounced_at: Mapped[datetime | None]
    bounce: Mapped[str] = mapped_column(String(200), default="")  # status and word of their server
    signer_id: Mapped[int | None] = mapped_column(Ref, ForeignKey("person.id"))
    signed_at: Mapped[datetime | None]
    number: Mapped[str] = mapped_column(String(100), default="")  # เลขที่หนังสือ
    # of a draft: the step that its signature takes, {"step": …, "given": {…}}
    proposal: Mapped[dict] = mapped_column(SealedDict, default=dict)


class Question(Base):
    """One of the things a letter asked the correspondent; answered in one form, or by reply."""

    __tablename__ = "question"
    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(Ref, ForeignKey("case.id"), index=True)
    letter_id: Mapped[int] = mapped_column(Ref, ForeignKey("letter.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Sealed)
    answer: Mapped[str] = mapped_column(Sealed, default="")
    answered_at: Mapped[datetime | None]


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
    comment: Mapped[str] = mapped_column(Sealed, default="")
    reasons: Mapped[list[str]] = mapped_column(JSON, default=list)  # codes of ready reasons
    contact: Mapped[bool | None]  # whether further mail is welcome; None: they did not say
