"""Mail as Thai senders' programs really write it becomes what they said."""

from itertools import product

import pytest

from app.intake.email import NO_SUBJECT, NO_TEXT, to_submission
from tests.intake.mails import CODINGS, FROM, LABELS, NOW, body_part, encoded, multipart, read

SUBJECT = "ขอร้องเรียนเรื่องน้ำเสีย"
NAME = "สมชาย ใจดี"
FILE = "ภาพถ่ายที่เกิดเหตุ.jpg"
BODY = "เรียน ผู้อำนวยการ\nโรงงานปล่อย “น้ำเสีย” ลงคลองทุกคืน…"
EVERY_WAY = list(product(LABELS, CODINGS))


@pytest.mark.parametrize(("label", "coding"), EVERY_WAY)
def test_a_thai_mail_is_read_however_it_is_written(label, coding):
    raw = b"".join(
        [
            b"Subject: " + encoded(SUBJECT, label, coding) + b"\n",
            b"From: " + encoded(NAME, label, coding) + b" <somchai@example.com>\n",
            body_part(BODY, label, coding),
        ]
    )
    mail = read(raw)
    assert (mail.subject, mail.sender.name, mail.body.strip()) == (SUBJECT, NAME, BODY)
    assert mail.sender.email == "somchai@example.com"
    assert mail.language == "th"


@pytest.mark.parametrize(("label", "coding"), EVERY_WAY)
def test_a_thai_file_name_is_read_however_it_is_written(label, coding):
    name = encoded(FILE, label, coding)
    old = b'Content-Type: image/jpeg; name="' + name + b'"\n\nx'
    disposition = b'Content-Disposition: attachment; filename="' + name + b'"\n\nx'
    percent = "".join(f"%{byte:02X}" for byte in FILE.encode(LABELS[label]))
    new = f"Content-Disposition: attachment; filename*={label}''{percent}\n\nx".encode()
    half = len(percent) // 6 * 3
    split = (
        f"Content-Disposition: attachment; filename*0*={label}''{percent[:half]};\n"
        f" filename*1*={percent[half:]}\n\nx"
    ).encode()
    mail = read(FROM + multipart("mixed", old, disposition, new, split))
    assert [file.name for file in mail.files] == [FILE] * 4


@pytest.mark.parametrize(("label", "coding"), EVERY_WAY)
def test_a_thai_page_is_read_by_its_label_or_by_its_own_word(label, coding):
    page = f'<html><head><meta charset="{label or "windows-874"}"></head><body><p>{SUBJECT}</p>'
    mail = read(FROM + body_part(page, label, coding, "text/html"))
    assert mail.body == SUBJECT
    assert SUBJECT in mail.html


def test_of_plain_text_and_page_the_plain_text_is_the_body():
    raw = FROM + multipart(
        "alternative",
        body_part("<p>หน้าเว็บ</p>", "utf-8", "base64", "text/html"),
        body_part("ข้อความล้วน", "utf-8", "8bit"),
    )
    mail = read(raw)
    assert mail.body == "ข้อความล้วน"
    assert mail.html == "<p>หน้าเว็บ</p>"


def test_a_blank_plain_text_gives_way_to_the_page():
    parts = body_part(" \n", "utf-8", "8bit"), body_part("<p>มีคำ</p>", "utf-8", "8bit", "text/html")
    assert read(FROM + multipart("alternative", *parts)).body == "มีคำ"


def test_a_footer_added_on_the_way_does_not_hide_the_page_before_it():
    page = body_part("<p>เรื่องจริง</p>", "utf-8", "8bit", "text/html")
    footer = body_part("สแกนไวรัสแล้ว", "utf-8", "8bit")
    assert read(FROM + multipart("mixed", page, footer)).body == "เรื่องจริง\n\nสแกนไวรัสแล้ว"


