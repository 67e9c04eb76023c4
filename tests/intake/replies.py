"""A case with its correspondent, and the mails that people and machines send about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from sqlalchemy import select

from app.actions.keep_mail import Came
from app.database import db, transaction
from app.models import Case, Letter, Person, RawMail
from app.postbox import accept
from tests.factories import a_case
from workflows import State

SOMMAI = "sommai@example.org"
STRANGER = "x@elsewhere.example"


@dataclass(frozen=True)
class Written:
    """A case of which a letter went to its correspondent."""

    id: int
    reference: str
    message_id: str  # of the letter
    letter_id: int


def a_written_case(now: datetime, state: State = State.ASSIGNED, **more: object) -> Written:
    """A case; its newest letter to the correspondent has left."""
    with transaction() as session:
        case = a_case(now, state, **more)
        query = select(Letter).where(Letter.case_id == case.id, ~Letter.to_staff)
        letter = session.scalars(query.order_by(Letter.id.desc())).first()
        assert letter is not None
        letter.status = "sent"
        return Written(case.id, case.reference, letter.message_id, letter.id)


def write(
    sender: str = SOMMAI, subject: str = "Re: เรื่องของท่าน", body: str = "ส่งเอกสารแล้วครับ", *,
    answers: str = "", more: str = "", at: datetime | None = None, message_id: str = "",
) -> bytes:  # fmt: skip
    """A mail as a mail program writes it."""
    lines = [f"From: {sender}", "To: siang@office.example", f"Subject: {subject}"]
    lines += [f"In-Reply-To: {answers}", f"References: {answers}"] if answers else []
    lines += [f"Message-ID: {message_id}"] if message_id else []
    lines += [f"Date: {format_datetime(at)}"] if at else []
    lines += more.splitlines()
    head = "\n".join([*lines, "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"])
    return f"{head}\n\n{body}\n".encode()


def come(
    raw: bytes, now: datetime, to: Sequence[str] = ("siang@office.example",), *,
    envelope: str = "somebody@example.org", restricted: bool = False,
) -> RawMail:  # fmt: skip
    """The mail came by LMTP and was placed; its row as it stands."""
    raw_id = accept.keep(raw, now, Came("lmtp", envelope, tuple(to), restricted))
    accept.read(raw_id, now)
    db.session.rollback()
    return db.session.get_one(RawMail, raw_id)


def letters(case_id: int | None = None) -> list[Letter]:
    """Every letter to a correspondent, oldest first."""
    query = select(Letter).where(~Letter.to_staff).order_by(Letter.id)
    if case_id is not None:
        query = query.where(Letter.case_id == case_id)
    return list(db.session.scalars(query))


def to_staff(name: str) -> list[Letter]:
    """The letters of that name to colleagues."""
    query = select(Letter).where(Letter.to_staff, Letter.name == name).order_by(Letter.id)
    return list(db.session.scalars(query))


def how_many_cases() -> int:
    """All there are."""
    return len(db.session.scalars(select(Case.id)).all())


def owner_of(written: Written) -> Person:
    """Who is responsible."""
    owner = db.session.get_one(Case, written.id).owner
    assert owner is not None
    return owner


def guessed(mail: RawMail) -> list[int]:
    """The keys of the cases that a held mail may belong to, the likeliest first."""
    return [guess["case_id"] for guess in mail.guesses]
