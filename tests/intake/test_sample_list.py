"""Who is to be asked, from lines and from workbooks: every fault is named with its place."""

import zipfile
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from app.documents.xlsx import write_xlsx
from app.intake.sample_list import Asked, from_lines, from_workbook
from app.intake.sheet import read_sheet
from workflows.errors import Invalid

HEAD = ["ชื่อ", "อีเมล", "โทรศัพท์"]


def a_book(*rows: list[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    kept = BytesIO()
    book.save(kept)
    book.close()
    return kept.getvalue()


def said(error: pytest.ExceptionInfo[Invalid]) -> str:
    return next(iter(error.value.problems.values())).th


def test_a_line_is_a_person_with_what_is_known_of_them() -> None:
    people = from_lines("นายสมหมาย ใฝ่อ่าน, Sommai@Example.org, 02-000-0199\n\nสมาคมการค้า")
    assert people == [
        Asked("นายสมหมาย ใฝ่อ่าน", "Sommai@Example.org", "02-000-0199"),
        Asked("สมาคมการค้า"),
    ]


@pytest.mark.parametrize(("text", "problem"), [
    ("ก\n, a@example.org", "บรรทัด 2: ชื่อว่างหรือยาวเกินไป"),
    ("ก, ไม่มีอีเมล", "บรรทัด 1: “ไม่มีอีเมล” ไม่ใช่อีเมล"),
    ("ก, a@example.org\nข, A@example.org", "บรรทัด 2: อีเมลซ้ำกับบรรทัด 1"),
    ("ก, a@example.org, 02, อื่น", "บรรทัด 1: มีมากกว่าสามช่อง"),
    (" \n ", "ไม่พบรายชื่อ"),
])  # fmt: skip
def test_a_list_with_a_fault_is_refused_with_its_line(text: str, problem: str) -> None:
    with pytest.raises(Invalid) as error:
        from_lines(text)
    assert said(error) == problem


def test_many_faults_are_named_up_to_ten() -> None:
    with pytest.raises(Invalid) as error:
        from_lines("\n".join(f"ก, ผิด{n}" for n in range(12)))
    assert said(error).count("ไม่ใช่อีเมล") == 10
    assert said(error).endswith("และอีก 2 จุด")


@pytest.mark.parametrize("write", ["openpyxl", "xlsxwriter"])
def test_a_workbook_is_read_by_the_heads_of_its_columns(write: str) -> None:
    head, rows = ["ลำดับ", "โทรศัพท์", "ชื่อ"], [[1, "02-000-0199", "นายก"], [2, "", "นางน้ำผึ้ง"]]
    book = a_book(head, *rows) if write == "openpyxl" else write_xlsx({"รายชื่อ": (head, rows)})
    assert from_workbook(book) == [Asked("นายก", "", "02-000-0199"), Asked("นางน้ำผึ้ง")]


def test_blank_rows_and_cells_keep_their_places() -> None:
    book = a_book(["ก", None, "ค"], [], [None, "ข"])
    assert read_sheet(book) == [["ก", "", "ค"], [], ["", "ข"]]


def test_a_fault_in_a_workbook_is_named_with_its_row() -> None:
    with pytest.raises(Invalid) as error:
        from_workbook(a_book(HEAD, ["ก", "a@example.org"], [None, "b@example.org"], ["ค", "ผิด"]))
    assert said(error) == "แถว 3: ชื่อว่างหรือยาวเกินไป; แถว 4: “ผิด” ไม่ใช่อีเมล"


@pytest.mark.parametrize(("book", "problem"), [
    (a_book(["ใคร", "ที่ไหน"], ["ก", "ข"]), "แถวแรกต้องมีหัวคอลัมน์"),
    (a_book(HEAD), "ไม่พบรายชื่อ"),
    (b"", "ไฟล์นี้ไม่ใช่ไฟล์ Excel"),
    (b"name,email\n", "ไฟล์นี้ไม่ใช่ไฟล์ Excel"),
])  # fmt: skip
def test_a_file_that_is_no_list_is_refused(book: bytes, problem: str) -> None:
    with pytest.raises(Invalid) as error:
        from_workbook(book)
    assert said(error).startswith(problem)


def changed(book: bytes, name: str, content: bytes | None) -> bytes:
    """The same file with another content of one part, or without it."""
    made = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(book)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        if content is not None:
            new.writestr(name, content)
    return made.getvalue()


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BOMB = b"<a>" + b" " * (51 * 1024 * 1024) + b"</a>"
ENTITIES = (f'<!DOCTYPE x [<!ENTITY a "ลับ"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
            f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>ชื่อ</t>'
            f'</is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>&b;</t></is></c></row>'
            f"</sheetData></worksheet>").encode()  # fmt: skip
FAR = f'<worksheet xmlns="{MAIN}"><sheetData><row r="999999999"/></sheetData></worksheet>'.encode()


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/worksheets/sheet1.xml", BOMB),
        ("xl/worksheets/sheet1.xml", FAR),
        ("xl/worksheets/sheet1.xml", ENTITIES),
        ("xl/worksheets/sheet1.xml", b"<broken"),
        ("xl/worksheets/sheet1.xml", None),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/_rels/workbook.xml.rels", b"<none/>"),
        ("xl/sharedStrings.xml", None),
    ],
    ids=["bomb", "far row", "entities", "broken", "no sheet", "no book", "no link", "no texts"],
)
def test_a_hostile_or_broken_workbook_is_refused(part: str, content: bytes | None) -> None:
    with pytest.raises(Invalid):
        from_workbook(changed(write_xlsx({"รายชื่อ": (HEAD, [["ก", "", ""]])}), part, content))
