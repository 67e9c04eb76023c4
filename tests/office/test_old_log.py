"""An old log of complaints from a workbook: cases with their history, or each fault's cell."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Case, Event, Letter, Person
from app.office.old_log import Log, Refused, load_log
from tests.documents.workbooks import a_workbook
from tests.factories import a_person, an_office
from workflows import Kind, State

HEAD = [
    "เลขที่เรื่อง", "วันที่รับ", "ช่องทาง", "ประเภท", "เรื่อง", "รายละเอียด", "หัวข้อ", "สถานะ", "อีเมลผู้แจ้ง",
    "ผู้รับผิดชอบ", "วันที่มอบหมาย", "วันที่วิเคราะห์", "สาเหตุ", "ผลการวิเคราะห์", "วันที่ยุติ", "ผล", "คำตอบ",
]  # fmt: skip
OPEN = ["OFFICE-2568-0001", "6/10/2567 10:12", "โทรศัพท์", "ข้อร้องเรียน", "ไฟดับ", "หน้าอาคาร", "C04",
        "รับเรื่อง"]  # fmt: skip


@pytest.fixture
def officer(session: Session, now: datetime) -> Person:
    with transaction():
        an_office()
        a_person(now, "manager")
        return a_person(now, "officer")


def resolved(officer: Person, **more: Any) -> list[Any]:
    row = dict(zip(HEAD, [
        "OFFICE-2568-0002", date(2024, 10, 7), "web", "complaint", "เว็บล่ม", "เปิดไม่ได้", "C04",
        "ยุติแล้ว", "sommai@example.org", officer.email, "8/10/2567", "9/10/2567", "ระบบสารสนเทศ",
        "ฐานข้อมูลเต็ม", "10/10/2567 14.30 น.", "เป็นจริงตามที่แจ้ง", "เพิ่มเนื้อที่แล้ว",
    ], strict=True))  # fmt: skip
    return list((row | more).values())


def loaded(rows: list[list[Any]], now: datetime, most: int = 500) -> Log:
    with transaction():
        return load_log(rows, most=most, file="เดิม.xlsx", now=now, actor=None)


def faults(rows: list[list[Any]], now: datetime) -> list[str]:
    with pytest.raises(Refused) as refused:
        loaded(rows, now)
    return [fault.cell for fault in refused.value.log.faults]


def test_rows_become_cases_with_their_history(
    session: Session, now: datetime, officer: Person
) -> None:
    log = loaded([HEAD, OPEN, resolved(officer)], now)
    assert len(log.new) == 2
    first, second = session.scalars(select(Case).order_by(Case.reference)).all()
    assert (first.kind, first.state, first.channel) == (Kind.COMPLAINT, State.RECEIVED, "phone")
    assert first.received_at == datetime(2024, 10, 6, 3, 12, tzinfo=UTC)
    assert (second.state, second.outcome, second.answer) == (
        State.RESOLVED, "upheld", "เพิ่มเนื้อที่แล้ว"
    )  # fmt: skip
    assert second.resolved_at == datetime(2024, 10, 10, 7, 30, tzinfo=UTC)
    assert second.owner_id == officer.id
    assert (first.imported, second.imported) == (True, True)
    steps = session.scalars(select(Event.what).where(Event.case_id == second.id)).all()
    assert steps == ["registered", "assign", "analyse", "resolve"]
    assert session.scalars(select(Letter.status)).all() == ["recorded"]


def test_twice_is_once(session: Session, now: datetime, officer: Person) -> None:
    loaded([HEAD, OPEN], now)
    log = loaded([HEAD, OPEN], now)
    assert (log.new, log.known) == ([], 1)


@pytest.mark.parametrize(
    ("column", "cell", "where"),
    [
        ("วันที่รับ", "7/10/67", "B2"), ("วันที่รับ", date(1967, 10, 7), "B2"), ("วันที่รับ", None, "B2"),
        ("วันที่รับ", "1/1/2600", "B2"), ("ช่องทาง", "โทรเลข", "C2"), ("ประเภท", "อื่น ๆ", "D2"),
        ("เรื่อง", "", "E2"), ("หัวข้อ", "C99", "G2"), ("สถานะ", "รับเรื่อง", "H2"),
        ("อีเมลผู้แจ้ง", "ไม่มี", "I2"), ("ผู้รับผิดชอบ", "ใคร@oie.example", "J2"),
        ("วันที่มอบหมาย", None, "J2"), ("วันที่วิเคราะห์", None, "M2"), ("สาเหตุ", "ดวง", "M2"),
        ("วันที่มอบหมาย", "1/10/2567", "K2"), ("ผล", "", "P2"), ("เลขที่เรื่อง", "12/2567", "A2"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_and_nothing_is_loaded(
    session: Session, now: datetime, officer: Person, column: str, cell: Any, where: str
) -> None:
    rows = [HEAD, resolved(officer, **{column: cell}), OPEN]
    assert faults(rows, now)[0] == where
    assert session.scalars(select(Case)).all() == []
    assert session.scalars(select(Event)).all() == []


def test_a_case_that_stands_there_twice_is_refused(
    session: Session, now: datetime, officer: Person
) -> None:
    assert faults([HEAD, OPEN, OPEN], now) == ["A3"]


def test_another_case_of_the_same_reference_is_refused(
    session: Session, now: datetime, officer: Person
) -> None:
    loaded([HEAD, OPEN], now)
    other = [OPEN[0], "7/10/2567", *OPEN[2:]]
    assert faults([HEAD, other], now) == ["A2"]


def test_too_many_rows_are_refused(session: Session, now: datetime, officer: Person) -> None:
    with pytest.raises(Refused):
        loaded([HEAD, OPEN, resolved(officer)], now, most=1)


def test_the_command_loads_a_workbook_or_names_each_cell(
    app: Flask, session: Session, now: datetime, officer: Person, tmp_path: Path
) -> None:
    place = tmp_path / "log.xlsx"
    place.write_bytes(a_workbook(HEAD, ["OFFICE-2568-0009", *OPEN[1:3], "บ่น"]))
    wrong = app.test_cli_runner().invoke(args=["office", "import-log", str(place)])
    assert wrong.exit_code == 1
    assert "D2: Choose from the list" in wrong.stderr
    place.write_bytes(a_workbook(HEAD, OPEN))
    right = app.test_cli_runner().invoke(args=["office", "import-log", str(place)])
    assert "1 cases are new here" in right.output
