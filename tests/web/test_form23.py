"""Form 2.3 and the registers as a manager works on them and an auditor reads them."""

import json
import re
from datetime import datetime
from io import BytesIO

import pytest
from docx import Document
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.models import Activity, Event
from app.queries.register_table import REGISTERS
from app.web.figures.changes import changes
from tests.reports.office_file import load, office_file
from tests.web.seats import an_office_at_work, hidden, sit, text

FORM = "/figures/form23/2553"
THAI = re.compile("[\u0e01-\u0e5b]+")
# the words of the paper form and of the registers, marked as Thai
QUOTED = re.compile(r'<(p|li|span)\b[^>]* lang="th"[^>]*>.*?</\1>', re.DOTALL)
HIJACK = "{{ 7 * 7 }} <b>หนา</b>"


@pytest.fixture
def boss(app: Flask, client: FlaskClient, now: datetime) -> FlaskClient:
    """A manager of an office with the registers of 2553, whose claims nobody stands for yet."""
    an_office_at_work(app, now)
    with app.app_context():
        load({"seed_registers_2553": office_file()["seed_registers_2553"]}, now)
    return sit(app, "boss")


def seen(client: FlaskClient) -> str:
    """The version that the page carries."""
    return hidden(client.get(FORM), "version")


def test_the_page_says_what_is_supported_and_what_is_missing(boss: FlaskClient) -> None:
    said = text(boss.get(FORM))
    assert "ข้อความมีข้อมูลรองรับ: 9 จาก 17 ข้อ".replace(":", "") in said.replace(":", "")
    assert "รวม 10 ครั้ง" in said
    assert "ปีนี้ยังไม่มีเรื่องที่หน่วยงานอื่นส่งต่อมา" in said
    assert "ระบบเสนอ: อยู่ระหว่างดำเนินการ เพราะขาดหลักฐาน" in said


def test_the_english_page_is_thai_only_where_it_quotes_the_form(app: Flask, now: datetime) -> None:
    an_office_at_work(app, now)
    boss = sit(app, "boss")
    with boss.session_transaction() as session:
        session["language"] = "en"
    page = boss.get(FORM).text.split("<main")[1].split("</main>")[0]
    ours = QUOTED.sub("", page)
    assert "No case has been referred by another agency this year" in ours
    assert "Register of cases referred by other agencies" in ours
    assert THAI.findall(ours) == []
    referred = boss.get(f"{FORM}.json").json["criteria"][2]["claims"][0]
    assert referred["missing"] == ["ปีนี้ยังไม่มีเรื่องที่หน่วยงานอื่นส่งต่อมา"]
    assert referred["figures"][-1]["source"] == "ทะเบียนเรื่องที่หน่วยงานอื่นส่งต่อ"


def test_a_manager_ticks_words_and_confirms(boss: FlaskClient) -> None:
    boss.post(f"{FORM}/CS4", data={"version": 0, "result": "complete"})
    given = {"version": seen(boss), "do": "word", "text": HIJACK}
    assert boss.post(f"{FORM}/CS4/3", data=given).status_code == 302
    confirmed = {"version": seen(boss), "do": "confirm"}
    assert boss.post(f"{FORM}/CS3/1", data=confirmed).status_code == 302
    data = boss.get(f"{FORM}.json").json
    assert data["criteria"][3]["result"] == "complete"
    assert data["criteria"][3]["claims"][2]["text"] == HIJACK
    assert data["criteria"][2]["claims"][0]["confirmed_by"] == "คุณboss"
    page = boss.get(FORM)
    assert "49" not in text(page).split("CS 4 ส่วนราชการ")[1][:400]
    assert "<b>หนา</b>" not in page.text
    assert "ยืนยันโดย คุณboss" in text(page)
    assert "ฉบับจริงต่างจากร่าง" in text(page)
    history = text(page).split("ประวัติ")[1]
    assert "ยืนยันข้อความที่ขาดหลักฐาน CS3.1" in history
    assert "ระบุผลการดำเนินการ CS4" in history


