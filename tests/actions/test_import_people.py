"""Who is to be asked, from a table: every fault is named with its cell, and nobody is taken."""

import pytest

from app.actions.import_people import people_of
from app.documents.xlsx_read import Cell, read_xlsx
from app.intake.sample_list import Asked
from tests.documents.workbooks import a_workbook

HEAD: list[Cell] = ["ชื่อ", "อีเมล", "โทรศัพท์"]
Rows = list[list[Cell]]


def test_a_table_is_read_by_the_heads_of_its_columns_in_either_language() -> None:
    table = read_xlsx(
        a_workbook(["Telephone", "name"], ["02-000-0199", "นายก"], [], [None, "นางข"])
    )
    found = people_of(table)
    assert found.faults == []
    assert found.asked == [Asked("นายก", "", "02-000-0199"), Asked("นางข")]


@pytest.mark.parametrize(("rows", "faults"), [
    ([HEAD, ["ก", "a@example.org"], [None, "b@example.org"], ["ค", "ผิด"]],
     {"A3": "ชื่อว่างหรือยาวเกินไป", "B4": "“ผิด” ไม่ใช่อีเมล"}),
    ([HEAD, ["ก", "a@example.org"], [], ["ข", "A@example.org"]], {"B4": "อีเมลซ้ำกับแถวที่ 2"}),
    ([HEAD, ["ก", "", "0" * 101, "อื่น"]],
     {"C2": "โทรศัพท์ยาวเกินไป", "D2": "อยู่นอกตาราง ซึ่งมี 3 คอลัมน์"}),
    ([HEAD, ["ก", "", "02"], ["ก", "", "03"], ["ก", None, "02"]],
     {"A4": "ชื่อและโทรศัพท์ซ้ำกับแถวที่ 2"}),
    ([["ใคร", "ชื่อ"], ["ก", "ข"]], {"A1": "ไม่รู้จักคอลัมน์ “ใคร”"}),
    ([["อีเมล"], ["a@example.org"]], {"1": "ขาดคอลัมน์ “ชื่อ”"}),
    ([HEAD], {"A2": "ไฟล์นี้ไม่มีรายการ"}),
    ([], {"A1": "แถวแรกต้องเป็นหัวคอลัมน์"}),
])  # fmt: skip
def test_a_table_with_a_fault_takes_nobody(rows: Rows, faults: dict[str, str]) -> None:
    found = people_of(rows)
    assert {fault.cell: fault.words.th for fault in found.faults} == faults
    assert found.asked == []
