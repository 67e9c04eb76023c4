"""The flow chart: who is in force now, and what really happened, for the public and managers."""

import html
import re
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database import db, transaction
from app.models import DeadlineRule, Person, Unit
from app.queries import people
from tests.factories import a_person, settled
from tests.web.questions import questions
from tests.web.seats import email, text
from workflows import State


def drawn(page: str) -> list[str]:
    """Every line of the first picture of a page."""
    svg = page[page.index('<svg role="img"') :].partition("</svg>")[0]
    return [html.unescape(line) for line in re.findall(r">([^<]+)</text>", svg)]


def test_every_arrow_names_the_hat_and_who_wears_it_now(seat, client: FlaskClient) -> None:
    lines = drawn(client.get("/flow-chart").text)
    at = lines.index("มอบหมาย")
    assert lines[at + 1 : at + 4] == [
        "เจ้าหน้าที่รับเรื่อง คุณclerk", "ผู้บริหาร คุณboss", "ภายใน 2\u00a0วันทำการ",
    ]  # fmt: skip


def test_the_list_names_people_with_position_and_unit(
    seat, client: FlaskClient, app: Flask
) -> None:
    with app.app_context(), transaction():
        clerk = people.by_email(email("clerk"))
        assert clerk is not None
        clerk.position = "เจ้าพนักงานธุรการชำนาญงาน"
    page = text(client.get("/flow-chart"))
    assert "เจ้าหน้าที่รับเรื่อง: คุณclerk" in page
    assert "เจ้าของเรื่อง: ระบุชื่อในแต่ละเรื่อง" in page
    assert "เจ้าหน้าที่รับเรื่อง คุณclerk เจ้าพนักงานธุรการชำนาญงาน สำนักบริหารกลาง" in page


def test_who_left_is_named_no_more_and_who_came_is(
    seat, client: FlaskClient, app: Flask, now: datetime
) -> None:
    assert "คุณclerk" in client.get("/flow-chart").text
    with app.app_context(), transaction():
        clerk = people.by_email(email("clerk"))
        assert clerk is not None
        clerk.active = False
        a_person(now, "intake", "U01", name="นางสาวมาใหม่ ใจเย็น")
    page = client.get("/flow-chart").text
    assert "คุณclerk" not in page
    assert "เจ้าหน้าที่รับเรื่อง นางสาวมาใหม่ ใจเย็น" in drawn(page)


def test_nobody_who_only_keeps_secrets_is_named_not_even_as_a_head(
    seat, client: FlaskClient, app: Flask
) -> None:
    with app.app_context(), transaction():
        for code, who in (("U01", "keeper"), ("U02", "boss")):
            person = people.by_email(email(who))
            assert person is not None
            db.session.get_one(Unit, code).head_id = person.id
    page = text(client.get("/flow-chart"))
    assert "คุณkeeper" not in page
    assert "เว็บไซต์และระบบสารสนเทศ ศูนย์สารสนเทศ คุณboss" in page


def test_a_name_is_text_wherever_it_stands(
    seat, client: FlaskClient, app: Flask, now: datetime
) -> None:
    with app.app_context(), transaction():
        a_person(now, "manager", "U01", name="<script>alert(1)</script>")
    page = client.get("/flow-chart").text
    assert "<script>alert" not in page
    assert "<script>alert(1)</script>" in drawn(page)


def test_the_deadline_of_a_step_is_that_of_today(
    seat, client: FlaskClient, app: Flask, now: datetime
) -> None:
    with app.app_context(), transaction():
        for days, since, until in ((5, None, now.date()), (3, now.date(), None)):
            db.session.add(DeadlineRule(
                kind="complaint", milestone="analyse", days=days, valid_from=since, valid_to=until,
            ))  # fmt: skip
    lines = drawn(client.get("/flow-chart").text)
    assert "ภายใน 3\u00a0วันทำการ" in lines
    assert "ภายใน 5\u00a0วันทำการ" not in lines


def test_many_people_are_all_listed_and_few_are_drawn(
    seat, client: FlaskClient, app: Flask, now: datetime
) -> None:
    with app.app_context(), transaction():
        for number in range(4):
            a_person(now, "intake", "U01", name=f"นายคนที่ {number}")
    page = client.get("/flow-chart").text
    assert "และอีก 2 คน" in drawn(page)
    assert "นายคนที่ 3" not in drawn(page)
    assert "นายคนที่ 3" in page


def test_an_office_where_nobody_works_yet_says_so(client: FlaskClient, app: Flask) -> None:
    with app.app_context():
        assert db.session.query(Person).count() == 0
    assert "เจ้าหน้าที่รับเรื่อง: ยังไม่มี" in text(client.get("/flow-chart"))


def test_a_manager_sees_cases_and_median_days_on_every_arrow(
    seat, app: Flask, now: datetime
) -> None:
    with app.app_context():
        settled(now, State.ANALYSED)
        settled(now, State.ASSIGNED)
    page = seat("boss").get("/figures/flow-chart?year=2570")
    lines = drawn(page.text)
    at = lines.index("มอบหมาย")
    assert "2 เรื่อง · มัธยฐาน 0 วันทำการ" in lines[at : at + 8]
    assert "1 เรื่อง · มัธยฐาน 0 วันทำการ" in lines
    assert "ไม่มีเรื่อง" in lines
    assert "มอบหมาย รับเรื่อง มอบหมายแล้ว 2 0" in text(page)


def test_it_opens_at_last_year_and_leads_to_the_others(seat) -> None:
    page = text(seat("auditor").get("/figures/flow-chart"))
    assert "ปีงบประมาณ 2569 · จำนวนเรื่อง" in page
    assert "ปีงบประมาณ 2568" in page
    assert seat("boss").get("/figures/flow-chart?year=1").status_code == 404


def test_it_is_there_in_english(seat) -> None:
    boss = seat("boss")
    boss.get("/language/en")
    page = boss.get("/figures/flow-chart")
    assert "no cases" in drawn(page.text)
    assert "เรื่อง" not in "".join(drawn(page.text))


@pytest.mark.parametrize("number", [1, 40])
def test_it_asks_few_questions_however_many_cases(
    seat, app: Flask, now: datetime, number: int
) -> None:
    boss = seat("boss")
    with app.app_context():
        for _ in range(number):
            settled(now, State.ASSIGNED)
    with questions(app) as asked:
        assert boss.get("/figures/flow-chart?year=2570").status_code == 200
    assert 0 < len(asked) <= 9
