"""Registering for somebody else, the quarantine and the outbox."""

import re
from datetime import datetime
from hashlib import sha256
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.actions.keep_mail import keep, read
from app.database import db, transaction
from app.models import Case, Letter, RawMail
from app.queries import cases
from app.storage import cupboard
from tests.factories import settled
from tests.web.questions import questions
from tests.web.seats import an_office_at_work, hidden, sit, text

MACHINE = (
    b"From: Post <mailer-daemon@elsewhere.example>\r\nSubject: <b>Undelivered</b>\r\n"
    b"Auto-Submitted: auto-replied\r\nMessage-ID: <1@elsewhere.example>\r\n\r\n<script>alert(1)"
)


@pytest.fixture
def office(client: FlaskClient, app: Flask, now: datetime) -> Flask:
    """The office at work."""
    an_office_at_work(app, now)
    return app


@pytest.fixture
def clerk(office: Flask) -> FlaskClient:
    """The intake officer at the desk."""
    return sit(office, "clerk")


def a_call(clerk: FlaskClient, **more: object) -> dict[str, object]:
    """The form as a clerk fills it in during a call."""
    token = hidden(clerk.get("/desk/intake"), "token")
    return {
        "token": token, "channel": "phone", "kind": "complaint", "topic": "C04",
        "received_on": "23/11/2569", "received_time": "9.30", "subject": "เว็บไซต์เปิดไม่ได้",
        "body": "โทรมาแจ้งว่าเปิดหน้าดัชนีไม่ได้ตั้งแต่เช้า", "anonymous": "no",
        "name": "นางสาวทดสอบ", "phone": "02-000-0111", **more,
    }  # fmt: skip


def the_case(office: Flask) -> Case:
    return db.session.scalars(select(Case)).one()


def test_a_caller_gets_reference_and_secret_once_and_can_follow_with_them(office, clerk) -> None:
    answer = clerk.post("/desk/intake", data=a_call(clerk, acknowledged="y"))
    assert answer.status_code == 200
    code = "-".join(re.findall(r"<span>([2-9A-Z]{4})</span>", answer.text))
    with office.app_context():
        case = the_case(office)
        assert case.reference in text(answer)
        assert cases.find_by_secret(case.reference, code).id == case.id
        assert case.acknowledged_at is not None
        assert case.channel == "phone"
        assert case.received_at.isoformat() == "2026-11-23T02:30:00+00:00"
    assert code not in clerk.get(f"/desk/cases/{case.reference}").text


def test_the_same_form_sent_twice_is_one_case_with_the_same_secret(office, clerk) -> None:
    call = a_call(clerk)
    first, second = clerk.post("/desk/intake", data=call), clerk.post("/desk/intake", data=call)
    secret = re.findall(r"<span>([2-9A-Z]{4})</span>", first.text)
    assert secret == re.findall(r"<span>([2-9A-Z]{4})</span>", second.text)
    with office.app_context():
        the_case(office)


@pytest.mark.parametrize(("field", "typed"), [("subject", "อีกเรื่องหนึ่ง"), ("name", "สมชาย แก้ชื่อ")])
def test_a_form_used_again_with_other_words_is_asked_about_first(
    office, clerk, field, typed
) -> None:
    call = a_call(clerk)
    clerk.post("/desk/intake", data=call)
    answer = clerk.post("/desk/intake", data={**call, field: typed})
    assert answer.status_code == 409
    assert typed in answer.text
    again = {**call, field: typed, "token": hidden(answer, "token")}
    assert clerk.post("/desk/intake", data=again).status_code == 200


def test_a_referral_brings_its_office_numbers_and_due_date(office, clerk) -> None:
    letter = a_call(
        clerk, channel="gcc1111", received_on="20 พ.ย. 2569", received_time="16:45",
        registry_number="รับ ๔๕/๒๕๖๙", letter_number="นร 0105/1234", letter_date="18/11/2569",
        agency="ศูนย์บริการประชาชน สปน.", referral_number="1111/88", referral_date="19/11/2569",
        report_due="4 ธ.ค. 2569", files=(BytesIO(b"%PDF-1.4"), "หนังสือนำส่ง.pdf"),
    )  # fmt: skip
    assert clerk.post("/desk/intake", data=letter).status_code == 200
    with office.app_context():
        reference = the_case(office).reference
    page = text(clerk.get(f"/desk/cases/{reference}")).replace("\u00a0", " ")
    for words in ("รับ ๔๕/๒๕๖๙", "นร 0105/1234", "18 พ.ย. 2569", "ศูนย์บริการประชาชน สปน.", "1111/88",
                  "ศ. 4 ธ.ค. 2569", "หนังสือนำส่ง.pdf", "20 พ.ย. 2569 16.45 น."):  # fmt: skip
        assert words in page
    found = text(clerk.get("/desk?queue=all&q=1111/88"))
    assert reference in found


