"""Keying in what came on paper or was told by telephone, with the questions the public sees."""

from datetime import UTC, datetime

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask_wtf import FlaskForm
from werkzeug import Response

from app.actions.answer_survey import NotOpen, Spent, answer_survey
from app.database import transaction
from app.queries import questionnaires, samples
from app.queries import surveys as questions
from app.queries.cases import today
from app.web.desk._blueprint import blueprint
from app.web.desk.survey_forms import EntryForm
from app.web.fields import complain
from app.web.survey_form import sections, survey_form
from workflows.errors import Invalid, UnknownReference
from workflows.surveys import ENTRIES, stage, takes
from workflows.words import Words

Answer = str | Response | tuple[str, int]
NO_CODE = Words("ไม่พบรหัสนี้", "No such code")
SPENT = Words("รหัสนี้ใช้ตอบแล้ว", "This code was used already")
CLOSED = Words("แบบสำรวจนี้ไม่เปิดรับคำตอบ", "This survey takes no answers now")


@blueprint.route("/surveys/entry", methods=["GET", "POST"])
def survey_entry() -> Answer:
    """Ask for the code and how the answers came."""
    form = EntryForm(request.form)
    if request.method == "GET":
        return render_template("desk/survey_entry.html", form=form)
    if form.validate():
        try:
            found = questions.by_code(form.code.data or "", current_app.config["SECRET_KEY"])
        except UnknownReference:
            complain(form, {"code": NO_CODE})
            return render_template("desk/survey_entry.html", form=form), 422
        if words := _shut(found, form.channel.data):
            return _refused(words)
        session["survey_entry"] = {"sample": found, "channel": form.channel.data}
        return redirect(url_for("desk.survey_answers"))
    return render_template("desk/survey_entry.html", form=form), 422


@blueprint.route("/surveys/entry/answers", methods=["GET", "POST"])
def survey_answers() -> Answer:
    """The questions, for the code that was given here."""
    given = session.get("survey_entry")
    if given is None:
        return redirect(url_for("desk.survey_entry"))
    sample, survey = questions.sample_of(given["sample"])
    if survey.questionnaire_id is None:
        return _refused(CLOSED)
    asked = questionnaires.find(survey.questionnaire_id)
    form = survey_form(asked, FlaskForm, survey.scale)()
    if form.validate_on_submit():
        try:
            with transaction():
                typed = request.form.to_dict(flat=False)
                answer_survey(given["sample"], typed, given["channel"], datetime.now(UTC))
            return _done()
        except Invalid as error:
            complain(form, error.problems)
        except (Spent, NotOpen) as error:
            return _refused(SPENT if isinstance(error, Spent) else CLOSED)
    _, survey = questions.sample_of(given["sample"])
    return render_template(
        "desk/survey_answers.html", survey=survey, form=form, sections=sections(asked, form),
        channel=ENTRIES[given["channel"]], group=samples.group(survey, sample.group_code).group,
    ), 422 if form.errors else 200  # fmt: skip


def _shut(key: int, channel: str) -> Words | None:
    """Why nothing is asked: nobody keys in twenty answers that are then refused."""
    sample, survey = questions.sample_of(key)
    if sample.answered_on:
        return SPENT
    at = stage(survey.opens_on, survey.closes_on, today(datetime.now(UTC)))
    return None if survey.questionnaire_id and takes(at, channel) else CLOSED


def _done() -> Response:
    session.pop("survey_entry", None)
    flash("done")
    return redirect(url_for("desk.survey_entry"))


def _refused(words: Words) -> tuple[str, int]:
    session.pop("survey_entry", None)
    form = EntryForm(None)
    complain(form, {"code": words})
    return render_template("desk/survey_entry.html", form=form), 409
