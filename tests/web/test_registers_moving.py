"""Registers, old logs and evidence as a manager moves them in and out in the browser."""

import io
import re
import zipfile
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.backup.reconcile import differences
from app.database import db
from app.documents.xlsx_read import read_xlsx
from app.jobs.runner import run
from app.models import Activity, Base, Case, Event, Evidence, GroupMember, ImportPreview, Mission
from app.storage import cupboard
from tests.documents.workbooks import a_workbook
from tests.reports.office_file import load, office_file
from tests.web.seats import an_office_at_work, hidden, sit, text

HEAD = ["วันที่จัด", "จังหวัดหรือสถานที่", "เรื่อง", "ผู้เข้าร่วม (คน)"]
EVIDENCE = "/figures/form23/2553/evidence"


@pytest.fixture
def boss(app: Flask, client: FlaskClient, now: datetime) -> FlaskClient:
    an_office_at_work(app, now)
    return sit(app, "boss")


def sent(content: bytes, name: str = "ทะเบียน.xlsx") -> dict[str, Any]:
    return {"file": (io.BytesIO(content), name)}


def count(app: Flask, model: type[Base]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_workbook_is_shown_first_and_then_loaded(app: Flask, boss: FlaskClient) -> None:
    content = a_workbook(HEAD, ["16/9/2569", "นครสวรรค์", "ดัชนี", 120])
    page = boss.post("/registers/activities/import", data=sent(content))
    assert page.status_code == 200
    assert "ยังไม่ได้บันทึก: เพิ่ม 1 แก้ไข 0" in text(page)
    assert count(app, Activity) == 0
    word = hidden(page, "file")
    assert boss.post("/registers/activities/import/load", data={"file": word}).status_code == 302
    assert count(app, Activity) == 1
    listed = text(boss.get("/registers/activities"))
    assert "ทะเบียน.xlsx · เพิ่ม 1 แก้ไข 0" in listed
    again = boss.post("/registers/activities/import/load", data={"file": word})
    assert again.status_code == 422
    assert "เลือกไฟล์อีกครั้ง" in text(again)


def test_a_faulty_workbook_is_refused_with_its_cells(app: Flask, boss: FlaskClient) -> None:
    content = a_workbook(HEAD, ["16/9/69", "นครสวรรค์"], ["16/9/2569", "เลย", None, "หลายคน"])
    page = boss.post("/registers/activities/import", data=sent(content))
    assert page.status_code == 422
    assert "แก้ 2 จุด" in text(page)
    assert "A2" in page.text
    assert "D3" in page.text
    assert 'name="file" value' not in page.text
    assert count(app, Event) == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "เลือกไฟล์ .xlsx"), (sent(b"PK"), "ไม่ใช่สมุดงาน"),
        (sent("ชื่อ".encode("cp874"), "x.csv"), "UTF-8"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_words(
    boss: FlaskClient, data: dict[str, Any], said: str
) -> None:
    page = boss.post("/registers/activities/import", data=data)
    assert page.status_code == 422
    assert said in text(page)


def test_the_waiting_file_is_of_that_person_and_register_alone(
    app: Flask, boss: FlaskClient
) -> None:
    content = a_workbook(["รหัส", "ชื่อ"], ["M1", "พัฒนา"])
    word = hidden(boss.post("/registers/missions/import", data=sent(content)), "file")
    other = boss.post("/registers/groups/import/load", data={"file": word})
    forged = boss.post("/registers/missions/import/load", data={"file": word[:-1]})
    assert (other.status_code, forged.status_code) == (422, 422)
    assert count(app, Mission) == 0


def test_what_is_exported_is_taken_back_without_a_change(
    app: Flask, boss: FlaskClient, now: datetime
) -> None:
    with app.app_context():
        load(office_file(), now)
    index = boss.get("/registers/").text
    for name in ("missions", "groups", "activities", "service-standards", "survey-groups",
                 "participation-works", "contact-channels", "improvements", "stated-figures",
                 "intake-channels", "listening-channels", "surveys"):  # fmt: skip
        assert f"/registers/{name}" in index
        for kind in ("xlsx", "csv"):
            content = boss.get(f"/registers/{name}/export.{kind}").data
            page = boss.post(f"/registers/{name}/import", data=sent(content, f"x.{kind}"))
            assert "เพิ่ม 0 แก้ไข 0" in text(page), (name, kind, text(page))


def test_a_template_says_what_each_column_wants(boss: FlaskClient) -> None:
    answer = boss.get("/registers/group-members/template.xlsx")
    assert "group-members-template.xlsx" in answer.headers["Content-Disposition"]
    assert read_xlsx(answer.data)[0][:2] == ["กลุ่ม", "ชื่อสมาชิก"]
    book = zipfile.ZipFile(io.BytesIO(answer.data))
    assert "ตัวเลือก" in book.read("xl/workbook.xml").decode()


def test_the_template_itself_has_nothing_to_load(app: Flask, boss: FlaskClient) -> None:
    content = boss.get("/registers/group-members/template.xlsx").data
    page = boss.post("/registers/group-members/import", data=sent(content))
    assert "ไฟล์นี้ไม่มีรายการ" in text(page)
    assert count(app, GroupMember) == 0


def test_an_export_has_the_lines_that_were_asked_for(boss: FlaskClient) -> None:
    for day in ("16/9/2569", "1/10/2569"):
        boss.post("/registers/activities/add", data={"held_on": day, "place": "เลย"})
    rows = read_xlsx(boss.get("/registers/activities/export.xlsx?year=2570").data)
    assert [str(row[0]) for row in rows[1:]] == ["2026-10-01"]
    listed = text(boss.get("/registers/activities?year=2570&owner=x"))
    assert "1 ต.ค. 2569" in listed.replace("\u00a0", " ")
    assert "16 ก.ย. 2569" not in listed.replace("\u00a0", " ")


def test_an_old_log_is_rehearsed_and_then_loaded(app: Flask, boss: FlaskClient) -> None:
    head = ["เลขที่เรื่อง", "วันที่รับ", "ช่องทาง", "ประเภท", "เรื่อง", "รายละเอียด"]
    row = ["OFFICE-2568-0001", "6/10/2567", "โทรศัพท์", "ข้อร้องเรียน", "ไฟดับ", "หน้าอาคาร"]
    page = boss.post("/registers/complaint-log", data=sent(a_workbook(head, row)))
    assert "เรื่องใหม่ 1 เรื่อง" in text(page)
    assert (count(app, Case), count(app, Event)) == (0, 0)
    done = boss.post("/registers/complaint-log/load", data={"file": hidden(page, "file")})
    assert done.status_code == 302
    assert count(app, Case) == 1
    wrong = boss.post("/registers/complaint-log", data=sent(a_workbook(head, [*row[:3], "บ่น"])))
    assert wrong.status_code == 422
    assert "D2" in wrong.text
    template = read_xlsx(boss.get("/registers/complaint-log/template.xlsx").data)
    assert template[0][:5] == head[:5]


def test_evidence_is_attached_shown_and_downloaded(
    app: Flask, boss: FlaskClient, now: datetime
) -> None:
    with app.app_context():
        load(office_file(), now)
    given = {"place": "CS4.3", "kind": "file", **sent(b"<script>1</script>", "ภาพ.html")}
    assert boss.post(f"{EVIDENCE}/add", data=given).status_code == 302
    assert "CS4-1 ภาพ.html" in text(boss.get("/figures/form23/2553"))
    with app.app_context():
        key = db.session.scalars(select(Evidence.id)).one()
    file = boss.get(f"{EVIDENCE}/{key}")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in file.headers["Content-Security-Policy"]
    names = zipfile.ZipFile(io.BytesIO(boss.get(f"{EVIDENCE}.zip", buffered=True).data)).namelist()
    assert names[0] == "CS4-1_ภาพ.html"
    version = hidden(boss.get(EVIDENCE), "version")
    refused = boss.post(f"{EVIDENCE}/{key}/retire", data={"version": version})
    assert refused.status_code == 422
    assert "2553 CS4.3" in text(refused)
    sure = {"version": version, "confirmed": "y"}
    assert boss.post(f"{EVIDENCE}/{key}/retire", data=sure).status_code == 302
    assert "เลิกใช้แล้ว ภาพ.html (CS4.3)" in text(boss.get(EVIDENCE))


def test_evidence_of_a_line_is_seen_on_its_page(app: Flask, boss: FlaskClient) -> None:
    boss.post("/registers/activities/add", data={"held_on": "16/9/2569", "place": "เลย"})
    with app.app_context():
        key = db.session.scalars(select(Activity.id)).one()
    page = boss.get(f"/registers/activities/{key}")
    link = f"/figures/form23/2569/evidence/add?place=CS4&amp;of=activities:{key}"
    assert link in page.text
    given = {"place": "CS4", "of": f"activities:{key}", "kind": "link", "title": "ข่าว",
             "url": "https://oie.example/1"}  # fmt: skip
    assert boss.post("/figures/form23/2569/evidence/add", data=given).status_code == 302
    assert "ข่าว · ปีงบประมาณ 2569" in text(boss.get(f"/registers/activities/{key}"))


def test_evidence_that_cannot_be_taken_comes_back_with_its_words(boss: FlaskClient) -> None:
    given = {"place": "CS4", "kind": "link", "url": "javascript:alert(1)", "title": "ลวง"}
    page = boss.post("/figures/form23/2569/evidence/add", data=given)
    assert page.status_code == 422
    assert "https://" in text(page)
    assert 'value="ลวง"' in page.text


def test_an_auditor_reads_evidence_and_changes_nothing(app: Flask, boss: FlaskClient) -> None:
    auditor = sit(app, "auditor")
    page = auditor.get(EVIDENCE).text.split("<main")[1].split("</main>")[0]
    assert "<form" not in page
    assert auditor.get(f"{EVIDENCE}.zip", buffered=True).status_code == 200
    assert auditor.get(f"{EVIDENCE}/add").status_code == 404
    assert auditor.get("/registers/activities/import").status_code == 404


def test_the_file_between_preview_and_loading_is_in_the_shared_store_for_a_day(
    app: Flask, boss: FlaskClient, now: datetime
) -> None:
    content = a_workbook(HEAD, ["16/9/2569", "นครสวรรค์", "ดัชนี", 120])
    page = boss.post("/registers/activities/import", data=sent(content))
    faulty = boss.post("/registers/activities/import", data=sent(a_workbook(HEAD, ["?", "ก"])))
    assert faulty.status_code == 422
    with app.app_context():
        row = db.session.scalars(select(ImportPreview)).one()  # of the faulty one nothing waits
        assert (str(row.id), cupboard.get(row.key)) == (hidden(page, "file"), content)
        assert list(differences(now + timedelta(days=9))) == []
        assert run("import_previews", now + timedelta(hours=23)) == (0, 0)
        assert run("import_previews", now + timedelta(days=2)) == (1, 0)
        assert db.session.scalars(select(ImportPreview)).all() == []
        assert list(cupboard.all_keys()) == []
    late = boss.post("/registers/activities/import/load", data={"file": hidden(page, "file")})
    assert late.status_code == 422
    assert count(app, Activity) == 0


def test_the_history_says_what_each_value_was_and_became(boss: FlaskClient) -> None:
    first = {"code": "I01", "name_th": "ส่งทางอีเมล", "due_on": "1/9/2569", "unit_code": "U01"}
    boss.post("/registers/improvements/add", data=first)
    line = re.findall(r"/registers/improvements/\d+", boss.get("/registers/improvements").text)[0]
    then = {**first, "due_on": "", "unit_code": "U02", "published": "y", "version": "1"}
    assert boss.post(line, data=then).status_code == 302
    told = text(boss.get(line)).replace("\u00a0", " ").split("ประวัติ")[1]
    assert "กำหนดเสร็จ: 1 ก.ย. 2569 → –" in told
    assert "เผยแพร่ต่อประชาชน: – → มี" in told
    assert re.search("หน่วยที่รับผิดชอบ: U01 .+ → U02 ", told)
