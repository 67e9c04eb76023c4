"""Form 2.3 as Word, HTML and JSON: the same form, read back with other tools."""

import html
import json
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from app.documents.form23_docx import write_docx
from app.documents.form23_html import write_html
from app.documents.thai_font import FONTS
from app.reports.form23 import form23
from tests.reports.office_file import SEED_TEXT, load, office_file


def test_the_word_file_is_the_three_columns_of_the_paper_form(
    session: Session, now: datetime
) -> None:
    parts = office_file()
    parts["seed_report_2553"]["status"] = {"CS4": "complete"}
    load(parts, now)
    document = Document(BytesIO(write_docx(form23(2553, now))))
    table = document.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == [
        "เกณฑ์คุณภาพการบริหารจัดการภาครัฐระดับพื้นฐานหมวด 3",
        "ผลการดำเนินการ",
        "คำอธิบายหรือหลักฐานที่แสดงผลดำเนินการ",
    ]
    assert len(table.rows) == 8
    criterion, boxes, claims = (cell.text for cell in table.rows[4].cells)
    assert criterion.startswith("CS 4 ส่วนราชการมีการสร้างเครือข่าย")
    assert boxes == "☑ ดำเนินการครบถ้วน\n☐ อยู่ระหว่างดำเนินการ"
    assert "รวม 10 ครั้ง" in claims
    assert "หลักฐาน\n· ข่าวดัชนีอุตสาหกรรมรายเดือน\n· เว็บไซต์" in table.rows[5].cells[2].text


def test_the_word_file_is_thai_on_a4_with_its_head_on_every_page(
    session: Session, now: datetime
) -> None:
    load(office_file(), now)
    document = Document(BytesIO(write_docx(form23(2553, now))))
    paper = document.sections[0]
    assert (round(paper.page_width / Mm(1)), round(paper.page_height / Mm(1))) == (210, 297)
    assert document.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    style = document.styles["Normal"].element.rPr
    assert style.find(qn("w:rFonts")).get(qn("w:cs")) == "TH Sarabun New"
    assert style.find(qn("w:szCs")).get(qn("w:val")) == "32"
    assert style.find(qn("w:lang")).get(qn("w:bidi")) == "th-TH"
    run = document.tables[0].rows[1].cells[2].paragraphs[0].runs[0]
    assert run._r.rPr.find(qn("w:cs")) is not None


def test_the_word_file_carries_our_font_for_where_the_national_one_is_absent(
    session: Session, now: datetime
) -> None:
    load(office_file(), now)
    with ZipFile(BytesIO(write_docx(form23(2553, now)))) as packed:
        fonts = parse_xml(packed.read("word/fontTable.xml"))
        faces = {name: packed.read(name) for name in packed.namelist() if name.endswith(".odttf")}
        told = packed.read("word/settings.xml").decode()
    (font,) = [one for one in fonts if one.get(qn("w:name")) == "TH Sarabun New"]
    assert font.find(qn("w:altName")).get(qn("w:val")) == "Sarabun"
    assert "<w:embedTrueTypeFonts/>" in told
    for tag, name in (("w:embedRegular", "sarabun-400"), ("w:embedBold", "sarabun-600")):
        key = bytes.fromhex(font.find(qn(tag)).get(qn("w:fontKey")).strip("{}").replace("-", ""))
        hidden = faces[f"word/fonts/{name}.odttf"]
        head = bytes(a ^ b for a, b in zip(hidden[:32], key[::-1] * 2, strict=True))
        assert head + hidden[32:] == (FONTS / f"{name}.ttf").read_bytes()


def test_a_claim_nobody_stands_for_is_in_no_file(session: Session, now: datetime) -> None:
    empty = form23(2570, now)
    document = Document(BytesIO(write_docx(empty)))
    assert "ได้รวบรวมเรื่องร้องเรียน" not in document.tables[0].rows[3].cells[2].text
    assert document.tables[0].rows[7].cells[2].text == ""
    assert "ได้รวบรวมเรื่องร้องเรียน" not in write_html(empty)
    claims = [claim for criterion in empty.criteria for claim in criterion.claims]
    assert len(claims) == 17  # they are all there as data


