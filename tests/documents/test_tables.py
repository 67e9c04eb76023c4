"""Tables on paper: no cell runs anything, numbers stay numbers, Thai stays readable."""

import csv
import io

import openpyxl
import pytest

from app.documents.csv import write_csv
from app.documents.plain import write_plain
from app.documents.xlsx import write_xlsx

EVIL = ("=1+1", "+66", "-2", "@SUM(A1)", "\t=1", "\r=1", " =cmd|' /C calc'!A0")


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_begins_with_the_mark_that_excel_needs_for_thai() -> None:
    content = write_csv(["เดือน"], [["พ.ย. 2569"]])
    assert content.startswith(b"\xef\xbb\xbf")
    assert read(content) == [["เดือน"], ["พ.ย. 2569"]]


@pytest.mark.parametrize("cell", EVIL)
def test_a_text_that_looks_like_a_formula_is_no_formula_in_csv(cell: str) -> None:
    assert read(write_csv([cell], [[cell]])) == [[f"'{cell}"], [f"'{cell}"]]


def test_numbers_below_zero_stay_numbers_and_no_value_is_empty() -> None:
    assert read(write_csv(["ก"], [[-3], [2.5], [None]])) == [["ก"], ["-3"], ["2.5"], [""]]


def test_a_workbook_holds_texts_as_texts_and_numbers_as_numbers() -> None:
    rows = [["=1+1", 12, 97.06], ["https://example.org", None, 0]]
    content = write_xlsx({"รายงาน": (["หัวข้อ", "เรื่อง", "ร้อยละ"], rows), "ก" * 40: (["ข"], [])})
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["รายงาน", "ก" * 31]
    cells = [[cell.value for cell in row] for row in book["รายงาน"].iter_rows()]
    assert cells == [["หัวข้อ", "เรื่อง", "ร้อยละ"], *rows]
    assert book["รายงาน"]["A2"].data_type == "s"
    assert book["รายงาน"]["A3"].hyperlink is None


def test_columns_stand_straight_though_thai_marks_take_no_room() -> None:
    lines = write_plain(["ชื่อ", "เรื่อง"], [["ที่นี่", 5], ["abc", None]], "-").splitlines()
    assert lines == ["ชื่อ   เรื่อง", "ที่นี่      5", "abc     -"]
