"""The results of surveys and the ratings after a case, as pages, files and data."""

import csv
import html
import io
import re
from datetime import datetime

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db, transaction
from app.models import Case, Rating
from tests.reports.rated import a_rated_case
from tests.reports.survey_data import ANGRY, CODE, OVERALL, SLOW, WHY, a_survey, answers, sampled
from tests.web.callers import a_caller
from tests.web.questions import questions
from tests.web.seats import an_office_at_work, email, sit, step, text
from tests.web.visitors import open_case

SURVEY = f"/figures/surveys/{CODE}"


@pytest.fixture
def boss(app: Flask, client: FlaskClient, now: datetime) -> FlaskClient:
    """A manager, with a survey of three groups: one answered, one by four people, one silent."""
    an_office_at_work(app, now)
    with app.app_context(), transaction():
        items = a_survey(now, groups={"G1": 2000, "G2": 76, "G3": 40, "G4": 60})
        sampled("G1", 10)
        more = [(items[SLOW], 2), (items[ANGRY], 4), (items[WHY], [0])]
        answers("G1", items[OVERALL], [5, 4, 4, 3, 5, 4, 4], more=more)
        answers("G2", items[OVERALL], [1] * 4, channel="phone")
        answers("G4", items[OVERALL], [4] * 5, channel="paper")
    return sit(app, "boss")


def test_the_page_shows_groups_questions_reasons_and_gaps(boss: FlaskClient) -> None:
    page = boss.get(SURVEY)
    said = text(page)
    assert page.status_code == 200
    assert "ยังไม่มีผลสำรวจของกลุ่ม G3" in said
    assert "ต้องติดต่อหลายครั้ง (กลับคะแนน)" in said
    assert said.count("ไม่แสดง") >= 2
    assert page.text.count('role="img"') == 1
    assert "คะแนนหลังยุติเรื่องเป็นคนละชุดกับแบบสำรวจ" in said
    assert "style=" not in page.text


def test_the_page_is_there_in_english(boss: FlaskClient) -> None:
    with boss.session_transaction() as session:
        session["language"] = "en"
    said = text(boss.get(SURVEY))
    assert "No result yet of the groups G3" in said
    assert "Response rate" in said


def test_the_bands_are_chosen_in_the_address(boss: FlaskClient) -> None:
    asked = {"bands": "b"}
    said = boss.get(f"{SURVEY}/results.json", query_string=asked).get_json()
    assert said["groups"][0]["band"] == "มาก"  # 4.14
    assert said["groups"][0]["mean"] == 4.14
    assert 'aria-current="true">เกณฑ์: ช่วงเท่ากัน 0.8' in boss.get(SURVEY, query_string=asked).text


def test_the_files_hold_what_the_page_shows(boss: FlaskClient) -> None:
    rows = list(csv.reader(io.StringIO(boss.get(f"{SURVEY}/results.csv").text)))
    assert rows[0][0].endswith("กลุ่ม")
    assert [row[0][:2] for row in rows[1:-1]] == ["G1", "G2", "G3", "G4"]
    assert rows[1][2] == "4.14"
    assert rows[2][1:3] == ["4", "ไม่แสดง"]
    book = openpyxl.load_workbook(io.BytesIO(boss.get(f"{SURVEY}/results.xlsx").data))
    assert book.worksheets[0]["C2"].value == 4.14
    assert len(book.worksheets) == 8
    data = boss.get(f"{SURVEY}/results.json").get_json()
    assert data["groups_without_result"] == ["G3"]
    assert data["groups"][1]["mean"] is None


def test_surveys_are_listed_and_an_unknown_one_is_not_there(boss: FlaskClient) -> None:
    assert SURVEY in boss.get("/figures/surveys").text
    assert boss.get("/figures/surveys/never").status_code == 404


@pytest.mark.usefixtures("boss")
def test_a_program_reads_the_same(app: Flask, client: FlaskClient, now: datetime) -> None:
    with app.app_context():
        key = a_caller(now, "auditor")
    said = client.get(f"/api/v1/reports/surveys/{CODE}", headers=key).get_json()
    assert said["groups"][0]["mean"] == 4.14
    assert said["definitions"]["mean"]["en"]
    wrong = client.get(f"/api/v1/reports/surveys/{CODE}?bands=z", headers=key)
    assert wrong.status_code == 422
    assert client.get("/api/v1/reports/surveys/never", headers=key).status_code == 404
    rated = client.get("/api/v1/reports/ratings?year=2570", headers=key).get_json()
    assert (rated["total"]["asked"], rated["by_unit"]) == (0, [])


def test_ratings_stand_on_a_page_of_their_own(boss: FlaskClient, app: Flask) -> None:
    assert "ยังไม่มีเรื่องที่ยุติในปีนี้" in text(boss.get("/figures/ratings"))
    with app.app_context():
        rated_cases(6)
    page = boss.get("/figures/ratings")
    said = text(page)
    assert "4.00/5" in said
    assert "100%" in said
    assert page.text.count('role="img"') == 1
    rows = list(csv.reader(io.StringIO(boss.get("/figures/ratings.csv").text)))
    assert rows[1][1:6] == ["6", "0", "6", "0", "100.0"]
    assert boss.get("/figures/ratings.json").get_json()["by_month"][0]["month"] == "2026-11"
    assert boss.get("/figures/ratings.xlsx").data[:2] == b"PK"
    assert boss.get("/figures/ratings?year=2400").status_code == 404


