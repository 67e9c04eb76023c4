"""Answering: each kind of question, once, and of an anonymous survey without a way back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.answer_survey import NotOpen, Spent, answer_survey
from app.database import transaction
from app.models import Event, SurveyAnswer, SurveyItem, SurveyResponse, SurveySample
from app.queries import surveys
from tests.surveys import FULL, a_survey, ask_people
from workflows.dates import local_day
from workflows.errors import Invalid

DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("office")


def samples(now: datetime, number: int = 1, **more: object) -> list[int]:
    with transaction():
        return [sample.id for sample in ask_people(a_survey(now, **more), now, number)]


def answer(sample: int, now: datetime, channel: str = "web", **more: list[str]) -> None:
    with transaction():
        answer_survey(sample, {**FULL, **more}, channel, now)


def test_each_kind_of_question_keeps_its_own_answer(session: Session, now: datetime) -> None:
    answer(samples(now)[0], now)
    query = select(SurveyItem.kind, SurveyAnswer.level, SurveyAnswer.choices, SurveyAnswer.text)
    query = query.join(SurveyAnswer, SurveyAnswer.item_id == SurveyItem.id)
    assert session.execute(query.order_by(SurveyItem.position)).all() == [
        ("likert", 4, [], ""), ("dissatisfaction", 2, [], ""), ("reasons", None, [0, 2], ""),
        ("choice", None, [1], ""), ("open", None, [], "อยากให้ส่งไฟล์ CSV"),
    ]  # fmt: skip


def test_what_need_not_be_answered_may_be_left_out(session: Session, now: datetime) -> None:
    answer(samples(now)[0], now, q3=[], q4=[], q5=["  "])
    assert len(session.scalars(select(SurveyAnswer)).all()) == 2


@pytest.mark.parametrize(("given", "field"), [
    ({"q1": []}, "q1"), ({"q1": ["6"]}, "q1"), ({"q1": ["0"]}, "q1"), ({"q1": ["4", "5"]}, "q1"),
    ({"q2": ["๓"]}, "q2"), ({"q3": ["3"]}, "q3"), ({"q3": ["-1"]}, "q3"),
    ({"q4": ["0", "1"]}, "q4"),
    ({"q5": ["ก" * 2001]}, "q5"),
])  # fmt: skip
def test_a_wrong_answer_is_refused_at_its_question_and_spends_nothing(
    session: Session, now: datetime, given: dict[str, list[str]], field: str
) -> None:
    sample = samples(now)[0]
    with pytest.raises(Invalid) as error:
        answer(sample, now, **given)
    assert list(error.value.problems) == [field]
    assert session.get_one(SurveySample, sample).answered_on is None
    assert session.scalars(select(SurveyResponse)).all() == []
    answer(sample, now)


def test_a_person_answers_once_whatever_the_channel(session: Session, now: datetime) -> None:
    sample = samples(now)[0]
    answer(sample, now)
    for channel in ("web", "paper", "phone"):
        with pytest.raises(Spent):
            answer(sample, now, channel)
    assert len(session.scalars(select(SurveyResponse)).all()) == 1


def test_two_answers_at_the_same_moment_are_one(
    app: Flask, session: Session, now: datetime
) -> None:
    sample, start = samples(now)[0], Barrier(2)
    session.rollback()

    def press(level: str) -> str:
        with app.app_context():
            start.wait(10)
            try:
                answer(sample, now, q1=[level])
            except Spent:
                return "spent"
            return "kept"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, ("1", "5"))) == ["kept", "spent"]
    assert len(session.scalars(select(SurveyResponse)).all()) == 1


@pytest.mark.parametrize(
    ("days", "channel"), [(-1, "web"), (-1, "paper"), (31, "web"), (31, "phone")]
)
def test_outside_its_days_a_survey_takes_no_answer(
    session: Session, now: datetime, days: int, channel: str
) -> None:
    sample = samples(now)[0]
    with pytest.raises(NotOpen):
        answer(sample, now + days * DAY, channel)
    assert session.get_one(SurveySample, sample).answered_on is None


def test_a_paper_that_lay_on_the_desk_is_keyed_in_later(session: Session, now: datetime) -> None:
    answer(samples(now)[0], now + 40 * DAY, "paper")
    assert surveys.counts()["survey-2570", "G01"].answered == {"paper": 1}


def test_an_anonymous_response_holds_nothing_of_who_or_when(
    session: Session, now: datetime
) -> None:
    """Ten people answer on ten days, in the order of the list; no row tells which is whose."""
    people = samples(now, 10)
    for day, sample in enumerate(people):
        answer(sample, now + day * DAY, q5=[str(day)])
    responses = session.scalars(select(SurveyResponse)).all()
    assert {one.sample_id for one in responses} == {None}
    assert {one.answered_on for one in responses} == {local_day(now)}
    assert [session.get_one(SurveySample, one).answered_on for one in people] == [
        local_day(now + day * DAY) for day in range(10)
    ]
    words = select(SurveyAnswer.text).where(SurveyAnswer.text != "").order_by(SurveyAnswer.id)
    by_answer = session.scalars(words).all()
    by_response = session.scalars(
        select(SurveyAnswer.text)
        .join(SurveyResponse, SurveyResponse.id == SurveyAnswer.response_id)
        .where(SurveyAnswer.text != "").order_by(SurveyResponse.id)
    ).all()  # fmt: skip
    asked = [str(day) for day in range(10)]
    assert sorted(by_answer) == sorted(by_response) == asked
    assert asked not in (by_answer, by_response)  # one in 3.6 million stands so by chance
    keys = {str(one.id) for one in session.scalars(select(SurveySample))}
    hashes = {one.token_hash for one in session.scalars(select(SurveySample))}
    kept = " ".join(f"{one.id} {one.source_key}" for one in responses)
    assert not [key for key in keys | hashes if key in kept]


def test_answering_leaves_no_event_with_its_time(session: Session, now: datetime) -> None:
    sample = samples(now)[0]
    before = len(session.scalars(select(Event)).all())
    answer(sample, now)
    assert len(session.scalars(select(Event)).all()) == before


def test_a_named_response_is_linked_to_whom_gave_it(session: Session, now: datetime) -> None:
    sample = samples(now, anonymous=False)[0]
    answer(sample, now + DAY, "phone")
    response = session.scalars(select(SurveyResponse)).one()
    assert (response.sample_id, response.channel) == (sample, "phone")
    assert response.answered_on == local_day(now + DAY)
