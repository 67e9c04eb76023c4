"""The registers of Form 2.3 as an office file writes them."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator
from pydantic import StringConstraints as Text

from app.intake.office_file.basics import (
    Cause,
    Code,
    Count,
    Day,
    Long,
    Name,
    Part,
    Short,
    Title,
    Year,
    misshapen,
)
from app.intake.office_file.cases import Channel, Reference
from workflows.words import Words

Names = list[Title]
Level = Annotated[int, Field(ge=1, le=5)]
Criterion = Annotated[str, Text(pattern=r"^[A-Z]{1,6}[0-9]{1,3}$")]  # its code: CS1, PM2
Rule = Annotated[str, Text(pattern=r"^(CS[1-7]\.[1-9])?$")]  # whose data carry a claim
Result = Literal["complete", "in_progress"]


class MissionRow(Part):
    """What the office is there for."""

    id: Code
    name_th: Title
    name_en: Title | Literal[""] = ""
    owner: Code | None = None


class MemberRow(Part):
    """A person or body of a group, as known in a fiscal year, or in every year."""

    name: Title
    organisation: Title | Literal[""] = ""
    email: Short = ""
    phone: Short = ""
    fiscal_year_be: Year | None = None


class GroupRow(Part):
    """Whom a mission serves or concerns."""

    id: Code
    mission: Code | None = None
    kind: Literal["client", "stakeholder", "public"]
    name_th: Title
    needs_th: Long = ""
    population: Count | None = None
    members: list[MemberRow] = []
    owner: Code | None = None


class ListeningRow(Part):
    """A listening channel of CS2."""

    id: Code
    name_th: Title
    parent: Code | None = None
    seed_cs2: bool = False
    owner: Code | None = None


class IntakeRow(Part):
    """A way in; its id is that of the channels table."""

    id: Channel
    name_th: Title
    rolls_up_to: Code | None = None
    referral: bool = False
    restricted: bool = False
    owner: Code | None = None


class AchievementRow(Part):
    """How often a service was done in the month of that day, and how often within its time."""

    month: Day
    done: Count
    within: Count

    @model_validator(mode="after")
    def within_those_done(self) -> Self:
        """What was not done was not done in time."""
        if self.within > self.done:
            raise misshapen(Words("ทันเวลามากกว่าที่ทำ", "more within the time than done"))
        return self


class StandardRow(Part):
    """A service and the time it takes."""

    id: Code
    name_th: Title
    unit: Code | None = None
    target: Name
    days: Count
    count: Literal["calendar", "working"]
    flow_chart: bool = False
    manual: bool = False
    announced: bool = False
    by_cases: bool = False
    announced_on: Day | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    achievements: list[AchievementRow] = []
    owner: Code | None = None


class ImprovementRow(Part):
    """What changed because of what was heard; ``sources`` are cases and surveys."""

    id: Code
    name_th: Title
    sources: list[Reference | Short] = []
    unit: Code | None = None
    done: Day | None = None
    cause: Cause | None = None
    finding: Long = ""
    action: Long = ""
    due: Day | None = None
    before: Title | Literal[""] = ""
    after: Title | Literal[""] = ""
    published: bool | None = None
    owner: Code | None = None


class Band(Part):
    """A word for a mean from ``min`` to ``max``."""

    min: float
    max: float
    th: Name


class SurveyAnswers(Part):
    """One group's answers to the overall question, highest level first."""

    group: Code
    sampled: Count
    counts: Annotated[list[Count], Field(min_length=5, max_length=5)]

    @model_validator(mode="after")
    def answered_by_those_asked(self) -> Self:
        """Nobody answers who was not asked."""
        if sum(self.counts) > self.sampled:
            raise misshapen(Words("คำตอบมากกว่าผู้ที่ถาม", "more answers than people asked"))
        return self


class SurveyRow(Part):
    """The survey of a fiscal year."""

    id: Annotated[Code, Field(max_length=40)]
    fiscal_year_be: Year
    scale: dict[Level, Name] | None = None
    bands: list[Band] | None = None
    satisfied_levels: list[Level] | None = None
    dissatisfied_levels: list[Level] | None = None
    aspects: Names | None = None
    overall: list[SurveyAnswers] = []
    information_channel: dict[Title, Count] = {}


class ActivityRow(Part):
    """A meeting with the network."""

    date: Day
    changwat: Short = ""
    place: Short = ""
    title: Title | Literal[""] = ""
    participants: Count | None = None
    kind: Short = ""
    region: Short = ""
    network: Title | Literal[""] = ""


class ParticipationRow(Part):
    """Work the public takes part in, and how far."""

    name_th: Title
    level: Level


class YearRegisters(Part):
    """``seed_registers_<year>``: the registers that hold for one fiscal year."""

    fiscal_year_be: Year
    missions_count: Count | None = None
    listening_channels: Names | None = None
    top_information_channel: Title | None = None
    network_works: Names | None = None
    network_contact_channels: Names | None = None
    network_activities: list[ActivityRow] | None = None
    participation_works: list[ParticipationRow] | None = None
    participation_information_channels: Names | None = None
    participation_listening_channels: Names | None = None
    service_manual_work: Title | None = None


class Line(Part):
    """One line of the form; with ``repeat`` it prints once for each entry of that register."""

    line: Annotated[int, Field(ge=1)]
    section: Criterion | None = None
    kind: Literal[
        "blank", "heading", "criterion", "status", "claim", "item", "evidence_label", "evidence"
    ]
    text: Long
    repeat: Short | None = None
    rule: Rule | None = None


class YearReport(Part):
    """``seed_report_<year>``: the form of one fiscal year as it is printed."""

    name: Title | Literal[""] = ""
    criteria: list[Criterion] = []  # the codes it must have, where the file says so
    status_labels: dict[Result, Name] = {}
    status: dict[Criterion, Result | None] = {}
    lines: list[Line]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Its lines as they are kept."""
        return [line.model_dump(exclude_unset=True) for line in self.lines]

    @property
    def labels(self) -> dict[str, str]:
        """The words of its boxes, as far as it has its own."""
        return {str(result): label for result, label in self.status_labels.items()}
