"""What somebody wrote in a survey becomes a case, once, and of an anonymous one without a name."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.answer_survey import answer_survey
from app.actions.take_up_answer import take_up_answer
from app.database import transaction
from app.models import Case, Person, SurveyAnswer, SurveyResponse, SurveySample
from app.queries import surveys
from tests.factories import a_person, an_office
from tests.surveys import FULL, a_survey, ask_people
from workflows.errors import Invalid, UnknownReference


@pytest.fixture
def boss(session: Session, now: datetime) -> Person:
    with transaction():
        an_office()
        return a_person(now, "manager", "U01")


def answered(now: datetime, number: int = 1, **more: object) -> int:
    """So many answer; the key of one answer in words."""
    with transaction():
        samples = [sample.id for sample in ask_people(a_survey(now, **more), now, number)]
    for sample in samples:
        with transaction():
            answer_survey(sample, FULL, "web", now)
    with transaction() as session:
        query = select(SurveyAnswer.id).where(SurveyAnswer.text != "")
        return session.scalars(query).first()


def test_an_answer_becomes_one_case_with_the_unit_of_its_topic(
    boss: Person, now: datetime, session: Session
) -> None:
    key = answered(now)
    for _ in range(2):
        with transaction():
            survey = surveys.find("survey-2570")
            take_up_answer(survey, key, "suggestion", "C04", actor=boss, now=now)
    case = session.scalars(select(Case)).one()
    assert (case.channel, case.unit_code, case.kind) == ("survey", "U02", "suggestion")
    assert (case.subject, case.body) == ("อยากให้ส่งไฟล์ CSV", "อยากให้ส่งไฟล์ CSV")
    assert (case.anonymous, case.correspondent, case.group_code) == (True, None, None)
    assert session.get_one(SurveyAnswer, key).case_id == case.id


def test_the_group_is_named_only_where_five_or_more_of_it_answered(
    boss: Person, now: datetime, session: Session
) -> None:
    key = answered(now, 5)
    with transaction():
        take_up_answer(surveys.find("survey-2570"), key, "opinion", "", actor=boss, now=now)
    assert session.scalars(select(Case.group_code)).one() == "G01"


def test_the_case_of_a_named_survey_is_of_whom_answered(
    boss: Person, now: datetime, session: Session
) -> None:
    key = answered(now, anonymous=False)
    name = session.scalars(select(SurveySample.name)).one()
    with transaction():
        case = take_up_answer(
            surveys.find("survey-2570"), key, "complaint", "C04", actor=boss, now=now
        )
        assert case.correspondent.name == name
    assert session.scalars(select(SurveyResponse.sample_id)).one() is not None


def test_no_kind_no_case_and_no_case_of_another_surveys_answer(
    boss: Person, now: datetime, session: Session
) -> None:
    key = answered(now)
    with pytest.raises(Invalid, match="kind"), transaction():
        take_up_answer(surveys.find("survey-2570"), key, "joke", "C04", actor=boss, now=now)
    with transaction():
        a_survey(now, "survey-2571")
    other = surveys.find("survey-2571")
    with pytest.raises(UnknownReference), transaction():
        take_up_answer(other, key, "opinion", "C04", actor=boss, now=now)
    assert session.scalars(select(Case)).all() == []
