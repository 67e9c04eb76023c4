"""The annex to CS3 of a fiscal year: as a page, table by table as CSV, whole as a workbook."""

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import Response, abort, render_template, request

from app.documents.csv import write_csv
from app.documents.xlsx import write_xlsx
from app.intake.channels import CHANNEL_LABELS
from app.queries.cases import today
from app.queries.rights import visible
from app.reports.annexes.cs3 import cs3_annex
from app.reports.annexes.table import AnnexTable
from app.reports.sla_table import names
from app.web.access import actor
from app.web.figures._blueprint import blueprint
from app.web.figures.form23 import check
from app.web.figures.tables import columns
from app.web.present import language
from workflows.words import Words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEANINGS = Words("นิยาม", "Definitions")
HEADS = (Words("ตาราง", "Table"), Words("นิยาม", "Definition"))


@blueprint.get("/form23/<int:year>/annex")
def annex(year: int) -> str:
    """Every table with its definition."""
    tables = _tables(year)
    return render_template(
        "figures/annex.html", year=year, tables=tables, as_known_on=today(datetime.now(UTC)),
        columns={table.name: columns(table) for table in tables},
    )  # fmt: skip


@blueprint.get("/form23/<int:year>/annex.<any(csv,xlsx):kind>")
def annex_file(year: int, kind: str) -> Response:
    """The workbook of all tables, or the table of ``table`` as CSV."""
    tables = _tables(year)
    name, content, type_ = f"form-2.3-{year}-cs3.xlsx", b"", XLSX
    if kind == "xlsx":
        content = write_xlsx(_sheets(tables))
    else:
        wanted = request.args.get("table", tables[0].name)
        found = next((table for table in tables if table.name == wanted), None)
        if found is None:
            abort(404)
        content, type_ = write_csv(*found.plain(language())), "text/csv"
        name = f"form-2.3-{year}-cs3-{wanted}.csv"
    response = Response(content, content_type=type_)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _tables(year: int) -> Sequence[AnnexTable]:
    check(year)
    known = names(CHANNEL_LABELS)
    return cs3_annex(year, datetime.now(UTC), known, visible(actor()))


def _sheets(tables: Sequence[AnnexTable]) -> dict[str, tuple]:
    """One sheet each, and one of what they mean; the names of sheets are short."""
    say = language()
    sheets: dict[str, tuple] = {
        f"{n} {table.title.say(say)}": table.plain(say) for n, table in enumerate(tables, start=1)
    }
    meanings = [[table.title.say(say), table.definition.say(say)] for table in tables]
    return {**sheets, MEANINGS.say(say): ([head.say(say) for head in HEADS], meanings)}