def test_where_two_fields_lack_the_same_the_summary_names_each(office, clerk) -> None:
    answer = clerk.post("/desk/intake", data=a_call(clerk, channel="", kind=""))
    said = text(answer)
    assert "ช่องทางที่รับ: เลือกจากรายการ" in said
    assert "ประเภทเรื่อง: เลือกจากรายการ" in said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"subject": " "}, "กรอกชื่อเรื่อง"),
        ({"body": ""}, "กรอกรายละเอียดของเรื่อง"),
        ({"subject": "ก" * 301}, "เขียนได้ไม่เกิน 300 ตัวอักษร"),
        ({"channel": "antigraft"}, "เลือกจากรายการ"),
        ({"kind": "rumour"}, "เลือกจากรายการ"),
        ({"topic": "C08"}, "เลือกจากรายการ"),
        ({"received_on": "23/11/69"}, "เขียนวันที่แบบ 23/11/2569"),
        ({"received_on": ""}, "เขียนวันที่รับเรื่อง"),
        ({"received_on": "24/11/2569"}, "วันและเวลาที่รับต้องไม่อยู่ในอนาคต"),
        ({"received_time": "25.00"}, "เขียนเวลาแบบ 10.30"),
        ({"received_time": "10.01"}, "วันและเวลาที่รับต้องไม่อยู่ในอนาคต"),
        ({"email": "ไม่มี"}, "ที่อยู่อีเมลต้องมี @"),
        ({"channel": "gcc1111"}, "เขียนหน่วยงานที่ส่งต่อเรื่อง"),
        ({"letter_date": "เมื่อวาน"}, "เขียนวันที่แบบ"),
    ],
)
def test_what_cannot_be_taken_comes_back_with_a_plain_word_and_all_that_was_typed(
    office, clerk, given, said
) -> None:
    answer = clerk.post("/desk/intake", data=a_call(clerk, **given))
    assert answer.status_code == 422
    assert said in text(answer)
    assert "โทรมาแจ้งว่าเปิดหน้าดัชนีไม่ได้" in answer.text or given == {"body": ""}
    with office.app_context():
        assert db.session.scalar(select(Case)) is None


def test_an_anonymous_caller_leaves_no_trace(office, clerk) -> None:
    clerk.post("/desk/intake", data=a_call(clerk, anonymous="yes"))
    with office.app_context():
        case = the_case(office)
        assert case.anonymous
        assert case.correspondent is None


def test_registering_needs_the_forms_token(office, clerk, monkeypatch) -> None:
    call = a_call(clerk)
    monkeypatch.setitem(office.config, "WTF_CSRF_ENABLED", True)
    assert clerk.post("/desk/intake", data=call).status_code in (400, 422)
    with office.app_context():
        assert db.session.scalar(select(Case)) is None


# ---- the quarantine


@pytest.fixture
def mail_id(office: Flask, now: datetime) -> int:
    """A machine's mail that lies in quarantine."""
    with office.app_context():
        with transaction():
            kept = keep(MACHINE, sha256(MACHINE).hexdigest(), now).id
        read(kept, now)
    return kept


def test_a_quarantined_mail_is_shown_as_text_and_downloaded_byte_for_byte(clerk, mail_id) -> None:
    assert "ข้อความอัตโนมัติ" in text(clerk.get("/desk/quarantine"))
    page = clerk.get(f"/desk/quarantine/{mail_id}")
    assert "<b>Undelivered" not in page.text
    assert "<script>alert" not in page.text
    assert "mailer-daemon@elsewhere.example" in text(page)
    raw = clerk.post(f"/desk/quarantine/{mail_id}/raw")
    assert raw.data == MACHINE
    assert raw.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in raw.headers["Content-Security-Policy"]


def test_an_officer_makes_a_case_of_it(clerk, mail_id) -> None:
    answer = clerk.post(f"/desk/quarantine/{mail_id}/reprocess")
    assert answer.status_code == 302
    assert "/desk/cases/" in answer.location
    assert clerk.get(f"/desk/quarantine/{mail_id}").status_code == 404


