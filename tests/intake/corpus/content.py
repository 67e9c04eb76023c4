"""Transfer codings, pages and attached things as programs and people break them."""

import base64
import quopri
import zipfile
from io import BytesIO

from tests.intake.corpus.parts import BODY, HEAD, PLAIN, TEXT, leaf, mail, parted

Mails = dict[str, bytes]
B64 = base64.encodebytes(BODY)
CTE = "Content-Transfer-Encoding: "


def codings() -> Mails:
    """40 of them."""
    base64s = {
        "whole": B64,
        "without padding": B64.rstrip(b"=\n"),
        "one letter short": B64.rstrip(b"=\n")[:-1],
        "two letters short": B64.rstrip(b"=\n")[:-2],
        "with junk": B64.replace(b"4", b"4!\xff "),
        "empty": b"",
        "only signs": b"====",
        "not base64": BODY,
        "in one line": base64.b64encode(BODY * 2000),
        "padding in the middle": B64 + B64,
        "with a footer": B64 + b"\r\n--\r\nlist footer",
        "of blanks": b" \r\n" * 5000,
        "URL letters": base64.urlsafe_b64encode(BODY),
    }
    quoted = {
        "whole": quopri.encodestring(BODY),
        "not coded": BODY,
        "soft break last": quopri.encodestring(BODY) + b"=",
        "soft breaks": b"=\r\n" * 5000 + BODY,
        "half a letter": b"=E0=B8",
        "no digits": b"=ZZ=G1=" + BODY,
        "small digits": b"=e0=b8=81",
        "raw and coded": b"=E0=B8=81" + BODY,
        "blanks at the end": b"x =20  \r\n" + BODY,
        "only equals": b"=" * 5000,
    }
    uu = {
        "whole": b"begin 644 a.txt\r\n#:V5P\r\n`\r\nend\r\n",
        "no end": b"begin 644 a\r\n#:V5P\r\n",
        "no begin": b"#:V5P\r\n",
        "rubbish": b"begin 644 a\r\n\xff\xff\xff\r\nend",
        "empty": b"",
    }
    names = (
        "7bit",
        "8bit",
        "binary",
        "x-unknown",
        "",
        "BASE64",
        "base64; x=y",
        '"base64"',
        "quoted-printable, base64",
        "gzip",
        "x-uuencode",
        "ไทย",
    )
    return {
        **{
            f"base64 {name}": mail(f"{CTE}base64".encode(), body=said)
            for name, said in base64s.items()
        },
        **{
            f"quoted {name}": mail(f"{CTE}quoted-printable".encode(), body=said)
            for name, said in quoted.items()
        },
        **{f"uu {name}": mail(f"{CTE}x-uuencode".encode(), body=said) for name, said in uu.items()},
        **{f"coding {name!r}": mail(f"{CTE}{name}".encode()) for name in names},
    }


