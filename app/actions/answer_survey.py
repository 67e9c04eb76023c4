"""Keeps what somebody answered: once, and without who they are where that was promised."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import Survey, SurveyAnswer, SurveyItem, SurveyResponse, SurveySample
from app.queries import questionnaires
from app.queries.cases import today
from workflows.errors import Invalid, UnknownReference
from workflows.secrets import new_key, new_token
from workflows.surveys import LEVELS, OPEN_TEXT, ItemKind, stage, takes
from workflows.text import clean
from workflows.words import Words

Typed = Mapping[str, Sequence[str]]  # by the name of the field: q1, q2 …
NOTHING = Words("ยังไม่ได้ตอบข้อใด", "Nothing is answered yet")


class Spent(Exception):
    """This person has answered already."""


class NotOpen(Exception):
    """The survey takes no answer on this day."""


def answer_survey(sample_id: int, typed: Typed, channel: str, now: datetime) -> None:
    """The answers are kept and the link is spent; Spent when it was, Invalid names each question.

    Of an anonymous survey the sample keeps only the day, and the response no day of its own, no
    key in any order and nothing that leads to the sample.
    """
    query = select(SurveySample).where(SurveySample.id == sample_id)
    sample = db.session.scalar(query.with_for_update())
    if sample is None:
        raise UnknownReference(str(sample_id))
    survey = db.session.scalars(select(Survey).where(Survey.code == sample.survey_code)).one()
    day = today(now)
    if sample.answered_on is not None:
        raise Spent
    at = stage(survey.opens_on, survey.closes_on, day)
    if survey.questionnaire_id is None or survey.retired or not takes(at, channel):
        raise NotOpen
    answers = read_answers(questionnaires.find(survey.questionnaire_id).items, typed)
    sample.answered_on = day
    hidden = survey.anonymous
    response = SurveyResponse(
        id=new_key(), survey_code=survey.code, group_code=sample.group_code, channel=channel,
        answered_on=(survey.opens_on or day) if hidden else day,
        sample_id=None if hidden else sample.id, source_key=new_token(),
    )  # fmt: skip
    db.session.add(response)
    db.session.flush()
    db.session.add_all(
        SurveyAnswer(id=new_key(), response_id=response.id, **answer) for answer in answers
    )


def read_answers(items: Sequence[SurveyItem], typed: Typed) -> list[dict[str, Any]]:
    """The rows of the questions that were answered; Invalid names every one that is wrong."""
    problems: dict[str, Words] = {}
    rows = []
    for item in items:
        name = field_name(item)
        given = [clean(value).strip() for value in typed.get(name, ()) if value.strip()]
        if not given:
            problems |= {name: _needed(item)} if item.required else {}
            continue
        try:
            rows.append({"item_id": item.id, **_READ[ItemKind(item.kind)](item, given)})
        except ValueError:
            problems[name] = _wrong(item)
    if not (problems or rows):
        problems["form"] = NOTHING
    if problems:
        raise Invalid(**problems)
    return rows


def field_name(item: SurveyItem) -> str:
    """The name of a question's field on every form."""
    return f"q{item.position}"


def _needed(item: SurveyItem) -> Words:
    return Words(f"กรุณาตอบข้อ {item.position}", f"Please answer question {item.position}")


def _wrong(item: SurveyItem) -> Words:
    at = item.position
    if item.kind == ItemKind.OPEN:
        return Words(
            f"ข้อ {at} เขียนได้ไม่เกิน {OPEN_TEXT:,} ตัวอักษร",
            f"Question {at}: at most {OPEN_TEXT:,} characters",
        )
    return Words(f"ข้อ {at} เลือกจากรายการ", f"Question {at}: choose from the list")


def _level(_: SurveyItem, given: list[str]) -> dict[str, Any]:
    (one,) = given
    if one not in {str(level) for level in LEVELS}:
        raise ValueError(one)
    return {"level": int(one)}


def _choice(item: SurveyItem, given: list[str]) -> dict[str, Any]:
    (one,) = given
    return _reasons(item, [one])


def _reasons(item: SurveyItem, given: list[str]) -> dict[str, Any]:
    """Choices by their place in the list, each once."""
    known = {str(at): at for at in range(len(item.choices))}
    if any(one not in known for one in given):
        raise ValueError(given)
    return {"choices": sorted({known[one] for one in given})}


def _words(_: SurveyItem, given: list[str]) -> dict[str, Any]:
    (one,) = given
    if len(one) > OPEN_TEXT:
        raise ValueError(len(one))
    return {"text": one}


_READ = {
    ItemKind.LIKERT: _level,
    ItemKind.DISSATISFACTION: _level,
    ItemKind.CHOICE: _choice,
    ItemKind.REASONS: _reasons,
    ItemKind.OPEN: _words,
}
