"""Questionnaires: their versions, the questions of one, and how it will look in public."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import redirect, render_template, request, url_for
from werkzeug import Response
from wtforms import Form

from app.actions import keep_questionnaire as keep
from app.database import transaction
from app.queries import questionnaires as questions
from app.queries import registers
from app.web.access import actor
from app.web.fields import complain
from app.web.seen import version
from app.web.settings._blueprint import blueprint
from app.web.settings.questionnaire_forms import HeadForm, NamesForm, item_form
from app.web.survey_form import intro, sections, survey_form, title
from workflows.errors import Invalid
from workflows.events import EVENTS
from workflows.surveys import ItemKind

if TYPE_CHECKING:
    from app.models import Questionnaire

Answer = str | Response | tuple[str, int]


@blueprint.get("/questionnaires")
def questionnaires() -> str:
    """Every version, with how many surveys use it."""
    return render_template("settings/questionnaires.html", versions=questions.versions())


@blueprint.route("/questionnaires/add", methods=["GET", "POST"])
def add_questionnaire() -> Answer:
    """A new one without questions."""
    form = HeadForm(request.form)
    if request.method == "GET":
        return _head(form)
    try:
        with transaction():
            key = keep.add_questionnaire(form.data, actor(), datetime.now(UTC)).id
    except Invalid as error:
        complain(form, error.problems)
        return _head(form), 422
    return redirect(url_for("settings.questionnaire", key=key))


@blueprint.post("/questionnaires/standard")
def standard_questionnaire() -> Response:
    """The one that ships becomes the office's own next version of it."""
    with transaction():
        key = keep.add_standard(actor(), datetime.now(UTC)).id
    return redirect(url_for("settings.questionnaire", key=key))


@blueprint.route("/questionnaires/<int:key>", methods=["GET", "POST"])
def questionnaire(key: int) -> Answer:
    """One version: its names as a form, its questions as a list."""
    found = questions.find(key)
    form = NamesForm(request.form, obj=found)
    if request.method == "GET":
        return _page(found, form)
    return _saved(found, form, lambda one: keep.change_head(one, form.data, *_by()))


@blueprint.post("/questionnaires/<int:key>/<any(copy,retire):do>")
def questionnaire_do(key: int, do: str) -> Response:
    """The next version of it is made, or it is used no more."""
    with transaction():
        found = questions.find_to_change(key, version())
        if do == "copy":
            key = keep.copy_questionnaire(found, *_by()).id
        else:
            keep.retire_questionnaire(found, *_by())
    return redirect(url_for("settings.questionnaire", key=key))


@blueprint.get("/questionnaires/<int:key>/preview")
def questionnaire_preview(key: int) -> str:
    """As the public will see it."""
    found = questions.find(key)
    form = survey_form(found, Form)()
    return render_template(
        "settings/questionnaire_preview.html", questionnaire=found, title=title(found),
        intro=intro(found), sections=sections(found, form),
    )  # fmt: skip


@blueprint.route("/questionnaires/<int:key>/items/add", methods=["GET", "POST"])
def add_question(key: int) -> Answer:
    """A further question, at the end."""
    return _question(questions.find(key), None)


@blueprint.route("/questionnaires/<int:key>/items/<int:position>", methods=["GET", "POST"])
def question(key: int, position: int) -> Answer:
    """One question as a form."""
    return _question(questions.find(key), position)


@blueprint.post("/questionnaires/<int:key>/items/<int:position>/<any(up,down,remove):do>")
def question_do(key: int, position: int, do: str) -> Answer:
    """The question is moved or removed."""

    def change(found: "Questionnaire") -> None:
        if do == "remove":
            keep.remove_item(found, position, *_by())
        else:
            keep.move_item(found, position, *_by(), up=do == "up")

    found = questions.find(key)
    return _saved(found, NamesForm(obj=found), change)


def _question(found: "Questionnaire", position: int | None) -> Answer:
    item = keep.item_at(found, position) if position is not None else None
    form = item_form(request.form, item)
    if request.method == "GET":
        return _item(found, form, position)
    try:
        with transaction():
            one = questions.find_to_change(found.id, version())
            keep.keep_item(one, position, form.data, *_by())
    except Invalid as error:
        complain(form, error.problems)
        return _item(questions.find(found.id), form, position), 422
    return redirect(url_for("settings.questionnaire", key=found.id))


def _saved(found: "Questionnaire", form: Form, change: Callable[["Questionnaire"], None]) -> Answer:
    key = found.id
    try:
        with transaction():
            change(questions.find_to_change(key, version()))
    except Invalid as error:
        complain(form, error.problems)
        return _page(questions.find(key), form), 422
    return redirect(url_for("settings.questionnaire", key=key))


def _page(found: "Questionnaire", form: Form) -> str:
    events = registers.events(f"questionnaire:{found.code}")
    return render_template(
        "settings/questionnaire.html", questionnaire=found, form=form, kinds=ItemKind,
        used=questions.is_used(found),
        happened=[{"what": EVENTS[event.what].desk, "when": event.at, "soft": True,
                   "who": event.actor.name if event.actor else None} for event in events],
    )  # fmt: skip


def _item(found: "Questionnaire", form: Form, position: int | None) -> str:
    used = questions.is_used(found)
    return render_template("settings/question.html", questionnaire=found, form=form,
                           position=position, used=used)  # fmt: skip


def _head(form: Form) -> str:
    return render_template("settings/questionnaire_new.html", form=form)


def _by() -> tuple:
    return actor(), datetime.now(UTC)
