"""Machines are recognised, people are not mistaken for them."""

from email import message_from_string

import pytest

from app.intake.automatic import why_automatic


def why(headers: str) -> str | None:
    return why_automatic(message_from_string(headers + "\n\nข้อความ"))


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied (vacation)",
        "Auto-Submitted: auto-generated; owner-email=a@example.com",
        "Precedence: bulk",
        "Precedence: Auto_Reply",
        "List-Id: <news.example.com>",
        "List-Unsubscribe: <mailto:off@example.com>",
        "X-Auto-Response-Suppress: All",
        "X-Autoreply: yes",
        "X-Autorespond: ลาพักร้อน",
        "X-Loop: case@example.com",
        "X-Failed-Recipients: a@example.com",
        "Return-Path: <>",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
        "From: Mail Delivery System <MAILER-DAEMON@mx.example.com>",
        "From: postmaster@example.com",
        "From: ระบบ <no-reply+17@example.com>",
        "From: do_not.reply@example.com",
        "Return-Path: <bounces+a=example.org@example.com>",
    ],
)
def test_a_machine_is_recognised_by_its_headers(header):
    assert why(header)


@pytest.mark.parametrize(
    "subject",
    [
        "ตอบกลับอัตโนมัติ: ขอบคุณที่ติดต่อ",
        "ตอบกลับอัตโนมัติ",
        "การตอบกลับโดยอัตโนมัติ",
        "ข้อความตอบกลับอัตโนมัติ - ฝ่ายบุคคล",
        "ตอบรับอัตโนมัติ ได้รับอีเมลแล้ว",
        "ไม่อยู่ที่สำนักงาน",
        "ไม่อยู่ที่สำนักงาน: ประชุมวิชาการ",
        "ไม่อยู่ในสำนักงาน ถึงวันที่ 5 ธันวาคม 2569",
        "Out of Office: meeting",
        "Out of the office until Monday",
        "Automatic reply: [SIANG-1]",
        "Auto-Reply",
        "Autoreply: away",
        "Undeliverable: your case",
        "Delivery Status Notification (Failure)",
    ],
)
def test_an_absence_note_is_recognised_by_its_subject(subject):
    assert why(f"From: a@example.com\nSubject: {subject}") == "Subject"


def test_an_encoded_thai_absence_note_is_recognised():
    coded = "".join(f"={byte:02X}" for byte in "ตอบกลับอัตโนมัติ: ลา".encode("cp874"))
    assert why(f"From: a@example.com\nSubject: =?windows-874?Q?{coded}?=") == "Subject"


@pytest.mark.parametrize(
    "headers",
    [
        "From: a@example.com\nSubject: ขอร้องเรียน",
        "Auto-Submitted: no",
        "X-Auto-Response-Suppress: None",
        "Precedence: first-class",
        "Return-Path: <somchai@example.com>",
        "From: norepley.somchai@example.com",
        "Subject: Re: Automatic reply: my case",
        "Subject: ไม่อยู่ที่สำนักงานเลย เจ้าหน้าที่หายไปไหน",
        "Subject: ไม่อยู่ที่สำนักงาน เจ้าหน้าที่หายไปไหน",
        "Subject: ตอบกลับอัตโนมัติของระบบผิดพลาด",
        "Subject: ไม่สามารถส่งแบบฟอร์มได้",
        "Subject: Autoreplying machines annoy me",
        "Content-Type: multipart/mixed; boundary=b",
    ],
)
def test_a_person_is_not_taken_for_a_machine(headers):
    assert why(headers) is None