def pages() -> Mails:
    """50 of them."""
    wild = {
        "5 MB of nested tables": "<table><tr><td>" * 330_000,
        "100k tags": "<b>" * 100_000,
        "100k divs": "<div>" * 100_000,
        "only styles": "<style>p{}</style>",
        "only a script": "<script>x</script>",
        "only an image": "<img src=http://sink.example/>",
        "nothing": "",
        "blanks": "&nbsp;" * 500,
        "an open comment": "<!-- x",
        "an open tag": "<p",
        "an open style": "<style>x",
        "an open script": "<script>x",
        "conditional comments": "<!--[if mso]><table><![endif]-->" * 50,
        "CDATA": "<![CDATA[x]]>",
        "a doctype bomb": "<!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;'>]>&c;",
        "broken entities": "&amp &#x; &#99999999; &#xD800; &foo;",
        "an entity of digits": "&#" + "9" * 5000 + ";",
        "a processing instruction": "<?xml version='1.0'?><?php x ?>",
        "unquoted attributes": "<a href=http://x y=z/>x",
        "an attribute of 1 MB": f"<p x='{'y' * 1_000_000}'>",
        "40,000 attributes": "<p " + "a=b " * 40_000 + ">",
        "tags out of order": "<b><i></b></i><p></div></table>",
        "frames": "<frameset><frame src=x></frameset>",
        "a form": "<form action=x><input name=y>",
        "SVG": "<svg><script>x</script></svg>",
        "MathML": "<math><mtext><table><mglyph><style>",
        "a base": "<base href=http://sink.example/>",
        "a refresh": "<meta http-equiv=refresh content=0>",
        "an iframe": "<iframe srcdoc='<script>x</script>'>",
        "a template": "<template><p>x</template>",
        "noscript": "<noscript><p title='</noscript><img>'>",
        "lists 500 deep": "<ul><li>" * 500,
        "quotes 500 deep": "<blockquote>" * 500,
        "hidden words": "<div style='display:none'>x</div>",
        "white words": "<font color=white>x</font>",
        "NUL in tags": "<scr\0ipt>x</scr\0ipt>",
        "Thai tags": "<ก>ข</ก>",
        "meta of another charset": "<meta charset=windows-874>",
        "meta of UTF-16": "<meta charset=utf-16>",
        "no tags at all": "x",
        "a long word": "x" * 200_000,
    }
    told = {
        f"page: {name}": mail(
            b"Content-Type: text/html; charset=utf-8", body=f"{page}<p>{TEXT}</p>".encode()
        )
        for name, page in wild.items()
    }
    word = (
        "<html xmlns:o='urn:x'><head><style>@page{{}}</style>"
        "<!--[if gte mso 9]><xml><o:x/></xml><![endif]--></head>"
        f"<body><p class=MsoNormal>{TEXT}<o:p>&nbsp;</o:p></p>"
    )
    gmail = (
        f"<div dir=ltr>{TEXT}</div><br>"
        "<div class=gmail_quote><blockquote>x</blockquote></div>[Message clipped]"
    )
    page = leaf("text/html; charset=utf-8", f"<p>{TEXT}".encode())
    return {
        **told,
        "Word": mail(b"Content-Type: text/html", body=word.encode()),
        "Gmail": mail(b"Content-Type: text/html", body=gmail.encode()),
        "Apple": HEAD
        + parted(
            PLAIN,
            parted(page, leaf("image/png", b"\x89PNG"), page, kind="mixed", boundary="c"),
            kind="alternative",
        ),
        "page first": HEAD + parted(page, PLAIN, kind="alternative"),
        "page alone in alternative": HEAD + parted(page, kind="alternative"),
        "plain part empty": HEAD + parted(leaf("text/plain", b""), page, kind="alternative"),
        "UTF-16 page": mail(
            b"Content-Type: text/html; charset=utf-16", body=f"<p>{TEXT}".encode("utf-16")
        ),
        "Thai page by its meta": mail(
            b"Content-Type: text/html", body=f"<meta charset=windows-874><p>{TEXT}".encode("cp874")
        ),
        "page called plain": mail(
            b"Content-Type: text/plain", body=f"<html><p>{TEXT}</html>".encode()
        ),
    }


