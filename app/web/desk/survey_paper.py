"""The questionnaire on paper for those of a sample whom no mail reaches."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import Response, current_app, request

from app.actions.draw_sample import code_of
from app.documents.survey_paper import Form, Question, To, write_papers
from app.queries import office, questionnaires, samples
from app.queries import surveys as questions
from app.queries.cases import today
from app.web.desk._blueprint import blueprint
from app.web.survey_form import intro, offered, title
from app.web.workbook import download
from workflows.dates import say_date
from workflows.errors import Invalid, UnknownReference
from workflows.surveys import ItemKind, Stage, stage
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Questionnaire, Survey

MOST = 30  # papers of one file
CLOSED = Words("แบบสำรวจนี้ปิดแล้ว", "This survey is closed")
NOBODY = Words("ทุกคนตอบแล้ว หรือไม่มีผู้ที่ต้องส่งแบบกระดาษ", "All have answered: nobody needs a paper")


@blueprint.get("/surveys/of/<code>/groups/<group>/paper.pdf")
def survey_paper(code: str, group: str) -> Response:
    """The paper of one person (``who``), or of the first thirty whom no mail reaches."""
    survey, language = questions.find(code), request.args.get("language", "th")
    if survey.questionnaire_id is None:
        raise UnknownReference(code)
    if stage(survey.opens_on, survey.closes_on, today(datetime.now(UTC))) is Stage.CLOSED:
        raise Invalid(paper=CLOSED)
    people = _people(survey, group)
    if not people:
        raise Invalid(paper=NOBODY)
    asked = questionnaires.find(survey.questionnaire_id)
    made = write_papers(_form(survey, asked, "en" if language == "en" else "th"), people)
    response = download(made, "application/pdf", f"{code}-{group}.pdf")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _people(survey: "Survey", group: str) -> list[To]:
    key, who = current_app.config["SECRET_KEY"], request.args.get("who", type=int)
    waiting = [one for one in samples.sample(survey, group) if one.answered_on is None]
    if who is not None:
        chosen = [one for one in waiting if one.id == who]
    else:
        lost = {one.sample.id for one in samples.unreached(survey, group)}
        chosen = [one for one in waiting if one.id in lost][:MOST]
    return [To(one.name, code_of(one, key)) for one in chosen]


def _form(survey: "Survey", asked: "Questionnaire", language: str) -> Form:
    ours = office.office()
    return Form(
        language=language, office=ours.name.say(language), phone=ours.telephone(None),
        title=title(asked).say(language), intro=intro(asked).say(language),
        closes=say_date(survey.closes_on, language, "long") if survey.closes_on else "",
        site=f"{current_app.config['BASE_URL']}/survey", anonymous=survey.anonymous,
        sections=_sections(survey, asked, language),
    )  # fmt: skip


def _sections(
    survey: "Survey", asked: "Questionnaire", language: str
) -> tuple[tuple[str, tuple[Question, ...]], ...]:
    made: list[tuple[str, list[Question]]] = []
    for item in asked.items:
        if not made or made[-1][0] != item.aspect:
            made.append((item.aspect, []))
        made[-1][1].append(_question(item, survey, language))
    return tuple((aspect, tuple(questions)) for aspect, questions in made)


def _question(item: Any, survey: "Survey", language: str) -> Question:
    kind = ItemKind(item.kind)
    text = item.text_en or item.text_th if language == "en" else item.text_th
    choices = [] if kind is ItemKind.OPEN else offered(item, kind, survey.scale)
    said = tuple(words.say(language) for _, words in choices)
    return Question(f"{item.position}. {text}", kind, said, optional=not item.required)
