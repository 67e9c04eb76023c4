"""Questions to other units, who acts for whom, and referrals, put into the shapes of the API."""

from datetime import date
from typing import TYPE_CHECKING

from app.queries import representatives
from app.web.api.shapes_ties import Acting, Ask, ReferredBy

if TYPE_CHECKING:
    from app import models


def ask(one: "models.UnitQuestion", today: date) -> Ask:
    """A question as the unit that was asked may read it."""
    return Ask(
        id=one.id, version=one.version, reference=one.case.reference, kind=one.case.kind.value,
        topic=one.case.topic_code, unit=one.unit_code, question=one.question, due_on=one.due_on,
        asked_by=one.asked_by.email, asked_at=one.asked_at, open=one.is_open,
        days_late=one.days_late(today), answer=one.answer,
        answered_by=one.answered_by.email if one.answered_by else None,
        answered_at=one.answered_at, withdrawn_at=one.withdrawn_at,
    )  # fmt: skip


def asked(case: "models.Case", today: date) -> list[Ask]:
    """Every question asked for a case."""
    return [ask(one, today) for one in case.asks]


def acting(case: "models.Case") -> Acting | None:
    """Who acts for the correspondent."""
    one = representatives.standing(case)
    if one is None:
        return None
    return Acting(name=one.name, relation=one.relation, email=one.email, phone=one.phone,
                  authority=one.authority, recorded_at=one.recorded_at)  # fmt: skip


def referral(case: "models.Case") -> ReferredBy | None:
    """The office that sent the case, if one did."""
    sent = case.referral
    if sent is None:
        return None
    return ReferredBy(
        agency=sent.agency, letter_number=sent.letter_number, letter_date=sent.letter_date,
        report_due=sent.report_due, reported_at=sent.reported_at, result=sent.result,
        their_reference=sent.their_reference, their_state=sent.their_state,
        their_state_at=sent.their_state_at,
    )  # fmt: skip
