"""Mails put together wrongly: parts, boundaries, nests; line ends, odd bytes, cuts."""

from tests.intake.corpus.parts import BODY, FROM, HEAD, PLAIN, SUBJECT, leaf, mail, nested, parted

Mails = dict[str, bytes]
MIXED = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
KINDS = (
    "mixed",
    "alternative",
    "related",
    "digest",
    "parallel",
    "signed",
    "encrypted",
    "report",
    "form-data",
    "x-unknown",
)


def structure() -> Mails:
    """90 of them."""
    return {**_frames(), **_boundaries(), **_nests(), **_odd_kinds(), **_every_kind()}


def _frames() -> Mails:
    return {
        "empty": b"",
        "only blanks": b" \r\n \r\n",
        "only a body": BODY,
        "body after a blank line": b"\r\n" + BODY,
        "headers alone": HEAD,
        "headers without line end": HEAD[:-2],
        "no blank line before the body": HEAD + BODY,
        "no headers but a sender": FROM + b"\r\n",
        "body without subject": FROM + b"\r\n" + BODY,
        "a subject alone": SUBJECT + b"\r\n",
        "mbox line first": b"From somying Mon Nov 23 10:00:00 2026\r\n" + mail(),
        "mbox line quoted": b">From somying Mon Nov 23\r\n" + mail(),
        "blank lines first": b"\r\n\r\n\r\n" + mail(),
        "a byte order mark first": b"\xef\xbb\xbf" + mail(),
        "a folded line first": b" folded\r\n" + mail(),
        "a line without colon among headers": HEAD + b"not a header\r\n" + FROM + b"\r\n" + BODY,
        "a header without name": HEAD + b": nameless\r\n\r\n" + BODY,
        "a blank before the colon": b"From : a@example.org\r\nSubject : x\r\n\r\n" + BODY,
        "two mails in one": mail() + b"\r\n" + mail(),
    }


def _boundaries() -> Mails:
    inside = b"--b\r\n" + PLAIN + b"\r\n"
    return {
        "boundary missing": HEAD + b"Content-Type: multipart/mixed\r\n\r\n" + inside + b"--b--\r\n",
        "boundary empty": HEAD + b'Content-Type: multipart/mixed; boundary=""\r\n\r\n' + inside,
        "boundary never used": HEAD + MIXED.replace(b"=b", b"=other") + inside + b"--b--\r\n",
        "boundary never closed": HEAD + MIXED + inside,
        "boundary never opened": HEAD + MIXED + PLAIN + b"\r\n--b--\r\n",
        "boundary twice": HEAD + MIXED.replace(b"=b", b"=b; boundary=c") + inside + b"--b--\r\n",
        "boundary of 2 kB": HEAD + parted(PLAIN, boundary="x" * 2000),
        "boundary with blanks": HEAD + parted(PLAIN, boundary="a b  c"),
        "boundary with a quote": HEAD + MIXED.replace(b"=b", b'="a\\"b"') + b'--a"b\r\n' + PLAIN,
        "boundary unquoted with signs": HEAD
        + MIXED.replace(b"=b", b"=a/b?c")
        + b"--a/b?c\r\n"
        + PLAIN,
        "boundary in Thai": HEAD
        + parted(PLAIN).replace(b'"b"', "ก".encode()).replace(b"--b", "--ก".encode()),
        "boundary with a semicolon": HEAD + parted(PLAIN, boundary="a;b"),
        "boundary of regular expressions": HEAD + parted(PLAIN, boundary="(.*)+[a-z]$"),
        "boundary by RFC 2231": HEAD
        + MIXED.replace(b"boundary=b", b"boundary*0=b")
        + inside
        + b"--b--",
        "boundary in pieces": HEAD
        + MIXED.replace(b"boundary=b", b"boundary*0=a; boundary*1=b")
        + b"--ab\r\n"
        + PLAIN,
        "boundary line with a tail": HEAD + MIXED + b"--b tail\r\n" + PLAIN + b"\r\n--b--\r\n",
        "boundary with blanks behind": HEAD + MIXED + b"--b  \t\r\n" + PLAIN + b"\r\n--b--  \r\n",
        "one boundary for two levels": HEAD
        + MIXED
        + b"--b\r\n"
        + MIXED
        + inside
        + b"--b--\r\n--b--\r\n",
        "inner boundary begins like the outer": HEAD
        + parted(parted(PLAIN, boundary="bb"), boundary="b"),
        "parts without headers": HEAD + MIXED + b"--b\r\n\r\n" + BODY + b"\r\n--b--\r\n",
        "parts without blank line": HEAD + MIXED + b"--b\r\n" + BODY + b"\r\n--b--\r\n",
        "empty parts": HEAD + MIXED + b"--b\r\n--b\r\n--b\r\n" + PLAIN + b"\r\n--b\r\n--b--\r\n",
        "words before and after": HEAD + parted(PLAIN, before=BODY + b"\r\n", after=BODY),
        "a part after the end": HEAD + parted(PLAIN, after=b"--b\r\n" + PLAIN + b"\r\n--b--\r\n"),
    }


