"""The days of each deadline of the case that is open in this browser."""

from datetime import UTC, datetime

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.queries import cases
from app.web.ledgers import ledgers
from app.web.public._blueprint import blueprint
from app.web.public.track import opened


@blueprint.get("/track/deadlines")
@blueprint.get("/track/deadlines/<milestone>")
def deadlines(milestone: str | None = None) -> Response | str:
    """The same ledger that staff read, its reasons in words for the correspondent."""
    case_id = opened()
    if case_id is None:
        return redirect(url_for("public.track"), 303)
    case, today = cases.get(case_id), cases.today(datetime.now(UTC))
    told = ledgers(case, today, milestone, public=True)
    return render_template("public/deadlines.html", case=case, **told)
