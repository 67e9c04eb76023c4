"""Causes, improvements, the annex, and the public pages, as people read and press them."""

from datetime import date, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.actions.raise_wall import Named, raise_wall
from app.database import db, transaction
from app.models import IntakeChannel, Letter
from app.queries import people
from app.queries.cases import by_reference
from app.reports.statistics import VERSION
from tests.reports.causes import CAUSE, an_improvement
from tests.reports.test_criteria import a_row
from tests.web.callers import bearer
from tests.web.conftest import Seat
from tests.web.questions import questions
from tests.web.seats import email, hidden, text
from workflows import State

BEGIN = "/figures/improvements/begin"


@pytest.fixture
def office(seat: Seat, new_case: object, app: Flask, now: datetime) -> list[str]:
    """Two cases of one cause, the second restricted."""
    return [new_case(State.RESOLVED), settled_secret(app, now)]


def settled_secret(app: Flask, now: datetime) -> str:
    with app.app_context(), transaction():
        case = a_row(now.date(), root_cause=CAUSE, restricted=True, subject="ความลับของเรื่อง",
                     reference="OIE-2570-0777")  # fmt: skip
        return case.reference


def filled(now: datetime, **more: object) -> dict[str, object]:
    due = now.date() + timedelta(days=60)
    return {
        "name": "ส่งวารสารให้ตรงเวลา", "cause": CAUSE, "finding": "ได้รับช้า", "unit": "U01",
        "action": "เปลี่ยนโรงพิมพ์", "owner": email("officer"),
        "due_on": f"{due.day}/{due.month}/{due.year + 543}", **more,
    }  # fmt: skip


def test_each_count_opens_its_cases_by_rights(seat: Seat, office: list[str]) -> None:
    boss = seat("boss")
    page = boss.get("/figures/causes")
    assert f"{CAUSE} 2 100.00 100.00 เริ่มการปรับปรุง" in text(page)
    listed = boss.get(f"/figures/causes/cases?cause={CAUSE}&year=2570")
    assert office[0] in listed.text
    assert office[1] not in listed.text
    assert "ความลับ" not in listed.text
    assert "ทั้งหมด 2 เรื่อง" in text(listed)
    assert "1 เรื่องนับรวมอยู่ด้วยโดยไม่แสดงรายละเอียด" in text(listed)
    assert "เริ่มการปรับปรุง" not in text(seat("auditor").get("/figures/causes"))


def test_the_few_causes_of_most_cases_are_drawn_and_given_as_files(
    seat: Seat, office: list[str]
) -> None:
    boss = seat("boss")
    page = boss.get("/figures/causes?year=2570")
    assert "1 จาก 1 สาเหตุ ทำให้เกิดเรื่องร้อยละ 100 ของเรื่องที่รู้สาเหตุ" in text(page)
    assert 'role="img"' in page.text
    file = boss.get("/figures/causes.csv?year=2570").data.decode("utf-8-sig")
    assert f"{CAUSE},2,100.0,100.0" in file
    book = openpyxl.load_workbook(BytesIO(boss.get("/figures/causes.xlsx?year=2570").data))
    assert [cell.value for cell in book.worksheets[0][2]][:2] == [CAUSE, 2]
    assert boss.get("/figures/causes.pdf?year=2560").data.startswith(b"%PDF")


def test_a_case_behind_a_wall_is_counted_and_not_listed(
    seat: Seat, office: list[str], app: Flask, now: datetime
) -> None:
    with app.app_context(), transaction():
        keeper = people.by_email(email("auditor"))
        boss = people.by_email(email("boss"))
        raise_wall(by_reference(office[0]), boss, now, Named(person=keeper.email, reason="เป็นญาติ"))
    page = seat("auditor").get(f"/figures/causes/cases?cause={CAUSE}&year=2570")
    assert office[0] not in page.text
    assert "ทั้งหมด 2 เรื่อง" in text(page)


