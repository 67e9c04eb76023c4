"""Mails built by hand, byte for byte, as senders' programs write them."""

import base64
import quopri
from datetime import UTC, datetime

import pytest

from app.intake.email import Limits, Mail, Unreadable, read_mail

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
FROM = b"From: Somchai <somchai@example.com>\n"

# label as written in the mail → how the bytes are really made
LABELS = {
    "windows-874": "cp874",
    "x-windows-874": "cp874",
    "ibm874": "cp874",
    "cp-874": "cp874",
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
