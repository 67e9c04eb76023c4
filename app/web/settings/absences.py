"""Everybody's absences: who is away, who stands in; a manager may say so for anybody."""

from datetime import UTC, datetime

from flask import redirect, render_template, request, url_for
from werkzeug import Response

from app.actions.keep_absence import end_absence
from app.database import transaction
from app.queries import absences as questions
from app.queries import people
from app.queries.cases import today
from app.web.absence_form import AbsenceForm, rows
from app.web.access import actor
from app.web.fields import complain
from app.web.settings._blueprint import blueprint
from workflows.errors import Invalid
from workflows.words import Words

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
        with transaction():
            _save(form)
    except Invalid as refused:
        complain(form, refused.problems)
        return _page(form), 422
    return redirect(url_for("settings.absences"))


@blueprint.post("/absences/<int:key>/end")
def end_absence_of(key: int) -> Response:
    """The person is here again."""
    with transaction():
        end_absence(questions.find(key), actor(), datetime.now(UTC))
    return redirect(url_for("settings.absences"))


def _save(form: AbsenceForm) -> None:
    person = people.by_email(form.person.data or "")
    if person is None or person not in people.staff():
        raise Invalid(person=WHO)
    form.save(person, actor(), datetime.now(UTC))


def _page(form: AbsenceForm) -> str:
    day = today(datetime.now(UTC))
    found = rows(questions.all_since(day), day)
    return render_template("settings/absences.html", form=form, rows=found)
