"""An officer noted that the correspondent was told reference and dates."""

from datetime import datetime

from app.actions.record import record
from app.models import Case, Person
from app.queries.rights import may_write
from workflows import NotAllowed
from workflows.deadlines import Milestone
from workflows.errors import Invalid
from workflows.words import Words


def acknowledge(case: Case, actor: Person, now: datetime, how: str) -> None:
    """The acknowledgement is met, and the timeline says by whom and how it was told."""
    if not may_write(case, actor):
        raise NotAllowed("acknowledge", case.state, forbidden=True)
    if not how.strip():
        raise Invalid(how=Words("บอกว่าแจ้งผู้แจ้งอย่างไร", "Say how the correspondent was told"))
    if case.acknowledged_at is None:
        case.meet(Milestone.ACKNOWLEDGE, now)
        case.look_ahead()
        record(case, "acknowledged", now, actor=actor, note=how)
