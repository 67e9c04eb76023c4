"""The manager's view: every figure opens as many cases as it says, in files too, by rights."""

import csv
import html
import io
import re
from datetime import datetime, timedelta

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.actions.appeal import Appealed
from app.actions.appeal import appeal as lodge
from app.actions.given import Given
from app.actions.raise_wall import Named, raise_wall
from app.actions.take_step import take_step
from app.database import transaction
from app.queries import people
from app.queries.cases import by_reference
from tests.factories import a_case, settled
from tests.web.seats import an_office_at_work, email, sit, text
from workflows import State

DAY = timedelta(days=1)
PAGES = ["trend", "trend?by=week", "ageing", "ageing?by=owner", "backlog", "units",
         "backlog?on=20/11/2569&than=1/11/2569", "units?from=1/10/2568&to=30/9/2570"]  # fmt: skip
COUNTED = [*PAGES, "sla?by=unit&by=topic", "sla?from=1/9/2569&to=30/9/2570", "causes"]
LINK = re.compile(r'href="(/figures/(?:causes/)?cases[^"]*)">(?:[\d.]+% \(\d+/)?([\d,]+)\)?<')


@pytest.fixture
def boss(app: Flask, client: FlaskClient, now: datetime) -> FlaskClient:
    """A manager of an office with a few cases in every state, one opened again, one restricted."""
    an_office_at_work(app, now)
    with app.app_context():
        for age in (0, 3, 20, 70, 100):
            settled(now - age * DAY)
            settled(now - age * DAY, State.ASSIGNED)
            settled(now - age * DAY, State.RESOLVED)
        settled(now - 5 * DAY, topic="C08")
        with transaction():
            case = a_case(now - 9 * DAY, State.RESOLVED)
            manager = people.by_email(email("boss"))
            take_step(case, "reopen", manager, now - DAY, Given(reason="ผู้แจ้งขอ"))
            done = a_case(now - 4 * DAY, State.RESOLVED)
            lodge(done, now, Appealed("ไม่เห็นด้วย", "email", "appeal:1"), manager)
    return sit(app, "boss")


@pytest.mark.parametrize("page", COUNTED)
def test_every_count_opens_as_many_cases_as_it_says(boss: FlaskClient, page: str) -> None:
    found = LINK.findall(boss.get(f"/figures/{page}").text)
    assert found
    for address, number in found:
        listed = text(boss.get(html.unescape(address)))
        assert f"ทั้งหมด {number} เรื่อง" in listed, address


def test_a_unit_that_answered_nothing_in_time_is_below_the_target(
    app: Flask, client: FlaskClient, now: datetime
) -> None:
    an_office_at_work(app, now)
    with app.app_context():
        settled(now - 70 * DAY)
    page = text(sit(app, "boss").get("/figures/units?from=1/9/2569&to=30/9/2569"))
    assert "ต่ำกว่าเป้าหมายร้อยละ 90" in page
    assert "ทุกหน่วยถึงเป้าหมาย" not in page
    page = text(sit(app, "boss").get("/figures/units?from=1/9/2560&to=30/9/2560"))
    assert "ยังไม่มีเรื่องที่ครบกำหนด" in page


def test_a_list_says_how_many_of_its_cases_are_hidden(boss: FlaskClient) -> None:
    page = boss.get("/figures/cases?of=backlog&which=open&on=2026-11-23")
    assert "1 เรื่องนับรวมอยู่ด้วยโดยไม่แสดงรายละเอียด" in text(page)


def test_a_walled_case_is_counted_and_not_listed(
    boss: FlaskClient, app: Flask, now: datetime
) -> None:
    address = "/figures/cases?of=ageing&by=unit&clock=public&band="
    reference = re.findall(r"OFFICE-[\d-]+|[A-Z]+-\d{4}-\d{4}", boss.get(address).text)[0]
    with app.app_context(), transaction():
        manager = people.by_email(email("boss"))
        wall = Named(person=email("auditor"), reason="เป็นญาติ")
        raise_wall(by_reference(reference), manager, now, wall)
    page = sit(app, "auditor").get(address)
    assert reference not in page.text
    assert "2 เรื่องนับรวมอยู่ด้วย" in text(page)


def test_reopened_appealed_and_unanswered_stand_beside_the_share_on_time(
    boss: FlaskClient,
) -> None:
    said = text(boss.get("/figures/sla?from=1/10/2568&to=30/9/2570"))
    assert re.search(r"เปิดอีกครั้ง 14.29% 1 จาก 7 เรื่อง", said)
    assert re.search(r"ถูกอุทธรณ์ 14.29% 1 จาก 7 เรื่อง", said)
    assert "ปิดโดยไม่ตอบเนื้อหา 0%" in said


def test_nothing_due_has_no_value_and_is_not_below_the_target(boss: FlaskClient) -> None:
    said = text(boss.get("/figures/units?from=1/1/2560&to=31/1/2560"))
    assert "ไม่มีค่า" in said
    assert "หน่วยต่ำกว่าเป้าหมาย" not in said


def test_files_have_the_numbers_of_the_page(boss: FlaskClient) -> None:
    rows = list(csv.reader(io.StringIO(boss.get("/figures/backlog.csv").text)))
    assert rows[-1][0] == "รวม"
    assert f"ยังไม่ยุติ {rows[-1][1]} เรื่อง" in text(boss.get("/figures/backlog"))
    book = openpyxl.load_workbook(io.BytesIO(boss.get("/figures/units.xlsx").data))
    assert "นิยาม" in book.sheetnames[-1]
    for name in ("trend", "sla"):
        assert boss.get(f"/figures/{name}.pdf").data.startswith(b"%PDF")


def test_a_filter_named_like_the_path_reaches_the_file(boss: FlaskClient) -> None:
    page = boss.get("/figures/trend?kind=compliment&unit=U01")
    address = html.unescape(re.findall(r'href="(/figures/trend.csv[^"]*)"', page.text)[0])
    rows = list(csv.reader(io.StringIO(boss.get(address).text)))
    assert rows[-1][1:] == ["0", "0", "0"]


@pytest.mark.parametrize("asked", [
    "of=x", "of=trend&which=open&from=x&to=y&year=2570", "of=backlog&which=open&on=2027-01-01",
    "of=units&which=ended&from=2026-01-01&to=2026-02-01", "of=ageing&by=unit&clock=x&band=",
    "of=units&which=open&from=2026-01-01&to=2026-02-01&owner=x",
])  # fmt: skip
def test_what_no_figure_asks_is_not_there(boss: FlaskClient, asked: str) -> None:
    assert boss.get(f"/figures/cases?{asked}").status_code == 404


def test_a_day_that_has_not_come_has_no_backlog(boss: FlaskClient) -> None:
    page = boss.get("/figures/backlog?on=1/1/2570")
    assert page.status_code == 400
    assert "วันนี้ยังมาไม่ถึง" in text(page)
    assert boss.get("/figures/backlog.csv?on=1/1/2570").status_code == 400


def test_the_address_of_a_page_cannot_name_our_own_words(boss: FlaskClient) -> None:
    assert boss.get("/figures/trend?_external=1&endpoint=x&name=y&_anchor=z").status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_are_there_in_english(boss: FlaskClient, page: str) -> None:
    with boss.session_transaction() as session:
        session["language"] = "en"
    said = boss.get(f"/figures/{page}")
    assert "Definitions" in said.text
    assert "ตามข้อมูล" not in said.text
