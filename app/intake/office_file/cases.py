"""A case with its history as an office file writes it; a time that is absent is not counted."""

from collections.abc import Callable, Container
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field

from app.intake.channels import CHANNELS
from app.intake.office_file.basics import (
    Code,
    Count,
    Day,
    Long,
    Mail,
    Moment,
    Part,
    Phone,
    Reference,
    Short,
    Tiny,
    Title,
    misshapen,
)
from app.intake.office_file.lists import AnyKind
from workflows.kinds import DISMISSALS, OUTCOMES
from workflows.words import Words

OUTCOME_WORDS = {word for words in (*OUTCOMES.values(), DISMISSALS) for word in words}


def _known(words: Container[str], what: Words) -> Callable[[str], str]:
    def check(word: str) -> str:
        if word not in words:
            raise misshapen(
                Words(f"{word} ไม่ใช่{what.th}ที่เรารู้จัก", f"{word} is not {what.en} we know")
            )
        return word

    return check


Outcome = Annotated[str, AfterValidator(_known(OUTCOME_WORDS, Words("ผล", "an outcome")))]
Channel = Annotated[str, AfterValidator(_known(CHANNELS, Words("ช่องทาง", "a channel")))]


class Address(Part):
    """A Thai postal address; ``line`` is house, road and village."""

    line: Short = ""
    tambon: Short = ""
    amphoe: Short = ""
    changwat: Short = ""
    postcode: Tiny = ""


def _in_one_line(address: Any) -> Any:
    return {"line": address} if isinstance(address, str) else address


class CorrespondentRow(Part):
    """Who brought the case, as far as they said."""

    title_th: Short | None = None
    first_th: Short | None = None
    last_th: Short | None = None
    email: Mail | None = None
    phone: Phone | None = None
    address: Annotated[Address | None, BeforeValidator(_in_one_line)] = None


class ReferralRow(Part):
    """The office that sent the case; reported when resolved, unless a time is given."""

    agency: Short
    ref_no: Phone = ""
    letter_date: Day | None = None
    report_due: Day | None = None
    reported_at: Moment | None = None


class CaseRow(Part):
    """One case; ``analysis`` is the finding and ``resolution`` the answer."""

    id: Reference
    kind: AnyKind
    topic: Code | None = None
    remit: Literal["inside", "outside"] = "inside"
    channel: Channel
    group: Code | None = None
    received_at: Moment
    language: Literal["th", "en"] = "th"
    restricted: bool = False
    anonymous: bool = False
    email_charset: Tiny = ""
    referral: ReferralRow | None = None
    correspondent: CorrespondentRow | None = None
    registry_number: Tiny = ""
    letter_number: Phone = ""
    letter_date: Day | None = None
    subject: Title
    body: Long
    severity: Literal["low", "medium", "high", "critical"] = "medium"
    acknowledged_at: Moment | None = Field(
        default=None, validation_alias=AliasChoices("ack", "acknowledge")
    )
    owner: Code | None = None
    owner_email: Mail | None = None  # instead of a code, which not everybody has
    assigned_at: Moment | None = None
    analysed_at: Moment | None = None
    root_cause: Phone = ""
    analysis: Long = ""
    method: Long = ""
    resolved_at: Moment | None = None
    outcome: Outcome | None = None
    reason: Long = ""
    resolution: Long = ""
    no_answer_reason: Long = ""
    forwarded_to: Short = ""
    forward_number: Phone = ""  # of our letter to them
    forward_date: Day | None = None
    duplicate_of: Reference | None = None
    improvement: Code | None = None
    handling_satisfaction: Annotated[Count, Field(ge=1, le=5)] | None = None

    @property
    def ending(self) -> str:
        """The step it ended by: dismissed where the substance was not decided."""
        return "dismiss" if self.outcome in DISMISSALS else "resolve"
