"""Compliments of a fiscal year, by the officer they name."""

from datetime import UTC, datetime

from flask import abort, render_template, request, url_for

from app.queries.cases import today
from app.reports.compliments import compliments as count_compliments
from app.web.figures._blueprint import blueprint
from workflows.fiscal import fiscal_year
from workflows.words import Words

SHOWN = 3  # fiscal years that are one press away
COLUMNS = (
    {"label": Words("เจ้าหน้าที่", "Officer")},
    {"label": Words("หน่วยงาน", "Unit")},
    {"label": Words("คำชมเชย (เรื่อง)", "Compliments"), "number": True},
)


@blueprint.get("/compliments")
def compliments() -> str:
    """The page of this fiscal year, or of the one asked for."""
    this = fiscal_year(today(datetime.now(UTC)))
    years = range(this, this - SHOWN, -1)
    year = request.args.get("year", default=this, type=int)
    if year not in years:
        abort(404)
    praised = count_compliments(year)
    return render_template(
        "figures/compliments.html", year=year, columns=COLUMNS,
        years=[(one, url_for("figures.compliments", year=one)) for one in years],
        rows=[(one.name, one.unit, one.count) for one in praised],
        foot=(Words("รวม", "Total"), "", sum(one.count for one in praised)),
    )  # fmt: skip
