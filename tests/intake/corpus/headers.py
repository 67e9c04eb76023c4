"""Headers that are missing, doubled, endless, malformed."""

from tests.intake.corpus.parts import BODY, FROM, HEAD, SUBJECT, TEXT, mail

Mails = dict[str, bytes]
DATES = (
    "",
    "x",
    "0",
    "Mon",
    "yesterday",
    "Thu, 01 Jan 1970 00:00:00 +0000",
    "Wed, 31 Dec 1969 23:59:59 +0000",
    "Fri, 31 Dec 2099 23:59:59 +0700",
    "Tue, 19 Jan 2038 03:14:08 +0000",
    "Mon, 23 Nov 2569 10:00:00 +0700",
    "จันทร์ 23 พ.ย. 2569 10:00",
    "Mon, 30 Feb 2026 10:00:00 +0700",
    "Mon, 23 Nov 2026 25:61:61 +0700",
    "Sat, 31 Dec 2016 23:59:60 +0000",
    "Mon, 23 Nov 2026 10:00:00 +9999",
    "Mon, 23 Nov 2026 10:00:00 -2500",
    "Mon, 23 Nov 2026 10:00:00 XYZ",
    "23/11/2026 10:00",
    "2026-11-23T10:00:00Z",
    "Mon, 23 Nov 26 10:00:00 GMT",
    "Mon, 23 Nov 126 10:00:00 GMT",
    "Mon, 00 Nov 2026 10:00:00 GMT",
    "Mon, 23 Nov 99999 10:00:00 GMT",
    "Mon, 23 Nov 2026",
    "10:00:00",
    "Mon, 23 Nov 2026 10:00:00 (comment (nested)) +0700",
    "Mon, 23 Nov 2026 10:00:00 +0700; rm -rf",
    "-1",
    "9" * 400,
    "Mon, 23 Foo 2026 10:00:00 +0700",
)
WORDS = (
    "=?utf-8?B??=",
    "=?utf-8?B?4LiB?=",
    "=?utf-8?B?4LiB",
    "=?utf-8?B?4Li?=",
    "=?utf-8?B?!!!!?=",
    "=?utf-8?X?abc?=",
    "=?x-unknown?B?4LiB?=",
    "=?x-unknown?Q?=E0=B8=81?=",
    "=?utf-8?Q?=E0=B8?=",
    "=?utf-8?Q?=GG=0?=",
    "=?utf-8?Q?a b?=",
    "=?utf-8?q?=E0=B8=81?= =?utf-8?q?=E0=B8=81?=",
    "=?utf-8?B?4Lg=?= =?utf-8?B?gQ==?=",
    "=?tis-620?Q?=A1?= =?utf-8?Q?=E0=B8=81?=",
    "=?windows-874?B?ocW50Q==?=",
    "=?utf-8*th?Q?=E0=B8=81?=",
    "=??B?4LiB?=",
    "=?utf-7?Q?+Dj8-?=",
    "=?utf-16?B?//4BDg==?=",
    "=?iso-2022-jp?B?GyRCJCIbKEI=?=",
    "=?utf-8?Q?=0D=0ABcc:_x@y.example?=",
    "=?utf-8?Q?=00=07?=",
    "a=?utf-8?Q?=E0=B8=81?=b",
    "=?utf-8?Q?" + "=E0=B8=81" * 3000 + "?=",
    "=?" * 4000,
    "?=" * 4000,
)
NAMES = (
    "filename*=utf-8''%E0%B8%81.txt",
    "filename*=utf-8''%E0%B8",
    "filename*=x-unknown''%E0",
    "filename*='",
    "filename*=''",
    "filename*0=a; filename*2=c",
    "filename*1=b; filename*0=a",
    "filename*0=a; filename*0=b",
    "filename*0*=utf-8''%E0; filename*1*=%B8%81.txt",
    "filename=a.txt; filename*=utf-8''b.txt",
    "filename*99999999999=a",
    "filename*x=a",
    'filename="unclosed.txt',
)
IDS = (
    "",
    "x",
    "<>",
    "<x>",
    "< x@example.org >",
    "<a@b> <c@d>",
    "<" + "x" * 2000 + "@example.org>",
    "<a@b",
    "<ก@example.org>",
    "<a@b>\r\nMessage-ID: <a@b>",
    "<a\0b@c>",
)
REFERENCES = (
    "<1@x> <1@x>",
    "<self@x>",
    "x " * 200,
    "<" * 5000,
    "<a@b>" * 5000,
    "",
    "<a@b>\r\n\t<c@d>",
)


