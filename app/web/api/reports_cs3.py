"""Causes and the annex to CS3 for other programs, as the pages count them."""

from datetime import UTC, date, datetime
from typing import Annotated

from flask import Response, abort
from pydantic import BaseModel, Field

from app.intake.channels import CHANNEL_LABELS
from app.queries.rights import visible
from app.reports import causes as counting
from app.reports.annexes.cs3 import cs3_annex
from app.reports.annexes.table import AnnexTable
from app.reports.sla_table import names
from app.web.access import actor
from app.web.api import reading
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.answers import tell
from app.web.api.reports import YEARS, Days
from workflows.words import Words

Pair = dict[str, str]
Cell = str | int | float | None


class CausesOf(Days):
    """A period, narrowed to a topic and a unit by their codes."""

    topic: Annotated[str, Field(max_length=20)] = ""
    unit: Annotated[str, Field(max_length=20)] = ""


class CauseRow(BaseModel):
    """A cause with its share of the cases whose cause is known, and the running share."""

    cause: str
    cases: int
    restricted: int
    percent: float | None
    cumulative_percent: float | None


class Causes(BaseModel):
    """The most frequent first; ``unknown`` cases have no recorded cause."""

    causes: list[CauseRow]
    known: int
    unknown: int
    definition: Pair
    as_known_on: date


class AnnexPart(BaseModel):
    """One table; ``foot`` is the row of all, null where there is none."""

    name: str
    title: Pair
    head: list[Pair]
    rows: list[list[Cell]]
    foot: list[Cell] | None
    definition: Pair


class Annex(BaseModel):
    """The tables of the annex to CS3; words in cells are Thai, like the form."""

    fiscal_year_be: int
    tables: list[AnnexPart]


@blueprint.get("/reports/causes")
@describes(Operation("Root causes, the most frequent first", Causes, query=CausesOf, errors=(422,)))
def causes() -> Response:
    """The causes of a period."""
    asked = reading.query(CausesOf)
    wanted = counting.Asked(asked.first, asked.last, asked.topic, asked.unit)
    made = counting.pareto(wanted, datetime.now(UTC))
    rows = [
        CauseRow(cause=one.name, cases=one.cases, restricted=one.restricted, percent=one.percent,
                 cumulative_percent=one.cumulative)
        for one in made.causes
    ]  # fmt: skip
    return tell(Causes(
        causes=rows, known=made.known, unknown=made.unknown, as_known_on=made.as_known_on,
        definition=counting.DEFINITION._asdict(),
    ))  # fmt: skip


@blueprint.get("/reports/form23/<int:year>/annex")
@describes(Operation("The annex to CS3 of a fiscal year (B.E.)", Annex, errors=(404,)))
def annex(year: int) -> Response:
    """Every table; of referrals those that the caller may see."""
    if year not in YEARS:
        abort(404)
    known = names(CHANNEL_LABELS)
    tables = cs3_annex(year, datetime.now(UTC), known, visible(actor()))
    return tell(Annex(fiscal_year_be=year, tables=[_part(table) for table in tables]))


def _part(table: AnnexTable) -> AnnexPart:
    return AnnexPart(
        name=table.name, title=table.title._asdict(), definition=table.definition._asdict(),
        head=[words._asdict() for words in table.head],
        rows=[[_thai(cell) for cell in row] for row in table.rows],
        foot=None if table.foot is None else [_thai(cell) for cell in table.foot],
    )  # fmt: skip


def _thai(cell: object) -> Cell:
    return cell.th if isinstance(cell, Words) else cell  # type: ignore[return-value]
