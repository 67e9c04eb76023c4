"""The public manual of complaints: how to tell us, the steps, who answers, and in what time."""

from datetime import UTC, datetime
from typing import Any

from flask import render_template

from app.intake.channels import CHANNELS
from app.queries import in_force, office, registers
from app.queries.cases import today
from app.web import flow_chart as flow
from app.web.promise import within
from app.web.public._blueprint import blueprint
from workflows import Kind
from workflows.deadlines import Milestone
from workflows.targets import Matter, targets_for
from workflows.words import Words

OURS = ("web", "email", "phone", "letter", "walkin")  # while the register names no way in
NO_PROMISE = Words("ไม่กำหนด", "No promise")


@blueprint.get("/how-we-handle")
def how_we_handle() -> str:
    """The four things a manual must say, as they stand today."""
    day, units = today(datetime.now(UTC)), registers.units()
    charts = flow.charts(day, in_force.wearing())
    return render_template(
        "public/how_we_handle.html", day=day, times=_times(day),
        channels=_channels(restricted=False), apart=_channels(restricted=True),
        charts=[{"kind": one["kind"], "steps": one["steps"]} for one in charts],
        topics=[(topic, units.get(topic.unit_code or "")) for topic in office.topics()],
    )  # fmt: skip


def _channels(*, restricted: bool) -> list[Words]:
    """The ways in that are in use, the restricted ones apart from the others."""
    kept = registers.ways_in() or [(code, CHANNELS[code].label) for code in OURS]
    return [
        Words(words.th, CHANNELS[code].label.en if code in CHANNELS else words.en)
        for code, words in kept
        if (code in CHANNELS and CHANNELS[code].restricted) == restricted
    ]


def _times(day: Any) -> list[list[Words]]:
    """Kind by kind, the promise of each milestone in force on ``day``."""
    rules = office.rules()
    rows = []
    for kind in Kind:
        targets = targets_for(Matter(kind, day), rules)
        promised = [targets.get(milestone) for milestone in Milestone]
        rows.append([kind.label, *(within(one) if one else NO_PROMISE for one in promised)])
    return rows
