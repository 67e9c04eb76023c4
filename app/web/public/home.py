"""The first page, and the switch between languages."""

from datetime import UTC, datetime

from flask import current_app, redirect, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app.queries import office
from app.queries.cases import today
from app.web.access import safe_next
from app.web.present import speak
from app.web.public._blueprint import blueprint
from app.web.public.improved import improved
from app.web.public.promises import general
from workflows import Kind
from workflows.targets import Matter

NEWEST = 3


@blueprint.get("/")
def home() -> str:
    """Choose what to tell us, or follow a case."""
    day = today(datetime.now(UTC))
    targets = office.targets(Matter(Kind.COMPLAINT, day))
    changed = improved(day)
    return render_template(
        "public/home.html", marks=general(targets), improvements=changed[:NEWEST],
        improvements_count=len(changed),
    )  # fmt: skip


@blueprint.route("/language/<code>", methods=["GET", "POST"])
def choose_language(code: str) -> Response:
    """Pages speak this language from now on; back to where the visitor was."""
    if code not in current_app.config["LANGUAGES"]:
        raise NotFound
    speak(code)
    return redirect(safe_next(request.values.get("next"), "/"), 303)
