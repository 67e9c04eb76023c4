"""Form 2.3 as PDF: its Thai can be read, it is tagged, and it leads through itself."""

import re
import subprocess
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from pypdf import PdfReader
from pypdfium2 import PdfDocument
from sqlalchemy.orm import Session

from app.documents.form23_annex import Annex
from app.documents.form23_html import write_form_pdf, write_html
from app.documents.form23_sheet import Wanted
from app.documents.thai_font import FILES
from app.documents.thai_pdf import write_pdf
from app.reports.form23 import Form23, form23
from tests.reports.office_file import load, office_file

LETTERS = "ดำเนินการ น้ำใจ ป้ำ ปำ ฟำ คำสั่ง กล้ำ ที่ ผู้ ญี่ปุ่น ปู่ย่า สำนักงานฯ กำหนด พุทฺธํ 2553"
PAGE = """<html lang="th"><head><title>ก</title><style>
@font-face {{ font-family: Sarabun; font-weight: {weight}; src: url("{font}") }}
body {{ font: {weight} 12pt Sarabun }}</style></head><body><p>{text}</p></body></html>"""


def by_pypdf(made: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)


def by_poppler(made: bytes) -> str:
    command = ["pdftotext", "-raw", "-", "-"]
    return subprocess.run(command, input=made, capture_output=True, check=True).stdout.decode()


@pytest.fixture
def form(session: Session, now: datetime) -> Form23:
    """The form of 2553 with two boxes ticked."""
    parts = office_file()
    parts["seed_report_2553"]["status"] = {"CS1": "complete", "CS7": "in_progress"}
    load(parts, now)
    return form23(2553, now)


@pytest.mark.parametrize("read", [by_pypdf, by_poppler])
@pytest.mark.parametrize(("font", "weight"), [(list(FILES)[0], 400), (list(FILES)[1], 600)])
def test_every_letter_comes_back_as_it_was_written(
    read: Callable[[bytes], str], font: str, weight: int
) -> None:
    made = write_pdf(PAGE.format(font=font, weight=weight, text=LETTERS))
    assert read(made).strip() == LETTERS


@pytest.mark.parametrize("read", [by_pypdf, by_poppler])
def test_every_sentence_of_the_form_is_in_the_text_of_the_pdf(
    form: Form23, read: Callable[[bytes], str]
) -> None:
    found = re.sub(r"\s", "", read(write_form_pdf(form, Wanted(figures=False))))
    claims = [claim for criterion in form.criteria for claim in criterion.claims]
    for claim in claims:
        line = re.sub(r"\s", "", claim.text.split("\n")[0])
        assert line in found
    assert "ตารางสรุปการกำหนดกลุ่มผู้รับบริการ" in found


def test_the_pdf_says_what_it_is_and_names_every_criterion(form: Form23) -> None:
    reader = PdfReader(BytesIO(write_form_pdf(form)))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "th"
    assert root["/MarkInfo"]["/Marked"]
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    assert str(reader.metadata and reader.metadata.title).startswith("แบบฟอร์ม 2.3")
    titles = [mark.title for mark in flat(reader.outline)]
    assert titles[1:8] == [f"CS {n}" for n in range(1, 8)]
    assert titles[8] == "ภาคผนวก ตัวเลขจากข้อมูลของสำนักงานและที่มา"


def flat(outline: Any) -> list[Any]:
    return [
        one for mark in outline for one in (flat(mark) if isinstance(mark, list) else [mark])
    ]  # fmt: skip


def test_the_table_is_tagged_and_each_box_says_whether_it_is_ticked(form: Form23) -> None:
    reader = PdfReader(BytesIO(write_form_pdf(form, Wanted(figures=False))))
    root: Any = reader.trailer["/Root"]
    elements = list(walk(root["/StructTreeRoot"]))
    kinds = [one["/S"] for one in elements]
    assert kinds.count("/Table") >= 1
    assert kinds.count("/TH") >= 10
    boxes = [one["/Alt"] for one in elements if one["/S"] == "/Figure"]
    assert boxes == ["เลือก", *["ไม่เลือก"] * 12, "เลือก"]
    cells = [one for one in elements if one["/S"] == "/TD"]
    assert any(cell.get("/A", {}).get("/Headers") for cell in cells)


def walk(element: Any) -> Any:
    if "/S" in element:
        yield element
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        inner = kid.get_object() if hasattr(kid, "get_object") else kid
        if hasattr(inner, "get"):
            yield from walk(inner)


def test_the_heads_come_again_on_every_page_of_the_table(form: Form23) -> None:
    pages = PdfReader(BytesIO(write_form_pdf(form, Wanted(figures=False)))).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert "ผลการดำเนินการ" in text
        assert f"{number} / {len(pages)}" in text


def test_only_our_font_is_embedded_and_no_box_is_a_letter(form: Form23, tmp_path: Path) -> None:
    file = tmp_path / "form.pdf"
    file.write_bytes(write_form_pdf(form))
    done = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True)
    fonts = done.stdout.splitlines()[2:]
    assert fonts
    assert all(re.search(r"Sarabun.*\byes yes yes\b", font) for font in fonts), done.stdout
    assert not set("☑☐") & set(by_poppler(file.read_bytes()))


def test_thai_digits_stand_on_the_pages_too(form: Form23) -> None:
    text = by_pypdf(write_form_pdf(form, Wanted(thai_digits=True, figures=False)))
    assert "แบบฟอร์ม ๒.๓" in text
    assert "CS 1 ส่วนราชการ" in text
    assert re.search("๑ / [๒-๙]", text)


def test_a_wide_annex_stays_on_the_paper(form: Form23) -> None:
    heads = tuple(f"เดือนที่ {n}" for n in range(1, 16))
    wide = Annex("ผนวก CS3", heads, [tuple(range(1000, 1015))])
    pdf = PdfDocument(write_form_pdf(form, Wanted(figures=False, annexes=[wide])))
    page = pdf[len(pdf) - 1]
    text = page.get_textpage()
    letters = [text.get_charbox(n) for n in range(text.count_chars())]
    assert "1,014" in text.get_text_range()
    assert max(right for _, _, right, _ in letters) < page.get_width() - 15 / 25.4 * 72
    pdf.close()


def test_an_annex_asked_for_is_printed_after_the_figures(app: Flask, form: Form23) -> None:
    annex = Annex("ผนวก CS3", ("เดือน", "เรื่อง"), [("ตุลาคม 2552", 1250), ("<b>น้ำ</b>", None)])
    with app.app_context():
        page = write_html(form, Wanted(annexes=[annex]))
    assert page.index("ภาคผนวก ตัวเลข") < page.index("ผนวก CS3")
    assert "1,250" in page
    assert "&lt;b&gt;น้ำ" in page
    assert "ไม่มีค่า" in page.split("ผนวก CS3")[1]
