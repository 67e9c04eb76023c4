"""Ratings after a case: by unit, kind, channel and month, beside the survey and never in it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from flask import Response, abort, jsonify, render_template, request, url_for

from app.documents.csv import write_csv
from app.documents.xlsx import write_xlsx
from app.intake.channels import CHANNEL_LABELS
from app.queries.cases import today
from app.reports.annexes.table import AnnexTable, Cell
from app.reports.catalogue import RATINGS
from app.reports.chosen import NONE
from app.reports.ratings import RatingReport, rating_data, rating_tables
from app.reports.ratings import ratings as count_ratings
from app.reports.sla_table import Names, group_name, names
from app.web.figures._blueprint import blueprint
from app.web.figures.tables import (
    SEPARATE_RATINGS,
    cases_behind,
    chart_of,
    data_file,
    laid_out,
    sheets,
    short,
)
from app.web.present import language
from workflows.fiscal import fiscal_year
from workflows.words import Words

SHOWN = 3  # fiscal years that are one press away
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What the columns after the group open: a share who are behind it, a mean all who gave it.
OPENS = (
    "asked", "mailed", "answered", "silent", "answered",
    "handling.rated", "handling.rated", "handling.satisfied", "handling.dissatisfied",
    "outcome.rated", "outcome.rated", "outcome.satisfied", "outcome.dissatisfied",
)  # fmt: skip
BESIDE = (0, 3, 8)  # columns: unit, answered, satisfied
SATISFIED = Words("ร้อยละของผู้พอใจการทำงาน (4–5)", "Percent satisfied with the handling (4–5)")


@blueprint.get("/ratings")
def ratings() -> str:
    """This fiscal year, or the one asked for."""
    made, known = count_ratings(_year()), names(CHANNEL_LABELS)
    listed = rating_tables(made, known)
    return render_template(
        "figures/ratings.html", made=made, headline=_headline(made), figures_of=RATINGS.figures,
        tables=[_opened(table, made) for table in listed], chart=_chart(made, listed[0], known),
        separate=SEPARATE_RATINGS,
        years=[(one, url_for("figures.ratings", year=one)) for one in _years()],
        files={kind: url_for("figures.ratings_file", kind=kind, year=made.year)
               for kind in ("csv", "xlsx", "json")},
    )  # fmt: skip


@blueprint.get("/ratings.<any(csv,xlsx,json):kind>")
def ratings_file(kind: str) -> Response:
    """The units as CSV, every table as a workbook, or all of it as data."""
    made = count_ratings(_year())
    name = f"ratings-{made.year}.{kind}"
    if kind == "json":
        return data_file(jsonify(rating_data(made)), name)
    tables = rating_tables(made, names(CHANNEL_LABELS))
    if kind == "csv":
        return data_file(
            Response(write_csv(*tables[0].plain(language())), content_type="text/csv"), name
        )
    return data_file(Response(write_xlsx(sheets(tables)), content_type=XLSX), name)


def _years() -> range:
    this = fiscal_year(today(datetime.now(UTC)))
    return range(this, this - SHOWN, -1)


def _year() -> int:
    year = request.args.get("year", default=_years()[0], type=int)
    return year if year in _years() else abort(404)


def _opened(table: AnnexTable, made: RatingReport) -> dict:
    """The table as it is drawn, each of its figures with the cases behind it."""
    drawn = laid_out(table)
    groups = [{table.name: row.code or NONE} for row in made.by[table.name]]
    drawn["rows"] = [
        _cells(cells, row, made.year, group)
        for cells, row, group in zip(drawn["rows"], table.rows, groups, strict=True)
    ]
    drawn["foot"] = _cells(drawn["foot"], table.foot or (), made.year, {})
    return drawn


def _cells(cells: Sequence[Any], row: Sequence[Cell], year: int, group: dict[str, str]) -> list:
    opened = [
        {"text": said if isinstance(said, str) else f"{said:,}",
         "url": _url(which, value, year, group)} if isinstance(value, int | float) else said
        for which, said, value in zip(OPENS, cells[1:], row[1:], strict=True)
    ]  # fmt: skip
    return [cells[0], *opened]


def _url(which: str, value: float | None, year: int, group: dict[str, str]) -> str | None:
    return cases_behind(value, {"of": "ratings", "which": which, "year": str(year), **group})


def _headline(made: RatingReport) -> list[dict]:
    total = made.total

    def behind(which: str, value: float | None) -> str | None:
        return _url(which, value, made.year, {})

    rate = Words(f"{total.answered:,} จาก {total.asked:,} เรื่อง",
                 f"{total.answered:,} of {total.asked:,} cases")  # fmt: skip
    percent = total.response_percent
    return [
        {"name": RATINGS.figures["response_percent"].label,
         "value": None if percent is None else f"{percent:g}%", "note": rate,
         "url": behind("answered", percent)},
        {"name": RATINGS.figures["handling"].label, "value": _mean(total.handling.mean),
         "url": behind("handling.rated", total.handling.mean)},
        {"name": RATINGS.figures["outcome"].label, "value": _mean(total.outcome.mean),
         "url": behind("outcome.rated", total.outcome.mean)},
        {"name": RATINGS.figures["silent"].label, "value": f"{total.silent:,}",
         "url": behind("silent", total.silent)},
    ]  # fmt: skip


def _mean(value: float | None) -> str | None:
    return None if value is None else f"{value:.2f}/5"


def _chart(made: RatingReport, units: AnnexTable, known: Names) -> dict | None:
    said = [(group_name("unit", row.code, known).say(language()), row) for row in made.by["unit"]]
    shares = [(short(name), row.handling.satisfied_percent) for name, row in said]
    bars = [(name, share) for name, share in shares if share is not None]
    return chart_of(SATISFIED, bars, units, BESIDE)
