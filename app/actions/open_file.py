"""Who opened which file is on record, once a person, file and day; an original each time."""

from datetime import datetime

from sqlalchemy import exists, select

from app.actions.record import record
from app.database import alone, db
from app.models import Attachment, Case, Event, Person
from workflows.dates import local_day
from workflows.errors import Invalid
from workflows.limits import BODY
from workflows.words import Words

OPENED, ORIGINAL = "file_opened", "original_opened"
REASON = Words("บอกเหตุผลที่ต้องเปิดต้นฉบับ", "Say why the original must be opened")


def note_opened(file: Attachment, actor: Person, now: datetime) -> None:
    """The day's first opening by this person is an event; no change of the case."""
    subject = f"file:{file.id}:{actor.id}:{local_day(now).isoformat()}"
    alone(db.session, subject)
    there = exists().where(Event.case_id == file.case_id, Event.subject == subject)
    if db.session.scalar(select(there)):
        return
    case = db.session.get_one(Case, file.case_id)
    db.session.add(Event(
        case_id=case.id, subject=subject, at=now, what=OPENED, by="staff", actor_id=actor.id,
        to_state=case.state.value, details={"file": file.id, "unclean": file.unclean},
    ))  # fmt: skip


def note_original(file: Attachment, actor: Person, now: datetime, reason: str) -> None:
    """The stated reason is on the timeline; Invalid without one."""
    if not reason.strip():
        raise Invalid(reason=REASON)
    case = db.session.get_one(Case, file.case_id)
    record(case, ORIGINAL, now, actor=actor, note=reason.strip()[:BODY], file=file.id)


def note_damage(file: Attachment, now: datetime, *, damaged: bool) -> None:
    """What the nightly check found stands at the file."""
    file.damaged = damaged
    case = db.session.get_one(Case, file.case_id)
    what = "file_damaged" if damaged else "file_mended"
    record(case, what, now, by="clock", file=file.id)
