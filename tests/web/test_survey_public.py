"""The public page of a survey: one link, one answer, and nothing typed is lost."""

from datetime import datetime

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.database import db
from app.models import SurveyAnswer, SurveyResponse
from tests.surveys import Somebody, checked, somebody
from tests.web.seats import text
from tests.web.visitors import errors

FILLED = {"q1": "4", "q2": "2", "q3": ["0", "2"], "q4": "1", "q5": "ส่งไฟล์ CSV\nด้วย"}


@pytest.fixture
def asked(app: Flask, client: FlaskClient, now: datetime) -> Somebody:
    """Somebody whom an anonymous survey asks."""
    return somebody(app, now)


def responses(app: Flask) -> list[SurveyResponse]:
    with app.app_context():
        return list(db.session.scalars(select(SurveyResponse)))


def test_the_link_shows_the_questions_and_the_answer_is_kept(
    app: Flask, client: FlaskClient, asked: Somebody
) -> None:
    page = client.get(asked.link)
    assert page.status_code == 200
    assert "1. โดยรวมท่านพึงพอใจเพียงใด" in text(page)
    assert "คำตอบไม่ผูกกับชื่อของท่าน" in text(page)
    assert asked.name not in page.text
    done = client.post(asked.link, data=FILLED)
    assert (done.status_code, done.location) == (303, "/survey/thanks")
    assert "ขอบคุณ เราได้รับคำตอบของท่านแล้ว" in text(client.get(done.location))
    (response,) = responses(app)
    assert (response.channel, response.group_code, response.sample_id) == ("web", "G01", None)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(SurveyAnswer)) == 5


def test_an_opened_page_spends_nothing_and_an_answer_does(
    app: Flask, client: FlaskClient, asked: Somebody
) -> None:
    for _ in range(3):
        assert client.get(asked.link).status_code == 200
    client.post(asked.link, data=FILLED)
    again = client.get(asked.link)
    assert again.status_code == 410
    assert "ท่านตอบแบบสำรวจนี้แล้ว" in text(again)
    assert '<form method="post" novalidate' not in again.text


def test_sent_twice_it_is_one_response(app: Flask, client: FlaskClient, asked: Somebody) -> None:
    client.post(asked.link, data=FILLED)
    second = client.post(asked.link, data={**FILLED, "q1": "1"})
    assert second.status_code == 410
    assert "เราได้รับคำตอบแล้ว ขอบคุณ" in text(second)
    assert len(responses(app)) == 1


def test_what_was_typed_is_kept_when_something_is_missing(
    app: Flask, client: FlaskClient, asked: Somebody
) -> None:
    given = {name: value for name, value in FILLED.items() if name != "q2"}
    page = client.post(asked.link, data=given)
    assert page.status_code == 422
    assert errors(page) == ["กรุณาตอบข้อ 2"]
    assert 'href="#q2' in page.text
    assert checked(page.text) == [("q1", "4"), ("q3", "0"), ("q3", "2"), ("q4", "1")]
    assert "ส่งไฟล์ CSV\nด้วย" in page.text.replace("\r", "")
    assert responses(app) == []


def test_an_expired_page_says_so_and_loses_no_word(
    app: Flask, client: FlaskClient, asked: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    page = client.post(asked.link, data=FILLED)
    assert page.status_code == 422
    assert "กดส่งอีกครั้ง" in text(page)
    assert ("q1", "4") in checked(page.text)


def test_hostile_values_are_refused_and_shown_as_text(
    app: Flask, client: FlaskClient, asked: Somebody
) -> None:
    page = client.post(
        asked.link,
        data={"q1": "9", "q2": "", "q3": "x", "q5": "</textarea><script>alert(1)</script>"},
    )
    assert page.status_code == 422
    assert errors(page) == ["ข้อ 1 เลือกจากรายการ", "กรุณาตอบข้อ 2", "ข้อ 3 เลือกจากรายการ"]
    assert "<script>alert(1)" not in page.text


@pytest.mark.parametrize(("moment", "said"), [
    ("2026-11-22T03:00:00Z", "แบบสำรวจยังไม่เปิด"), ("2027-01-05T03:00:00Z", "แบบสำรวจปิดรับคำตอบแล้ว"),
])  # fmt: skip
def test_outside_its_days_the_link_says_so_kindly(
    app: Flask, client: FlaskClient, asked: Somebody, clock: time_machine.Traveller,
    moment: str, said: str,
) -> None:  # fmt: skip
    clock.move_to(datetime.fromisoformat(moment))
    for page in (client.get(asked.link), client.post(asked.link, data=FILLED)):
        assert page.status_code == 410
        assert said in text(page)
    assert responses(app) == []


def test_an_unknown_link_is_not_found(client: FlaskClient, asked: Somebody) -> None:
    assert client.get("/survey/" + "a" * 64).status_code == 404
    assert client.post("/survey/" + "a" * 64, data=FILLED).status_code == 404


def test_the_code_of_a_paper_opens_the_same_questions_once(
    app: Flask, client: FlaskClient, asked: Somebody
) -> None:
    typed = asked.code.lower().replace("-", " ")
    opened = client.post("/survey", data={"code": typed})
    assert (opened.status_code, opened.location) == (303, "/survey/answer")
    assert client.post(opened.location, data=FILLED).location == "/survey/thanks"
    assert client.get("/survey/answer").location == "/survey"
    client.post("/survey", data={"code": typed})
    assert client.get("/survey/answer").status_code == 410
    assert len(responses(app)) == 1


def test_wrong_codes_are_counted(client: FlaskClient, asked: Somebody) -> None:
    for _ in range(20):
        assert client.post("/survey", data={"code": "AAAA-AAAA-AAAA"}).status_code == 404
    assert client.post("/survey", data={"code": "AAAA-AAAA-AAAA"}).status_code == 429


def test_the_page_speaks_english(app: Flask, client: FlaskClient, asked: Somebody) -> None:
    client.post("/language/en")
    page = text(client.get(asked.link))
    assert "1. Overall, how satisfied are you?" in page
    assert "Hard to reach" in page
    assert "5 Very much" in page
    assert "Your answers are not linked to your name" in page


def test_a_named_survey_promises_nothing_it_does_not_keep(
    app: Flask, client: FlaskClient, now: datetime
) -> None:
    page = text(client.get(somebody(app, now, anonymous=False).link))
    assert "แบบสำรวจนี้ระบุชื่อผู้ตอบ" in page
    assert "ไม่ผูกกับชื่อ" not in page


def test_the_words_of_the_scale_are_those_of_the_survey(
    app: Flask, client: FlaskClient, now: datetime
) -> None:
    asked = somebody(app, now, scale={"5": "เห็นด้วยอย่างยิ่ง"})
    page = text(client.get(asked.link))
    assert "5 เห็นด้วยอย่างยิ่ง" in page
    assert "4 มาก" in page
