"""Twenty forms in which mail servers say that a letter did not arrive."""

from typing import NamedTuple

ID = "<0123456789abcdef0123456789abcdef.fedcba9876543210fedcba9876543210@office.example>"
TO = "sommai@example.org"


class Form(NamedTuple):
    """``raw`` holds {id} and {to}; ``permanent`` and ``status`` are what is to be read in it."""

    raw: str
    status: str
    permanent: bool
    delayed: bool = False


def _report(*, action: str, status: str, word: str, subject: str, text: str = "") -> str:
    return f"""From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
To: siang@office.example
Subject: {subject}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

{text or "This is the mail system at host mx.example.org."}
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; {{to}}
Action: {action}
Status: {status}
Diagnostic-Code: {word}

--b
Content-Type: message/rfc822

From: siang@office.example
To: {{to}}
Subject: OFFICE-2570-0001 =?utf-8?b?4LmA4Lij4Liy?=
Message-ID: {{id}}

hello
--b--
"""


def _plain(sender: str, subject: str, text: str, more: str = "") -> str:
    return f"""From: {sender}
To: siang@office.example
Subject: {subject}
{more}MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

{text}
"""


_COPY = """
------ This is a copy of the message, including all the headers. ------

Return-path: <siang@office.example>
From: siang@office.example
Message-ID: {id}
"""
_DAEMON = "Mail Delivery System <MAILER-DAEMON@mx.example.org>"

FORMS: dict[str, Form] = {
    "postfix": Form(_report(
        action="failed", status="5.1.1", subject="Undelivered Mail Returned to Sender",
        word="smtp; 550 5.1.1 <{to}>: Recipient address rejected: User unknown"), "5.1.1", True),
    "postfix full mailbox": Form(_report(
        action="failed", status="5.2.2", subject="Undelivered Mail Returned to Sender",
        word="smtp; 552 5.2.2 Mailbox full"), "5.2.2", False),
    "postfix delayed": Form(_report(
        action="delayed", status="4.4.1", subject="Delayed Mail (still being retried)",
        word="X-Postfix; connect to mx.example.org: Connection timed out"), "4.4.1", False, True),
    "postfix expired": Form(_report(
        action="failed", status="4.4.7", subject="Undelivered Mail Returned to Sender",
        word="X-Postfix; delivery temporarily suspended"), "4.4.7", False),
    "sendmail": Form(_report(
        action="failed", status="5.1.2", subject="Returned mail: see transcript for details",
        word="SMTP; 550 Host unknown"), "5.1.2", True),
    "exchange": Form(_report(
        action="failed", status="5.1.1", subject="Undeliverable: OFFICE-2570-0001",
        word="smtp;550 5.1.1 RESOLVER.ADR.RecipNotFound; not found"), "5.1.1", True),
    "exchange in thai": Form(_report(
        action="failed", status="5.1.10", subject="ไม่สามารถส่งได้: OFFICE-2570-0001",
        word="smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found",
        text="ข้อความของคุณถึงผู้รับไม่สามารถส่งได้"), "5.1.10", True),
    "exchange quota said as 5.7": Form(_report(
        action="failed", status="5.0.0", subject="Undeliverable: OFFICE-2570-0001",
        word="smtp;554 5.2.0 STOREDRV.Deliver; The mailbox is full; over quota"), "5.2.2", False),
    "german": Form(_report(
        action="failed", status="5.1.1", subject="Unzustellbar: OFFICE-2570-0001",
        word="smtp; 550 Empfänger unbekannt", text="Die Nachricht wurde nicht zugestellt."),
        "5.1.1", True),
    "gmail": Form(_report(
        action="failed", status="5.1.1", subject="Delivery Status Notification (Failure)",
        word="smtp; 550-5.1.1 The email account that you tried to reach does not exist."),
        "5.1.1", True),
    "exim": Form(_plain(
        _DAEMON, "Mail delivery failed: returning message to sender",
        "A message that you sent could not be delivered to one or more of its recipients.\n\n"
        "  {to}\n    host mx.example.org: 550 No such user here\n" + _COPY,
        "X-Failed-Recipients: {to}\n"), "5.1.1", True),
    "exim delayed": Form(_plain(
        _DAEMON, "Warning: message 1abc-DEF-9 delayed 24 hours",
        "This message has not yet been delivered to {to}.\n"
        "No action is required on your part. Delivery attempts will continue, and you do not need "
        "to resend: it will be retried.\n" + _COPY), "4.0.0", False, True),
    "qmail": Form(_plain(
        "MAILER-DAEMON@mx.example.org", "failure notice",
        "Hi. This is the qmail-send program at mx.example.org.\nI'm afraid I wasn't able to deliver"
        " your message to the following addresses.\n\n<{to}>:\nSorry, no mailbox here by that name."
        " (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nMessage-ID: {id}\n",
        "Return-Path: <>\n"), "5.1.1", True),
    "qmail over quota": Form(_plain(
        "MAILER-DAEMON@mx.example.org", "failure notice",
        "Hi. This is the qmail-send program.\nI wasn't able to deliver your message.\n<{to}>:\n"
        "The users mailfolder is over quota.\n\n--- Below this line is a copy of the message.\n\n"
        "Message-ID: {id}\n", "Return-Path: <>\n"), "5.2.2", False),
    "exchange as text": Form(_plain(
        "System Administrator <postmaster@mx.example.org>", "Undeliverable: OFFICE-2570-0001",
        "Your message did not reach some or all of the intended recipients.\n{to}: The e-mail "
        "account does not exist at the organization this message was sent to.\n"
        "<mx.example.org #5.1.1>\n\nMessage-ID: {id}\n"), "5.1.1", True),
    "thai text": Form(_plain(
        "ระบบอีเมล <mailer-daemon@mail.example.go.th>", "การแจ้งสถานะการส่ง (ล้มเหลว)",
        "ส่งอีเมลไม่สำเร็จ เพราะไม่พบผู้รับ {to} ในระบบ\n\nMessage-ID: {id}\n"), "5.1.1", True),
    "thai full mailbox": Form(_plain(
        "postmaster@mail.example.go.th", "ส่งอีเมลไม่สำเร็จ: OFFICE-2570-0001",
        "ไม่สามารถส่งถึง {to} เนื่องจากกล่องจดหมายของผู้รับเต็ม\n\nMessage-ID: {id}\n"), "5.2.2", False),
    "japanese": Form(_plain(
        _DAEMON, "配信不能: OFFICE-2570-0001",
        "次の宛先に配信できませんでした。\n{to}\n550 5.1.1 unknown\n\nMessage-ID: {id}\n"),
        "5.1.1", True),
    "headers alone came back": Form(
        _report(action="failed", status="5.4.4", subject="Delivery Status Notification (Failure)",
                word="dns; host not found").replace(
            "Content-Type: message/rfc822", "Content-Type: text/rfc822-headers"), "5.4.4", True),
    "it names the letter it answers": Form(_plain(
        _DAEMON, "Mail delivery failed", "The following address failed: {to}\n"
        "mx.example.org said: 550 rejected\n", "In-Reply-To: {id}\nX-Failed-Recipients: {to}\n"),
        "5.0.0", True),
}  # fmt: skip


def bounce(name: str, message_id: str = ID, to: str = TO) -> bytes:
    """The mail of that form about the letter with that Message-ID."""
    return FORMS[name].raw.replace("{id}", message_id).replace("{to}", to).encode()
