"""One figure of Form 2.3: what it means, how it was asked, and the rows it was counted from."""

from functools import partial
from typing import Any

from flask import abort, render_template, request, url_for

from app.queries import behind as cases_behind
from app.queries.register_table import REGISTERS
from app.reports.behind import Behind, behind
from app.reports.facts import gather
from app.reports.form23 import Figure, Form23
from app.web.access import actor
from app.web.addresses import LARGEST_KEY
from app.web.figures._blueprint import blueprint
from app.web.figures.form23 import the_form
from workflows.words import Words

WHERE = {register.model: name for name, register in REGISTERS.items()}
NAMED = ("name_th", "label", "title", "place", "value", "group_code")


@blueprint.get("/form23/<int:year>/figure/<name>")
def form23_figure(year: int, name: str) -> str:
    """The figure with its definition, question, date and rows."""
    report = the_form(year)
    figure, source = _figure(report, name), behind(name, gather(year))
    if figure is None or source is None:
        abort(404)
    return render_template(
        "figures/form23_figure.html", report=report, figure=figure, query=source.query,
        lines=[_line(row, weight) for row, weight in source.lines], **_cases(source, year, name),
    )  # fmt: skip


def _figure(report: Form23, name: str) -> Figure | None:
    claims = (claim for criterion in report.criteria for claim in criterion.claims)
    return next((f for claim in claims for f in claim.figures if f.name == name), None)


def _line(row: Any, weight: int) -> dict[str, Any]:
    register = WHERE.get(type(row))
    words = [str(w) if not isinstance(w, Words) else w for n in NAMED if (w := getattr(row, n, ""))]
    return {
        "words": words or ["–"], "weight": weight, "day": getattr(row, "held_on", None),
        "register": REGISTERS[register].title if register else None,
        "url": url_for("registers.line", name=register, key=row.id) if register else None,
    }  # fmt: skip


def _cases(source: Behind, year: int, name: str) -> dict[str, Any]:
    """The cases by rights; those without a right are a number, as they are in every figure."""
    if source.cases is None:
        return {"cases": None, "hidden": 0, "next": None, "first": None}
    after = request.args.get("after", 0, type=int)
    after = after if 0 < after <= LARGEST_KEY else 0
    shown, more = cases_behind.listed(source.cases, actor(), after)
    total, seen = cases_behind.number(source.cases), cases_behind.number(source.cases, actor())
    here = partial(url_for, "figures.form23_figure", year=year, name=name)
    return {
        "cases": shown, "total": total, "hidden": total - seen,
        "next": here(after=more) if more else None,
        "first": here() if after else None,
    }  # fmt: skip
