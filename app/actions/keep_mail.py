"""Keeps a mail before anything is promised, then makes it a case; what cannot be waits, kept."""

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.actions.place_mail import place
from app.actions.record import record_elsewhere
from app.database import db
from app.intake.email import Unreadable, read_mail
from app.models import Person, RawMail
from app.storage import cupboard
from workflows.errors import Invalid, UnknownReference
from workflows.words import Words

log = logging.getLogger(__name__)

TRIES = 3
BROKEN = Words("ระบบอ่านข้อความนี้ไม่สำเร็จ", "This message could not be worked on")


@dataclass(frozen=True)
class Came:
    """How a mail came: by which door, and what its envelope said."""

    door: str = "pipe"  # smtp, lmtp, imap, pipe
    sender: str = ""  # empty is the null sender too: a machine's
    to: tuple[str, ...] = ()
    restricted: bool = False  # to the integrity mailbox: for confidential eyes only


PIPE = Came()


def keep(raw: bytes, sha256: str, now: datetime, came: Came = PIPE) -> RawMail:
    """The bytes are durable and have their row, once however often they come.

    The same bytes by another address add that address: a reply key may stand in it.
    """
    there = _there(sha256)
    if there is not None:
        there.envelope_to = [*dict.fromkeys([*there.envelope_to, *came.to])]
        return there
    kept = cupboard.put(raw)
    mail = RawMail(
        sha256=sha256, key=kept.key, size=kept.size, received_at=now, door=came.door,
        envelope_from=came.sender, envelope_to=list(came.to), restricted=came.restricted,
    )  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(mail)
    except IntegrityError:
        cupboard.remove(kept.key)  # the same mail came through another door at the same moment
        mail = db.session.scalars(select(RawMail).where(RawMail.sha256 == sha256)).one()
    return mail


def read(raw_id: int, now: datetime) -> RawMail | None:
    """A waiting mail has become a case or lies in quarantine; None when another has it in hand."""
    mail = _locked(raw_id)
    if mail is None or mail.state != "waiting":
        return mail
    try:
        _open(mail, now, even_automatic=False)
    except (Unreadable, Invalid) as refused:
        _quarantine(mail, _words(refused))
    return mail


def give_up(raw_id: int) -> None:
    """After a failure of ours: the mail is tried again, and after TRIES shown to an officer."""
    mail = _locked(raw_id)
    if mail is not None and mail.state == "waiting":
        mail.attempts += 1
        if mail.attempts >= TRIES:
            _quarantine(mail, BROKEN)


def reprocess(raw_id: int, now: datetime, actor: Person | None = None) -> RawMail:
    """An officer wants this mail as a case, machine or not; Unreadable stays in quarantine."""
    mail = _locked(raw_id)
    if mail is None:
        raise UnknownReference(str(raw_id))
    if mail.state == "quarantine":
        try:
            _open(mail, now, even_automatic=True)
        except (Unreadable, Invalid) as refused:
            _quarantine(mail, _words(refused))
        record_elsewhere(f"mail:{mail.id}", "mail_reprocessed", now, actor=actor)
    return mail


def discard(raw_id: int, actor: Person, now: datetime, reason: str) -> RawMail:
    """The mail becomes no case, for a recorded reason; its bytes stay."""
    if not reason.strip():
        raise Invalid(reason=Words("บอกเหตุผล", "Give the reason"))
    mail = _locked(raw_id)
    if mail is None or mail.state != "quarantine":
        raise UnknownReference(str(raw_id))
    mail.state = "discarded"
    record_elsewhere(f"mail:{mail.id}", "mail_discarded", now, actor=actor, note=reason.strip())
    return mail


def _open(mail: RawMail, now: datetime, *, even_automatic: bool) -> None:
    raw = cupboard.get(mail.key)
    letter = read_mail(raw, mail.received_at)
    with db.session.begin_nested():  # what is refused half-way leaves no half case
        why = place(mail, letter, raw, now, even_automatic=even_automatic)
    if why is not None:
        _quarantine(mail, why)


def _quarantine(mail: RawMail, words: Words) -> None:
    mail.state = "quarantine"
    mail.reason_th, mail.reason_en = words
    log.warning("mail %s lies in quarantine: %s", mail.id, words.en)


def _words(refused: Unreadable | Invalid) -> Words:
    if isinstance(refused, Invalid):
        return next(iter(refused.problems.values()))
    return refused.reason


def _there(sha256: str) -> RawMail | None:
    return db.session.scalar(select(RawMail).where(RawMail.sha256 == sha256))


def _locked(raw_id: int) -> RawMail | None:
    query = select(RawMail).where(RawMail.id == raw_id)
    return db.session.scalar(query.with_for_update(skip_locked=True))