def test_the_word_file_is_the_form_on_the_page(boss: FlaskClient) -> None:
    answer = boss.get(f"{FORM}.docx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="form-2.3-2553.docx"'
    rows = Document(BytesIO(answer.data)).tables[0].rows
    assert "รวม 10 ครั้ง" in rows[4].cells[2].text
    assert "ได้รวบรวมเรื่องร้องเรียน" not in rows[3].cells[2].text


def test_every_file_of_the_page_comes_as_what_it_is(boss: FlaskClient) -> None:
    page = boss.get(FORM).text
    links = re.findall(r'formaction="(/figures/form23/2553\.[^"]+)"', page)
    assert len(links) == 6
    begins = {"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK", "json": b"{", "html": b"<!DOCTYPE"}
    for link in links:
        answer = boss.get(link.replace("&amp;", "&"))
        end = link.partition("?")[0].rpartition(".")[2]
        assert answer.status_code == 200
        assert answer.data.lstrip().startswith(begins.get(end, "แบบฟอร์ม 2.3".encode()[:9]))
        assert f'form-2.3-2553.{end}"' in answer.headers["Content-Disposition"]


def test_thai_digits_are_given_where_they_are_asked_for(boss: FlaskClient) -> None:
    assert "รวม ๑๐ ครั้ง" in boss.get(f"{FORM}.txt?digits=thai").text
    assert "รวม 10 ครั้ง" in boss.get(f"{FORM}.txt").text
    html = boss.get(f"{FORM}.html?digits=thai&annex=no").text
    assert "รวม ๑๐ ครั้ง" in html
    assert "ภาคผนวก" not in html
    data = boss.get(f"{FORM}.json?digits=thai").json
    assert data["criteria"][3]["claims"][2]["text"].endswith("รวม 10 ครั้ง")


def test_the_page_and_the_files_have_the_annexes_that_are_asked_for(boss: FlaskClient) -> None:
    page = boss.get(f"{FORM}?annex=cs3&annex=cs6").text
    assert page.count('name="annex"') == 3
    assert page.count(" checked") >= 2
    for title in ("ภาคผนวก CS3 (1)", "ภาคผนวก CS6"):
        assert title in page.partition('id="annexes"')[2]
        assert title in boss.get(f"{FORM}.txt?annex=cs3&annex=cs6").text
    assert 'id="annexes"' not in boss.get(FORM).text
    assert "annexes" not in boss.get(f"{FORM}.json").json
    assert boss.get(f"{FORM}.json?annex=cs3").json["annexes"][0]["title"].startswith("ภาคผนวก CS3")


def test_somebody_else_was_faster(boss: FlaskClient) -> None:
    boss.post(f"{FORM}/CS4", data={"version": 0, "result": "complete"})
    late = boss.post(f"{FORM}/CS4", data={"version": 0, "result": "in_progress"})
    assert late.status_code == 409
    assert boss.get(f"{FORM}.json").json["criteria"][3]["result"] == "complete"


def test_a_wording_too_long_comes_back_as_it_was_typed(boss: FlaskClient) -> None:
    given = {"version": 0, "do": "word", "text": "ก" * 4001}
    answer = boss.post(f"{FORM}/CS4/3", data=given)
    assert answer.status_code == 422
    assert "เขียนได้ไม่เกิน 4,000 ตัวอักษร" in text(answer)
    assert "ก" * 4001 in answer.text


@pytest.mark.parametrize("address", ["/figures/form23/99", "/figures/form23/9999", f"{FORM}/CS9/1"])
def test_what_is_no_form_is_not_found(boss: FlaskClient, address: str) -> None:
    assert boss.get(address).status_code == 404


def test_an_auditor_reads_and_changes_nothing(app: Flask, boss: FlaskClient) -> None:
    auditor = sit(app, "auditor")
    page = auditor.get(FORM)
    assert page.status_code == 200
    assert '<form method="post"' not in page.text.split("<main")[1]
    claim = auditor.get(f"{FORM}/CS3/1").text.split("<main")[1]
    assert re.findall(r'<form[^>]* action="([^"]*)"', claim) == [f"{FORM}/CS3/1/comments"]
    assert auditor.post(f"{FORM}/CS4", data={"version": 0, "result": "complete"}).status_code == 404
    assert auditor.get("/registers/activities").status_code == 200
    assert "เพิ่มรายการ" not in text(auditor.get("/registers/activities"))
    assert auditor.post("/registers/activities/add", data={}).status_code == 404


def test_a_seminar_is_added_changed_and_retired(app: Flask, boss: FlaskClient) -> None:
    seminar = {"held_on": "16 ก.ย. 2553", "place": "เลย", "title": "ดัชนี"}
    assert boss.post("/registers/activities/add", data=seminar).status_code == 302
    assert "รวม 11 ครั้ง" in text(boss.get(FORM))
    with app.app_context():
        key = db.session.scalars(select(Activity.id).where(Activity.place == "เลย")).one()
    page = boss.get(f"/registers/activities/{key}")
    version = hidden(page, "version")
    assert 'value="16/9/2553"' in page.text
    changed = {**seminar, "place": "นครพนม", "version": version}
    assert boss.post(f"/registers/activities/{key}", data=changed).status_code == 302
    assert "นครพนม" in text(boss.get("/registers/activities"))
    retire = f"/registers/activities/{key}/retire"
    assert boss.post(retire, data={"version": version}).status_code == 409
    version = hidden(boss.get(f"/registers/activities/{key}"), "version")
    refused = boss.post(retire, data={"version": version})
    assert refused.status_code == 422
    assert text(refused).index("2553 CS4.3") < text(refused).index("วันที่จัด")  # said on top
    assert "รวม 11 ครั้ง" in text(boss.get(FORM))
    boss.post(retire, data={"version": version, "confirmed": "y"})
    assert "รวม 10 ครั้ง" in text(boss.get(FORM))
    said = text(boss.get(f"/registers/activities/{key}"))
    history = said.split("ประวัติ")[1]
    assert "จังหวัดหรือสถานที่: เลย → นครพนม" in history
    assert history.index("เลิกใช้รายการ") < history.index("แก้ไขรายการ") < history.index("เพิ่มรายการ")
    with app.app_context():
        told = db.session.scalars(select(Event).where(Event.subject != "")).all()
        assert [event.actor.name for event in told if event.actor] == ["คุณboss"] * 3


def test_a_line_that_cannot_be_read_comes_back_as_it_was_typed(boss: FlaskClient) -> None:
    answer = boss.post("/registers/activities/add", data={"held_on": "เมื่อวาน", "place": "เลย"})
    assert answer.status_code == 422
    assert "เขียนวันที่แบบ 23/11/2569" in text(answer)
    assert 'value="เมื่อวาน"' in answer.text


def test_every_register_can_be_opened(app: Flask, boss: FlaskClient, now: datetime) -> None:
    with app.app_context():
        load(office_file(), now)
    from_index = boss.get("/registers/").text
    names = set(re.findall(r'href="/registers/([a-z-]+)"', from_index))
    names.discard("complaint-log")
    assert names == set(REGISTERS)
    for name in names:
        listing = boss.get(f"/registers/{name}")
        assert listing.status_code == 200
        assert boss.get(f"/registers/{name}/add").status_code == 200
        first = listing.text.split(f'href="/registers/{name}/')[2:]
        if first:
            key = first[0].split('"')[0]
            assert boss.get(f"/registers/{name}/{key}").status_code == 200


def test_the_data_of_the_page_are_json(boss: FlaskClient) -> None:
    answer = boss.get(f"{FORM}.json")
    assert json.loads(answer.data)["fiscal_year_be"] == 2553


def test_a_change_is_shown_by_whole_letters() -> None:
    pieces = changes("รวม 10 ครั้ง", "รวม 9 ครั้ง")
    assert [tuple(piece) for piece in pieces] == [
        ("same", "รวม "), ("gone", "10"), ("new", "9"), ("same", " ครั้ง"),
    ]  # fmt: skip
    assert all(not piece.text.startswith("\u0e31") for piece in changes("กัน", "กิน"))


@pytest.mark.parametrize("after", ["99999999999", "9" * 40, "-1", "x", ""])
def test_a_place_in_a_register_that_is_none_is_no_fault(boss: FlaskClient, after: str) -> None:
    assert boss.get(f"/registers/missions?after={after}").status_code == 200
