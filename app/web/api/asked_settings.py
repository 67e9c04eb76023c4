"""What a program sends to change the calendar or the targets; with ``dry_run`` nothing is saved."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from app.intake.api import Body, Line, Needed, Short, Written
from workflows.deadlines import Milestone, Target
from workflows.targets import TargetRule

Year = Annotated[int, Field(ge=2400, le=2699)]  # B.E.


class CalendarOf(BaseModel):
    """Which calendar year, in B.E."""

    model_config = ConfigDict(extra="forbid")

    year: Year


class NewDayOff(Body):
    """A day off, or all working days up to ``last``."""

    day: date
    last: date | None = None
    name: Needed
    name_en: Line = ""
    legal_ref: Written
    dry_run: bool = False


class NoDayOff(Body):
    """By which resolution a day is off no more."""

    legal_ref: Written
    dry_run: bool = False


class NewTarget(Body):
    """One version of a promise; ``target`` like 10WD or 15D, null for none.

    With ``dry_run`` and ``replay`` it is also tried on the resolved cases of that fiscal year.
    """

    kind: Literal["complaint", "suggestion", "opinion", "compliment", "restricted"]
    milestone: Milestone
    target: Short | None
    topic: Short = ""
    severity: Literal["", "low", "medium", "high"] = ""
    channel: Short = ""
    counts_from: Literal["official", "receipt"] = "official"
    legal_basis: Annotated[str, Field(max_length=300)] = ""
    valid_from: date
    valid_to: date | None = None
    replay: Year | None = None
    dry_run: bool = False

    @field_validator("target")
    @classmethod
    def _reads_as_one(cls, target: str | None) -> str | None:
        try:
            return target and str(Target.parse(target))
        except ValueError as error:
            raise PydanticCustomError("target", "not a target") from error

    def rule(self) -> TargetRule:
        """As the rulebook reads it."""
        made = Target.parse(self.target) if self.target else None
        if made:
            made = Target(made.days, made.working, self.counts_from == "receipt", self.legal_basis)
        return TargetRule(self.kind, self.milestone, made, self.topic, self.severity, self.channel,
                          self.valid_from, self.valid_to)  # fmt: skip


class TargetEnd(Body):
    """The first day on which a version holds no more."""

    valid_to: date
    dry_run: bool = False
