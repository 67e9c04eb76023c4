"""Workbooks from outside: cells as they are meant, and nothing that could do harm."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from app.documents.csv import write_csv
from app.documents.csv_read import read_csv
from app.documents.xlsx_read import LARGEST, MOST_ROWS, UNPACKED, Unreadable, column_name, read_xlsx
from tests.documents.workbooks import a_workbook, with_part

SHEET = "xl/worksheets/sheet1.xml"
BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>&a;&a;</t></is></c></row></sheetData></worksheet>"""
STOLEN = BOMB.replace(b'"aaaaaaaaaa"', b'SYSTEM "file:///etc/hostname"')


def test_texts_numbers_and_days_come_as_what_they_are() -> None:
    moment = datetime(2026, 9, 16, 14, 30)  # noqa: DTZ001 - a workbook knows no zones
    content = a_workbook(["ที่จัด", 12, 2.5, date(2026, 9, 16), moment, None, True])
    assert read_xlsx(content) == [["ที่จัด", 12, 2.5, date(2026, 9, 16), moment, None, "1"]]


def test_a_formula_is_its_text_and_never_its_value() -> None:
    content = a_workbook(["จำนวน"], formulas={"A2": "=SUM(B1:B9)"})
    assert read_xlsx(content) == [["จำนวน"], ["=SUM(B1:B9)"]]


def test_rows_between_keep_their_places() -> None:
    assert read_xlsx(a_workbook(["หัว"], [], [None, "ค"])) == [["หัว"], [], [None, "ค"]]


@pytest.mark.parametrize("part", [BOMB, STOLEN, b"<sheet"], ids=["entity", "outside", "broken"])
def test_what_brings_entities_or_is_broken_is_refused(part: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        read_xlsx(with_part(a_workbook(["ก"]), SHEET, part))
    assert "XLSX" in refused.value.words.th


def test_what_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read_xlsx(with_part(a_workbook(["ก"]), SHEET, b" " * (UNPACKED + 1)))
    assert "ใหญ่เกินไป" in refused.value.words.th


@pytest.mark.parametrize("read", [read_xlsx, read_csv])
def test_what_is_too_large_is_not_even_opened(read: Callable[[bytes], object]) -> None:
    with pytest.raises(Unreadable) as refused:
        read(b"0" * (LARGEST + 1))
    assert "ใหญ่เกินไป" in refused.value.words.th


@pytest.mark.parametrize("row", [MOST_ROWS + 2, 1_048_576])
def test_a_cell_far_away_is_refused(row: int) -> None:
    rows = f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>'
    sheet = f'<worksheet xmlns="http://x"><sheetData>{rows}</sheetData></worksheet>'
    with pytest.raises(Unreadable):
        read_xlsx(with_part(a_workbook(["ก"]), SHEET, sheet.encode()))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 99, b"a,b\n1,2"])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_xlsx(content)


def test_columns_are_named_as_in_a_spreadsheet() -> None:
    assert [column_name(n) for n in (0, 25, 26, 59)] == ["A", "Z", "AA", "BH"]


def test_our_own_csv_comes_back_as_it_was() -> None:
    rows = [["=1+1", "ข้อความ, มีจุลภาค", "-"], ["'อัญประกาศ", "สอง\nบรรทัด", ""]]
    assert read_csv(write_csv(["ก", "ข", "ค"], rows)) == [["ก", "ข", "ค"], *rows]


def test_a_csv_of_another_encoding_is_refused_in_words() -> None:
    with pytest.raises(Unreadable) as refused:
        read_csv("ชื่อ,รหัส".encode("cp874"))
    assert "UTF-8" in refused.value.words.th
