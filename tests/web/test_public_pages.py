"""The pages anybody may read, the languages, and what is said when something goes wrong."""

from datetime import date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from app.actions.keep_public_figures import keep_public_figures
from app.database import transaction
from app.models import Improvement, ServiceStandard
from tests.factories import an_office
from tests.web.questions import questions
from tests.web.visitors import receipt, tell

PAGES = (
    "/",
    "/track",
    "/service-standards",
    "/flow-chart",
    "/improvements",
    "/how-we-handle",
    "/statistics/2570",
    "/sign-in",
    "/receipt",
)


@pytest.fixture(autouse=True)
def office(app: Flask) -> None:
    with app.app_context(), transaction() as session:
        an_office()
        for number in range(5):
            session.add(ServiceStandard(
                code=f"S{number}", name_th=f"ให้บริการข้อมูลชุดที่ {number}", unit_code="U02",
                target="1 วันทำการ", days=1, working=True, announced=number != 4,
            ))  # fmt: skip
            session.add(Improvement(
                code=f"I{number}", name_th=f"ปรับปรุงข้อที่ {number}", unit_code="U01",
                sources=["OIE-2569-0001", "survey-2569"],
                done_on=date(2026, 1, number + 1) if number else None, published=True,
            ))  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("language", ["th", "en"])
def test_every_page_is_there_in_both_languages(
    app: Flask, client: FlaskClient, now: datetime, address: str, language: str
) -> None:
    with app.app_context(), transaction():  # as the clock does
        keep_public_figures("fiscal", 2570, now)
    client.get(f"/language/{language}")
    with questions(app) as asked:
        page = client.get(address)
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text
    assert len(asked) <= 10


def test_the_language_stays_and_leads_back_to_where_one_was(client: FlaskClient) -> None:
    answer = client.get("/language/en?next=/track")
    assert (answer.status_code, answer.location) == (303, "/track")
    assert "Track a case" in client.get("/track").text
    assert client.post("/language/th", data={"next": "//evil.example"}).location == "/"
    assert "ติดตามเรื่อง" in client.get("/track").text
    assert client.get("/language/xx").status_code == 404


@pytest.mark.parametrize(("chosen", "shown"), [(None, "en"), ("th", "th")])
def test_a_case_opens_in_its_language_unless_another_was_chosen_here(
    client: FlaskClient, app: Flask, chosen: str | None, shown: str
) -> None:
    client.get("/language/en")
    tell(client)
    reference, secret = receipt(client)
    other = app.test_client()
    if chosen:
        other.get(f"/language/{chosen}")
    other.post("/track", data={"reference": reference, "secret": secret})
    assert f'<html lang="{shown}"' in other.get("/track/case").text


def test_the_standards_shown_are_the_announced_ones_with_their_unit(client: FlaskClient) -> None:
    page = client.get("/service-standards").text
    assert "ให้บริการข้อมูลชุดที่ 1" in page
    assert "ให้บริการข้อมูลชุดที่ 4" not in page
    assert "ศูนย์สารสนเทศ" in page


def test_improvements_tell_how_many_cases_they_came_from_but_not_which(
    client: FlaskClient,
) -> None:
    page = client.get("/improvements").text
    assert page.index("ปรับปรุงข้อที่ 4") < page.index("ปรับปรุงข้อที่ 1")
    assert "1 เรื่องที่ท่านแจ้ง\u00a0· แบบสำรวจ" in page
    assert "OIE-2569-0001" not in page
    home = client.get("/").text
    assert "ปรับปรุงข้อที่ 4" in home
    assert "ปรับปรุงข้อที่ 1" not in home


def test_the_chart_names_who_does_each_step_and_the_unit_of_each_topic(
    client: FlaskClient,
) -> None:
    page = client.get("/flow-chart").text
    assert page.count("<svg") >= 4
    for said in ("เจ้าหน้าที่รับเรื่อง", "ภายใน 7\u00a0วันทำการ", "วารสารและสิ่งพิมพ์เผยแพร่", "สำนักบริหารกลาง"):
        assert said in page
    assert "การทุจริต" not in page


def test_a_page_that_does_not_exist_says_so_and_leads_on(client: FlaskClient) -> None:
    page = client.get("/no-such-page")
    assert page.status_code == 404
    assert 'href="/track"' in page.text


def test_while_the_database_is_away_pages_say_so_and_no_receipt_is_given(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.web.public.new.register", _away)
    answer = tell(client)
    assert answer.status_code == 503
    assert "ยังไม่มีสิ่งใดถูกบันทึก" in answer.text
    assert "แสดงเพียงครั้งเดียว" in client.get("/receipt").text
    monkeypatch.setattr("app.queries.office.office", _away)
    monkeypatch.setattr("app.queries.office.targets", _away)
    assert client.get("/").status_code == 503


def _away(*_: object, **__: object) -> None:
    raise OperationalError("SELECT 1", {}, Exception("gone"))
