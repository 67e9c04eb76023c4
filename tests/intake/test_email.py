"""Mail as Thai senders' programs really write it, whole and broken, becomes what they said."""

import base64
import quopri
from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.intake.email import (
    CUT_NOTE,
    FULL_TEXT,
    NO_SUBJECT,
    NO_TEXT,
    Limits,
    Mail,
    Unreadable,
    read_mail,
    to_submission,
)

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SUBJECT = "ขอร้องเรียนเรื่องน้ำเสีย"
NAME = "สมชาย ใจดี"
FILE = "ภาพถ่ายที่เกิดเหตุ.jpg"
BODY = "เรียน ผู้อำนวยการ\nโรงงานปล่อย “น้ำเสีย” ลงคลองทุกคืน…"
FROM = b"From: Somchai <somchai@example.com>\n"

# label as written in the mail → how the bytes are really made
LABELS = {
    "windows-874": "cp874",
    "TIS-620": "cp874",
    "iso-8859-11": "cp874",
    "utf-8": "utf-8",
    "": "cp874",
    "us-ascii": "cp874",
}
CODINGS = {"8bit": bytes, "quoted-printable": quopri.encodestring, "base64": base64.encodebytes}


def read(raw: bytes, **limits: int) -> Mail:
    return read_mail(raw, NOW, limits=Limits(**limits))


def refusal(raw: bytes, **limits: int) -> str:
    with pytest.raises(Unreadable) as refused:
        read(raw, **limits)
    assert refused.value.reason.th
    return refused.value.reason.en


def encoded(text: str, label: str, coding: str) -> bytes:
    """A header value: raw 8-bit, or an RFC 2047 word in Q or B."""
    payload = text.encode(LABELS[label])
    if coding == "8bit" or not label:
        return payload
    if coding == "base64":
        return f"=?{label}?B?{base64.b64encode(payload).decode()}?=".encode()
    return f"=?{label}?Q?{''.join(f'={byte:02X}' for byte in payload)}?=".encode()


def body_part(text: str, label: str, coding: str, kind: str = "text/plain") -> bytes:
    charset = f"; charset={label}" if label else ""
    head = f"Content-Type: {kind}{charset}\nContent-Transfer-Encoding: {coding}\n\n".encode()
    return head + CODINGS[coding](text.encode(LABELS[label]))


def multipart(kind: str, *parts: bytes, boundary: str = "b") -> bytes:
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'.encode()
    open_, close = f"--{boundary}\n".encode(), f"--{boundary}--\n".encode()
    return head + b"".join(open_ + part + b"\n" for part in parts) + close


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


@pytest.mark.parametrize(
    "page",
    ["<table><tr><td>" * 600 + "มีคำ", "<div>" * 90_000 + "มีคำ", "<b>" * 200_000 + "มีคำ &amp; <"],
)
def test_a_page_too_wild_to_lay_out_still_gives_its_words(page):
    assert "มีคำ" in read(FROM + body_part(page, "utf-8", "8bit", "text/html")).body


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
    inner = b"Content-Type: message/rfc822\n\nFrom: b@example.com\n\nhidden"
    mail = read(FROM + multipart("mixed", b"Content-Type: text/plain\n\nmine", inner))
    assert mail.body == "mine"


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


def test_a_long_text_is_cut_and_kept_whole_as_a_file():
    text = "ที่นี่มีน้ำเสีย " * 10_000
    mail = read(FROM + f"Subject: {'ที่' * 200}\n\n{text}".encode())
    assert len(mail.body) <= 100_000
    assert mail.body.endswith(CUT_NOTE)
    assert [(file.name, file.content.decode()) for file in mail.files] == [
        (FULL_TEXT, text.strip())
    ]
    assert mail.subject == "ที่" * 100


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\r\n", "empty"),
        ("สวัสดี\nไม่มีส่วนหัว".encode(), "not an e-mail"),
        (b"\x00\xff\xfe" * 50, "not an e-mail"),
        (b"Subject: \n\n \n", "Neither a sender nor any text"),
        (b"Content-Type: multipart/mixed; boundary*" + b"9" * 5000 + b"=x\n\nx", "cannot be read"),
    ],
)
def test_what_is_no_mail_is_refused_with_its_reason(raw, reason):
    assert reason in refusal(raw)


