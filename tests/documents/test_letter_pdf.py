"""The official letter on paper: Thai that can be searched, and nothing but our font is opened."""

import re
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader

from app.documents.letter_pdf import Paper, in_thai_digits, write_letter_pdf
from app.documents.thai_pdf import Closed, OnlyOurFont, write_pdf
from workflows.text import normalise

PAPER = Paper(
    language="th", office="สำนักงานเศรษฐกิจอุตสาหกรรม", address="75/6 ถนนพระรามที่ 6 กรุงเทพฯ 10400",
    number="อก 0801/123", day="23 พฤศจิกายน 2569", subject="แจ้งผลเรื่องของท่าน",
    dear="นางสาวน้ำทิพย์ ปู่ย่า", reference="OIE-2570-0001",
    paragraphs=("ได้ดำเนินการจัดส่งน้ำดื่มและป้ายญี่ปุ่นให้ผู้ร้องเรียนแล้ว 3 ครั้ง", "ดูที่ https://oie.example/t/9"),
    signer="นายข้อมูล ตัวอย่างดี", position="ผู้อำนวยการ", unit="ศูนย์สารสนเทศ", phone="02-000-0100",
)  # fmt: skip
WORDS = ("สำนักงาน", "ดำเนินการ", "น้ำดื่ม", "ป้ายญี่ปุ่น", "ผู้ร้องเรียน", "ผู้อำนวยการ", "น้ำทิพย์", "ปู่ย่า",
         "ขอแสดงความนับถือ", "ที่อก0801/123", "23พฤศจิกายน2569", "เรื่องแจ้งผล", "เรียนนางสาว")  # fmt: skip


def by_pypdf(made: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)


def by_poppler(made: bytes) -> str:
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=made, capture_output=True,
                          check=True)  # fmt: skip
    return done.stdout.decode()


@pytest.fixture
def made(app: Flask) -> bytes:
    with app.app_context():
        return write_letter_pdf(PAPER)


@pytest.mark.parametrize("read", [by_pypdf, by_poppler])
def test_every_thai_word_can_be_found_by_a_search(
    made: bytes, read: Callable[[bytes], str]
) -> None:
    found = normalise(read(made))
    assert [word for word in WORDS if normalise(word) not in found] == []


def test_the_parts_stand_in_the_order_of_an_official_letter(made: bytes) -> None:
    found = normalise(by_poppler(made))
    order = [found.index(normalise(part)) for part in (
        "ที่อก0801", "23พฤศจิกายน", "เรื่องแจ้งผล", "เรียนนางสาว", "ได้ดำเนินการ", "ขอแสดงความนับถือ",
        "(นายข้อมูล", "ผู้อำนวยการ", "ศูนย์สารสนเทศ", "โทร.02"
    )]  # fmt: skip
    assert order == sorted(order)


def test_only_our_font_is_used_and_it_is_embedded(made: bytes, tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(made)
    done = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True)
    fonts = done.stdout.splitlines()[2:]
    assert fonts
    assert all(re.search(r"Sarabun.*\byes yes yes\b", font) for font in fonts), done.stdout


def test_thai_digits_are_written_where_they_are_asked_for() -> None:
    thai = in_thai_digits(PAPER)
    assert (thai.number, thai.day) == ("อก ๐๘๐๑/๑๒๓", "๒๓ พฤศจิกายน ๒๕๖๙")
    assert thai.paragraphs[0].endswith("แล้ว ๓ ครั้ง")
    assert thai.paragraphs[1] == PAPER.paragraphs[1]  # an address stays one
    assert thai.reference == PAPER.reference


@pytest.mark.parametrize("url", [
    "file:///etc/hostname", "http://127.0.0.1:9/x", "https://a.example/", "data:text/css,x",
    "font:other", "ftp://127.0.0.1/x", "/etc/hostname", "font:regular?x",
])  # fmt: skip
def test_no_address_is_opened_but_that_of_the_font(url: str) -> None:
    with pytest.raises(Closed):
        OnlyOurFont().fetch(url)


def test_a_page_with_foreign_addresses_opens_none_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    fetch = OnlyOurFont.fetch

    def watched(self: OnlyOurFont, url: str, headers: object = None) -> object:
        asked.append(url)
        return fetch(self, url, headers)

    monkeypatch.setattr(OnlyOurFont, "fetch", watched)
    page = (
        "<html lang=th><head><title>x</title><link rel=stylesheet href='http://127.0.0.1:9/a.css'>"
        "<style>body{background:url(file:///etc/passwd)} @import 'http://127.0.0.1:9/b.css';"
        "@font-face{font-family:S;src:url(file:///etc/hostname)}</style></head><body>"
        "<img src='file:///etc/hostname' alt=x><object data='file:///etc/passwd'></object>"
        "<iframe src='http://127.0.0.1:9/'></iframe><p>ข้อความ</p></body></html>"
    )
    assert write_pdf(page).startswith(b"%PDF")
    assert asked  # each went through the door that opens nothing
