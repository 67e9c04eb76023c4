"""Broken, boundless and hostile mail keeps what can be kept, or is refused with its reason."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.intake.email import CUT_NOTE, FULL_TEXT, Unreadable, to_submission
from tests.intake.mails import FROM, body_part, multipart, read, refusal


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>" * 600 + "มีคำ",
        "<table><tr>" + "<td>ก" * 30_000 + "<tr><td>ข" * 10_000 + "มีคำ",
        "<div>" * 90_000 + "มีคำ",
        "<p>บน</p>" + "<ul><li>" * 300 + "มีคำ",
        "<b>" * 200_000 + "มีคำ &#" + "9" * 5000,
    ],
)
def test_a_page_too_wild_to_lay_out_still_gives_its_words(page):
    assert "มีคำ" in read(FROM + body_part(page, "utf-8", "8bit", "text/html")).body


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
    assert "larger than 1 mega" in refusal(FROM + b"\n" + b"x" * 3_000_000, files=1024 * 1024)


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        (
            FROM + b"Content-Transfer-Encoding: base64\n\n" + base64.b64encode(b"kept words")[:-3],
            "kept",
        ),
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


@settings(max_examples=400)
@given(st.lists(LINES | st.binary(max_size=30), max_size=30), st.sampled_from([b"\n", b"\r\n"]))
def test_any_bytes_are_a_mail_or_unreadable_and_nothing_else(lines, end):
    raw = end.join(lines)
    try:
        mail = read(raw)
    except Unreadable:
        return
    stored = [mail.subject, mail.body, mail.html, mail.sender.name, *(f.name for f in mail.files)]
    assert all(text.encode() is not None and "\0" not in text for text in stored)
    assert to_submission(mail, raw).body
