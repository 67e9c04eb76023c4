"""Lists kept under a name: saved from the queue, renamed, shared with the unit, deleted."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import flash, get_flashed_messages, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.actions.keep_view import change_view, delete_view, save_view
from app.database import transaction
from app.queries import views as kept
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.desk.queue import FILTERS, asked_for
from app.web.desk.way_back import view_url
from workflows.errors import Invalid
from workflows.words import Words

Answer = Response | tuple[str, int] | str


@blueprint.get("/views")
def views() -> str:
    """Every view the person has, with the means to change their own."""
    return _page()


@blueprint.post("/views", endpoint="save_view")
def save() -> Answer:
    """The list, as it is filtered now, has a name; back to it."""
    filters, person = filters_of(request.form), actor()
    name, shared = request.form.get("name", ""), "shared" in request.form
    try:
        with transaction():
            save_view(person, name, filters, datetime.now(UTC), shared=shared)
    except Invalid as invalid:
        new = {"filters": filters, "name": name, "shared": shared}
        return _page(next(iter(invalid.problems.values())), new), 422
    return redirect(view_url(filters), 303)


@blueprint.post("/views/<int:view_id>", endpoint="change_view")
def change(view_id: int) -> Answer:
    """Another name or reach, or gone: of a view that is the person's own."""
    try:
        with transaction():
            view = kept.own(view_id, actor())
            if request.form.get("do") == "delete":
                delete_view(view)
            else:
                name, shared = request.form.get("name", ""), "shared" in request.form
                change_view(view, actor(), name, shared=shared)
    except Invalid as invalid:
        return _page(next(iter(invalid.problems.values()))), 422
    flash("done")
    return redirect(url_for("desk.views"), 303)


def filters_of(given: Mapping[str, str]) -> dict[str, str]:
    """Of what was sent only what a list understands."""
    asked = asked_for(given, actor())
    chosen = {name: value for name in FILTERS if (value := getattr(asked, name))}
    return {"queue": asked.queue, **chosen}


def _page(problem: Words | None = None, new: dict[str, Any] | None = None) -> str:
    rows = [
        {"view": view, "url": view_url(view.filters), "own": view.person_id == actor().id}
        for view in kept.of(actor())
    ]
    return render_template(
        "desk/views.html", rows=rows, problem=problem, new=new, unit=actor().unit,
        done=bool(get_flashed_messages()),
    )  # fmt: skip
