"""Ratings after a case: by unit, kind, channel and month, beside the survey and never in it."""

from datetime import UTC, datetime

from flask import Response, abort, jsonify, render_template, request, url_for

from app.documents.csv import write_csv
from app.documents.xlsx import write_xlsx
from app.intake.channels import CHANNEL_LABELS
from app.queries.cases import today
from app.reports.annexes.table import AnnexTable
from app.reports.catalogue import RATINGS
from app.reports.ratings import RatingReport, rating_data, rating_tables
from app.reports.ratings import ratings as count_ratings
from app.reports.sla_table import Names, group_name, names
from app.web.figures._blueprint import blueprint
from app.web.figures.tables import SEPARATE_RATINGS, chart_of, data_file, laid_out, sheets, short
from app.web.present import language
from workflows.fiscal import fiscal_year
from workflows.words import Words

SHOWN = 3  # fiscal years that are one press away
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BESIDE = (0, 3, 8)  # columns: unit, answered, satisfied
SATISFIED = Words("ร้อยละของผู้พอใจการทำงาน (4–5)", "Percent satisfied with the handling (4–5)")


@blueprint.get("/ratings")
def ratings() -> str:
    """This fiscal year, or the one asked for."""
    made, known = count_ratings(_year()), names(CHANNEL_LABELS)
    listed = rating_tables(made, known)
    return render_template(
        "figures/ratings.html", made=made, headline=_headline(made), figures_of=RATINGS.figures,
        tables=[laid_out(table) for table in listed], chart=_chart(made, listed[0], known),
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


def _headline(made: RatingReport) -> list[dict]:
    total = made.total
    rate = Words(f"{total.answered:,} จาก {total.asked:,} เรื่อง",
                 f"{total.answered:,} of {total.asked:,} cases")  # fmt: skip
    percent = total.response_percent
    return [
        {"name": RATINGS.figures["response_percent"].label,
         "value": None if percent is None else f"{percent:g}%", "note": rate},
        {"name": RATINGS.figures["handling"].label, "value": _mean(total.handling.mean)},
        {"name": RATINGS.figures["outcome"].label, "value": _mean(total.outcome.mean)},
        {"name": RATINGS.figures["silent"].label, "value": f"{total.silent:,}"},
    ]  # fmt: skip


def _mean(value: float | None) -> str | None:
    return None if value is None else f"{value:.2f}/5"


def _chart(made: RatingReport, units: AnnexTable, known: Names) -> dict | None:
    said = [(group_name("unit", row.code, known).say(language()), row) for row in made.by["unit"]]
    shares = [(short(name), row.handling.satisfied_percent) for name, row in said]
    bars = [(name, share) for name, share in shares if share is not None]
    return chart_of(SATISFIED, bars, units, BESIDE)
