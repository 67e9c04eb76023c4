"""Real mail from outside, as old and new programs write it."""

import smtplib
from base64 import b64encode
from email.message import EmailMessage

OFFICE = "voice@office.example"


def send(port: int, sender: str, raw: bytes) -> None:
    """The mail door has said that it keeps it."""
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as door:
        door.sendmail(sender, [OFFICE], raw, mail_options=["BODY=8BITMIME"])


def modern(sender: str, subject: str, text: str) -> bytes:
    """A message as programs write it today, in UTF-8."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, OFFICE, subject
    message["Message-ID"] = "<modern@citizen.example>"
    message.set_content(text)
    return message.as_bytes()


def windows_874(sender: str, subject: str, text: str) -> bytes:
    """A message as an old Thai program writes it: eight bits, and a charset of its own."""
    encoded = b64encode(subject.encode("cp874")).decode()
    head = (
        f"From: {sender}\r\nTo: {OFFICE}\r\nSubject: =?windows-874?B?{encoded}?=\r\n"
        "Message-ID: <old@citizen.example>\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=windows-874\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    return head.encode("ascii") + text.encode("cp874") + b"\r\n"
