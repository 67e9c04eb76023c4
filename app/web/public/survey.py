"""Answering a survey: by the link of a letter, or by the short code that stands on paper."""

from datetime import UTC, datetime

from flask import current_app, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response
from wtforms import StringField

from app.actions.answer_survey import NotOpen, Spent, answer_survey
from app.database import transaction
from app.extensions import csrf
from app.queries import questionnaires, surveys
from app.queries.cases import today
from app.web.fields import AtMost, Filled
from app.web.limits import wrong_secrets
from app.web.public._blueprint import blueprint
from app.web.public.forms import PublicForm, one_line
from app.web.survey_form import intro, sections, survey_form
from workflows.errors import Invalid, UnknownReference
from workflows.surveys import Stage, stage
from workflows.words import Words

Answer = Response | tuple[str, int]
GONE = 410


class CodeForm(PublicForm):
    """The way to a survey for whoever has it on paper."""

    code = StringField(
        Words("รหัสแบบสำรวจ", "Survey code"),
        [Filled(Words("กรอกรหัส 12 ตัวที่อยู่บนแบบสำรวจ", "Give the 12 letters on the paper")),
         AtMost(100)], [one_line],
        Words("12 ตัวอักษรบนกระดาษ พิมพ์ตัวเล็กหรือเว้นวรรคได้",
              "12 letters on the paper; small letters and blanks do not matter"),
    )  # fmt: skip


@csrf.exempt  # the form asks for its own token, and an expired page says so
@blueprint.route("/survey", methods=["GET", "POST"])
@wrong_secrets
def survey_code() -> Answer:
    """Ask for the code; then the questions are open in this browser."""
    form = CodeForm()
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                found = surveys.by_code(form.code.data or "", current_app.config["SECRET_KEY"])
                session["survey"] = found
                return redirect(url_for("public.survey_typed"), 303)
            except UnknownReference:
                status = 404
    return render_template("public/survey_code.html", form=form, failed=status == 404), status


@csrf.exempt  # for the same reason
@blueprint.route("/survey/answer", methods=["GET", "POST"])
def survey_typed() -> Answer:
    """The questions, for whoever gave a code here."""
    sample_id = session.get("survey")
    if sample_id is None:
        return redirect(url_for("public.survey_code"), 303)
    return _questions(sample_id)


@csrf.exempt  # for the same reason
@blueprint.route("/survey/<token>", methods=["GET", "POST"])
def survey(token: str) -> Answer:
    """The questions, for whoever has the link; opening it spends nothing."""
    return _questions(surveys.by_token(token))


@blueprint.get("/survey/thanks")
def survey_thanks() -> str:
    """The answer is here."""
    return render_template("public/survey_end.html", end="thanks", survey=None)


def _questions(sample_id: int) -> Answer:
    sample, found = surveys.sample_of(sample_id)
    at = stage(found.opens_on, found.closes_on, today(datetime.now(UTC)))
    at = at if found.questionnaire_id else Stage.DRAFT
    if sample.answered_on or at is not Stage.OPEN or found.questionnaire_id is None:
        end = "spent" if sample.answered_on else at.value
        return render_template("public/survey_end.html", end=end, survey=found), GONE
    asked = questionnaires.find(found.questionnaire_id)
    form = survey_form(asked, PublicForm, found.scale)()
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            done = _kept(sample_id, form)
            if done is not None:
                return done
    return render_template(
        "public/survey.html", survey=found, form=form, intro=intro(asked),
        name=Words(found.name_th, asked.name_en or found.name_th), sections=sections(asked, form),
    ), status  # fmt: skip


def _kept(sample_id: int, form: PublicForm) -> Answer | None:
    """Where to go on; None where something is still to be mended."""
    typed = request.form.to_dict(flat=False)
    try:
        with transaction():
            answer_survey(sample_id, typed, "web", datetime.now(UTC))
    except Invalid as error:
        form.blame(error)
        return None
    except NotOpen:
        _, found = surveys.sample_of(sample_id)
        return render_template("public/survey_end.html", end="closed", survey=found), GONE
    except Spent:
        pass  # sent twice is once, and the thanks are the same
    session.pop("survey", None)
    return redirect(url_for("public.survey_thanks"), 303)