def test_a_manager_begins_one_from_a_cause_and_sees_its_history(
    seat: Seat, office: list[str], now: datetime
) -> None:
    boss = seat("boss")
    form = boss.get(f"{BEGIN}?cause={CAUSE}&year=2570").text
    assert office[0] in form
    assert office[1] not in form
    answer = boss.post(BEGIN, data=filled(now, sources=office[0]))
    assert answer.status_code == 302, text(answer)
    page = text(boss.get(answer.location))
    for said in ("IMP-2570-01", "คุณofficer", "ได้รับช้า", office[0], "เพิ่มรายการ"):
        assert said in page
    assert "เปลี่ยนโรงพิมพ์" in text(seat("officer").get(answer.location))
    line = answer.location.replace("/figures/improvements", "/registers/improvements")
    sent = {
        "version": hidden(boss.get(line), "version"),
        "code": "IMP-2570-01",
        "name_th": "ส่งวารสารให้ตรงเวลา",
        "after": "ถึงมือในวันแรก",
        "sources": office[1],
    }
    assert boss.post(line, data=sent).status_code == 302
    page = text(boss.get(answer.location))
    assert "หลังปรับปรุง: – → ถึงมือในวันแรก" in page
    assert office[0] not in page


def test_what_is_missing_is_said_and_what_was_typed_stays(seat: Seat, now: datetime) -> None:
    answer = seat("boss").post(BEGIN, data=filled(now, action="", sources="OIE-2569-0404"))
    assert answer.status_code == 422
    assert "กรอกช่องนี้" in text(answer)
    assert "OIE-2569-0404" in answer.text
    answer = seat("boss").post(BEGIN, data=filled(now, sources="OIE-2569-0404"))
    assert "ไม่พบเรื่อง OIE-2569-0404" in text(answer)


def test_telling_is_counted_first_and_done_once(
    seat: Seat, office: list[str], app: Flask, now: datetime
) -> None:
    with app.app_context(), transaction():
        key = an_improvement(now.date(), sources=office).id
    boss, url = seat("boss"), f"/figures/improvements/{key}"
    page = boss.get(url)
    assert "ส่งอีเมลถึงผู้แจ้งที่บอกชื่อและมีอีเมล 1" in text(page)
    assert "ไม่แจ้ง เพราะเป็นเรื่องปกปิด 1" in text(page)
    version = hidden(page, "version")
    assert boss.post(f"{url}/tell", data={"version": version}).status_code == 302
    assert "แจ้งผู้ที่เคยแจ้งเรื่องแล้วเมื่อ 23 พ.ย. 2569" in text(boss.get(url))
    again = boss.post(f"{url}/tell", data={"version": int(version) + 1})
    assert (again.status_code, "แจ้งไปแล้ว" in text(again)) == (422, True)
    with app.app_context():
        letters = db.session.scalars(select(Letter).where(Letter.name == "improved")).all()
        assert len(letters) == 1
    assert "แจ้งผู้แจ้งว่าปรับปรุงแล้ว" in text(boss.get(f"/desk/cases/{office[0]}"))


def test_late_improvements_stand_first_and_are_marked(
    seat: Seat, app: Flask, now: datetime
) -> None:
    with app.app_context(), transaction():
        an_improvement(now.date() - timedelta(days=9), code="I01")
        an_improvement(code="I02", due_on=now.date() + timedelta(days=9))
        an_improvement(code="I03", due_on=now.date() - timedelta(days=9))
    page = text(seat("boss").get("/figures/improvements"))
    assert page.index("I03") < page.index("I02") < page.index("I01")
    assert "เลยกำหนด 9 วัน" in page
    assert "มีการปรับปรุงที่เลยกำหนด 1 รายการ" in text(seat("auditor").get("/figures/causes"))


def test_the_annex_is_a_page_a_workbook_and_a_file_for_each_table(
    seat: Seat, office: list[str], app: Flask
) -> None:
    boss = seat("boss")
    with questions(app) as asked:
        page = boss.get("/figures/form23/2570/annex")
    assert page.status_code == 200
    assert len(asked) <= 20
    assert "สาเหตุ และหัวข้อของเรื่อง" in text(page)
    book = openpyxl.load_workbook(BytesIO(boss.get("/figures/form23/2570/annex.xlsx").data))
    assert len(book.sheetnames) == 9
    assert book.worksheets[0]["O1"].value == "รวม"
    causes = boss.get("/figures/form23/2570/annex.csv?table=causes")
    assert f"{CAUSE},2,100.0,100.0" in causes.text
    assert boss.get("/figures/form23/2570/annex.csv?table=nothing").status_code == 404


