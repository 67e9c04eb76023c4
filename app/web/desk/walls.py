"""The walls: who is kept away from which case, why, by whom, and since when."""

from flask import render_template, request, url_for

from app.queries import wall_list
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.desk.doing import number


@blueprint.get("/walls")
def walls() -> str:
    """One page of the walls this person may know of, the newest first."""
    after = number(request.args.get("after"))
    found = wall_list.page(actor(), after if after >= 0 else None)
    return render_template(
        "desk/walls.html", rows=found.rows,
        next=url_for("desk.walls", after=found.next) if found.next else None,
        first=url_for("desk.walls") if after >= 0 else None,
    )  # fmt: skip
