"""The statistics of a year for everybody, as a page, as CSV and as JSON, with the same figures."""

from datetime import UTC, date, datetime
from typing import Any

from flask import Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug import Response as Redirect

from app.documents.csv import write_csv
from app.reports.public_figures import figures, years
from app.reports.statistics import SPANS
from app.reports.statistics_words import DEFINITIONS
from app.web.present import language
from app.web.public import statistics_tables as tables
from app.web.public._blueprint import blueprint
from workflows.dates import say_date
from workflows.words import Words

NAMES = {
    "fiscal": Words("ปีงบประมาณ", "Fiscal year B.E."),
    "calendar": Words("ปีปฏิทิน พ.ศ.", "Calendar year B.E."),
}


@blueprint.get("/statistics", endpoint="statistics")
def newest() -> Redirect:
    """The fiscal year of today."""
    this = years("fiscal", datetime.now(UTC))[0]
    return redirect(url_for("public.statistics_of", year=this), 303)


@blueprint.get("/statistics/<int:year>")
def statistics_of(year: int) -> str:
    """How many cases came, how they were answered, and what each figure means."""
    made = _made(year)
    return render_template(
        "public/statistics.html", made=made, known_on=date.fromisoformat(made["as_known_on"]),
        names=NAMES, years={span: years(span, datetime.now(UTC)) for span in SPANS},
        headline=tables.headline(made), parts=tables.all_of(made), definitions=DEFINITIONS.values(),
    )  # fmt: skip


@blueprint.get("/statistics/<int:year>.csv")
def statistics_csv(year: int) -> Response:
    """The same figures, one a line, with the day they were known, their version and meaning."""
    made, say = _made(year), language()
    rows = [[cell.say(say) if isinstance(cell, Words) else cell for cell in row]
            for row in tables.lines(made)]  # fmt: skip
    day = date.fromisoformat(made["as_known_on"])
    known = Words(
        f"ตามข้อมูล ณ {say_date(day)} นิยามฉบับที่ {made['version']}",
        f"As known on {say_date(day, 'en')}, definitions version {made['version']}",
    )
    rows += [[known.say(say)], *([words.say(say)] for words in DEFINITIONS.values())]
    table = write_csv([head.say(say) for head in tables.HEADS], rows)
    response = Response(table, mimetype="text/csv")
    return _named(response, made, "csv")


@blueprint.get("/statistics/<int:year>.json")
def statistics_json(year: int) -> Response:
    """The same for programs, with definitions, version and day in the file itself."""
    made = _made(year)
    return _named(jsonify(made), made, "json")


def _named(response: Response, made: dict[str, Any], end: str) -> Response:
    name = f"statistics-{made['span']}-{made['year']}.{end}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _made(year: int) -> dict[str, Any]:
    """404 for a year to come, or one long past."""
    span = request.args.get("span", "fiscal")
    now = datetime.now(UTC)
    if span not in SPANS or year not in years(span, now):
        abort(404)
    return figures(span, year, now)
