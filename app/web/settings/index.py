"""The first page of the settings: every part that this person may open."""

from flask import current_app, render_template, url_for

from app.web.access import actor, opens
from app.web.settings._blueprint import blueprint
from workflows.words import Words

# Words, endpoint, what it is for; parts are added here as they are built.
PARTS: tuple[tuple[Words, str, Words], ...] = ()


@blueprint.get("/")
def index() -> str:
    """The parts, each with a sentence."""
    there = [part for part in PARTS if part[1] in current_app.view_functions]
    parts = [
        {"label": label, "url": url_for(endpoint), "text": text}
        for label, endpoint, text in there
        if opens(endpoint, actor())
    ]
    return render_template("settings/index.html", parts=parts)