def test_every_attachment_is_kept_as_it_came():
    forwarded = b"From: a@example.org\nSubject: =?utf-8?b?4LiB?=\n\n" + "ส่งต่อ".encode("cp874")
    raw = FROM + multipart(
        "mixed",
        body_part(BODY, "windows-874", "8bit"),
        b"Content-Type: image/png\nContent-Disposition: inline\n"
        b"Content-Transfer-Encoding: base64\n\niVBORw==",
        b"Content-Type: message/rfc822\n\n" + forwarded,
        b'Content-Type: application/ms-tnef; name="winmail.dat"\n\n\x78\x9f',
        'Content-Type: text/plain; name="../../etc/na\u202eme.txt"\n\nบันทึก'.encode(),
        b'Content-Disposition: attachment; filename="empty.pdf"\n\n',
    )
    files = {file.name: file.content for file in read(raw).files}
    assert files == {
        "แนบ-1.png": b"\x89PNG",
        "แนบ-2.eml": forwarded,
        "winmail.dat": b"\x78\x9f",
        "name.txt": "บันทึก".encode(),
        "empty.pdf": b"",
    }


def test_a_forwarded_mail_is_not_taken_for_the_senders_own_words():
    inner = b"Content-Type: message/rfc822\n\nContent-Type: text/html\n\n<p>hidden"
    mail = read(FROM + multipart("mixed", b"Content-Type: text/plain\n\nmine", inner))
    assert (mail.body, mail.html) == ("mine", "")


def test_what_links_mails_together_is_found():
    raw = FROM + (
        b"To: Office <Case+A1@office.example>, b@example.com\nCc: c@example.com\n"
        b"Message-ID: <1@x>\nIn-Reply-To: reply to <0@x> of Monday\n"
        b"References: <a@x>\n <0@x>\n <0@x>\n\ntext"
    )
    mail = read(raw)
    assert (mail.message_id, mail.in_reply_to, mail.references) == (
        "<1@x>",
        "<0@x>",
        ("<a@x>", "<0@x>"),
    )
    assert mail.to == ("case+a1@office.example", "b@example.com", "c@example.com")
    assert mail.language == "en"


@pytest.mark.parametrize(
    ("value", "name", "address"),
    [
        ("somchai@example.com", "", "somchai@example.com"),
        ("somchai@example.com (Somchai)", "Somchai", "somchai@example.com"),
        ('"Jaidee, Somchai" <s@example.com>', "Jaidee, Somchai", "s@example.com"),
        ("Jaidee, Somchai <s@example.com>", "Jaidee, Somchai", "s@example.com"),
        ("s@example.com <s@example.com>", "s@example.com", "s@example.com"),
        ("s@intranet.local", "", "s@intranet.local"),
        ("alice@evil.example,<o1@agency.example>", "alice@evil.example,", ""),
        ("o1@agency.example(<x@evil.example>)", "o1@agency.example(", ""),
        ("<o1@agency.example> <x@evil.example>", "<o1@agency.example>", ""),
        ("a@example.com, b@example.com", "", ""),
        ("undisclosed-recipients:;", "undisclosed-recipients:;", ""),
        ("a@example.com\nFrom: b@example.com", "", ""),
        ("=?utf-8?q?a=0D=0ABcc=3A_x?= <a@example.com>", "a Bcc: x", "a@example.com"),
    ],
)
def test_the_sender_is_one_address_or_none(value, name, address):
    sender = read(f"From: {value}\n\ntext".encode()).sender
    assert (sender.name, sender.email) == (name, address)


def test_a_mail_written_by_a_program_says_so():
    mail = read(FROM + b"Auto-Submitted: auto-replied\n\nI am away")
    assert mail.automatic
    assert mail.automatic_reason == "Auto-Submitted"
    assert not read(FROM + b"\nhello").automatic


def test_a_mail_becomes_a_submission_whose_kind_is_still_to_be_confirmed():
    raw = FROM + b"Subject: water\n\nsmells"
    case = to_submission(read(raw), raw)
    assert (case.channel, case.kind, case.kind_confirmed) == ("email", "complaint", False)
    assert (case.subject, case.body, case.received_at) == ("water", "smells", NOW)
    assert case.sender.email == "somchai@example.com"
    assert case.source_key.startswith("mail:")
    assert len(case.source_key) == len("mail:") + 64
    assert case.fingerprint == case.source_key
    assert to_submission(read(raw), raw) == case
    assert to_submission(read(raw), raw + b"\n").source_key != case.source_key


def test_a_mail_without_words_says_so_in_their_place():
    case = to_submission(read(FROM + b"\n"), FROM)
    assert (case.subject, case.body) == (NO_SUBJECT, NO_TEXT)