def test_programs_read_causes_and_annex(
    client: FlaskClient, seat: Seat, office: list[str], app: Flask, now: datetime
) -> None:
    with app.app_context(), transaction():
        headers = bearer(people.by_email(email("boss")), now)
    query = {"from": "2026-10-01", "to": "2027-09-30"}
    found = client.get("/api/v1/reports/causes", query_string=query, headers=headers).json
    assert found["causes"] == [
        {"cause": CAUSE, "cases": 2, "restricted": 1, "percent": 100.0, "cumulative_percent": 100.0}
    ]
    assert found["definition"]["th"]
    annex = client.get("/api/v1/reports/form23/2570/annex", headers=headers).json
    tables = {table["name"]: table for table in annex["tables"]}
    assert tables["volumes"]["foot"][-1] == 2
    assert tables["causes"]["rows"][0][0] == CAUSE


def test_the_public_reads_what_was_heard_and_done_without_small_numbers(
    client: FlaskClient, app: Flask, now: datetime
) -> None:
    done = now.date() - timedelta(days=30)
    with app.app_context(), transaction():
        for n in range(6):
            a_row(done - timedelta(days=n), root_cause=CAUSE)
        a_row(done + timedelta(days=1), root_cause=CAUSE)
        an_improvement(done, sources=["OIE-2569-0001"], before="ช้า 3 เดือน", after="ตรงเวลา")
        an_improvement(done, code="I02", name_th="ยังไม่เผยแพร่", published=False)
        an_improvement(code="I03", name_th="ยังทำอยู่")
    page = text(client.get("/improvements"))
    for said in ("สมาชิกได้รับวารสารช้า", "เปลี่ยนโรงพิมพ์", "ช้า 3 เดือน → ตรงเวลา", "6 → น้อยกว่า 5"):
        assert said in page
    for kept in ("ยังไม่เผยแพร่", "ยังทำอยู่", "OIE-2569-0001"):
        assert kept not in page


def test_the_manual_says_how_by_which_steps_by_whom_and_how_long(
    client: FlaskClient, seat: Seat, app: Flask
) -> None:
    assert "แบบฟอร์มบนเว็บไซต์" in text(client.get("/how-we-handle"))
    with app.app_context(), transaction() as session:
        session.add(IntakeChannel(code="web", name_th="ระบบเสียงประชาชน"))
        session.add(IntakeChannel(code="antigraft", name_th="ช่องทางแจ้งการทุจริต (แยกต่างหาก)"))
        session.add(IntakeChannel(code="phone", name_th="สายเก่า", retired=True))
    page = text(client.get("/how-we-handle"))
    for said in ("ระบบเสียงประชาชน", "รักษาความลับ: ช่องทางแจ้งการทุจริต", "ยุติเรื่อง", "สำนักบริหารกลาง",
                 "ภายใน 30 วัน"):  # fmt: skip
        assert said in page.replace("\u00a0", " ")
    assert "สายเก่า" not in page
    assert "การทุจริต C08" not in page
    assert "คุณboss" not in page


def test_yearly_statistics_are_public_and_only_of_years_that_were(
    client: FlaskClient, app: Flask, now: datetime
) -> None:
    assert client.get("/statistics").location == "/statistics/2570"
    assert "ยังไม่มีเรื่องที่รับในปีนี้" in text(client.get("/statistics/2570"))
    with app.app_context(), transaction():
        for _ in range(6):
            a_row(date(2026, 10, 5))
        a_row(date(2026, 10, 5), "opinion", "phone")
    page = text(client.get("/statistics/2570"))
    assert "ไม่แสดง" in page
    assert "รวม 7 0 ไม่มีข้อมูล" in page
    assert "ครึ่งหนึ่งรู้ผลภายใน" in page
    rows = client.get("/statistics/2570.csv").text
    assert "แยกตาม,กลุ่ม,ตัวเลข,ค่า" in rows
    assert ",รวม,รับ (เรื่อง),7" in rows
    assert f"นิยามฉบับที่ {VERSION}" in rows
    told = client.get("/statistics/2570.json").json
    assert told["total"]["received"] == 7
    assert told["version"] == VERSION
    assert told["as_known_on"] == "2026-11-23"
    assert set(told["definitions"]["median"]) == {"th", "en"}
    assert "แยกตามหัวข้อ" not in text(client.get("/statistics/2569?span=calendar"))
    assert client.get("/statistics/2569?span=lunar").status_code == 404
    assert client.get("/statistics/2571").status_code == 404
    assert client.get("/statistics/2500.csv").status_code == 404


def test_nothing_of_a_case_is_in_the_public_pages(client: FlaskClient, office: list[str]) -> None:
    for path in ("/improvements", "/how-we-handle", "/statistics/2570", "/statistics/2570.csv"):
        page = client.get(path).text
        assert not any(reference in page for reference in office), path
