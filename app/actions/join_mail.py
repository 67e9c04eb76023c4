"""Puts a mail on the case it belongs to: as a message, or as what a machine said of a letter."""

from datetime import datetime

from sqlalchemy import select

from app.actions.mark_address import mark_address
from app.actions.receive_message import receive_message
from app.actions.record import record
from app.actions.reopen import ask_reopening
from app.actions.tell import tell_staff
from app.database import db
from app.intake.bounces import Bounce
from app.intake.email import NO_TEXT, Mail
from app.intake.replies import asks_for_another_look
from app.models import Case, Letter, Message, RawMail
from app.models.base import either
from app.queries import cases, people
from workflows import NotAllowed
from workflows.errors import Invalid

TWINS = 5  # of one Message-ID are named on a timeline


def join(mail: RawMail, letter: Mail, case: Case, now: datetime) -> None:
    """The mail's words and files stand on the case; of a resolved one they may ask to reopen it."""
    message = _another_look(letter, case, now) or receive_message(
        case, now, letter.body or NO_TEXT, source_key(mail), letter.files
    )
    settle(mail, case, message, now)


def settle(mail: RawMail, case: Case, message: Message, now: datetime) -> None:
    """The mail's row leads to the message it became; what it shared with the case is sealed too."""
    mail.state, mail.guesses = "done", []
    mail.case_id, mail.message_id = case.id, message.id
    mail.restricted = mail.restricted or case.restricted
    link_twins(mail, case, now)


def source_key(mail: RawMail) -> str:
    """The key by which the same mail is one message, however often it is placed."""
    return f"mail:{mail.sha256}"


def _another_look(letter: Mail, case: Case, now: datetime) -> Message | None:
    """The wish of /track, by mail; when it cannot be had it stays a plain message."""
    if case.state.is_open or not asks_for_another_look(letter.body):
        return None
    try:
        with db.session.begin_nested():
            return ask_reopening(case, now, letter.body, letter.files)
    except (Invalid, NotAllowed):
        return None


def tie_machine(mail: RawMail, letter: Mail, answered: Letter, now: datetime) -> None:
    """A machine's mail lies with the letter it answers; of the case it changes nothing."""
    mail.state, mail.letter_id, mail.case_id = "machine", answered.id, answered.case_id
    case = cases.get(answered.case_id) if answered.case_id else None
    mail.restricted = mail.restricted or bool(case and case.restricted)
    if letter.bounce is not None and not letter.bounce.delayed:
        _bounced(mail, letter.bounce, answered, case, now)
    elif case is not None:
        record(case, "machine_wrote", now, by="clock", letter=answered.name, mail=mail.id)


def _bounced(
    mail: RawMail, bounce: Bounce, answered: Letter, case: Case | None, now: datetime
) -> None:
    """The letter came back: it says so, a dead address is marked, and its owner knows."""
    answered.bounced_at = now
    answered.bounce = f"{bounce.status} {bounce.word}".strip()[:200]
    if case is None or answered.to_staff:
        return
    record(case, "letter_bounced", now, by="clock", letter=answered.name, status=bounce.status)
    if bounce.permanent:
        mark_address(answered, case, bounce.status, now)
    told = [case.owner] if case.owner else people.manager_of(case)
    tell_staff(case, told, "undelivered", f"bounce-{mail.id}", now)


def link_twins(mail: RawMail, case: Case, now: datetime) -> None:
    """Other mails with the same Message-ID and other content are named on both timelines.

    A Message-ID is a hint and no more: whoever writes a mail chooses it.
    """
    if not mail.header_id:
        return
    query = select(RawMail).where(
        RawMail.header_id.in_(either(mail.header_id)), RawMail.id != mail.id,
        RawMail.case_id.is_not(None),
    )  # fmt: skip
    for twin in db.session.scalars(query.order_by(RawMail.id).limit(TWINS)):
        other = cases.get(twin.case_id) if twin.case_id else case
        same = twin.sender.lower() == mail.sender.lower() and other.restricted == case.restricted
        for here, there in {case: other, other: case}.items():
            named = there.reference if same and here is not there else ""
            record(here, "same_message_id", now, by="clock", mail=mail.id, twin=twin.id,
                   reference=named)  # fmt: skip
