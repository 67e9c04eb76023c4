"""Form 2.3 as a workbook: numbers that can be added up, each with its source and period."""

from datetime import datetime
from io import BytesIO

from openpyxl import load_workbook
from sqlalchemy.orm import Session

from app.documents.form23_annex import Annex
from app.documents.form23_sheet import Wanted
from app.documents.form23_xlsx import write_form_xlsx
from app.reports.form23 import form23
from tests.reports.office_file import load, office_file


def test_every_figure_is_there_once_with_source_and_period(session: Session, now: datetime) -> None:
    load(office_file(), now)
    made = form23(2569, now)
    sheet = load_workbook(BytesIO(write_form_xlsx(made)))["ตัวเลข"]
    head, *rows = sheet.iter_rows(values_only=True)
    assert head == ("เกณฑ์", "ข้อ", "ชื่อ", "ค่า", "นิยาม", "ที่มา", "ช่วงเวลา", "ข้อมูล ณ")
    names = [row[2] for row in rows]
    claims = [claim for criterion in made.criteria for claim in criterion.claims]
    assert sorted(names) == sorted({f.name for claim in claims for f in claim.figures})
    asked = rows[names.index("cs3.survey_respondents")]
    assert asked[:4] == ("CS3", 4, "cs3.survey_respondents", 1090)
    assert asked[6] == "1 ตุลาคม 2568 – 30 กันยายน 2569 (2025-10-01 – 2026-09-30)"
    assert asked[7] == "2026-11-23 10:00+07:00"
    assert rows[names.index("cs3.on_time_percent")][3] is None


def test_every_claim_says_if_it_is_supported_and_who_confirmed_it(
    session: Session, now: datetime
) -> None:
    load(office_file(), now)
    book = load_workbook(BytesIO(write_form_xlsx(form23(2553, now))))
    _, *rows = book["ข้อความ"].iter_rows(values_only=True)
    assert len(rows) == 17
    first, second = rows[:2]
    assert first[4:6] == ("ใช่", None)
    assert second[4] == "ไม่"
    assert second[5]
    assert second[6]
    assert second[7:9] == ("2026-11-23 10:00+07:00", "ใช่")
    assert [row[0] for row in book["เกณฑ์"].iter_rows(min_row=2, values_only=True)] == [
        f"CS{n}" for n in range(1, 8)
    ]


def test_an_annex_is_a_sheet_whose_numbers_are_numbers(session: Session, now: datetime) -> None:
    annex = Annex("ผนวก CS3 เรื่องตามช่องทางและเดือนของปีงบประมาณ", ("เดือน", "เรื่อง"), [("ต.ค.", 12)])
    wanted = Wanted(thai_digits=True, annexes=[annex])
    book = load_workbook(BytesIO(write_form_xlsx(form23(2569, now), wanted)))
    assert list(book.worksheets[3].iter_rows(values_only=True)) == [("เดือน", "เรื่อง"), ("ต.ค.", 12)]


def test_an_annex_may_be_called_anything(session: Session, now: datetime) -> None:
    annexes = [Annex("ผนวก [CS3]: ก/ข", ("ก",), [(1,)]), Annex("ผนวก [CS3]: ก/ข", ("ก",), [(2,)])]
    book = load_workbook(BytesIO(write_form_xlsx(form23(2569, now), Wanted(annexes=annexes))))
    assert [sheet["A2"].value for sheet in book.worksheets[3:5]] == [1, 2]
