"""An officer writes to the correspondent while the case is not done, or after it."""

from collections.abc import Sequence
from datetime import datetime

from app.actions.attach import attach
from app.actions.record import record
from app.actions.tell import WAYS, tell_correspondent
from app.database import db
from app.intake.submission import File
from app.models import Case, Letter, Person
from app.queries.rights import may_write
from workflows import NotAllowed
from workflows.deadlines import Milestone
from workflows.errors import Invalid
from workflows.words import Words


def write_letter(  # noqa: PLR0913 - a letter has this many sides
    case: Case, actor: Person, now: datetime, *, occasion: str, text: str, how: str = "",
    files: Sequence[File] = (),
) -> Letter:  # fmt: skip
    """A letter of substance is in the outbox or recorded; it is the first answer if none was."""
    if not may_write(case, actor):
        raise NotAllowed("letters", case.state, forbidden=True)
    if not text.strip():
        raise Invalid(text=Words("เขียนข้อความถึงผู้แจ้ง", "Write to the correspondent"))
    if how and how not in WAYS:
        raise Invalid(how=Words("เลือกวิธีแจ้งจากรายการ", "Choose how from the list"))
    occasion = occasion.strip()[:60] or f"update-{case.version}"
    letter = tell_correspondent(
        case, "update", occasion, now, author=actor, how=how, words=text.strip()
    )
    if letter is None:
        raise Invalid(how=Words(
            "ผู้แจ้งไม่มีอีเมล เลือกวิธีแจ้งอื่น", "No e-mail address: choose another way"
        ))  # fmt: skip
    if letter.id is None:
        case.meet(Milestone.FIRST_ANSWER, now)
        case.look_ahead()
        record(case, "letter_written", now, actor=actor, occasion=occasion, how=letter.how)
        db.session.flush()
        attach(case, files, now, letter_id=letter.id)
    return letter
