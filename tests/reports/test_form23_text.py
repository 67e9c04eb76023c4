"""The form of fiscal year 2553 comes back as the office wrote it, to the byte."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from app.documents.form23_text import write_text
from app.reports.form23 import form23
from tests.reports.office_file import SEED_TEXT, load, office_file


def text(now: datetime, year: int = 2553) -> str:
    return write_text(form23(year, now))


def test_the_form_of_2553_comes_back_byte_for_byte(session: Session, now: datetime) -> None:
    load(office_file(), now)
    assert text(now).encode() == SEED_TEXT


def test_the_seed_alone_is_enough(session: Session, now: datetime) -> None:
    parts = office_file()
    load({name: parts[name] for name in ("seed_registers_2553", "seed_report_2553")}, now)
    assert text(now).encode() == SEED_TEXT


def test_one_seminar_less_is_nine_times(session: Session, now: datetime) -> None:
    parts = office_file()
    del parts["seed_registers_2553"]["network_activities"][3]
    load(parts, now)
    assert text(now).encode() == SEED_TEXT.replace("รวม 10 ครั้ง".encode(), "รวม 9 ครั้ง".encode())


@pytest.mark.parametrize(
    ("register", "left", "printed"),
    [
        ("listening_channels", ["Internet"], "ความต้องการ 1 ช่องทาง ได้แก่ \n· Internet\n2. จาก"),
        ("network_works", ["ดัชนี", "รายงาน"], "สร้างเครือข่าย ได้แก่ ดัชนี รายงาน\n"),
        ("network_contact_channels", ["อีเมล์", "โทรศัพท์"], "ได้แก่ อีเมล์ และโทรศัพท์\n"),
        ("participation_works", [{"name_th": "แผน", "level": 4}], "ได้แก่ แผน  ซึ่งอยู่ในระดับที่ 4\n"),
        ("participation_information_channels", ["โทรสาร"], "ข่าวสาร 1 ช่องทาง ได้แก่ โทรสาร\n"),
        ("participation_listening_channels", ["ก", "ข"], "เสนอแนะ 2 ช่องทาง ได้แก่ ก และข\n"),
        ("missions_count", 4, "ใน 4 พันธกิจ\n"),
        ("top_information_channel", "วารสาร", "ผ่านทาง วารสาร มากที่สุด"),
        ("service_manual_work", "รายเดือน", "คู่มือการปฏิบัติงานรายเดือน\n"),
    ],
)
def test_every_line_is_filled_from_its_register(
    session: Session, now: datetime, register: str, left: object, printed: str
) -> None:
    parts = office_file()
    parts["seed_registers_2553"][register] = left
    load(parts, now)
    assert printed in text(now)


def test_a_claim_without_data_is_left_out_with_its_evidence(
    session: Session, now: datetime
) -> None:
    printed = text(now, 2570)
    assert "มาตรฐานการให้บริการ และประกาศ" not in printed
    assert "ตารางสรุป" not in printed
    assert "รายชื่อกลุ่มตัวอย่าง" not in printed
    assert "3.จัดทำ Flow Chart" in printed  # drawn from the steps table, so always there


def test_a_tick_stands_where_the_box_was(session: Session, now: datetime) -> None:
    parts = office_file()
    parts["seed_report_2553"]["status"] = {"CS2": "complete", "CS3": "in_progress"}
    load(parts, now)
    lines = text(now).split("\n")
    assert lines.count(f"{' ' * 12}☑ ดำเนินการครบถ้วน ") == 1
    assert lines.count(f"{' ' * 12}☑ อยู่ระหว่างดำเนินการ") == 1
    assert lines.count(f"{' ' * 14}ดำเนินการครบถ้วน ") == 6
