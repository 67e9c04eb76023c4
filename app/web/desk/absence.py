"""I am away: from when to when, and who stands in for me."""

from datetime import UTC, datetime

from flask import redirect, render_template, request, url_for
from werkzeug import Response

from app.actions.keep_absence import end_absence
from app.database import transaction
from app.queries import absences
from app.queries.cases import today
from app.web import rehearsing
from app.web.absence_form import AbsenceForm, effects, rows
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.fields import complain
from workflows.errors import Invalid
from workflows.words import Words


@blueprint.route("/absence", methods=["GET", "POST"])
def absence() -> str | Response | tuple[str, int]:
    """My absences that are not over, and a form for one more."""
    form = AbsenceForm(request.form)
    form.offer(actor())
    if request.method == "GET":
        return _page(form)
    if not form.validate():
        return _page(form), 422
    try:
        if not rehearsing.is_to_be_saved(form):
            shown = list(effects(form, actor(), datetime.now(UTC)))
            return _page(form, shown, rehearsing.fingerprint(form))
        with transaction():
            form.save(actor(), actor(), datetime.now(UTC))
    except Invalid as refused:
        complain(form, refused.problems)
        return _page(form), 422
    return redirect(url_for("desk.absence"))


@blueprint.post("/absence/<int:key>/end")
def end_my_absence(key: int) -> Response:
    """I am here again: the page said what it means to be away."""
    with transaction():
        end_absence(absences.find(key, actor()), actor(), datetime.now(UTC))
    return redirect(url_for("desk.absence"))


def _page(form: AbsenceForm, effects: list[Words] | None = None, rehearsed: str = "") -> str:
    day = today(datetime.now(UTC))
    return render_template(
        "desk/absence.html", form=form, effects=effects, rehearsed=rehearsed,
        rows=rows(absences.of(actor(), day), day),
        instead=rows(absences.covered_by(actor(), day), day),
    )  # fmt: skip
