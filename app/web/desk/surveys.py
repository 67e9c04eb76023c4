"""Surveys of a fiscal year: the list, one with its groups, its plan, and the invitations."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug import Response

from app.actions.invite import invite
from app.actions.keep_survey import add_survey as add
from app.actions.keep_survey import change_survey as change
from app.database import transaction
from app.queries import questionnaires, registers, samples
from app.queries import surveys as questions
from app.queries.cases import today
from app.web.access import actor, opens
from app.web.desk._blueprint import blueprint
from app.web.desk.survey_forms import PlanForm, plan_form
from app.web.fields import complain
from app.web.seen import version
from workflows.errors import Invalid
from workflows.events import EVENTS
from workflows.surveys import ENTRIES, stage

if TYPE_CHECKING:
    from app.models import Survey

Answer = str | Response | tuple[str, int]


@blueprint.get("/surveys")
def surveys() -> str:
    """Every survey and how far it has come; who is asked stands elsewhere."""
    lines = [
        {"survey": survey, "counts": counts, "stage": _stage(survey)}
        for survey, counts in questions.listed()
    ]
    return render_template(
        "desk/surveys.html", lines=lines, may_plan=opens("desk.add_survey", actor()),
        may_enter=opens("desk.survey_entry", actor()), may_open=opens("desk.survey", actor()),
        may_read=opens("desk.survey_words", actor()),
    )  # fmt: skip


@blueprint.route("/surveys/add", methods=["GET", "POST"])
def add_survey() -> Answer:
    """A survey of a year."""
    form = plan_form(request.form)
    if request.method == "GET":
        return _plan(form)
    return _saved(form, lambda: add(_given(form), actor(), datetime.now(UTC)).code)


@blueprint.get("/surveys/of/<code>")
def survey(code: str) -> str:
    """One survey, group by group."""
    return _page(questions.find(code))


@blueprint.route("/surveys/of/<code>/change", methods=["GET", "POST"])
def change_survey(code: str) -> Answer:
    """Its plan as a form."""
    found = questions.find(code)
    form = plan_form(request.form, found)
    if request.method == "GET":
        return _plan(form, found)

    def save() -> str:
        one = questions.find_to_change(code, version())
        change(one, _given(form), actor(), datetime.now(UTC))
        return code

    return _saved(form, save, found)


@blueprint.post("/surveys/of/<code>/invite")
def survey_invite(code: str) -> Answer:
    """Everybody with an address who was not invited yet has a letter in the outbox."""
    try:
        with transaction():
            found = questions.find_to_change(code)
            invite(found, request.form.get("language", "th"), actor(), datetime.now(UTC))
    except Invalid as refused:
        return _page(questions.find(code), refused), 422
    flash("done")
    return redirect(url_for("desk.survey", code=code))


def _page(found: "Survey", refused: Invalid | None = None) -> str:
    groups = samples.groups(found)
    asked = questionnaires.find(found.questionnaire_id) if found.questionnaire_id else None
    events = registers.events(f"register:surveys:{found.id}")
    return render_template(
        "desk/survey.html", unreached=_unreached(found), survey=found,
        groups=groups, questionnaire=asked, stage=_stage(found),
        entries=ENTRIES, may_plan=opens("desk.change_survey", actor()),
        may_read=opens("desk.survey_words", actor()),
        problem=next(iter(refused.problems.values())) if refused else None,
        happened=[{"what": EVENTS[event.what].desk, "when": event.at, "soft": True,
                   "who": event.actor.name if event.actor else None} for event in events],
    )  # fmt: skip


def _unreached(found: "Survey") -> list[samples.Unreached]:
    """Whom no mail reaches, for those who may read names."""
    may_see = found.questionnaire_id and opens("desk.survey_group", actor())
    return samples.unreached(found) if may_see else []


def _plan(form: PlanForm, found: "Survey | None" = None) -> str:
    return render_template("desk/survey_plan.html", form=form, survey=found)


def _saved(form: PlanForm, save: Callable[[], str], found: "Survey | None" = None) -> Answer:
    if not form.validate():  # a day that is none
        return _plan(form, found), 422
    try:
        with transaction():
            code = save()
    except Invalid as error:
        complain(form, error.problems)
        return _plan(form, found), 422
    return redirect(url_for("desk.survey", code=code))


def _given(form: PlanForm) -> dict[str, Any]:
    given: dict[str, Any] = form.data
    return given


def _stage(found: "Survey") -> Any:
    return stage(found.opens_on, found.closes_on, today(datetime.now(UTC)))
