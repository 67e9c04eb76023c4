"""Who of one group a survey asks: drawn, typed or brought in a file, with the code of each."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import current_app, redirect, render_template, request, url_for
from werkzeug import Response

from app.actions.draw_sample import add_to_sample, clear_sample, code_of, draw_sample
from app.database import transaction
from app.intake.sample_list import Asked, from_lines, from_workbook
from app.queries import samples
from app.queries import surveys as questions
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.desk.survey_forms import PeopleForm
from app.web.fields import complain
from workflows.errors import Invalid
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Survey

NEITHER = Words("พิมพ์รายชื่อหรือเลือกไฟล์", "Type a list or choose a file")


@blueprint.route("/surveys/of/<code>/groups/<group>", methods=["GET", "POST"])
def survey_group(code: str, group: str) -> str | Response | tuple[str, int]:
    """The list of the group; posted, one thing is done to it."""
    form = PeopleForm(request.form)
    if request.method == "GET":
        return _page(code, group, form)
    try:
        people = _people(form) if request.form.get("do") == "add" else ()
        with transaction():
            _do(questions.find_to_change(code), group, people)
    except Invalid as error:
        complain(form, error.problems)
        return _page(code, group, form), 422
    return redirect(url_for("desk.survey_group", code=code, group=group))


def _do(survey: "Survey", group: str, people: Sequence[Asked]) -> None:
    now, key = datetime.now(UTC), current_app.config["SECRET_KEY"]
    if people:
        add_to_sample(survey, group, people, actor=actor(), now=now, key=key)
    elif request.form.get("do") == "clear":
        clear_sample(survey, group, actor(), now)
    else:
        draw_sample(survey, group, actor(), now, key)


def _people(form: PeopleForm) -> list[Asked]:
    file = request.files.get("file")
    if file and file.filename:
        return from_workbook(file.read())
    if not form.people.data:
        raise Invalid(people=NEITHER)
    return from_lines(form.people.data)


def _page(code: str, group: str, form: PeopleForm) -> str:
    survey, key = questions.find(code), current_app.config["SECRET_KEY"]
    return render_template(
        "desk/survey_group.html", survey=survey, one=samples.group(survey, group), form=form,
        people=[(sample, code_of(sample, key)) for sample in samples.sample(survey, group)],
    )  # fmt: skip
