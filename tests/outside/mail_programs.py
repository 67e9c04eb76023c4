"""Mails as the programs of people write them: Thunderbird, Outlook, a web mail, and swaks."""

import quopri
import struct
import subprocess
from base64 import b64encode, encodebytes
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from tests.outside.sink import Letter

_numbers = count(1)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass(frozen=True)
class Writer:
    """Somebody at a mail program, and the address that they write to by themselves."""

    email: str
    office: str

    def headers(self, subject: str, to: str, answers: Letter | None, program: str) -> str:
        """What stands on top; a program that answers names the letter that it answers."""
        lines = [
            f"From: {self.email}", f"To: {to}", f"Subject: {subject}", "MIME-Version: 1.0",
            f"Message-ID: <{next(_numbers)}.{program}@{self.email.partition('@')[2]}>",
            "Date: Mon, 23 Nov 2026 10:00:00 +0700",
        ]  # fmt: skip
        if answers:
            number = answers.message["Message-ID"]
            lines += [f"In-Reply-To: {number}", f"References: {number}"]
        return "\r\n".join(lines) + "\r\n"

    def thunderbird(self, text: str, answers: Letter) -> bytes:
        """Plain, format=flowed, what it answers quoted below; to where the letter says."""
        quoted = "".join(f"> {line}\r\n" for line in answers.text.splitlines())
        said = f"เมื่อ 23/11/2569 09:30 สำนักงานเขียนว่า:\r\n{quoted}"
        head = self.headers(
            _word(f"Re: {answers.subject}", "utf-8"), answers.reply_to, answers, "thunderbird"
        )
        more = (
            "User-Agent: Mozilla Thunderbird\r\nContent-Language: th\r\n"
            "Content-Type: text/plain; charset=UTF-8; format=flowed\r\n"
            "Content-Transfer-Encoding: 8bit\r\n\r\n"
        )
        return f"{head}{more}{_flowed(text)}\r\n{said}".encode()

    def outlook(self, text: str, answers: Letter) -> bytes:
        """Windows-874, as HTML and plain, with winmail.dat; to the address of the office."""
        html = (
            '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal'
            '{margin:0cm}</style></head><body lang="TH"><div class="WordSection1">'
            f'<p class="MsoNormal">{text}<o:p></o:p></p><div style="border-top:solid #E1E1E1 1pt">'
            f"<p><b>จาก:</b> สำนักงาน<br><b>เรื่อง:</b> {answers.subject}"
            "</p></div></div></body></html>"
        )
        plain = f"{text}\r\n\r\nจาก: สำนักงาน\r\nเรื่อง: {answers.subject}\r\n"
        head = self.headers(_word(f"ตอบ: {answers.subject}", "windows-874"), self.office, answers,
                            "outlook")  # fmt: skip
        body = _parts("alternative", "inner", [
            _part("text/plain; charset=windows-874", "quoted-printable",
                  quopri.encodestring(plain.encode("cp874"))),
            _part("text/html; charset=windows-874", "quoted-printable",
                  quopri.encodestring(html.encode("cp874"))),
        ])  # fmt: skip
        packed = _part(
            'application/ms-tnef; name="winmail.dat"', "base64",
            encodebytes(_winmail("scan.pdf", PDF)),
        )  # fmt: skip
        return (head + "X-Mailer: Microsoft Outlook 16.0\r\n").encode() + _parts(
            "mixed", "outer", [body, packed]
        )

    def web_mail(self, text: str, answers: Letter) -> bytes:
        """UTF-8 in base64 twice, the history in a blockquote; to where the letter says."""
        html = (
            f'<div dir="ltr">{text}</div><br><div class="gmail_quote"><div dir="ltr">ในวันที่ จ. 23 '
            f"พ.ย. 2026 สำนักงาน เขียนว่า:<br></div><blockquote>{answers.text}</blockquote></div>"
        )
        head = self.headers(
            _word(f"Re: {answers.subject}", "utf-8"), answers.reply_to, answers, "web"
        )
        return head.encode() + _parts("alternative", "web", [
            _part("text/plain; charset=UTF-8", "base64", encodebytes(text.encode())),
            _part("text/html; charset=UTF-8", "base64", encodebytes(html.encode())),
        ])  # fmt: skip


def bounce_of(letter: Letter) -> bytes:
    """What a mail server writes when it cannot deliver a letter for good (RFC 3464)."""
    report = (
        "Reporting-MTA: dns; mx.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; {letter.to}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n"
    )
    head = (
        f"From: MAILER-DAEMON@mx.example.org\r\nTo: {letter.sender}\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\n"
        "MIME-Version: 1.0\r\n"
    )
    return head.encode() + _parts("report; report-type=delivery-status", "dsn", [
        _part("text/plain", "7bit", b"This is the mail system at host mx.example.org.\r\n"),
        _part("message/delivery-status", "7bit", report.encode()),
        _part("text/rfc822-headers", "7bit",
              f"Message-ID: {letter.message['Message-ID']}\r\n".encode()),
    ])  # fmt: skip


def swaks(
    port: int, protocol: str, sender: str, to: str, subject: str, text: str, *more: str | Path
) -> str:
    """What swaks says of a mail that was taken; ``more`` are options of its own."""
    command = (
        "swaks", "--server", "127.0.0.1", "--port", str(port), "--protocol", protocol,
        "--from", sender, "--to", to, "--h-Subject", _word(subject, "utf-8"), "--body", text,
        "--add-header", "MIME-Version: 1.0",
        "--add-header", "Content-Type: text/plain; charset=utf-8", "--timeout", "20",
        *map(str, more),
    )  # fmt: skip
    if "--attach" in command:  # then swaks writes these two by itself
        start = command.index("--add-header")
        command = command[:start] + command[start + 4 :]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _word(text: str, charset: str) -> str:
    """Words of a header, each short enough, as RFC 2047 wants them."""
    codec = "cp874" if charset == "windows-874" else charset
    pieces = [text[i : i + 12] for i in range(0, len(text), 12)]
    words = [f"=?{charset}?B?{b64encode(p.encode(codec)).decode()}?=" for p in pieces]
    return "\r\n ".join(words)


def _flowed(text: str) -> str:
    """Soft breaks end with a blank."""
    words, lines = text.split(" "), [""]
    for word in words:
        lines[-1] += f"{word} "
        if len(lines[-1]) > 30:
            lines.append("")
    return "\r\n".join(lines).rstrip() + "\r\n"


def _part(kind: str, coding: str, content: bytes) -> bytes:
    head = f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {coding}\r\n\r\n"
    return head.encode() + content


def _parts(kind: str, boundary: str, parts: list[bytes]) -> bytes:
    head = f'Content-Type: multipart/{kind}; boundary="=_{boundary}"\r\n\r\n'.encode()
    mark = f"--=_{boundary}".encode()
    return head + b"".join(mark + b"\r\n" + p + b"\r\n" for p in parts) + mark + b"--\r\n"


def _winmail(name: str, content: bytes) -> bytes:
    """One file in Outlook's own wrapping (TNEF)."""
    attributes = [
        (0x00069002, b"\x01\x00" + b"\xff" * 4 + b"\x00" * 8),
        (0x00018010, name.encode() + b"\0"),
        (0x0006800F, content),
    ]
    return b"\x78\x9f\x3e\x22\x01\x00" + b"".join(
        struct.pack("<BII", 2, key, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)
        for key, data in attributes
    )
