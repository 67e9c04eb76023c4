"""Odd senders, and machines."""

from tests.intake.corpus.parts import BODY, HEAD, PLAIN, SUBJECT, leaf, parted

Mails = dict[str, bytes]


def senders() -> Mails:
    """20 of them."""
    given = {
        "none": "<>",
        "nothing": "",
        "a name alone": "สมหญิง",
        "no domain": "somying",
        "address literal": "<somying@[192.0.2.7]>",
        "address literal v6": "<a@[IPv6:2001:db8::1]>",
        "quoted local part": '<"som ying"@example.org>',
        "plus first": "<+tag@example.org>",
        "eight bits": "<สมหญิง@example.org>",
        "an IDN": "<a@ตัวอย่าง.ไทย>",
        "punycode": "<a@xn--72c1a1bt4awk9o.xn--o3cw4h>",
        "320 letters": f"<{'a' * 64}@{'b' * 255}>",
        "5 kB": f"<{'a' * 5000}@example.org>",
        "two at": "<a@b@example.org>",
        "two addresses": "<a@example.org>, <b@example.org>",
        "dots": "<..a..@example..org>",
        "a comma in the name": "Somying, Ms <a@example.org>",
        "an address as name": '"b@x.org" <a@example.org>',
        "unclosed": "<a@example.org",
        "route": "<@x.org,@y.org:a@example.org>",
    }
    return {
        f"sender: {name}": f"From: {said}\r\n".encode() + SUBJECT + b"\r\n" + BODY
        for name, said in given.items()
    }


def machines() -> Mails:
    """20 of them."""
    status = (
        b"Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; a@example.org\r\n"
        b"Action: failed\r\nStatus: 5.1.1\r\n"
    )
    parts = {
        "full": (PLAIN, leaf("message/delivery-status", status), leaf("message/rfc822", HEAD)),
        "without original": (PLAIN, leaf("message/delivery-status", status)),
        "empty status": (PLAIN, leaf("message/delivery-status", b"")),
        "broken status": (PLAIN, leaf("message/delivery-status", b"\xff\xff: \r\n\r\n\r\n:")),
        "headers only": (PLAIN, leaf("text/rfc822-headers", HEAD)),
    }
    bounces = {
        f"bounce: {name}": HEAD + parted(*some, kind="report") for name, some in parts.items()
    }
    away = {
        "th": "ตอบกลับอัตโนมัติ: ลาพักร้อน",
        "en": "Automatic reply: away",
        "de": "Abwesenheitsnotiz: Urlaub",
        "fr": "Réponse automatique : absent",
        "es": "Respuesta automática: fuera",
        "it": "Risposta automatica: assente",
        "nl": "Automatisch antwoord: afwezig",
        "ja": "自動応答: 不在",
        "zh": "自动回复: 外出",
        "sv": "Autosvar: semester",
    }
    absent = {
        f"away: {name}": f"From: a@example.org\r\nSubject: {said}\r\n"
        "Auto-Submitted: auto-replied\r\n\r\n".encode()
        + BODY
        for name, said in away.items()
    }
    return {
        **bounces,
        **absent,
        "challenge": HEAD
        + b"Auto-Submitted: auto-generated\r\nX-Challenge: 1\r\n\r\nclick http://x.example/",
        "read receipt": HEAD
        + parted(
            PLAIN,
            leaf("message/disposition-notification", b"Disposition: x; displayed"),
            kind="report",
        ),
        "a list": HEAD + b"List-Id: <a.example.org>\r\nPrecedence: list\r\n\r\n" + BODY,
        "calendar reply": HEAD
        + leaf("text/calendar; method=REPLY", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR"),
        "precedence of a wrong kind": HEAD
        + b"Precedence: bulk\xff\r\nAuto-Submitted:\r\n\r\n"
        + BODY,
    }
