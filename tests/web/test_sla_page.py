"""The SLA report as page, CSV and XLSX; who may open it; what a wrong period is answered."""

import csv
import html
import io
from datetime import datetime, timedelta

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from app.database import db
from app.office.demo import load_cases
from app.reports.sla import report
from app.web.figures.sla_findings import headline
from tests.factories import settled
from tests.web.seats import an_office_at_work, sit, text
from tests.web.visitors import open_case
from workflows import Words

YEAR = "from=2025-10-01&to=2026-09-30"


@pytest.fixture
def boss(app: Flask, client: FlaskClient, now: datetime) -> FlaskClient:
    """A manager's browser on an office with three hundred cases, one of them late."""
    an_office_at_work(app, now)
    with app.app_context():
        settled(now - timedelta(days=60))
        load_cases(300, 2, now, lambda done: None)
    return sit(app, "boss")


def test_the_page_answers_its_question_with_figures_findings_and_definitions(
    boss: FlaskClient,
) -> None:
    page = boss.get("/figures/sla?from=2025-10-01&to=2027-09-30&by=unit,kind")
    said = text(page)
    assert page.status_code == 200
    assert "เราตอบทันเวลาหรือไม่" in said
    assert "ปีงบประมาณ 2569" in said
    assert "ตามข้อมูล ณ 23 พ.ย. 2569" in said
    assert page.text.count('role="img"') == 3
    assert "เปอร์เซ็นไทล์ที่ 90" in said
    assert "style=" not in page.text


def test_the_page_is_there_in_english(boss: FlaskClient) -> None:
    with boss.session_transaction() as session:
        session["language"] = "en"
    said = text(boss.get(f"/figures/sla?{YEAR}"))
    assert "Are we on time?" in said
    assert "Every figure" not in said
    assert "ยุติ" not in said


def test_a_period_without_cases_has_no_value_instead_of_zero(boss: FlaskClient) -> None:
    said = text(boss.get("/figures/sla?from=2020-01-01&to=2020-01-31"))
    assert "ไม่มีค่า" in said
    assert "ไม่มีเรื่องที่รับในช่วงนี้" in said
    assert "0%" not in said


def test_a_target_is_not_called_reached_where_nothing_is_due(
    app: Flask, client: FlaskClient, now: datetime
) -> None:
    an_office_at_work(app, now)
    open_case(client)
    said = text(sit(app, "boss").get("/figures/sla"))
    assert "ยังไม่มีเรื่องที่ครบกำหนดในช่วงนี้" in said
    assert "ถึงเป้าหมายร้อยละ" not in said


@pytest.mark.parametrize("written", ["1/10/2568", "1 ต.ค. 2568", "2025-10-01"])
def test_a_day_may_be_written_in_any_way_people_write_it(boss: FlaskClient, written: str) -> None:
    page = boss.get("/figures/sla", query_string={"from": written, "to": "30/9/2569"})
    assert "1\u00a0ต.ค.\u00a02568" in page.text
    assert 'value="1/10/2568"' in page.text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("from=เมื่อวาน&to=2026-09-30", "เขียนวันที่แบบ"),
        ("from=2026-09-30&to=2025-10-01", "วันสุดท้ายต้องไม่อยู่ก่อนวันแรก"),
    ],
)
def test_a_wrong_period_is_named_at_its_field_and_kept(
    boss: FlaskClient, query: str, says: str
) -> None:
    page = boss.get(f"/figures/sla?{query}")
    assert page.status_code == 400
    assert says in page.text
    assert "govuk-error-summary" in page.text
    assert boss.get(f"/figures/sla.csv?{query}").status_code == 400


def test_what_the_address_says_beyond_the_known_groups_is_left_out(boss: FlaskClient) -> None:
    assert boss.get(f"/figures/sla?{YEAR}&by=owner,%3Cscript%3E").status_code == 200


def test_page_csv_and_workbook_say_the_same(boss: FlaskClient) -> None:
    address = f"{YEAR}&by=kind,channel"
    plain = boss.get(f"/figures/sla.csv?{address}")
    assert plain.mimetype == "text/csv"
    assert "attachment" in plain.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(plain.data.decode("utf-8-sig"), newline="")))
    book = openpyxl.load_workbook(io.BytesIO(boss.get(f"/figures/sla.xlsx?{address}").data))
    sheet = [["" if c.value is None else c.value for c in row] for row in book["รายงาน"]]
    assert sheet == [[as_number(cell) for cell in row] for row in rows]
    received, resolved = int(rows[-1][2]), int(rows[-1][3])
    assert sum(int(row[2]) for row in rows[1:-1]) == received
    said = text(boss.get(f"/figures/sla?{address}"))
    assert f"รับเข้า {received}" in said
    assert f"ยุติ {resolved}" in said


def test_the_files_of_the_page_are_those_of_its_period_and_groups(boss: FlaskClient) -> None:
    page = html.unescape(boss.get(f"/figures/sla?{YEAR}&by=topic&by=month").text)
    assert f'href="/figures/sla.csv?{YEAR}&by=topic,month"' in page.replace("%2C", ",")


def test_the_page_asks_few_questions_however_many_cases(app: Flask, boss: FlaskClient) -> None:
    asked: list[str] = []
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    page = boss.get(f"/figures/sla?{YEAR}&by=month,kind,topic,unit,channel")
    assert page.status_code == 200
    assert 0 < len(asked) <= 9  # one for what came after the answer


@pytest.mark.parametrize(
    ("who", "status"),
    [("boss", 200), ("auditor", 200), ("officer", 404), ("clerk", 404), ("admin", 404)],
)
@pytest.mark.parametrize("ending", ["", ".csv", ".xlsx"])
def test_only_managers_and_auditors_open_it(
    app: Flask, client: FlaskClient, now: datetime, who: str, status: int, ending: str
) -> None:
    an_office_at_work(app, now)
    assert sit(app, who).get(f"/figures/sla{ending}?{YEAR}").status_code == status


def test_a_visitor_is_led_to_the_sign_in(client: FlaskClient) -> None:
    answer = client.get("/figures/sla")
    assert answer.status_code == 302
    assert "/sign-in" in answer.location


def as_number(cell: str) -> float | str:
    """A cell of a CSV as a spreadsheet reads it."""
    try:
        return float(cell)
    except ValueError:
        return cell


@pytest.mark.parametrize(
    ("days", "thai", "english"),
    [
        (0, "ครึ่งหนึ่งรู้ผลภายในวันเดียวกัน", "Half on the same day"),
        (1, "ครึ่งหนึ่งรู้ผลภายใน 1 วันทำการ", "Half within 1 working day"),
        (9.5, "ครึ่งหนึ่งรู้ผลภายใน 9.5 วันทำการ", "Half within 9.5 working days"),
    ],
)
def test_the_median_is_said_as_people_say_it(
    app: Flask, now: datetime, monkeypatch: pytest.MonkeyPatch, days, thai, english
) -> None:
    with app.app_context():
        made = report(now.date(), now.date(), ["kind"], now)
        totals = {**made.totals(), "working_days": {"median": days, "p90": days}}
    monkeypatch.setattr(type(made), "totals", lambda _: totals)
    assert headline(made)[2]["note"] == Words(thai, english)
