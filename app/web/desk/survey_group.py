"""Who of one group a survey asks: drawn, typed or brought in a file, with the code of each."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import Response, current_app, redirect, render_template, request, url_for
from werkzeug import Response as Redirect

from app.actions.draw_sample import add_to_sample, clear_sample, code_of, draw_sample
from app.actions.import_people import COLUMNS, People, people_of
from app.actions.lay_aside import Waiting, forget, lay_aside, take_up
from app.database import transaction
from app.documents.xlsx_read import Unreadable
from app.documents.xlsx_template import write_template
from app.intake.sample_list import Asked, from_lines
from app.queries import samples
from app.queries import surveys as questions
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.desk.survey_forms import PeopleForm
from app.web.fields import complain
from app.web.present import language
from app.web.uploads import chosen_file, table_of
from app.web.workbook import XLSX, download, fields
from workflows.errors import Invalid
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Survey

NEITHER = Words("พิมพ์รายชื่อหรือเลือกไฟล์", "Type a list or choose a file")
SHOWN = 100  # faults and people of a preview
Answer = str | Redirect | tuple[str, int]


@blueprint.route("/surveys/of/<code>/groups/<group>", methods=["GET", "POST"])
def survey_group(code: str, group: str) -> Answer:
    """The list of the group; posted, one thing is done to it. A file is shown first."""
    form = PeopleForm(request.form)
    if request.method == "GET":
        return _page(code, group, form)
    try:
        if request.form.get("do") == "add" and request.files.get("file"):
            return _shown(code, group, form)
        with transaction():
            _do(questions.find_to_change(code), group, form)
    except Unreadable as error:
        complain(form, {"file": error.words})
        return _page(code, group, form), 422
    except Invalid as error:
        complain(form, error.problems)
        return _page(code, group, form), 422
    return redirect(url_for("desk.survey_group", code=code, group=group))


@blueprint.get("/surveys/sample-template.xlsx")
def sample_template() -> Response:
    """An empty list of people with its columns and an example."""
    return download(write_template(fields(COLUMNS), language()), XLSX, "sample-template.xlsx")


def _shown(code: str, group: str, form: PeopleForm) -> Answer:
    """Who the file would add, or what is wrong with it."""
    upload = chosen_file()
    people = people_of(table_of(*upload))
    if people.faults:
        return _page(code, group, form, people), 422
    with transaction():
        kind = _kind(questions.find(code), group)
        file = lay_aside(upload.content, upload.name, kind, actor(), datetime.now(UTC))
    return _page(code, group, form, people, file)


def _do(survey: "Survey", group: str, form: PeopleForm) -> None:
    now, key = datetime.now(UTC), current_app.config["SECRET_KEY"]
    what = request.form.get("do")
    if what == "add":
        _add(survey, group, _typed(form), now)
    elif what == "load":
        file = take_up(request.form.get("file", ""), _kind(survey, group), actor(), now)
        _add(survey, group, people_of(table_of(file.name, file.content)).asked, now)
        forget(int(file.word))
    elif what == "clear":
        clear_sample(survey, group, actor(), now)
    else:
        draw_sample(survey, group, actor(), now, key)


def _add(survey: "Survey", group: str, people: Sequence[Asked], now: datetime) -> None:
    key = current_app.config["SECRET_KEY"]
    add_to_sample(survey, group, people, actor=actor(), now=now, key=key)


def _typed(form: PeopleForm) -> list[Asked]:
    if not form.people.data:
        raise Invalid(people=NEITHER)
    return from_lines(form.people.data)


def _kind(survey: "Survey", group: str) -> str:
    return f"sample:{group}:{survey.id}"


def _page(
    code: str, group: str, form: PeopleForm, brought: People | None = None,
    file: Waiting | None = None,
) -> str:  # fmt: skip
    survey, key = questions.find(code), current_app.config["SECRET_KEY"]
    return render_template(
        "desk/survey_group.html", survey=survey, one=samples.group(survey, group), form=form,
        people=[(sample, code_of(sample, key)) for sample in samples.sample(survey, group)],
        brought=brought, file=file, shown=SHOWN,
    )  # fmt: skip
