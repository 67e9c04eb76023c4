"""Notes where a referred case stands with the office that sent it."""

from datetime import datetime

from app.actions.record import record
from app.models import Case, Person
from app.queries.rights import may_write
from workflows import NotAllowed
from workflows.errors import Invalid
from workflows.reporting import THEIR_STATES
from workflows.roles import Role
from workflows.words import Words

NOT_REFERRED = Words("เรื่องนี้ไม่มีหน่วยงานใดส่งต่อมา", "No office referred this case to us")
NO_STATE = Words("เลือกสถานะจากรายการ", "Choose the state from the list")
LATER = Words("เวลาต้องไม่อยู่ในอนาคต", "It cannot be in the future")


def note_their_state(
    case: Case, actor: Person, now: datetime, *, state: str, since: datetime | None = None,
    their_reference: str = "",
) -> None:  # fmt: skip
    """Their number and their state stand as told, by the agency itself or by staff for it.

    Told again, nothing happens. ``since`` is when their state became so, if not now.
    """
    sent = case.referral
    agency = bool(sent and sent.agency_person_id == actor.id and actor.has(Role.AGENCY))
    if not (agency or may_write(case, actor)):
        raise NotAllowed("their-state", case.state, forbidden=True)
    if sent is None:
        raise Invalid(state=NOT_REFERRED)
    if state not in THEIR_STATES:
        raise Invalid(state=NO_STATE)
    if since and since > now:
        raise Invalid(since=LATER)
    reference = their_reference.strip() or sent.their_reference
    at = since or (sent.their_state_at if state == sent.their_state else None) or now
    told = (reference, state, at)
    if told == (sent.their_reference, sent.their_state, sent.their_state_at):
        return
    sent.their_reference, sent.their_state, sent.their_state_at = told
    record(case, "their_state_told", now, actor=actor, by="agency" if agency else "staff",
           state=state, their_reference=reference)  # fmt: skip
