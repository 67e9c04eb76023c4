"""The correspondent writes again: words and files join the case, and its owner is told."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from app.actions.attach import MAIL, attach
from app.actions.record import record
from app.actions.resume_clock import resume_clock
from app.actions.tell import tell_staff
from app.database import db
from app.intake.submission import File
from app.models import Case, Message, Person
from app.queries import clocks, people, told_codes
from workflows.errors import Invalid, KeyReused
from workflows.words import Words


def receive_message(
    case: Case, now: datetime, body: str, source_key: str, files: Sequence[File] = (),
    *, attached_by: Person | None = None,
) -> Message:  # fmt: skip
    """The message stands on the case, once; it never changes the state by itself.

    A stop of the clock that waits for the correspondent ends with it, unless it is somebody
    else's word that an officer attached (``attached_by``, who says so on the timeline).

    Who tells a secret code does not tell it us: it is left out before anything is kept.

    KeyReused when the same key brings other words: they would be lost unseen.
    """
    words = told_codes.without(body.strip(), case.language)
    there = db.session.scalar(select(Message).where(Message.source_key == source_key))
    if there is not None:
        if there.body != words:
            raise KeyReused(source_key)
        return there
    if not words and not files:
        raise Invalid(body=Words("เขียนข้อความถึงเรา", "Write a message"))
    case.visited = case.anonymous
    message = Message(case_id=case.id, at=now, body=words, source_key=source_key)
    db.session.add(message)
    db.session.flush()
    attach(case, files, now, message_id=message.id, from_mail=source_key.startswith(MAIL))
    if attached_by is None:
        record(case, "message_received", now, by="correspondent")
    if case.owner:
        what = ("wrote", f"message-{message.id}", now)
        # The owner of a resolved case may stand behind its wall: then those above are told.
        tell_staff(case, [case.owner], *what) or tell_staff(case, people.manager_of(case), *what)
    if attached_by is None and clocks.waits_for_correspondent(case):
        resume_clock(case, now, "correspondent")
    return message
