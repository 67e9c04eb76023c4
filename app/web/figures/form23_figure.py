"""One figure of Form 2.3: what it means, how it was asked, and the rows it was counted from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from flask import abort, render_template, url_for

from app.queries import behind as rows
from app.queries.register_table import REGISTERS
from app.reports.behind import behind
from app.reports.form23 import Figure, Form23, facts_of
from app.reports.frozen import read_keys, submission, worded
from app.web.access import actor
from app.web.figures._blueprint import blueprint
from app.web.figures.form23 import the_form
from app.web.seen import after
from workflows.words import Words


@dataclass(frozen=True)
class Opened:
    """What a figure opens: the question, and its lines or its cases."""

    query: Words
    lines: Sequence[rows.Line] = ()
    cases: rows.Counted | None = None


@blueprint.get("/form23/<int:year>/figure/<name>")
def form23_figure(year: int, name: str) -> str:
    """The figure with its definition, question, date and rows."""
    report = the_form(year)
    figure = _figure(report, name)
    if figure is None:
        abort(404)
    opened = _then(report, name) if report.submission else _now(report, name)
    if opened is None:
        abort(404)
    here = partial(url_for, "figures.form23_figure", year=year, name=name)
    more = opened.cases.more if opened.cases else None
    return render_template(
        "figures/form23_figure.html", report=report, figure=figure, query=opened.query,
        lines=[_line(line) for line in opened.lines], cases=opened.cases,
        next=here(after=more) if more else None, first=here() if after() else None,
    )  # fmt: skip


def _figure(report: Form23, name: str) -> Figure | None:
    claims = (claim for criterion in report.criteria for claim in criterion.claims)
    return next((f for claim in claims for f in claim.figures if f.name == name), None)


def _now(report: Form23, name: str) -> Opened | None:
    """What the data say now, or said at the end of the cut-off day."""
    facts = facts_of(report.fiscal_year_be, report.cut_off, datetime.now(UTC))
    found = behind(name, facts)
    if found is None:
        return None
    if found.cases is not None:
        return Opened(found.query, cases=rows.counted(found.cases, actor(), after()))
    return Opened(found.query, [rows.line(*weighed) for weighed in found.lines])


def _then(report: Form23, name: str) -> Opened | None:
    """What was handed in; a form handed in before rows were kept has none to show."""
    kept = submission(report.fiscal_year_be, report.submission or 0).behind.get(name)
    if kept is None:
        return Opened(Words("ไม่ได้เก็บแถวไว้เมื่อส่ง", "Its rows were not kept when it was handed in"))
    said = worded(kept)
    if "cases" in said:
        keys = read_keys(said["cases"])
        return Opened(said["query"], cases=rows.counted_then(keys, actor(), after()))
    return Opened(said["query"], [_read(line) for line in said["lines"]])


def _read(kept: dict[str, Any]) -> rows.Line:
    day = kept["day"]
    return rows.Line(**kept | {"day": date.fromisoformat(day) if day else None})


def _line(line: rows.Line) -> dict[str, Any]:
    register = REGISTERS.get(line.register or "")
    return {
        "words": line.words, "weight": line.adds, "day": line.day,
        "register": register.title if register else None,
        "url": url_for("registers.line", name=line.register, key=line.key) if register else None,
    }  # fmt: skip
