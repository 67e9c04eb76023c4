"""An officer leaves a note for the others."""

from datetime import datetime

from app.actions.record import record
from app.database import db
from app.models import Case, Note, Person
from app.queries.rights import may_write
from workflows import NotAllowed
from workflows.errors import Invalid
from workflows.words import Words


def write_note(case: Case, actor: Person, now: datetime, text: str) -> Note:
    """The note stands on the case; only staff read it."""
    if not may_write(case, actor):
        raise NotAllowed("notes", case.state, forbidden=True)
    if not text.strip():
        raise Invalid(text=Words("เขียนบันทึก", "Write the note"))
    note = Note(case_id=case.id, at=now, author_id=actor.id, body=text.strip())
    db.session.add(note)
    record(case, "note_written", now, actor=actor)
    return note
