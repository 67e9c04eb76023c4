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
from app.web.present import speak
from app.web.public._blueprint import blueprint
from app.web.public.forms import bare
from app.web.public.track_forms import TrackForm
from workflows.errors import UnknownReference

if TYPE_CHECKING:
    from app.models import Case

STAYS_OPEN = timedelta(hours=2)
# Where something may have been written before the code was asked for again.
WRITTEN_ON = ("message", "reopen", "appeal", "withdraw")
OURS = ("reference", "secret", "csrf_token", "language", "to")


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
    return _door(form, request.form.get("to"), failed=status == 404), status


def ask_code(to: str) -> Response | tuple[str, int]:
    """The way back for whoever has no case open here, with all they wrote on page ``to``."""
    if request.method == "GET":
        return redirect(url_for("public.track"), 303)
    return _door(TrackForm(formdata=None, reference=bare(request.form.get("of"))), to), 404


def _door(form: TrackForm, to: str | None, *, failed: bool = False) -> str:
    written = [one for one in request.form.items(multi=True) if one[0] not in OURS]
    lost = [file.filename for file in request.files.values() if file.filename]
    kept = [*written, ("to", to)] if to in WRITTEN_ON else []
    return render_template("public/track.html", form=form, failed=failed, kept=kept, lost=lost)


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
    """The case is open, and what was written on its own page goes there again.

    Whoever opens another one at this device has not shown that the words are theirs.
    """
    with transaction():
        note_return(case, datetime.now(UTC))
    shown, to = open_case(case), request.form.get("to")
    if to not in WRITTEN_ON or request.form.get("of", case.reference) != case.reference:
        return shown
    return redirect(url_for(f"public.{to}", shown="code"), 307)


def opened() -> int | None:
    """The case that this browser has open; None when there is none, or it was open too long.

    None too for what was written on the page of another case, left open in a second window.
    """
    kept, of = session.get("track"), request.form.get("of")
    if kept is None or datetime.now(UTC) - datetime.fromtimestamp(kept["since"], UTC) > STAYS_OPEN:
        return None
    if of and of != kept.get("reference"):
        return None
    case_id: int = kept["case"]
    return case_id


def speak_with(case: "Case") -> None:
    """The pages speak the language of the case's letters, unless one was chosen here."""
    if "language" not in session:
        speak(case.language)


def open_case(case: "Case") -> Response:
    """The case is the one that this browser has open."""
    speak_with(case)
    session["track"] = {
        "case": case.id, "reference": case.reference, "since": int(datetime.now(UTC).timestamp()),
    }  # fmt: skip
    return redirect(url_for("public.track_case"), 303)
