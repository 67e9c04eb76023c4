"""Texts in one charset under the name of another, and in none at all."""

import base64

from tests.intake.corpus.parts import FROM, TEXT, mail

Mails = dict[str, bytes]
TRUE = {
    "utf-8": TEXT,
    "cp874": TEXT,
    "utf-16-le": TEXT,
    "utf-16-be": TEXT,
    "utf-16": TEXT,
    "utf-32": TEXT,
    "utf-7": TEXT,
    "iso-2022-jp": "街灯が三晩消えています",
    "gb18030": "路灯已经坏了三个晚上",
    "koi8-r": "Фонарь не горит три ночи",
    "big5": "路燈已經壞了三個晚上",
    "euc-kr": "가로등이 사흘째 꺼져 있습니다",
    "latin-1": "Die Straßenlaterne ist kaputt",
    "shift_jis": "街灯が消えています",
}
LABELS = ("windows-874", "TIS-620", "iso-8859-11", "utf-8", "us-ascii", "iso-8859-1")
ODD_LABELS = (
    "",
    '""',
    "x-unknown",
    "utf8",
    "UTF_8",
    "utf-8\\",
    "'utf-8'",
    "utf-8;utf-7",
    "utf-8 ",
    "unicode",
    "none",
    "default",
    "ไทย",
    "a" * 5000,
    "../../etc/passwd",
    "idna",
    "punycode",
    "rot13",
    "base64",
    "zlib",
    "unicode-escape",
    "undefined",
    "mbcs",
    "\0",
    "utf-8\0",
    "string-escape",
)
BYTES = {
    "overlong UTF-8": b"\xc0\xaf\xe0\x80\xaf" + TEXT.encode(),
    "lone surrogates": b"\xed\xa0\x80" + TEXT.encode(),
    "a letter cut in two": TEXT.encode()[:-1],
    "beyond Unicode": b"\xf4\x90\x80\x80" + TEXT.encode(),
    "two charsets in one": TEXT.encode() + b"\r\n" + TEXT.encode("cp874"),
    "all high bytes": bytes(range(128, 256)) * 3,
    "a flood of combining marks": ("ก" + "\u0e48" * 5000 + TEXT).encode(),
    "a flood of directions": ("\u202e\u2066" * 2000 + TEXT).encode(),
    "zero widths": "\u200b".join(TEXT).encode(),
    "private use": ("\ue000\uf8ff" * 100 + TEXT).encode(),
    "non-characters": ("\ufffe\uffff" + TEXT).encode(),
    "escapes of ISO-2022": b"\x1b$B\x1b(B\x1b$C" * 500 + TEXT.encode(),
}


def charsets() -> Mails:
    """80 of them."""
    honest = {f"{codec}, honest": _said(text.encode(codec), codec) for codec, text in TRUE.items()}
    lies = {
        f"{codec} sold as {label}": _said(TRUE[codec].encode(codec), f"{label}; x=y")
        for codec in ("utf-8", "cp874", "gb18030")
        for label in LABELS
    }
    return {
        **honest,
        **lies,
        **{f"label {label[:20]!r}": _said(TEXT.encode(), label) for label in ODD_LABELS},
        **{name: _said(said, "utf-8") for name, said in BYTES.items()},
        **{f"{codec} header": _header(text, codec) for codec, text in list(TRUE.items())[:10]},
    }


def _said(body: bytes, label: str) -> bytes:
    coded = base64.encodebytes(body)
    kind = f"Content-Type: text/plain; charset={label}".encode()
    return mail(kind, b"Content-Transfer-Encoding: base64", body=coded)


def _header(text: str, codec: str) -> bytes:
    coded = base64.b64encode(text.encode(codec))
    return FROM + b"Subject: =?" + codec.encode() + b"?B?" + coded + b"?=\r\n\r\nx"
