"""An officer says where a mail of the holding pen belongs: to a case, on its own, or nowhere."""

from dataclasses import dataclass
from datetime import datetime

from app.actions.join_mail import settle, source_key
from app.actions.place_mail import open_case
from app.actions.receive_message import receive_message
from app.actions.record import record, record_elsewhere
from app.intake.apart import read_apart
from app.intake.email import NO_TEXT, Mail
from app.models import Case, Person, RawMail
from app.queries import cases, holding, senders
from app.queries.rights import may_write
from app.storage import cupboard
from workflows import NotAllowed
from workflows.errors import Invalid, UnknownReference
from workflows.words import Words

NO_CASE = Words("ไม่พบเรื่องเลขที่นี้", "There is no such case")
WHY = Words("บอกเหตุผล", "Give the reason")


@dataclass(frozen=True)
class Opened:
    """A mail of the pen that was read before any transaction: reading may take long."""

    id: int
    letter: Mail
    raw: bytes


def open_held(mail_id: int, actor: Person) -> Opened:
    """The mail's words and bytes, for someone who may settle it."""
    mail = holding.one(mail_id, actor)
    raw = cupboard.get(mail.repaired_key or mail.key)
    return Opened(mail.id, read_apart(raw, mail.received_at), raw)


def attach_held(opened: Opened, actor: Person, now: datetime, reference: str) -> Case:
    """The mail is a message on that case; only a party's own word lets a stopped clock run."""
    mail = holding.one(opened.id, actor, lock=True)
    try:
        found = cases.find(reference.strip().upper(), actor)
    except UnknownReference as error:
        raise Invalid(reference=NO_CASE) from error
    case = cases.get_to_change(found.id)
    if not may_write(case, actor):
        raise NotAllowed("attach", case.state, forbidden=True)
    letter = opened.letter
    own = senders.is_party(case, letter.sender.email)
    body = letter.body or NO_TEXT
    message = receive_message(
        case, now, body if own else f"{_from(letter, case)}\n\n{body}", source_key(mail),
        letter.files, attached_by=None if own else actor,
    )  # fmt: skip
    settle(mail, case, message, now)
    record(case, "mail_attached", now, actor=actor, mail=mail.id)
    return case


def register_held(opened: Opened, actor: Person, now: datetime) -> Case:
    """The mail is a case of its own, acknowledged as any."""
    mail = holding.one(opened.id, actor, lock=True)
    case = open_case(mail, opened.letter, opened.raw, now)
    record(case, "mail_registered", now, actor=actor, mail=mail.id)
    return case


def discard_held(mail_id: int, actor: Person, now: datetime, reason: str) -> RawMail:
    """The mail belongs to no case, for a recorded reason; its bytes stay."""
    if not reason.strip():
        raise Invalid(reason=WHY)
    mail = holding.one(mail_id, actor, lock=True)
    mail.state, mail.guesses = "discarded", []
    record_elsewhere(f"mail:{mail.id}", "mail_discarded", now, actor=actor, note=reason.strip())
    return mail


def _from(letter: Mail, case: Case) -> str:
    """Whose words these are, where they are not the correspondent's."""
    who = letter.sender.email or letter.sender.name or "-"
    words = Words(f"(อีเมลจาก {who} เจ้าหน้าที่แนบเข้าเรื่อง)", f"(A mail from {who}, added by an officer)")
    return words.say(case.language)
