"""Everybody's absences: who is away, who stands in; a manager may say so for anybody."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for
from werkzeug import Response

from app.actions.keep_absence import end_absence
from app.database import transaction
from app.queries import absences as questions
from app.queries import people
from app.queries.cases import today
from app.web import rehearsing
from app.web.absence_form import AbsenceForm, effects, returned, rows
from app.web.access import actor
from app.web.fields import complain
from app.web.settings._blueprint import blueprint
from workflows.errors import Invalid
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Person

WHO = Words("เลือกผู้ลา", "Choose who is away")


@blueprint.route("/absences", methods=["GET", "POST"])
def absences() -> str | Response | tuple[str, int]:
    """Who is away now or will be, and a form for one more."""
    form = AbsenceForm(request.form)
    form.offer()
    if request.method == "GET":
        return _page(form)
    if not form.validate():
        return _page(form), 422
    try:
        if not rehearsing.is_to_be_saved(form):
            shown = list(effects(form, _who(form), datetime.now(UTC)))
            return _page(form, shown, rehearsing.fingerprint(form))
        with transaction():
            form.save(_who(form), actor(), datetime.now(UTC))
    except Invalid as refused:
        complain(form, refused.problems)
        return _page(form), 422
    return redirect(url_for("settings.absences"))


@blueprint.post("/absences/<int:key>/end")
def end_absence_of(key: int) -> str | Response:
    """The person is here again, once it was read what that means."""
    found = questions.find(key)
    title = Words(f"{found.person.name} อยู่แล้ว", f"{found.person.name} is here")
    if page := rehearsing.ask(title, list(returned(found)), url_for("settings.absences")):
        return page
    with transaction():
        end_absence(questions.find(key), actor(), datetime.now(UTC))
    return redirect(url_for("settings.absences"))


def _who(form: AbsenceForm) -> "Person":
    person = people.by_email(form.person.data or "")
    if person is None or person not in people.staff():
        raise Invalid(person=WHO)
    return person


def _page(form: AbsenceForm, effects: list[Words] | None = None, rehearsed: str = "") -> str:
    day = today(datetime.now(UTC))
    found = rows(questions.all_since(day), day)
    return render_template("settings/absences.html", form=form, rows=found,
                           effects=effects, rehearsed=rehearsed)  # fmt: skip