def attachments() -> Mails:
    """50 of them."""
    names = (
        "",
        "a.pdf",
        "../../etc/passwd",
        "C:\\a\\b.exe",
        "/",
        ".",
        "..",
        "...",
        "a" * 5000 + ".pdf",
        "\u202egnp.exe",
        "ก" * 300,
        "a\0b.pdf",
        "a\\r\\nX: y",
        "=?utf-8?B?4LiB?=.pdf",
        "CON",
        "a.pdf.exe",
        " .pdf ",
        "\t",
        "<img src=x onerror=1>.png",
        "?*|.txt",
    )
    named = {
        f"file name {n}": _with(
            "application/pdf", b"%PDF-1.7", f'Content-Disposition: attachment; filename="{name}"'
        )
        for n, name in enumerate(names)
    }
    kinds = {
        "no name": ("application/pdf", b"%PDF"),
        "0 bytes": ("application/pdf; name=a.pdf", b""),
        "unknown kind": ("x/y; name=a", b"z"),
        "calendar": ("text/calendar; method=REQUEST", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR"),
        "vCard": ("text/vcard", b"BEGIN:VCARD"),
        "a mail": ("message/rfc822", mail()),
        "a mail that is none": ("message/rfc822", b"\xff\0"),
        "part of a mail": ("message/partial; number=2", BODY),
        "external": ("message/external-body; access-type=ftp", b"\r\n"),
        "S/MIME opaque": ("application/pkcs7-mime; smime-type=signed-data", b"0\x80"),
        "S/MIME encrypted": (
            "application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m",
            b"0\x80",
        ),
        "PGP key": ("application/pgp-keys", b"-----BEGIN"),
        "zip": ("application/zip; name=a.zip", _zip()),
        "zip cut": ("application/zip; name=a.zip", _zip()[:40]),
        "zip with a password": (
            "application/zip; name=a.zip",
            _zip().replace(b"PK\x03\x04\x14\0\0", b"PK\x03\x04\x14\0\1"),
        ),
        "an inline picture": ("image/png; name=a.png", b"\x89PNG\r\n"),
        "a page": ("text/html; name=a.html", b"<script>x"),
        "type with quotes": ('image/png; charset="x', b"x"),
    }
    tnef = {
        "whole": _tnef(),
        "cut": _tnef()[:30],
        "signature alone": _tnef()[:4],
        "none": b"",
        "rubbish": b"\x78\x9f\x3e\x22" + b"\xff" * 500,
    }
    signature = leaf("application/pkcs7-signature; name=smime.p7s", b"0\x80")
    return {
        **named,
        **{f"attached: {name}": _with(kind, body) for name, (kind, body) in kinds.items()},
        **{
            f"winmail {name}": _with("application/ms-tnef; name=winmail.dat", said)
            for name, said in tnef.items()
        },
        "500 files": HEAD + parted(PLAIN, *[leaf("image/png; name=a.png", b"x")] * 500),
        "60 of one name": HEAD + parted(PLAIN, *[leaf("image/png; name=a.png", b"x")] * 60),
        "S/MIME signed": HEAD + parted(PLAIN, signature, kind="signed"),
        "S/MIME alone": HEAD + leaf("application/pkcs7-mime; name=smime.p7m", b"0\x80"),
        "PGP signed": HEAD
        + parted(PLAIN, leaf("application/pgp-signature", b"-----BEGIN PGP"), kind="signed"),
        "PGP encrypted": HEAD
        + parted(
            leaf("application/pgp-encrypted", b"Version: 1"),
            leaf("application/octet-stream", b"-----BEGIN"),
            kind="encrypted",
        ),
        "PGP inline": mail(
            body=b"-----BEGIN PGP MESSAGE-----\r\n\r\nhQEM\r\n-----END PGP MESSAGE-----"
        ),
    }


def _with(kind: str, body: bytes, *head: str) -> bytes:
    return HEAD + parted(PLAIN, leaf(kind, body, *head))


def _zip() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.txt"), TEXT)
    return made.getvalue()


def _tnef() -> bytes:
    """A parcel of Outlook's with one file, ``lamp.txt``."""
    made = b"\x78\x9f\x3e\x22\x01\x00"
    for level, name, kind, data in (
        (1, 0x9006, 8, b"\0\0\1\0"),
        (2, 0x9002, 6, b"\1\0" + b"\xff" * 4 + b"\0" * 8),
        (2, 0x8010, 1, b"lamp.txt\0"),
        (2, 0x800F, 6, BODY),
    ):
        made += bytes([level]) + name.to_bytes(2, "little") + kind.to_bytes(2, "little")
        made += len(data).to_bytes(4, "little") + data + (sum(data) & 0xFFFF).to_bytes(2, "little")
    return made
