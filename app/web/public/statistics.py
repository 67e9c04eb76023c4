"""The complaint statistics of a fiscal year for everybody, as a page and as CSV."""

from datetime import UTC, datetime
from typing import Any

from flask import Response, abort, redirect, render_template, url_for
from werkzeug import Response as Redirect

from app.documents.csv import write_csv
from app.intake.channels import CHANNELS
from app.queries.cases import today
from app.reports.sla_table import GROUP_LABELS, group_name, names
from app.reports.statistics import BY, DEFINITIONS, Line, Statistics, statistics
from app.web.present import language
from app.web.public._blueprint import blueprint
from workflows.dates import say_date
from workflows.fiscal import fiscal_year
from workflows.words import Words

YEARS = 5  # fiscal years that can be read
HEADS = (
    Words("รับ (เรื่อง)", "Received"),
    Words("แจ้งผลแล้ว (เรื่อง)", "Answered"),
    Words("มัธยฐาน (วันทำการ)", "Median (working days)"),
    Words("ทันกำหนด (ร้อยละ)", "In time (percent)"),
)
TOTAL = Words("รวม", "Total")
NOT_SHOWN = Words("ไม่แสดง", "not shown")
NO_VALUE = Words("ไม่มีค่า", "no value")


@blueprint.get("/statistics", endpoint="statistics")
def newest() -> Redirect:
    """The fiscal year of today."""
    return redirect(url_for("public.statistics_of", year=_this()), 303)


@blueprint.get("/statistics/<int:year>")
def statistics_of(year: int) -> str:
    """Received and answered by kind and by channel, with what each figure means."""
    made = _made(year)
    this = _this()
    return render_template(
        "public/statistics.html", made=made, definitions=DEFINITIONS.values(),
        years=range(this, this - YEARS, -1), foot=_cells(TOTAL, made.total),
        parts=[{"name": by, "title": GROUP_LABELS[by], "columns": _columns(by),
                "rows": _rows(made, by)} for by in BY],
    )  # fmt: skip


@blueprint.get("/statistics/<int:year>.csv")
def statistics_csv(year: int) -> Response:
    """The same figures, one line for each group and one for all."""
    made, say = _made(year), language()
    rows = [[GROUP_LABELS[by].say(say), *_said(row, say)] for by in BY for row in _rows(made, by)]
    rows.append(["", *_said(_cells(TOTAL, made.total), say)])
    known = Words(f"ตามข้อมูล ณ {say_date(made.as_known_on)}",
                  f"As known on {say_date(made.as_known_on, 'en')}")  # fmt: skip
    rows += [[known.say(say)], *([words.say(say)] for words in DEFINITIONS.values())]
    heads = (Words("แยกตาม", "By"), Words("กลุ่ม", "Group"), *HEADS)
    response = Response(write_csv([head.say(say) for head in heads], rows), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=f"statistics-{year}.csv")
    return response


def _this() -> int:
    return fiscal_year(today(datetime.now(UTC)))


def _made(year: int) -> Statistics:
    """404 for a year to come, or one long past."""
    if not _this() - YEARS < year <= _this():
        abort(404)
    return statistics(year, datetime.now(UTC))


def _columns(by: str) -> list[dict[str, Any]]:
    return [{"label": GROUP_LABELS[by]}, *({"label": head, "number": True} for head in HEADS)]


def _rows(made: Statistics, by: str) -> list[list[Any]]:
    known = names({code: channel.label for code, channel in CHANNELS.items()})
    return [_cells(group_name(by, line.code, known), line) for line in made.groups[by]]


def _cells(name: Words, line: Line) -> list[Any]:
    if not line.shown:
        return [name, *([NOT_SHOWN] * len(HEADS))]
    resolved = NOT_SHOWN if line.resolved is None else line.resolved
    said = [NO_VALUE if value is None else value for value in (line.median, line.on_time)]
    return [name, line.received, resolved, *said]


def _said(cells: list[Any], say: str) -> list[Any]:
    return [cell.say(say) if isinstance(cell, Words) else cell for cell in cells]
