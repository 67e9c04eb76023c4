"""A case that another office sends on (the 1111 centre) → a Submission with its referral."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from app.intake.api import Needed, NewCase, Short, content
from app.intake.submission import Referral, Submission
from workflows.secrets import digest

# A year of the Buddhist era in an ISO date is a mistake, and the dates are ISO by agreement.
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31))]


class NewReferral(NewCase):
    """A new case, with the letter of the office that sends it and the day our report is due."""

    agency: Needed
    letter_number: Short | None = None
    letter_date: Day | None = None
    report_due: Day | None = None


def to_submission(
    asked: NewReferral, idempotency_key: str, now: datetime, key: str, agency_person_id: int
) -> Submission:
    """The submission of a referral; its keys are the agency's own, whatever others use."""
    source_key = f"referral:{digest(f'{agency_person_id}:{idempotency_key}')}"
    return Submission(
        channel="gcc1111",
        referral=Referral(
            agency=asked.agency, letter_number=asked.letter_number or "",
            letter_date=asked.letter_date, report_due=asked.report_due,
            agency_person_id=agency_person_id,
        ),
        **content(asked, source_key, now, key),
    )  # fmt: skip
