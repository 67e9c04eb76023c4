"""The annexes of CS3 and CS6 are in every file of Form 2.3 that is asked for with them."""

import json
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from flask import Flask
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy.orm import Session

from app.actions.gather_annexes import NO_SURVEY, gather_annexes
from app.database import transaction
from app.documents.form23_annex import annex_of
from app.documents.form23_docx import write_docx
from app.documents.form23_sheet import Wanted, set_out
from app.office.file import load
from app.office.first_start import DEMO_OFFICE
from app.reports.form23 import form23

YEAR = 2569
MONTHS = "ภาคผนวก CS3 (1) ประเภท ช่องทาง และเดือนที่รับ"
GROUPS = "ภาคผนวก CS6 (1) ความพึงพอใจภาพรวมรายกลุ่ม"


@pytest.fixture
def office(session: Session, now: datetime) -> None:
    """The demo data: cases and a survey of 2569."""
    with transaction():
        load(DEMO_OFFICE, now)


@pytest.fixture
def command(app: Flask, office: None, tmp_path: Path) -> object:
    """The form of the year as a file, with both annexes."""

    def export(form: str, *more: str) -> bytes:
        out = tmp_path / form
        asked = ["form23", "export", "--year", str(YEAR), "--format", form, "--out", str(out)]
        both = ["--annex", "cs3", "--annex", "cs6"]
        done = app.test_cli_runner().invoke(args=[*asked, *(more or both)])
        assert done.exit_code == 0, done.output
        return out.read_bytes()

    return export


@pytest.mark.parametrize("form", ["text", "html", "json"])
def test_a_file_of_words_has_both_annexes_when_asked(command, form: str) -> None:
    text = command(form).decode()
    for title in (MONTHS, GROUPS):
        assert title in text
        assert title not in command(form, "--digits", "arabic").decode()


def test_the_numbers_of_an_annex_are_numbers_in_data(command) -> None:
    annexes = json.loads(command("json"))["annexes"]
    groups = next(one for one in annexes if one["title"] == GROUPS)
    assert [row[1] for row in groups["rows"]] == [0, 110, 300, 335, 285, 60, 0, 0, 1090]
    assert "ข้อมูล ณ" in groups["note"]
    book = load_workbook(BytesIO(command("xlsx")))
    sheet = next(one for one in book if "CS6 (1)" in one.title)
    assert sheet["B3"].value == 110


def test_a_wide_table_lies_across_in_word_and_its_words_have_room(command) -> None:
    document = Document(BytesIO(command("docx")))
    ways = [section.orientation for section in document.sections]
    assert WD_ORIENT.LANDSCAPE in ways
    months = next(t for t in document.tables if len(t.columns) == 15)
    widths = [cell.width for cell in months.rows[0].cells]
    assert widths[0] > 1.2 * widths[3]
    assert widths[1] > 2 * widths[3]
    assert abs(sum(widths) - Mm(252)) < Mm(1)


def test_the_pages_of_wide_tables_lie_across_and_the_others_stand(command) -> None:
    pages = PdfReader(BytesIO(command("pdf"))).pages
    across = {page.mediabox.width > page.mediabox.height for page in pages}
    assert across == {True, False}
    titles = [page.extract_text() for page in pages if page.mediabox.width > page.mediabox.height]
    assert any("CS3 (1)" in text for text in titles)


def test_a_year_without_a_survey_says_so(session: Session, now: datetime) -> None:
    (only,) = gather_annexes(["cs6", "cs9"], 2571, now)
    assert only.rows == [(NO_SURVEY,)]
    assert gather_annexes([], 2571, now) == []


def test_columns_are_as_wide_as_what_stands_in_them() -> None:
    annex = annex_of("ผนวก", "", (["กลุ่ม", "ร้อยละ", "หมายเหตุ"], [["ก" * 90, 12.5, None]]))
    assert list(annex.shares) == [36, 8, 8]


def test_thai_digits_reach_the_annex(session: Session, now: datetime) -> None:
    annex = annex_of("ผนวก CS3", "ปี 2569", (["ก"], [[1250]]))
    sheet = set_out(form23(YEAR, now), Wanted(thai_digits=True, figures=False, annexes=[annex]))
    assert sheet.tables[0].rows[0][0] == ("๑,๒๕๐",)
    assert sheet.tables[0].note == "ปี ๒๕๖๙"
    upright = Document(BytesIO(write_docx(form23(YEAR, now), Wanted(annexes=[annex]))))
    assert len(upright.sections) == 1
