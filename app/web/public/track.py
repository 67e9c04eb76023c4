"""The way back to a case: by reference and secret code, or by the link of a letter."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from app.actions.use_link import note_return
from app.database import transaction
from app.extensions import csrf
from app.queries import cases
from app.queries.track_links import is_lost_link
from app.web.limits import wrong_secrets, wrong_secrets_of_one_case
from app.web.public._blueprint import blueprint
from app.web.public.forms import bare
from app.web.public.track_forms import TrackForm
from workflows.errors import UnknownReference

if TYPE_CHECKING:
    from app.models import Case

STAYS_OPEN = timedelta(hours=2)


@csrf.exempt  # the form asks for its own token, and an expired page says so
@blueprint.route("/track", methods=["GET", "POST"])
@wrong_secrets_of_one_case
@wrong_secrets
def track() -> Response | tuple[str, int]:
    """Ask for both; what is wrong with them is never said."""
    form = TrackForm(reference=bare(request.args.get("reference")))
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                return _come_back(cases.find_by_secret(form.reference.data, form.secret.data))
            except UnknownReference:
                status = 404
    return render_template("public/track.html", form=form, failed=status == 404), status


@blueprint.get("/track/open/<token>")
def open_link(token: str) -> Response:
    """The case is open in this browser; the link leaves the address bar at once."""
    if is_lost_link(token):
        return redirect(url_for("public.lost_open", token=token), 303)
    return open_case(cases.find_by_link(token))


@blueprint.post("/track/leave")
def leave() -> Response:
    """Nothing of a case is left in this browser."""
    for name in ("track", "receipt"):
        session.pop(name, None)
    return redirect(url_for("public.home"), 303)


def _come_back(case: "Case") -> Response:
    with transaction():
        note_return(case, datetime.now(UTC))
    return open_case(case)


def opened() -> int | None:
    """The case that this browser has open; None when there is none, or it was open too long."""
    kept = session.get("track")
    if kept is None or datetime.now(UTC) - datetime.fromtimestamp(kept["since"], UTC) > STAYS_OPEN:
        return None
    case_id: int = kept["case"]
    return case_id


def open_case(case: "Case") -> Response:
    """The case is the one that this browser has open."""
    session["track"] = {"case": case.id, "since": int(datetime.now(UTC).timestamp())}
    return redirect(url_for("public.track_case"), 303)
