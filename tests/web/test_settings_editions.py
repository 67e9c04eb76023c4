"""Editions of the form are data: brought as a file, looked at, kept, worded, closed when sent."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.database import db, transaction
from app.documents.form23_text import write_text
from app.models import Edition, Event, ReportState
from app.reports.editions import lines_of, shipped_lines
from app.reports.form23 import form23
from tests.reports.office_file import load, office_file
from tests.web.seats import an_office_at_work, hidden, sit, text

BLANKS = " " * 14
PAGE = "/settings/form23"
LATER = (Path(__file__).parent.parent / "data" / "edition_2571.yaml").read_text()


@pytest.fixture
def boss(app: Flask, client: FlaskClient, now: datetime) -> FlaskClient:
    """A manager of an office whose registers hold for 2571 as they did for 2553."""
    an_office_at_work(app, now)
    with app.app_context():
        seed = office_file()["seed_registers_2553"] | {"fiscal_year_be": 2571}
        for held in seed["network_activities"]:
            held["date"] = f"2028-05-{held['date'][8:]}"
        load({"seed_registers_2571": seed}, now)
    return sit(app, "boss")


def sent(client: FlaskClient, words: str, year: int = 2571) -> TestResponse:
    file = (BytesIO(words.encode()), "edition.yaml")
    return client.post(PAGE, data={"year": year, "file": file})


def kept(client: FlaskClient, words: str = LATER, year: int = 2571) -> TestResponse:
    looked = sent(client, words, year)
    assert looked.status_code == 200, text(looked)
    given = {"year": year, "text": words, "number": hidden(looked, "number"), "do": "save"}
    return client.post(PAGE, data=given)


def test_a_later_edition_is_a_file_and_no_code(
    app: Flask, boss: FlaskClient, now: datetime
) -> None:
    looked = sent(boss, LATER)
    said = text(looked)
    assert "1. พบเครือข่าย 10 ครั้ง" in said
    assert "ข้อความนี้ไม่มีกฎตรวจจากข้อมูล" in said
    assert "พ.ศ. 2571" not in text(boss.get(PAGE)).split("<main")[0]
    with app.app_context():
        assert db.session.get(Edition, 2571) is None
    assert kept(boss).status_code == 302
    form = "/figures/form23/2571"
    page = text(boss.get(form))
    assert "PM 3" in page
    assert "ครบทุกข้อ" in page
    assert "ดำเนินการครบถ้วน" not in page
    boss.post(f"{form}/PM1", data={"version": 0, "result": "complete"})
    version = hidden(boss.get(form), "version")
    boss.post(f"{form}/PM3/1", data={"version": version, "do": "confirm"})
    data = boss.get(f"{form}.json").json
    assert [criterion["code"] for criterion in data["criteria"]] == ["PM1", "PM2", "PM3"]
    assert data["results"] == {"complete": "ครบทุกข้อ", "in_progress": "ทำได้บางส่วน"}
    supported = [[claim["supported"] for claim in c["claims"]] for c in data["criteria"]]
    assert supported == [[True, False], [True], [False]]
    assert data["criteria"][0]["claims"][0]["figures"][0]["name"] == "cs4.activities"
    rows = Document(BytesIO(boss.get(f"{form}.docx").data)).tables[0].rows
    assert rows[1].cells[0].text == "PM 1 เครือข่ายและการพบปะ"
    assert rows[1].cells[1].text == "☑ ครบทุกข้อ\n☐ ทำได้บางส่วน"
    with app.app_context():
        printed = write_text(form23(2571, now)).split("\n")
    assert printed == [
        "\tแบบรายงานหมวด 3 ปี 2571", "\tPM 1 เครือข่ายและการพบปะ", f"{' ' * 12}☑ ครบทุกข้อ",
        f"{BLANKS}ทำได้บางส่วน", "1. พบเครือข่าย 10 ครั้ง", "\tPM 2 ช่องทางรับฟัง",
        f"{BLANKS}ครบทุกข้อ", f"{BLANKS}ทำได้บางส่วน", "1. มี 3 ช่องทาง ได้แก่",
        "· Internet", "· การประชุม/สัมมนา",
        "· การสำรวจความคิดเห็นของผู้รับบริการและผู้มีส่วนได้ส่วนเสีย", "\tPM 3 ผู้นำองค์กร",
        f"{BLANKS}ครบทุกข้อ", f"{BLANKS}ทำได้บางส่วน", "ผู้บริหารรับฟังด้วยตนเอง",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("{n_network_activities}", "{n_seminars}", "บรรทัด 10: lines[4]: ไม่รู้จักชื่อของค่า: n_seminars"),
        ("repeat: listening_channels", "repeat: ears", "repeat: ไม่มีทะเบียนหรือรายการชื่อ ears"),
        ("line: 6, section: PM1", "line: 6, section: PM2", "PM1 มีบรรทัดต่อหลังจากเริ่ม PM2 แล้ว"),
        ("line: 15, section: PM3", "line: 15, section: PM9", "PM9 ไม่อยู่ในเกณฑ์"),
        ("[PM1, PM2, PM3]", "[PM1, PM2, PM3, PM4]", "บรรทัด 3: criteria[3]: PM4 ไม่มีบรรทัด"),
        ("kind: claim, text: \"ผู้บริ", "kind: blank, text: \"ผู้บริ", "PM3 ไม่มีบรรทัดชนิด claim"),
        ("rule: CS4.3", "rule: XX9", "บรรทัด 10: lines[4].rule: ต้องเขียนตามแบบ ^(CS"),
        ("name: แบบ", "title: แบบ", "บรรทัด 2: title: ไม่รู้จักชื่อช่องนี้"),
        (LATER, "- ไม่ใช่แบบ", "บรรทัด 1: ไม่มีบรรทัดของแบบฟอร์ม"),
        (LATER, "lines: [", "บรรทัด 1: รูปแบบของไฟล์ผิด"),
    ],
)  # fmt: skip
def test_a_faulty_file_is_refused_with_the_line_of_each_fault(
    app: Flask, boss: FlaskClient, old: str, new: str, fault: str
) -> None:
    words = LATER.replace(old, new, 1)
    if "PM2" in new and "line: 6" in new:
        words = words.replace("line: 5, section: PM1", "line: 5, section: PM2").replace(
            "line: 6, section: PM2", "line: 6, section: PM1"
        )
    answer = sent(boss, words)
    assert answer.status_code == 422
    assert fault in text(answer)
    with app.app_context():
        assert db.session.scalars(select(Edition)).all() == []


def test_the_shipped_edition_goes_out_and_comes_back_the_same(
    app: Flask, boss: FlaskClient
) -> None:
    answer = boss.get(f"{PAGE}/2553.yaml?shipped=1")
    assert answer.headers["Content-Disposition"].endswith('"form-2.3-edition-2553.yaml"')
    assert kept(boss, answer.text, 2553).status_code == 302
    with app.app_context():
        assert lines_of(2553) == shipped_lines()
    assert boss.get(f"{PAGE}/2553.yaml").text == answer.text


def test_a_line_is_worded_on_the_page_and_its_claim_is_nobodys_word_any_more(
    app: Flask, boss: FlaskClient
) -> None:
    kept(boss)
    form = "/figures/form23/2571"
    boss.post(f"{form}/PM3/1", data={"version": 0, "do": "confirm"})
    line = f"{PAGE}/2571/15"
    given = {"number": hidden(boss.get(line), "number"), "text": "เลขาธิการรับฟังด้วยตนเอง"}
    assert boss.post(line, data=given).status_code == 302
    assert boss.post(line, data=given).status_code == 409
    data = boss.get(f"{form}.json").json
    assert data["edition_number"] == 2
    claim = data["criteria"][2]["claims"][0]
    assert (claim["text"], claim["confirmed_by"]) == ("เลขาธิการรับฟังด้วยตนเอง", None)
    history = text(boss.get(f"{PAGE}/2571")).split("ประวัติ")[1]
    assert "รุ่นที่ 2 บรรทัด 15: ผู้บริหารรับฟังด้วยตนเอง → เลขาธิการรับฟังด้วยตนเอง" in history
    assert "ของข้อ PM3.1 สิ้นผล" in history
    with app.app_context():
        told = db.session.scalars(select(Event).where(Event.subject == "edition:2571")).all()
        assert [event.details["number"] for event in told] == [1, 2]


def test_a_year_without_its_own_edition_gets_one_with_its_first_change(
    app: Flask, boss: FlaskClient
) -> None:
    assert boss.post(f"{PAGE}/2572/38", data={"number": 0, "text": "3.มีแผนผัง"}).status_code == 302
    with app.app_context():
        changed = [
            (old["text"], new["text"])
            for old, new in zip(shipped_lines(), lines_of(2572), strict=True)
            if old != new
        ]
        assert len(changed) == 1
        assert changed[0][1] == "3.มีแผนผัง"
        assert lines_of(2571) == shipped_lines()


@pytest.mark.parametrize(
    ("words", "refused"),
    [("", "เขียนข้อความของบรรทัดนี้"), ("มี {ears} หู", "ไม่รู้จักชื่อ ears"), ("ก" * 4001, "ไม่เกิน 4,000")],
)
def test_words_that_cannot_be_printed_come_back(
    boss: FlaskClient, words: str, refused: str
) -> None:
    answer = boss.post(f"{PAGE}/2572/38", data={"number": 0, "text": words})
    assert answer.status_code == 422
    assert refused in text(answer)


def test_the_edition_of_a_submitted_form_stays(app: Flask, boss: FlaskClient) -> None:
    kept(boss)
    with app.app_context(), transaction() as session:
        session.add(ReportState(fiscal_year=2571, results={}, claims={}, status="submitted"))
    answer = kept(boss, LATER.replace("ผู้บริหาร", "เลขาธิการ"))
    assert answer.status_code == 422
    assert "ส่งแล้ว" in text(answer)
    line = boss.post(f"{PAGE}/2571/15", data={"number": 1, "text": "เลขาธิการ"})
    assert line.status_code == 422
    with app.app_context():
        assert db.session.get_one(Edition, 2571).number == 1


@pytest.mark.parametrize("place", ["2571/0", "2571/99", "99", "2571/99.yaml"])
def test_what_is_no_edition_is_not_found(boss: FlaskClient, place: str) -> None:
    assert boss.get(f"{PAGE}/{place}").status_code == 404


def test_a_file_that_is_no_text_is_refused(boss: FlaskClient) -> None:
    file = (BytesIO(b"\xff\xfe\x00"), "edition.yaml")
    answer = boss.post(PAGE, data={"year": 2571, "file": file})
    assert answer.status_code == 422
    assert "ไฟล์ไม่ได้บันทึกเป็น UTF-8" in text(answer)
