"""Marks an address that refused a letter for good, and lifts the mark again."""

from datetime import datetime

from sqlalchemy import delete, or_, select

from app.actions.record import record
from app.database import db
from app.models import Case, DeadAddress, Letter, Person
from app.models.base import Secret
from app.queries import representatives, senders
from app.queries.rights import may_write
from workflows import NotAllowed
from workflows.words import Words

DEAD = "dead address"  # why a letter to a marked address failed
NO_MARK = Words("ที่อยู่นี้ไม่ได้ถูกทำเครื่องหมายว่าส่งไม่ถึง", "This address is not marked")


def mark_address(letter: Letter, case: Case, status: str, now: datetime) -> None:
    """Nothing is sent to the letter's recipient until the mark is lifted."""
    address = letter.recipient.lower()
    if not address or senders.mark_of(address) is not None:
        return
    kept = Secret(address) if case.restricted else address
    db.session.add(DeadAddress(address=kept, since=now, status=status, letter_id=letter.id))
    record(case, "address_marked", now, by="clock", status=status)


def mark_of(case: Case) -> DeadAddress | None:
    """The mark on the address to which letters to the correspondent go."""
    return senders.mark_of(representatives.address(case))


def lift_mark(case: Case, actor: Person, now: datetime) -> int:
    """Letters go to the address again, first those of this case that did not arrive; how many."""
    if not may_write(case, actor):
        raise NotAllowed("lift-mark", case.state, forbidden=True)
    if mark_of(case) is None:
        raise NotAllowed("lift-mark", case.state, because=NO_MARK)
    forms = senders.forms(representatives.address(case))
    db.session.execute(delete(DeadAddress).where(DeadAddress.address.in_(forms)))
    came_back = or_(Letter.problem == DEAD, Letter.bounced_at.is_not(None))
    query = select(Letter).where(
        Letter.case_id == case.id, Letter.recipient.in_(forms), came_back,
        Letter.status.in_(("failed", "sent")),
    )  # fmt: skip
    again = db.session.scalars(query).all()
    for letter in again:
        letter.status, letter.attempts, letter.next_try_at = "ready", 0, now
        letter.problem, letter.bounced_at, letter.bounce, letter.sent_at = "", None, "", None
    record(case, "address_lifted", now, actor=actor, letters=len(again))
    return len(again)
