"""The flow chart with what really happened on it in a fiscal year: cases and working days."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import abort, render_template, request, url_for

from app.queries import in_force
from app.queries.cases import today
from app.reports.arrows import Arrow, Way, arrows
from app.web import flow_chart as flow
from app.web.figures._blueprint import blueprint
from workflows import TABLES, Kind, State, Step
from workflows.fiscal import fiscal_year
from workflows.words import Words

YEARS = 3  # fiscal years that are one press away
KNOWN = range(2480, 2680)  # of the Buddhist era
NEVER = Words("ไม่มีเรื่อง", "no cases")


@blueprint.get("/flow-chart")
def flow_chart() -> str:
    """The picture of every kind with its figures, and the figures as tables; of last year."""
    day = today(datetime.now(UTC))
    year = request.args.get("year", fiscal_year(day) - 1, type=int)
    if year not in KNOWN:
        abort(404)
    taken = arrows(year)
    told = {kind: _told(kind, taken) for kind in Kind}
    drawn = flow.charts(day, in_force.wearing(), told)
    charts = [{**chart, "rows": _rows(chart["kind"], taken)} for chart in drawn]
    years = [
        {"year": one, "url": url_for("figures.flow_chart", year=one)}
        for one in range(fiscal_year(day), fiscal_year(day) - YEARS, -1)
    ]
    return render_template("figures/flow_chart.html", charts=charts, year=year, years=years)


def _told(kind: Kind, taken: Mapping[Way, Arrow]) -> dict[tuple[str, State], Words]:
    """What happened on each arrow, in a line."""
    return {
        (row.trigger, row.source): _said(taken.get((kind, row.trigger, row.source)))
        for row in TABLES[kind]
    }


def _said(arrow: Arrow | None) -> Words:
    if arrow is None:
        return NEVER
    cases = Words(f"{arrow.cases:,} เรื่อง", f"{arrow.cases:,} case{'' if arrow.cases == 1 else 's'}")
    if arrow.days is None:
        return cases
    days = Words(f"มัธยฐาน {arrow.days:g} วันทำการ", f"median {arrow.days:g} working days")
    return Words(f"{cases.th} · {days.th}", f"{cases.en} · {days.en}")


def _rows(kind: Kind, taken: Mapping[Way, Arrow]) -> list[list[Any]]:
    """Step, from, to, cases and median working days: the picture as a table."""
    return [_row(row, taken.get((kind, row.trigger, row.source))) for row in TABLES[kind]]


def _row(row: Step, arrow: Arrow | None) -> list[Any]:
    moved = [row.label, row.source.label, row.target.label]
    return [*moved, arrow.cases if arrow else 0, arrow.days if arrow else None]
