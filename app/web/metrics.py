"""For a monitoring system: Prometheus' text of a few numbers, to those of the house only."""

from datetime import UTC, datetime

from flask import Blueprint, Response, abort, current_app

from app.intake.imap import name_of
from app.queries import health, mailbox
from app.queries.numbers import Number, numbers
from app.web.health import of_the_house, parts

blueprint = Blueprint("metrics", __name__)
TEXT = "text/plain; version=0.0.4; charset=utf-8"


@blueprint.get("/metrics")
def metrics() -> Response:
    """The parts of ``/health/ready`` as 0 or 1, and what waits; 404 to strangers."""
    if not of_the_house():
        abort(404)
    now = datetime.now(UTC)
    found: list[Number] = [
        ("siang_part_ok", "1 while this part works", {"part": name}, int(well))
        for name, well in parts(now).items()
    ]
    if health.database_answers():
        found += numbers(now)
        found += mailbox.numbers(name_of(current_app.config["SETTINGS"].imap_url))
    return Response(_text(found), content_type=TEXT)


def _text(found: list[Number]) -> str:
    lines, told = [], set()
    for name, what, labels, value in found:
        if name not in told:
            told.add(name)
            lines += [f"# HELP {name} {what}", f"# TYPE {name} gauge"]
        said = ",".join(f'{label}="{text}"' for label, text in labels.items())
        lines.append(f"{name}{{{said}}} {value:g}" if said else f"{name} {value:g}")
    return "\n".join(lines) + "\n"
