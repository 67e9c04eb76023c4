"""One mail takes bounded time and memory, whatever is in it (K-41), and so does the next one."""

import base64
import time

import pytest

from app.intake.apart import CRASHED, TOO_LONG, TOO_MUCH, read_apart
from app.intake.email import KNOWN_REFERENCES, Unreadable
from app.intake.mime import BROKEN
from app.intake.quotes import fold
from tests.intake.mails import FROM, NOW

PLAIN = FROM + b"Content-Type: text/plain; charset=utf-8\n\n"
PAGE = FROM + b"Content-Type: text/html; charset=utf-8\n\n"
MIB = 1024 * 1024
ENDLESS = {
    "addresses": PLAIN + b"http://a.b." * (5 * MIB // 11),
    "signs of quoting": PLAIN + b">" * MIB,
    "lines of quoting": PLAIN + b">\n" * (MIB // 2),
    "quoted levels": PLAIN + b"".join(b">" * n + b" x\n" for n in range(0, 10_000, 5)),
    "links": PAGE + b"<a>" * 200_000,
    "links with targets": PAGE + b"<a href=http://a.b.>x" * 100_000,
    "brackets": PAGE + b"<" * 5 * MIB,
    "comments": PAGE + b"<!--" * MIB,
    "scripts": PAGE + b"<script>" * (MIB // 2),
    "entities": PAGE + b"&amp" * MIB,
    "tables": PAGE + b"<table><tr><td>" * 330_000,
    "references": FROM
    + b"References: "
    + b"".join(b"<%d@x.example> " % n for n in range(20_000))
    + b"\n\nx",
    "folded references": FROM + b"References:" + b"\n <a@b>" * 20_000 + b"\n\nx",
    "recipients": FROM + b"To: " + b"<a@b>, " * 20_000 + b"\n\nx",
    "parameters": FROM + b"Content-Type: text/plain" + b"; a*0=b" * 20_000 + b"\n\nx",
    "encoded words": FROM + b"Subject: " + b"=?utf-8?q?=E0=B8?= " * 50_000 + b"\n\nx",
    "open words": FROM + b"Subject: " + b"=?utf-8?q?" * 100_000 + b"\n\nx",
    "boundaries": FROM + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * 100_000,
    "almost boundaries": FROM
    + b"Content-Type: multipart/mixed; boundary=b\n\n"
    + b"--b-\n" * 500_000,
    "base64": FROM + b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(b"=" * 10 * MIB),
    "soft ends": FROM + b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=\n" * (2 * MIB),
    "flowed": FROM + b"Content-Type: text/plain; format=flowed\n\n" + b"x \n" * MIB,
    "headers": FROM + b"X-A: b\n" * 200_000 + b"\nx",
    "blanks before colons": FROM + b"A" * 60 + (b" " * 20 + b"A") * 200_000 + b"\n\nx",
    "CR": FROM + b"\r" * (2 * MIB) + b"x",
    "combining marks": PLAIN + "\u0e48".encode() * MIB,
    "lines of two charsets": FROM + b"\n" + b"\xa1\n\xe0\xb8\x81\n" * 300_000,
}
FORCED = {CRASHED, TOO_LONG, TOO_MUCH, BROKEN}


@pytest.mark.parametrize("raw", ENDLESS.values(), ids=ENDLESS)
def test_a_mail_without_end_is_read_within_its_bounds_or_refused(raw):
    """In the child process, which would be ended after 10 seconds or 256 MB more."""
    try:
        mail = read_apart(raw, NOW)
    except Unreadable as refused:
        assert refused.reason not in FORCED  # noqa: PT017 - either is right
    else:
        assert len(mail.references) <= KNOWN_REFERENCES
        began = time.process_time()
        assert "".join(piece.text for piece in fold(mail.body)) == mail.body
        assert time.process_time() - began < 3
    assert read_apart(PLAIN + b"next", NOW).body == "next"