def test_every_figure_of_the_ratings_opens_the_cases_it_counts(
    boss: FlaskClient, app: Flask
) -> None:
    with app.app_context():
        rated_cases(6)
        with transaction():
            a_rated_case(1, 2)
            a_rated_case(mail="sent")
    page = boss.get("/figures/ratings").text
    seen = {}
    for address, said in re.findall(r'href="(/figures/cases[^"]+)">([^<]+)</a>', page):
        address = html.unescape(address)
        shown = boss.get(address)
        assert shown.status_code == 200, address
        total = int(re.search(r"ทั้งหมด ([\d,]+) เรื่อง", text(shown)).group(1))
        assert said in (f"{total}",) or not said.isdigit(), address
        seen[address.partition("which=")[2]] = total
    assert seen["asked&year=2570"] == 8
    assert seen["mailed&year=2570"] == seen["silent&year=2570"] == 1
    assert seen["handling.satisfied&year=2570&unit=U01"] == 6
    assert seen["handling.dissatisfied&year=2570&month=2026-11"] == 1
    assert seen["outcome.dissatisfied&year=2570&kind=complaint"] == 1


@pytest.mark.parametrize("which", ["handling.satisfied", "outcome.dissatisfied"])
@pytest.mark.parametrize("group", ["unit=U01", "unit=U99", "month=x", "unit=U01&kind=complaint"])
def test_no_share_of_too_few_opens_its_cases(
    boss: FlaskClient, app: Flask, which: str, group: str
) -> None:
    with app.app_context():
        rated_cases(4)
    address = f"/figures/cases?of=ratings&year=2570&which={which}"
    assert boss.get(f"{address}&{group}").status_code == 404
    assert boss.get(address).status_code == 404
    assert "which=handling.satisfied" not in boss.get("/figures/ratings").text


@pytest.mark.parametrize("address", [SURVEY, "/figures/ratings"])
def test_a_page_asks_a_bounded_number_of_questions(
    boss: FlaskClient, app: Flask, now: datetime, address: str
) -> None:
    with app.app_context():
        rated_cases(1)
    with questions(app) as few:
        boss.get(address)
    with app.app_context():
        rated_cases(12)
        with transaction():
            items = a_survey(now, "survey-x", {f"H{n}": 60 for n in range(9)})
            for n in range(9):
                answers(f"H{n}", items[OVERALL], [4, 5])
                sampled(f"H{n}", 2)
    with questions(app) as many:
        boss.get(address)
    assert len(many) == len(few)


def test_the_rating_on_the_tracking_page_has_ready_reasons_and_is_taken_once(
    app: Flask, client: FlaskClient, now: datetime
) -> None:
    an_office_at_work(app, now)
    reference = open_case(client)
    step(app, now, reference, "assign", "boss", owner=email("officer"))
    step(app, now, reference, "analyse", "officer", root_cause="กระบวนงาน", finding="ส่งช้า")
    step(app, now, reference, "resolve", "officer", outcome="upheld", answer="ส่งแล้ว")
    page = client.get("/track/case")
    assert "ไม่เห็นด้วยกับกฎหมายหรือนโยบาย" in text(page)
    assert "ให้เราส่งอีเมลถึงท่าน" in text(page)
    marks = {"handling": "1", "outcome": "1", "reasons": ["R01", "R06"], "contact": "no"}
    assert client.post("/track/rating", data={**marks, "reasons": "XX"}).status_code == 422
    assert client.post("/track/rating", data=marks).status_code == 303
    assert client.post("/track/rating", data=marks).status_code == 303  # a double click
    again = client.post("/track/rating", data={"handling": "5", "outcome": "5"})
    assert again.status_code == 410
    assert "ท่านให้คะแนนเรื่องนี้แล้ว" in text(again)
    with app.app_context():
        rating = db.session.scalars(select(Rating)).one()
        assert (rating.handling, rating.reasons, rating.contact) == (1, ["R01", "R06"], False)
        assert db.session.scalars(select(Case.reopen_asked_at)).one() is not None
    after = text(client.get("/track/case"))
    assert "ท่านขอให้พิจารณาใหม่แล้ว เรากำลังพิจารณา" in after
    assert "ท่านไม่ต้องการรับอีเมลเกี่ยวกับเรื่องนี้" in after
    assert client.post("/track/contact", data={"contact": "yes"}).status_code == 303
    assert "เราส่งอีเมลถึงท่านเกี่ยวกับเรื่องนี้ได้" in text(client.get("/track/case"))


def rated_cases(number: int) -> None:
    """So many cases of November, each rated 4 and 5."""
    with transaction():
        for _ in range(number):
            a_rated_case(4, 5)