def test_too_many_parts_too_deep_nests_and_too_large_files_are_refused_by_name():
    leaf = b"Content-Type: text/plain\n\nx"
    assert read(FROM + multipart("mixed", *[leaf] * 99)).body
    assert "more than 100 parts" in refusal(FROM + multipart("mixed", *[leaf] * 101))
    deep = leaf
    for level in range(10):
        deep = multipart("mixed", deep, boundary=f"b{level}")
    assert read(FROM + deep).body == "x"
    assert "10 levels" in refusal(FROM + multipart("mixed", deep))
    assert "100 parts" in refusal(FROM + b"Content-Type: message/rfc822\n\n" * 5000)
    big = b"Content-Type: image/png\n\n" + b"x" * 1_100_000
    assert "larger than 1 mega" in refusal(FROM + multipart("mixed", big), files=1024 * 1024)
    assert "larger than 1 mega" in refusal(FROM + b"\n" + b"x" * 3_000_000, files=1024 * 1024)


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (FROM + b"Content-Transfer-Encoding: base64\n\n" + base64.b64encode(b"kept words")[:-3], "kept"),
        (FROM + b"Content-Type: multipart/mixed; boundary=wrong\n\n--right\n\nkept\n", "kept"),
        (FROM + b"Content-Type: multipart/mixed\n\n--b\n\nkept\n", "kept"),
        (FROM + multipart("mixed", b"Content-Type: text/plain\n\nkept")[:-4], "kept"),
        (FROM + b"Content-Type: text/plain; charset=x-unknown\n\nkept", "kept"),
        (FROM + b"Content-Type: text/plain; charset*=\0x''y\n\nkept", "kept"),
        (FROM + b"Content-Transfer-Encoding: x-unknown\n\nkept", "kept"),
        (FROM + b"Content-Transfer-Encoding: uuencode\n\nbegin 644 f\n#:V5P\n", ""),
        (FROM + b'Content-Type: text/plain; a="' + b";" * 1_000_000 + b'"\n\nkept', "kept"),
        (FROM + b"Subject: " + b"=?a?q?" * 160_000 + b"\n\nkept", "kept"),
        (FROM + b"X-A: b\n" * 10_000 + b"\nkept", "kept"),
        (b"\xef\xbb\xbf\r\n" + FROM.replace(b"\n", b"\r") + b"\rkept\0\x07 words", "kept words"),
        (b"From: " + b"(" * 20_000 + b"\nTo: " + b"(" * 20_000 + b"\n\nkept", "kept"),
    ],
)
def test_a_broken_mail_keeps_what_can_be_kept(raw, word):
    assert word in read(raw).body


LINES = st.sampled_from(
    [
        b"From: =?tis-620?q?=A1?= <a@example.com>",
        b"Subject: =?utf-8?b?4LiB4Li?=",
        b'Content-Type: multipart/mixed; boundary="b"',
        b"Content-Type: multipart/alternative; boundary=c",
        b"Content-Type: multipart/digest; boundary=b",
        b"Content-Type: message/rfc822",
        b"Content-Type: message/delivery-status",
        b"Content-Type: message/partial",
        b"Content-Type: text/html; charset=windows-874",
        b"Content-Type: text/plain; charset*0=x; charset*2=y; name*=z''%A1",
        b"Content-Transfer-Encoding: base64",
        b"Content-Transfer-Encoding: uuencode",
        b"Content-Transfer-Encoding: quoted-printable",
        b"Content-Disposition: attachment; filename*0*=utf-7''+2AA; filename*1=\xa1",
        b"begin 644 x",
        b"<table><tr><td>\xa1<!--",
        b"--b",
        b"--b--",
        b"--c",
        b"",
        b"",
        b"=A1=\xff\x00",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(LINES | st.binary(max_size=30), max_size=30), st.sampled_from([b"\n", b"\r\n"]))
def test_any_bytes_are_a_mail_or_unreadable_and_nothing_else(lines, end):
    raw = end.join(lines)
    try:
        mail = read(raw)
    except Unreadable as refused:
        assert refused.reason.th
        return
    stored = [mail.subject, mail.body, mail.html, mail.sender.name, *(f.name for f in mail.files)]
    assert all(text.encode() is not None and "\0" not in text for text in stored)
    assert to_submission(mail, raw).body