def _nests() -> Mails:
    many = {f"{n} parts": HEAD + parted(*[leaf("text/plain", b"x")] * n) for n in (99, 101, 5000)}
    deep = {f"nested {n} deep": HEAD + nested(n) for n in (5, 10, 11, 50)}
    kinds = {f"{kind} in {kind}": HEAD + nested(3, kind=kind) for kind in KINDS[:5]}
    itself = b"Content-Type: message/rfc822\r\n\r\n"
    return {
        **many,
        **deep,
        **kinds,
        "a message in a message": HEAD + itself + mail(),
        "a message in a message, 50 deep": HEAD + itself * 50 + mail(),
        "a message of nothing": HEAD + itself,
        "a message in base64": HEAD
        + b"Content-Transfer-Encoding: base64\r\n"
        + itself
        + b"RnJvbTogYUBiLmMNCg0KeA==",
        "a message attached twice": HEAD + parted(PLAIN, itself + mail(), itself + mail()),
    }


def _odd_kinds() -> Mails:
    wrong = (
        "text",
        "text/",
        "/plain",
        "/",
        "text/plain/x",
        "text plain",
        "plain",
        "ข้อความ",
        "TEXT/PLAIN",
        "text/plain;",
        "text/plain;;charset=utf-8",
        '"text/plain"',
        "multipart",
        "multipart/",
        "message/partial; id=x; number=1; total=9",
        "message/external-body; access-type=URL; URL=http://sink.example/",
        "message/x-unknown",
    )
    return {f"content type {kind!r}": mail(f"Content-Type: {kind}".encode()) for kind in wrong} | {
        "two content types": mail(b"Content-Type: text/html", b"Content-Type: text/plain"),
    }


def _every_kind() -> Mails:
    page = leaf("text/html", b"<p>" + BODY)
    return {f"multipart/{kind}": HEAD + parted(PLAIN, page, kind=kind) for kind in KINDS} | {
        "multipart that is text": mail(b"Content-Type: multipart/mixed"),
        "multipart in base64": HEAD + b"Content-Transfer-Encoding: base64\r\n" + parted(PLAIN),
    }


def lines() -> Mails:
    """40 of them."""
    whole = HEAD + parted(PLAIN, leaf("application/pdf", b"%PDF-1.7"), boundary="edge")
    cuts = {f"cut at {n}/16": whole[: len(whole) * n // 16] for n in range(1, 17)}
    ends = {
        "CR": b"\r",
        "LF": b"\n",
        "CR CR LF": b"\r\r\n",
        "LF CR": b"\n\r",
        "NEL": b"\x85",
        "VT": b"\x0b",
        "LS": "\u2028".encode(),
    }
    return {
        **cuts,
        **{f"lines end in {name}": whole.replace(b"\r\n", end) for name, end in ends.items()},
        "line ends mixed": whole.replace(b"\r\n", b"\n", 3).replace(b"\n--", b"\r--"),
        "NUL in the body": mail(body=b"\0".join([BODY, BODY])),
        "NUL in a header": mail(b"X-A: \0\0"),
        "NUL in a header name": mail(b"X\0A: x"),
        "NUL before all": b"\0" * 20 + mail(),
        "NUL after all": mail() + b"\0" * 4096,
        "every byte": mail(body=bytes(range(256)) * 4),
        "a line of 1 MB": mail(body=b"x" * 1_000_000),
        "a Thai line of 1 MB": mail(body="ก".encode() * 350_000),
        "a line of 998": mail(body=b"x" * 998),
        "a line of 999": mail(body=b"x" * 999),
        "dots": mail(body=b".\r\n..\r\n...x\r\n" + BODY),
        "a million line ends": mail(body=b"\r\n" * 500_000 + BODY),
        "blanks behind": mail(body=(BODY + b" " * 1000 + b"\r\n") * 20),
        "form feeds and bells": mail(body=b"\x0c\x07\x1b[2J" + BODY),
        "a folded blank line": HEAD + b" \r\n\r\n" + BODY,
        "control-Z": mail(body=BODY + b"\x1a" + BODY),
    }
