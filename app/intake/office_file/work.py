"""How an office works, as its file writes it: routing, absences, escalation, targets, days off."""

from typing import Annotated, Literal

from pydantic import Field

from app.intake.office_file.basics import Code, Day, Name, Part, Promise, Short, Tiny, Title
from workflows.deadlines import Milestone
from workflows.kinds import Kind

AnyMilestone = Annotated[Milestone, Field(strict=False)]
KindOrAny = Annotated[Kind, Field(strict=False)] | Literal[""]
Ruled = Literal["complaint", "suggestion", "opinion", "compliment", "restricted"]


class AbsenceRow(Part):
    """Somebody is away, both days included; ``deputy`` stands in."""

    officer: Code
    from_: Annotated[Day, Field(alias="from")]
    to: Day
    deputy: Code | None = None
    note: Short = ""


class RoutingRow(Part):
    """A rule of the ordered list; what is empty holds for any case."""

    name: Name
    unit: Code
    kind: KindOrAny = ""
    topic: Code | None = None
    channel: Tiny = ""
    words: list[Name] = []
    place: Short = ""
    time: Literal["", "office_hours", "after_hours"] = ""
    how: Literal["unit", "person", "round_robin", "least_open"] = "unit"
    owner: Code | None = None
    active: bool = True


class ChainRow(Part):
    """Working days before (0: on the day itself) and between the levels, and how many levels."""

    before: int
    every: int
    depth: int


class TargetRow(Part):
    """One version of a promise; ``from`` and ``to`` are official dates of receipt."""

    kind: Ruled
    milestone: AnyMilestone
    target: Promise
    topic: Code | None = None
    severity: Literal["", "low", "medium", "high"] = ""
    channel: Tiny = ""
    counts_from: Literal["official", "receipt"] = "official"
    legal_basis: Title | Literal[""] = ""
    from_: Annotated[Day | None, Field(alias="from")] = None
    to: Day | None = None
    as_kept: bool = False  # by an export: it was in force, whatever its page would ask today


class DayOffRow(Part):
    """A weekday on which the office is closed, and by which resolution."""

    day: Day
    name_th: Name
    name_en: Short = ""
    legal_ref: Title | Literal[""] = ""