def test_a_mail_is_set_aside_only_for_a_reason(clerk, mail_id) -> None:
    refused = clerk.post(f"/desk/quarantine/{mail_id}/discard", data={"reason": " "})
    assert refused.status_code == 422
    assert "บอกเหตุผล" in text(refused)
    done = clerk.post(f"/desk/quarantine/{mail_id}/discard", data={"reason": "จดหมายตีกลับ"})
    assert done.status_code == 302
    assert "ไม่มีอีเมลที่กักไว้" in text(clerk.get("/desk/quarantine"))


@pytest.mark.parametrize("who", ["officer", "auditor", "admin"])
def test_others_find_no_quarantine(office, mail_id, who) -> None:
    desk = sit(office, who)
    for place in ("", f"/{mail_id}"):
        assert desk.get(f"/desk/quarantine{place}").status_code == 404
    for deed in ("raw", "reprocess"):
        assert desk.post(f"/desk/quarantine/{mail_id}/{deed}").status_code == 404


def test_a_repaired_copy_becomes_the_case_beside_the_mail_as_it_came(
    office, clerk, mail_id
) -> None:
    nothing = clerk.post(f"/desk/quarantine/{mail_id}/repair", data={})
    assert nothing.status_code == 422
    assert "เลือกไฟล์อีเมลที่แก้ไขแล้ว" in text(nothing)
    copy = "From: somchai@example.com\nSubject: =?utf-8?q?x?=\n\nกดแล้วหน้าว่าง".encode()
    sent = {"copy": (BytesIO(copy), "fixed.eml")}
    answer = clerk.post(f"/desk/quarantine/{mail_id}/repair", data=sent)
    assert "/desk/cases/" in answer.location
    with office.app_context():
        row = db.session.get(RawMail, mail_id)
        assert db.session.get(Case, row.case_id).body == "กดแล้วหน้าว่าง"
        assert (cupboard.get(row.key), cupboard.get(row.repaired_key)) == (MACHINE, copy)


def test_a_copy_that_is_no_better_stays_in_quarantine_and_the_next_takes_its_place(
    office, clerk, mail_id
) -> None:
    place = f"/desk/quarantine/{mail_id}/repair"
    for words in (b"no mail at all", b"nor this one"):
        answer = clerk.post(place, data={"copy": (BytesIO(words), "x.eml")})
        assert answer.location.endswith(f"/desk/quarantine/{mail_id}")
    with office.app_context():
        row = db.session.get(RawMail, mail_id)
        assert cupboard.get(row.repaired_key) == b"nor this one"
        assert len(list(cupboard.all_keys())) == 2


@pytest.mark.parametrize(("who", "seen"), [("clerk", 404), ("boss", 404), ("keeper", 200)])
def test_mail_to_the_integrity_mailbox_is_there_for_the_confidential_role_alone(
    office, mail_id, who, seen
) -> None:
    with office.app_context(), transaction() as session:
        session.get(RawMail, mail_id).restricted = True
    desk = sit(office, who)
    listed = f"/desk/quarantine/{mail_id}" in desk.get("/desk/quarantine").text
    assert listed is (seen == 200)
    assert desk.get(f"/desk/quarantine/{mail_id}").status_code == seen
    assert desk.post(f"/desk/quarantine/{mail_id}/raw").status_code == seen
    if seen == 404:
        for deed in ("reprocess", "repair", "discard"):
            assert desk.post(f"/desk/quarantine/{mail_id}/{deed}").status_code == 404


# ---- the outbox


@pytest.mark.parametrize(
    ("who", "seen"),
    [("boss", 200), ("officer", 200), ("other", 404), ("keeper", 404), ("admin", 404)],
)
def test_a_letter_is_read_by_those_who_see_its_case(office, now, who, seen) -> None:
    with office.app_context():
        settled(now, topic="C04")
        letter = db.session.scalars(select(Letter)).one()
    desk = sit(office, who)
    answer = desk.get(f"/desk/outbox/{letter.id}")
    assert answer.status_code == seen
    listed = desk.get("/desk/outbox")
    assert listed.status_code == 200
    assert (f'href="/desk/outbox/{letter.id}"' in listed.text) is (seen == 200)
    if seen == 200:
        assert "(ลิงก์ของผู้แจ้ง)" in text(answer)


def test_the_outbox_is_read_page_by_page_in_few_questions(office, now) -> None:
    with office.app_context():
        for _ in range(52):
            settled(now)
    boss = sit(office, "boss")
    with questions(office) as asked:
        first = boss.get("/desk/outbox?status=ready").text
    assert len(asked) <= 6
    onward = first.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
    second = boss.get(onward.replace("&amp;", "&")).text
    assert first.count("siang-row") == 50
    assert second.count("siang-row") == 2
    assert boss.get("/desk/outbox?status=sent").text.count("siang-row") == 0
