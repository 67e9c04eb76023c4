"""The guided set-up: computed from what is there, a test letter, and an office from a file."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app.actions.keep_calendar import confirm_year
from app.actions.keep_office import ensure_office
from app.database import db, transaction
from app.models import Letter, Unit
from app.office.first_start import offer_set_up
from app.queries import office, people
from tests.web.seats import email, hidden, sit, text

Seat = Callable[[str], FlaskClient]
START = "/settings/start"
FILE = """
meta: {version: 1}
office: {code: OIE, name_th: สำนักงานตัวอย่าง, phone: "02-000-0100"}
units:
  - {id: U01, name_th: กองกลาง}
officers:
  - {id: P01, unit: U01, role: [intake, officer], email: somsri@office.example, first_th: สมศรี}
topics:
  - {id: C01, name_th: วารสาร, default_unit: U01}
"""
FIRST = {
    "code": "OIE", "name_th": "สำนักงานตัวอย่าง", "name_en": "Sample Office",
    "phone": "02-000-0100", "person": "นายผู้ดูแล ระบบดี", "email": "head@office.example",
    "password": "ม้าแก่กินหญ้าเขียว", "again": "ม้าแก่กินหญ้าเขียว",
}  # fmt: skip


@pytest.fixture
def first(client: FlaskClient, app: Flask, now: datetime) -> FlaskClient:
    """The administrator of an empty office, who has just used the first link."""
    with app.app_context(), transaction():
        token = offer_set_up(now)
    landed = client.post(f"/set-up/{token}", data=FIRST)
    assert (landed.status_code, landed.location) == (303, START)
    return client


def send(client: FlaskClient, content: str | bytes):
    data = content.encode() if isinstance(content, str) else content
    boundary, body = encode_multipart({"file": FileStorage(BytesIO(data), "office.yaml")})
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post(f"{START}/file", data=body, content_type=kind)


def test_the_first_administrator_lands_on_what_is_still_missing(first: FlaskClient) -> None:
    page = text(first.get(START))
    assert "เรียบร้อยแล้ว 1 จาก 7 ข้อ" in page
    assert "ยังไม่มี: เจ้าหน้าที่รับเรื่อง, เจ้าหน้าที่" in page
    assert "ยังไม่ได้ตั้งค่า: SIANG_MAIL_SERVER" in page
    assert "ตั้งค่าเริ่มต้นแล้ว 1 จาก 7 ข้อ" in text(first.get("/settings/"))


def test_each_step_is_done_when_the_office_has_it_and_undone_when_not(
    seat: Seat, app: Flask, now: datetime
) -> None:
    boss = seat("boss")
    assert "เรียบร้อยแล้ว 3 จาก 7 ข้อ" in text(boss.get(START))
    with app.app_context(), transaction():
        confirm_year(2026, people.by_email(email("boss")), now)
        ensure_office().code = "OIE"
    assert "เรียบร้อยแล้ว 5 จาก 7 ข้อ" in text(boss.get(START))
    with app.app_context(), transaction():
        people.by_email(email("clerk")).active = False
    assert "เรียบร้อยแล้ว 4 จาก 7 ข้อ" in text(boss.get(START))


def test_the_office_is_ready_once_mail_left_and_a_case_came(
    seat: Seat, app_with: Callable[..., Flask], app: Flask, now: datetime,
    new_case: Callable[..., str],
) -> None:  # fmt: skip
    new_case()
    with app.app_context(), transaction():
        confirm_year(2026, people.by_email(email("boss")), now)
        ensure_office().code = "OIE"
    seat("boss").post(f"{START}/letter")
    with app.app_context(), transaction() as session:
        letter = session.scalars(select(Letter).where(Letter.name == "test_letter")).one()
        letter.status, letter.sent_at = "sent", now
    other = app_with(SIANG_MAIL_SERVER="mail.office.example")
    page = text(sit(other, "boss").get(START))
    assert "พร้อมรับเรื่องแล้ว" in page
    assert "ฉบับล่าสุดส่งแล้วเมื่อ" in page
    assert "ตั้งค่าเริ่มต้นแล้ว" not in text(sit(other, "boss").get("/settings/"))


def test_a_test_letter_goes_to_whoever_asks_once_a_minute(seat: Seat, app: Flask) -> None:
    boss = seat("boss")
    assert boss.post(f"{START}/letter").status_code == 302
    boss.post(f"{START}/letter")
    with app.app_context():
        letter = db.session.scalars(select(Letter).where(Letter.name == "test_letter")).one()
        assert (letter.recipient, letter.status) == (email("boss"), "ready")
    assert "ฉบับล่าสุดรอส่ง" in text(boss.get(START))


def test_why_a_test_letter_could_not_leave_is_said_without_any_password(
    seat: Seat, app: Flask
) -> None:
    boss = seat("boss")
    boss.post(f"{START}/letter")
    with app.app_context(), transaction() as session:
        session.scalars(select(Letter)).one().problem = "535 authentication failed"
    assert "เซิร์ฟเวอร์ตอบว่า 535 authentication failed" in text(boss.get(START))


def test_an_office_file_is_shown_first_and_loaded_then(first: FlaskClient, app: Flask) -> None:
    shown = send(first, FILE)
    assert shown.status_code == 200, text(shown)
    assert "หน่วย 1 คน 1 หัวข้อ 1" in text(shown)
    with app.app_context():
        assert office.units() == []
    loaded = first.post(f"{START}/file/load", data={"file": hidden(shown, "file")})
    assert loaded.status_code == 302
    with app.app_context():
        assert db.session.get(Unit, "U01").name_th == "กองกลาง"
    assert "ยังไม่ได้เชิญ" in text(first.get("/settings/people?q=สมศรี"))
    assert "เรียบร้อยแล้ว 4 จาก 7 ข้อ" in text(first.get(START))


def test_a_wrong_file_names_every_fault_and_loads_nothing(first: FlaskClient, app: Flask) -> None:
    refused = send(first, FILE.replace("default_unit: U01", "default_unit: U99"))
    assert refused.status_code == 422
    assert "บรรทัด 9: topics[0].default_unit: ไม่มีหน่วยงาน U99" in text(refused)
    with app.app_context():
        assert office.units() == []


@pytest.mark.parametrize(("content", "said"), [
    (b"\xff\xfe", "ไฟล์นี้ไม่ใช่ข้อความ UTF-8"),
    (b"#" * (1024 * 1024 + 1), "ไฟล์ใหญ่เกิน 1 MB"),
])  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused(
    first: FlaskClient, content: bytes, said: str
) -> None:
    refused = send(first, content)
    assert (refused.status_code, said in text(refused)) == (422, True)


def test_no_file_is_loaded_over_an_office_that_has_cases(
    seat: Seat, new_case: Callable[..., str]
) -> None:
    new_case()
    admin = seat("admin")
    assert "เริ่มจากไฟล์สำนักงาน" not in text(admin.get(START))
    refused = send(admin, FILE)
    assert refused.status_code == 422
    assert "มีเรื่องในระบบแล้ว" in text(refused)
