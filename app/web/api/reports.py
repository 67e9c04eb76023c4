"""The figures for other programs: the SLA report and Form 2.3, as the pages count them."""

from datetime import UTC, date, datetime
from typing import Annotated

from flask import Response, abort
from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from app.actions.gather_annexes import ANNEXES, gather_annexes
from app.intake.referral import Day
from app.queries.rights import visible
from app.reports.form23 import Form23, form23
from app.reports.masked import masked
from app.reports.sla import GROUPS, UnknownGroup, sla_report
from app.web.access import actor
from app.web.api import reading
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.answers import tell
from workflows.errors import Invalid
from workflows.roles import Role
from workflows.words import Words

YEARS = range(2480, 2680)  # of the Buddhist era, in which a form can be asked for


class Days(BaseModel):
    """``from`` and ``to`` are inclusive."""

    model_config = ConfigDict(extra="forbid")

    first: Annotated[Day, Field(alias="from")]
    last: Annotated[Day, Field(alias="to")]

    @field_validator("last")
    @classmethod
    def _runs_forward(cls, last: date, others: ValidationInfo) -> date:
        if last < others.data.get("first", last):
            raise PydanticCustomError("backwards", "ends before it begins")
        return last


class Period(Days):
    """``by`` names the groups, divided by commas."""

    by: Annotated[str, Field(description=f"of {', '.join(GROUPS)}")] = "month"


class Open(BaseModel):
    """A shape that may grow further figures."""

    model_config = ConfigDict(extra="allow")


class OnTime(Open):
    """``percent`` is met ÷ due; null for 0 of 0."""

    met: int
    due: int
    percent: float | None


class Promises(Open):
    """How the promises were kept; ``public``: the answer, by the clock that nothing stops."""

    acknowledge: OnTime
    first_answer: OnTime
    resolve: OnTime
    public: OnTime


class WorkingDays(Open):
    """From the official date of receipt to the answer; null where nothing is resolved.

    ``worked_days`` leave out the days on which the clock was stopped.
    """

    median: float | None
    p90: float | None


class Row(Open):
    """The figures of one group, after the fields that name it."""

    received: int
    resolved: int
    open: int
    overdue: int
    on_time: Promises
    working_days: WorkingDays
    worked_days: WorkingDays
    stopped_days: int


class Share(Open):
    """A part of a whole; ``percent`` is null for 0 of 0."""

    percent: float | None


class AnonymousCases(Open):
    """The promise to people who gave no name, and how many came back; with definitions."""

    received: int
    promise_kept: Share
    returned: Share
    definitions: dict[str, dict[str, str]]


class Totals(Row):
    """The figures of all, and those that are told of all only."""

    anonymous: AnonymousCases


class Sla(Open):
    """The SLA report; ``definitions`` say what each figure means."""

    first: Annotated[date, Field(alias="from")]
    last: Annotated[date, Field(alias="to")]
    by: list[str]
    rows: list[Row]
    totals: Totals
    definitions: dict[str, dict[str, str]]
    as_known_on: date


@blueprint.get("/reports/sla")
@describes(Operation("The SLA report", Sla, query=Period, errors=(422,)))
def sla() -> Response:
    """The report of a period."""
    asked = reading.query(Period)
    groups = [name.strip() for name in asked.by.split(",") if name.strip()]
    try:
        report = sla_report(asked.first, asked.last, groups, datetime.now(UTC))
    except UnknownGroup as error:
        choices = ", ".join(GROUPS)
        raise Invalid(by=Words(f"เลือกจาก {choices}", f"Choose from {choices}")) from error
    return tell(Sla.model_validate(report))


class FormAsked(BaseModel):
    """``annex`` names the annexes, divided by commas."""

    model_config = ConfigDict(extra="forbid")

    annex: Annotated[str, Field(description=f"of {', '.join(ANNEXES)}")] = ""


class FormAnnex(BaseModel):
    """One table of an annex, in Thai like the form."""

    title: str
    note: str
    heads: list[str]
    rows: list[list[str | int | float | None]]


class FormWithAnnexes(Form23):
    """The form with the tables that were asked for."""

    annexes: list[FormAnnex]


@blueprint.get("/reports/form23/<int:year>")
@describes(Operation("Form 2.3 of a fiscal year (B.E.), with annexes if asked for",
                     Form23 | FormWithAnnexes, query=FormAsked, errors=(404, 422)))  # fmt: skip
def form(year: int) -> Response:
    """The whole form as data."""
    if year not in YEARS:
        abort(404)
    asked, now = _annexes(reading.query(FormAsked).annex), datetime.now(UTC)
    made, outside = form23(year, now), actor().has(Role.ASSESSOR)
    made = masked(made) if outside else made
    if not asked:
        return tell(made)
    tables = gather_annexes(asked, year, now, None if outside else visible(actor()))
    return tell(FormWithAnnexes(**dict(made), annexes=[
        FormAnnex(title=one.title, note=one.note, heads=list(one.heads),
                  rows=[list(row) for row in one.rows]) for one in tables
    ]))  # fmt: skip


def _annexes(named: str) -> list[str]:
    asked = [name.strip() for name in named.split(",") if name.strip()]
    if not set(asked) <= set(ANNEXES):
        choices = ", ".join(ANNEXES)
        raise Invalid(annex=Words(f"เลือกจาก {choices}", f"Choose from {choices}"))
    return asked