def test_the_figures_are_annexed_with_their_names_and_sources(
    session: Session, now: datetime
) -> None:
    load(office_file(), now)
    made = form23(2569, now)
    annex = Document(BytesIO(write_docx(made))).tables[1]
    rows = [[cell.text for cell in row.cells] for row in annex.rows]
    assert rows[0] == ["ตัวเลข", "ค่า", "ที่มา"]
    printed = {cells[0].split("\n")[-1]: cells[1] for cells in rows[1:]}
    claims = [claim for criterion in made.criteria for claim in criterion.claims]
    assert set(printed) == {figure.name for claim in claims for figure in claim.figures}
    assert printed["cs3.survey_respondents"] == "1,090"
    assert printed["cs3.on_time_percent"] == "ไม่มีค่า"


def test_who_stood_for_a_claim_is_written_beside_it(session: Session, now: datetime) -> None:
    load(office_file(), now)
    made = form23(2553, now)
    by = made.criteria[0].claims[1].confirmed_by
    assert by
    document = Document(BytesIO(write_docx(made)))
    assert f"(ยืนยันโดย {by} 23 พฤศจิกายน 2569)" in document.tables[0].rows[1].cells[2].text
    assert f"(ยืนยันโดย {by} 23" in write_html(made)


def test_the_command_writes_every_form(
    app: Flask, session: Session, now: datetime, tmp_path: Path
) -> None:
    load(office_file(), now)
    for form in ("text", "html", "docx", "json", "pdf", "xlsx"):
        out = tmp_path / form
        arguments = ["form23", "export", "--year", "2553", "--format", form, "--out", str(out)]
        done = app.test_cli_runner().invoke(args=arguments)
        assert done.exit_code == 0, done.output
    assert (tmp_path / "text").read_bytes() == SEED_TEXT
    data = json.loads((tmp_path / "json").read_text())
    assert set(data) == {
        "fiscal_year_be", "edition", "edition_number", "results", "status", "criteria", "evidence",
        "as_known_on", "cut_off", "submission",
    }  # fmt: skip
    assert [criterion["code"] for criterion in data["criteria"]] == [f"CS{n}" for n in range(1, 8)]
    claim = data["criteria"][2]["claims"][0]
    assert set(claim["figures"][0]) == {"name", "value", "source", "definition"}
    assert claim["confirmed_at"] == "2026-11-23T03:00:00Z"
    assert "<table class=" in (tmp_path / "html").read_text()
    assert Document(str(tmp_path / "docx")).tables
    assert (tmp_path / "pdf").read_bytes().startswith(b"%PDF")
    assert load_workbook(BytesIO((tmp_path / "xlsx").read_bytes())).sheetnames == [
        "ตัวเลข",
        "ข้อความ",
        "เกณฑ์",
    ]


def test_the_command_leaves_the_annex_out_and_writes_thai_digits(
    app: Flask, session: Session, now: datetime, tmp_path: Path
) -> None:
    load(office_file(), now)
    out = tmp_path / "form.docx"
    arguments = ["form23", "export", "--year", "2553", "--format", "docx", "--out", str(out)]
    done = app.test_cli_runner().invoke(args=[*arguments, "--no-annex", "--digits", "thai"])
    assert done.exit_code == 0, done.output
    document = Document(str(out))
    assert len(document.tables) == 1
    assert "รวม ๑๐ ครั้ง" in document.tables[0].rows[4].cells[2].text


def test_the_headings_of_the_word_file_lead_through_it(session: Session, now: datetime) -> None:
    load(office_file(), now)
    document = Document(BytesIO(write_docx(form23(2553, now))))
    first = [row.cells[0].paragraphs[0].style.name for row in document.tables[0].rows[1:]]
    assert first == ["Heading 2"] * 7
    titles = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert titles == [
        "แบบฟอร์ม 2.3 แบบฟอร์มรายงานผลการดำเนินการในหมวด 3",
        "ภาคผนวก ตัวเลขจากข้อมูลของสำนักงานและที่มา",
    ]
    footer = document.sections[0].footer.paragraphs[0]._p
    assert footer.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"


def test_a_wrong_format_is_a_wrong_use(app: Flask, tmp_path: Path) -> None:
    arguments = ["form23", "export", "--year", "2569", "--format", "odt", "--out", str(tmp_path)]
    assert app.test_cli_runner().invoke(args=arguments).exit_code == 2


def test_the_page_for_paper_has_the_figures_of_the_word_file(
    session: Session, now: datetime
) -> None:
    load(office_file(), now)
    form = form23(2553, now)
    document = Document(BytesIO(write_docx(form)))
    page = html.unescape(write_html(form))
    figures = [[cell.text for cell in row.cells] for row in document.tables[1].rows[1:]]
    assert len(figures) > 5
    for what, value, source in figures:
        assert f'<th scope="row">{what}</th><td>{value}</td><td>{source}</td>' in page
