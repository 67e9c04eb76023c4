"""What the office tells of its own work: its standards, its improvements, how cases are handled."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import graphviz
from flask import render_template
from markupsafe import Markup

from app.queries import office, registers
from app.queries.cases import today
from app.web.present import language
from app.web.public._blueprint import blueprint
from app.web.public.improved import improved
from app.web.public.promises import general, within
from workflows import TABLES, Kind, Step
from workflows.chart import draw
from workflows.deadlines import Milestone, Target
from workflows.targets import Matter
from workflows.words import Words

MEETS = {
    "assign": Milestone.ASSIGN, "analyse": Milestone.ANALYSE, "resolve": Milestone.RESOLVE,
}  # fmt: skip


@blueprint.get("/service-standards")
def service_standards() -> str:
    """The announced time of each service, and what every case is promised."""
    units = registers.units()
    standards = [
        {"item": item, "unit": units.get(item.unit_code or "")}
        for item in registers.service_standards()
        if item.announced
    ]
    marks = general(office.targets(Matter(Kind.COMPLAINT, today(datetime.now(UTC)))))
    return render_template("public/service_standards.html", standards=standards, marks=marks)


@blueprint.get("/improvements")
def improvements() -> str:
    """What we changed because of what people told us."""
    return render_template("public/improvements.html", improvements=improved())


@blueprint.get("/flow-chart")
def flow_chart() -> str:
    """Each kind's steps with who does them and by when; each topic's unit."""
    units = registers.units()
    topics = [(topic, units.get(topic.unit_code or "")) for topic in office.topics()]
    charts = [{"kind": kind, "svg": _drawing(kind), "steps": _steps(kind)} for kind in Kind]
    return render_template("public/flow_chart.html", charts=charts, topics=topics)


def _drawing(kind: Kind) -> Markup | None:
    """None where graphviz is not installed: the list of steps says it all."""
    try:
        return Markup(draw(kind, "svg", language()))  # nosec B704 - drawn from our own table
    except graphviz.ExecutableNotFound:
        return None


def _steps(kind: Kind) -> list[dict[str, Any]]:
    """Every step once, in the table's order, wherever it may start from."""
    targets = office.targets(Matter(kind, today(datetime.now(UTC))))
    rows = {row.trigger: row for row in reversed(TABLES[kind])}
    order = dict.fromkeys(row.trigger for row in TABLES[kind])
    return [_step(rows[trigger], targets) for trigger in order]


def _step(row: Step, targets: Mapping[Milestone, Target | None]) -> dict[str, Any]:
    target = targets.get(MEETS[row.trigger]) if row.trigger in MEETS else None
    who = Words(" / ".join(b.label.th for b in row.by), " / ".join(b.label.en for b in row.by))
    return {"label": row.label, "who": who, "within": within(target) if target else None}
