"""An officer sends on an acknowledgement that was held because too many went to its address."""

from datetime import datetime

from sqlalchemy import select

from app.actions.record import record
from app.database import db
from app.models import Case, Letter, Person
from app.queries.rights import may_write
from workflows import NotAllowed
from workflows.errors import UnknownReference
from workflows.words import Words

NOT_HELD = Words("หนังสือฉบับนี้ไม่ได้รอการตัดสินใจ", "This letter waits for no decision")


def may_release(letter: Letter, case: Case | None, person: Person) -> bool:
    """Whether this person may send it on."""
    return letter.status == "held" and case is not None and may_write(case, person)


def release_letter(letter_id: int, actor: Person, now: datetime) -> Letter:
    """The letter leaves with the next round, and the timeline says who sent it on."""
    query = select(Letter).where(Letter.id == letter_id).with_for_update()
    letter = db.session.scalars(query).one()
    case = db.session.get(Case, letter.case_id) if letter.case_id else None
    if case is None:
        raise UnknownReference(str(letter_id))
    if not may_write(case, actor):
        raise NotAllowed("send-letter", case.state, forbidden=True)
    if letter.status != "held":
        raise NotAllowed("send-letter", case.state, because=NOT_HELD)
    letter.status, letter.author_id, letter.next_try_at = "ready", actor.id, now
    letter.problem = ""
    record(case, "letter_released", now, actor=actor, letter=letter.name)
    return letter
