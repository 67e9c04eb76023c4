"""Shows who brought a case to a custodian who says why; the timeline keeps who asked, and why."""

from datetime import datetime

from app.actions.record import record
from app.models import Case, Correspondent, Person
from app.queries.identity import may_open
from workflows import NotAllowed
from workflows.errors import Invalid
from workflows.words import Words

OPENED = "identity_opened"
WHY = Words("เขียนเหตุผลที่ต้องรู้ว่าผู้แจ้งเป็นใคร", "Write why you must know who it is")


def open_identity(case: Case, actor: Person, now: datetime, reason: str) -> Correspondent:
    """Name and addresses of the correspondent, told to ``actor`` this once."""
    if not may_open(case, actor) or case.correspondent is None:
        raise NotAllowed("identity", case.state, forbidden=True)
    if not reason.strip():
        raise Invalid(reason=WHY)
    record(case, OPENED, now, actor=actor, note=reason.strip())
    return case.correspondent