def headers() -> Mails:
    """110 of them."""
    return {
        **_people(),
        **_endless(),
        **{
            f"Date {n}: {date[:30]}": mail(f"Date: {date}".encode()) for n, date in enumerate(DATES)
        },
        **{
            f"subject {n}: {word[:30]}": FROM + f"Subject: {word}\r\n\r\n".encode() + BODY
            for n, word in enumerate(WORDS)
        },
        **{
            f"name {n}": mail(f"Content-Disposition: attachment; {name}".encode())
            for n, name in enumerate(NAMES)
        },
        **{f"Message-ID {n}": mail(f"Message-ID: {said}".encode()) for n, said in enumerate(IDS)},
        **{
            f"References {n}": mail(b"Message-ID: <self@x>", f"References: {said}".encode())
            for n, said in enumerate(REFERENCES)
        },
    }


def _people() -> Mails:
    return {
        "no From": SUBJECT + b"\r\n" + BODY,
        "two From": FROM + b"From: other@example.org\r\n" + SUBJECT + b"\r\n" + BODY,
        "two Subject": HEAD + b"Subject: other\r\n\r\n" + BODY,
        "empty From": b"From:\r\n" + SUBJECT + b"\r\n" + BODY,
        "a group": b"From: Group: a@example.org, b@example.org;\r\n" + SUBJECT + b"\r\n" + BODY,
        "an empty group": b"From: undisclosed-recipients:;\r\n" + SUBJECT + b"\r\n" + BODY,
        "nested comments": b"From: a@example.org ("
        + b"(" * 200
        + b"x"
        + b")" * 200
        + b")\r\n\r\n"
        + BODY,
        "open comments": b"From: " + b"(" * 5000 + b" a@example.org\r\n\r\n" + BODY,
        "raw UTF-8": f"From: สมหญิง <a@example.org>\r\nSubject: {TEXT}\r\n\r\n".encode() + BODY,
        "raw cp874": f"From: สมหญิง <a@example.org>\r\nSubject: {TEXT}\r\n\r\n".encode("cp874")
        + BODY,
        "raw rubbish": b"From: \xff\xfe <a@example.org>\r\nSubject: \x80\x81\xff\r\n\r\n" + BODY,
        "quotes unclosed": b'From: "Som <a@example.org>\r\nSubject: "x\r\n\r\n' + BODY,
    }


def _endless() -> Mails:
    folded = b"Subject: =?utf-8?B?4LiB\r\n 4LiC?=\r\n"
    return {
        "10,000 headers": mail(*[b"X-A: b"] * 10_000),
        "10,000 names": mail(*[b"X-%d: b" % n for n in range(10_000)]),
        "a header of 1 MB": mail(b"X-A: " + b"b" * 1_000_000),
        "a subject of 1 MB": FROM + b"Subject: " + b"b" * 1_000_000 + b"\r\n\r\n" + BODY,
        "a header folded 10,000 times": mail(b"X-A: b" + b"\r\n b" * 10_000),
        "folded in an encoded word": FROM + folded + b"\r\n" + BODY,
        "20,000 recipients": mail(b"To: " + b"a@example.org, " * 20_000),
        "20,000 parameters": mail(b"Content-Type: text/plain" + b"; a=b" * 20_000),
        "2,000 encoded words": FROM
        + b"Subject: "
        + b"=?utf-8?Q?=E0=B8=81?=\r\n " * 2000
        + b"\r\n\r\n"
        + BODY,
        "a header name of 100 kB": mail(b"X" * 100_000 + b": y"),
        "5,000 Received": mail(*[b"Received: from a by b; Mon, 23 Nov 2026 10:00:00 +0700"] * 5000),
    }
