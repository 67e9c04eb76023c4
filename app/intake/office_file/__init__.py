"""The shape of an office file: every part optional, no other keys."""

from typing import Any

from pydantic import BaseModel

from app.intake.office_file.basics import Cause, Part
from app.intake.office_file.cases import CaseRow
from app.intake.office_file.lists import (
    KindRow,
    Meta,
    OfficeRow,
    OfficerRow,
    Rules,
    TopicRow,
    UnitRow,
)
from app.intake.office_file.registers import (
    GroupRow,
    ImprovementRow,
    IntakeRow,
    ListeningRow,
    MissionRow,
    StandardRow,
    SurveyRow,
    YearRegisters,
    YearReport,
)
from app.intake.office_file.work import (
    AbsenceRow,
    AnyMilestone,
    ChainRow,
    DayOffRow,
    RoutingRow,
)

YEAR_PARTS: dict[str, type[BaseModel]] = {
    "seed_registers_": YearRegisters,
    "seed_report_": YearReport,
}


class OfficeFile(Part):
    """What one file may hold, beside the parts named after a year (YEAR_PARTS)."""

    meta: Meta | None = None
    office: OfficeRow | None = None
    missions: list[MissionRow] = []
    stakeholder_groups: list[GroupRow] = []
    units: list[UnitRow] = []
    officers: list[OfficerRow] = []
    listening_channels: list[ListeningRow] = []
    intake_channels: list[IntakeRow] = []
    kinds: list[KindRow] = []
    topics: list[TopicRow] = []
    root_causes: list[Cause] = []
    deadline_rules: Rules | None = None
    days_off: list[DayOffRow] = []
    absences: list[AbsenceRow] = []
    routing_rules: list[RoutingRow] = []
    escalation: dict[AnyMilestone, ChainRow] = {}
    service_standards: list[StandardRow] = []
    cases: list[CaseRow] = []
    improvements: list[ImprovementRow] = []
    survey: SurveyRow | None = None
    records: list[dict[str, Any]] = []  # rows of an exported office: app/office/records.py
    cases_kept: list[dict[str, Any]] = []
    case_ties: list[dict[str, Any]] = []
    expected: Any = None
