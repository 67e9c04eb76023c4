"""What the office tells of its own work: its standards, its improvements, how cases are handled."""

from datetime import UTC, datetime

from flask import Response, render_template

from app.queries import in_force, office, registers
from app.queries.cases import today
from app.web import flow_chart as flow
from app.web.assets import packed
from app.web.public._blueprint import blueprint
from app.web.public.improved import improved
from app.web.public.promises import general
from workflows import Kind
from workflows.targets import Matter


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
    changed = improved(today(datetime.now(UTC)))
    return render_template("public/improvements.html", improvements=changed)


@blueprint.get("/flow-chart")
def flow_chart() -> Response:
    """Each kind's steps with who does them and by when; each topic's unit and its head."""
    units, heads = registers.units(), in_force.heads()
    topics = [
        (topic, units.get(topic.unit_code or ""), heads.get(topic.unit_code or ""))
        for topic in office.topics()
    ]
    wearing = in_force.wearing()
    charts = flow.charts(today(datetime.now(UTC)), wearing)
    return packed(
        render_template(
            "public/flow_chart.html", charts=charts, people=flow.people(wearing), topics=topics
        )
    )
