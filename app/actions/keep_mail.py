"""Keeps a mail before anything is promised; takes it in hand, and says what became of it.

A mail is claimed in a transaction of its own, read outside any, and placed in one more. Who dies
with a mail in hand gives it back when the lease ends; after TRIES an officer sees it.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.actions.place_mail import place
from app.actions.record import record_elsewhere
from app.database import db, hasty, transaction
from app.failpoint import here
from app.intake.apart import read_apart
from app.intake.email import Mail, Unreadable
from app.models import Person, RawMail
from app.storage import cupboard
from workflows.errors import Invalid, UnknownReference
from workflows.words import Words

log = logging.getLogger(__name__)

TRIES = 3
LEASE = timedelta(minutes=2)  # longer than any mail may be read (intake/reader.py) and placed
PAUSES = (timedelta(minutes=1), timedelta(minutes=10))  # after a failure of ours
BROKEN = Words("ระบบอ่านข้อความนี้ไม่สำเร็จ", "This message could not be worked on")


@dataclass(frozen=True)
class Came:
    """How a mail came: by which door, and what its envelope said."""

    door: str = "pipe"  # smtp, lmtp, imap, pipe
    sender: str = ""  # empty is the null sender too: a machine's
    to: tuple[str, ...] = ()
    restricted: bool = False  # to the integrity mailbox: for confidential eyes only


@dataclass(frozen=True)
class Claim:
    """A mail that this machine has in hand until ``until``, and the bytes that are read for it."""

    id: int
    key: str
    received_at: datetime
    until: datetime
    state: str


PIPE = Came()


def keep(raw: bytes, sha256: str, now: datetime, came: Came = PIPE) -> RawMail:
    """The bytes are durable and have their row, once however often they come.

    The same bytes by another address add that address: a reply key may stand in it.
    """
    there = _there(sha256)
    if there is not None:
        there.envelope_to = [*dict.fromkeys([*there.envelope_to, *came.to])]
        there.restricted = there.restricted or (came.restricted and there.case_id is None)
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
    here("S2")
    return mail


def read(raw_id: int, now: datetime) -> RawMail | None:
    """A waiting mail has become a case or waits where people look; None: another has it in hand.

    After a failure of ours, which is raised, it is tried again later, and after TRIES shown.
    """
    claim = _claim(raw_id, now, "waiting")
    return _work(claim, now) if claim else None


def reprocess(raw_id: int, now: datetime, actor: Person | None = None) -> RawMail:
    """An officer wants this mail as a case, machine or not; Unreadable stays in quarantine."""
    claim = _claim(raw_id, now, "quarantine")
    if claim is not None:
        _work(claim, now, even_automatic=True)
        with transaction():
            record_elsewhere(f"mail:{raw_id}", "mail_reprocessed", now, actor=actor)
    mail = db.session.get(RawMail, raw_id)
    if mail is None:
        raise UnknownReference(str(raw_id))
    return mail


def _claim(raw_id: int, now: datetime, state: str) -> Claim | None:
    """The mail is in our hand, and hidden from others for a while; or it is not to be had."""
    with transaction() as session:
        hasty(session)
        query = select(RawMail).where(RawMail.id == raw_id, RawMail.state == state)
        mail = session.scalar(query.with_for_update(skip_locked=True))
        if mail is None or (mail.claimed_until and mail.claimed_until > now):
            return None
        if state == "waiting":
            if mail.attempts >= TRIES:  # whoever had it in hand died of it, each time
                _quarantine(mail, BROKEN)
                return None
            mail.attempts += 1
        mail.claimed_until = now + LEASE
        key = mail.repaired_key or mail.key
        return Claim(raw_id, key, mail.received_at, mail.claimed_until, state)


def _work(claim: Claim, now: datetime, *, even_automatic: bool = False) -> RawMail | None:
    try:
        here("S5")
        raw = cupboard.get(claim.key)
        letter = read_apart(raw, claim.received_at)
        here("S6")
        mail = _placed(claim, letter, raw, now, even_automatic=even_automatic)
        here("S12")
    except (Unreadable, Invalid) as refused:
        return _refused(claim, _words(refused))
    except Exception:
        _give_up(claim, now)
        raise
    return mail


def _placed(
    claim: Claim, letter: Mail, raw: bytes, now: datetime, *, even_automatic: bool
) -> RawMail | None:
    """In one transaction: what the mail is for, and that it is done."""
    with transaction():
        mail = _ours(claim)
        if mail is None:
            return None
        with db.session.begin_nested():  # what is refused half-way leaves no half case
            why = place(mail, letter, raw, now, even_automatic=even_automatic)
        if why is not None:
            _quarantine(mail, why)
        mail.claimed_until = None
        here("S11")
        return mail


def _refused(claim: Claim, words: Words) -> RawMail | None:
    with transaction():
        mail = _ours(claim)
        if mail is not None:
            _quarantine(mail, words)
        return mail


def _give_up(claim: Claim, now: datetime) -> None:
    """A failure of ours: later again, and after TRIES shown to an officer."""
    with transaction():
        mail = _ours(claim)
        if mail is None:
            return
        if claim.state == "waiting" and mail.attempts >= TRIES:
            _quarantine(mail, BROKEN)
        elif claim.state == "waiting":
            mail.claimed_until = now + PAUSES[mail.attempts - 1]
        else:
            mail.claimed_until = None


def _ours(claim: Claim) -> RawMail | None:
    """The mail, while it is still in our hand: a lease that ended may be another's now."""
    mail = db.session.scalar(select(RawMail).where(RawMail.id == claim.id).with_for_update())
    if mail is None or mail.state != claim.state or mail.claimed_until != claim.until:
        return None
    return mail


def _quarantine(mail: RawMail, words: Words) -> None:
    mail.state, mail.claimed_until = "quarantine", None
    mail.reason_th, mail.reason_en = words
    log.warning("mail %s lies in quarantine: %s", mail.id, words.en)


def _words(refused: Unreadable | Invalid) -> Words:
    if isinstance(refused, Invalid):
        return next(iter(refused.problems.values()))
    return refused.reason


def _there(sha256: str) -> RawMail | None:
    return db.session.scalar(select(RawMail).where(RawMail.sha256 == sha256))
