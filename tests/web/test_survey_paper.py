"""Whom no mail reaches is named with what to do, and has a paper form with their code."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select

from app.actions.draw_sample import add_to_sample, code_of
from app.actions.invite import invite
from app.database import db, transaction
from app.intake.sample_list import Asked
from app.models import Letter, SurveySample
from tests.factories import a_person
from tests.surveys import a_survey
from tests.web.seats import text
from workflows.text import normalise

ONE = "/desk/surveys/of/survey-2570"
PAPER = ONE + "/groups/G01/paper.pdf"
PEOPLE = [
    Asked("นายก มาถึง", "a@example.org"), Asked("นางข ตีกลับ", "b@example.org"),
    Asked("นายค ไม่มีอีเมล", phone="02-000-0133"), Asked("นายง ส่งไม่ได้", "d@example.org"),
]  # fmt: skip


@pytest.fixture
def boss(seat: Callable[[str], FlaskClient]) -> FlaskClient:
    return seat("boss")


@pytest.fixture
def codes(app: Flask, boss: FlaskClient, now: datetime) -> dict[str, str]:
    """Four people were invited, and one of the letters arrived; the code of each by name."""
    key = app.config["SECRET_KEY"]
    with app.app_context(), transaction() as session:
        survey, manager = a_survey(now), a_person(now, "manager", "")
        add_to_sample(survey, "G01", PEOPLE, actor=manager, now=now, key=key)
        invite(survey, "th", manager, now)
        by_address = {letter.recipient: letter for letter in session.scalars(select(Letter))}
        by_address["a@example.org"].status = by_address["b@example.org"].status = "sent"
        by_address["b@example.org"].bounced_at = now
        by_address["d@example.org"].status = "failed"
        return {one.name: code_of(one, key) for one in session.scalars(select(SurveySample))}


def words_of(made: bytes) -> list[str]:
    return [normalise(page.extract_text()) for page in PdfReader(BytesIO(made)).pages]


def test_whom_no_mail_reaches_is_named_with_the_reason_and_what_to_do(
    boss: FlaskClient, codes: dict[str, str]
) -> None:
    page = text(boss.get(ONE))
    assert "ผู้ที่อีเมลไปไม่ถึง 3 คน" in page
    for said in ("อีเมลตีกลับ", "ไม่มีอีเมล", "ส่งไม่สำเร็จ", "โทร 02-000-0133"):
        assert said in page
    assert "นายก มาถึง" not in page


def test_who_may_not_see_names_sees_none(
    boss: FlaskClient, codes: dict[str, str], seat: Callable[[str], FlaskClient]
) -> None:
    page = text(seat("auditor").get(ONE))
    assert "ความพึงพอใจ ปีงบประมาณ 2570" in page
    assert "นางข ตีกลับ" not in page


def test_each_of_them_has_a_paper_with_the_questions_and_their_own_code(
    boss: FlaskClient, codes: dict[str, str]
) -> None:
    answer = boss.get(PAPER)
    assert answer.mimetype == "application/pdf"
    pages = words_of(answer.data)
    assert len(pages) == 3
    for name in ("นางข ตีกลับ", "นายค ไม่มีอีเมล", "นายง ส่งไม่ได้"):
        [own] = [page for page in pages if normalise(codes[name]) in page]
        assert normalise(name) in own
        for said in ("โดยรวมท่านพึงพอใจเพียงใด", "มากที่สุด", "สิ่งที่อยากให้ปรับปรุง", "ตัดส่วนนี้ออก"):
            assert normalise(said) in own
    assert not any(normalise(codes["นายก มาถึง"]) in page for page in pages)


def test_one_person_has_a_paper_in_either_language_until_they_answered(
    app: Flask, boss: FlaskClient, codes: dict[str, str], now: datetime
) -> None:
    with app.app_context():
        one = db.session.scalars(select(SurveySample).where(SurveySample.name == "นายก มาถึง")).one()
        key = one.id
    [page] = words_of(boss.get(f"{PAPER}?who={key}&language=en").data)
    assert normalise("Overall, how satisfied are you?") in page
    assert normalise(codes["นายก มาถึง"]) in page
    with app.app_context(), transaction() as session:
        session.get_one(SurveySample, key).answered_on = now.date()
    refused = boss.get(f"{PAPER}?who={key}")
    assert refused.status_code == 422
    assert "ทุกคนตอบแล้ว" in text(refused)


def test_a_closed_survey_gives_no_papers(
    app: Flask, boss: FlaskClient, codes: dict[str, str], now: datetime
) -> None:
    with app.app_context(), transaction() as session:
        survey = a_survey(now, "survey-2569")
        survey.closes_on = (now - timedelta(days=1)).date()
        survey.opens_on = (now - timedelta(days=9)).date()
        session.flush()
    refused = boss.get("/desk/surveys/of/survey-2569/groups/G01/paper.pdf")
    assert refused.status_code == 422
    assert "แบบสำรวจนี้ปิดแล้ว" in text(refused)
