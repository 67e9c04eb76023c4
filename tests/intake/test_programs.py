"""What real programs send: Outlook's parcels, flowed text, forwards, calendars, signed mail."""

import pytest

from app.intake.winmail import inside
from tests.intake.corpus.content import _tnef
from tests.intake.corpus.parts import BODY, HEAD, PLAIN, TEXT, leaf, mail, parted
from tests.intake.mails import FROM, read


def names(raw: bytes) -> list[str]:
    return [file.name for file in read(raw).files]


def test_what_outlook_packed_is_unpacked_beside_the_parcel():
    parcel = leaf("application/ms-tnef; name=winmail.dat", _tnef())
    files = read(HEAD + parted(PLAIN, parcel)).files
    assert [(file.name, file.content) for file in files] == [
        ("winmail.dat", _tnef()),
        ("lamp.txt", BODY),
    ]


@pytest.mark.parametrize(
    "content", [b"", b"x", _tnef()[:4], _tnef()[:30], _tnef()[:4] + b"\xff" * 999]
)
def test_a_broken_parcel_is_kept_closed(content):
    assert inside(content) == []


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("text/calendar; method=REQUEST; name=invite.ics", "invite.ics"),
        ("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", "smime.p7m"),
        ("application/pkcs7-signature; name=smime.p7s", "smime.p7s"),
        ("application/pgp-signature; name=signature.asc", "signature.asc"),
        ("application/octet-stream; name=encrypted.asc", "encrypted.asc"),
    ],
)
def test_calendars_signatures_and_sealed_parts_are_files_beside_the_words(kind, name):
    told = read(HEAD + parted(PLAIN, leaf(kind, b"x")))
    assert (told.body, [file.name for file in told.files]) == (TEXT, [name])


def test_a_forwarded_mail_is_a_file_that_mail_programs_open():
    forward = b"Content-Type: message/rfc822\r\n\r\n" + mail()
    told = read(HEAD + parted(PLAIN, forward))
    assert told.body == TEXT
    assert told.files[0].name == "แนบ-1.eml"
    assert read(told.files[0].content).body == TEXT


def test_flowed_paragraphs_are_one_line_again_and_quotes_keep_their_depth():
    body = "ไฟทางเดิน \nดับ\n\n> ถาม \n> ว่าที่ใด\n>> เก่า \n ย่อหน้า\n-- \nสมหญิง\n".encode()
    kind = b"Content-Type: text/plain; charset=utf-8; format=flowed"
    raw = FROM + kind + b"\n\n" + body
    told = "\n\n> ถาม ว่าที่ใด\n>> เก่า \nย่อหน้า\n-- \nสมหญิง"
    assert read(raw).body == f"ไฟทางเดิน ดับ{told}"
    joined = read(raw.replace(b"flowed", b'"Flowed"; DelSp=Yes')).body
    assert joined.startswith("ไฟทางเดินดับ\n\n> ถามว่าที่ใด\n")


def test_a_plain_text_that_is_not_flowed_stays_as_it_is():
    raw = FROM + b"Content-Type: text/plain; charset=utf-8\n\n" + "ก \nข".encode()
    assert read(raw).body == "ก \nข"


@pytest.mark.parametrize(
    ("kind", "coded"),
    [
        ("base64; x=y", b"a2VwdA=="),
        ('"BASE64"', b"a2VwdA=="),
        ("base64", b"kept, this is no base64 at all!"),
        ("base64", b"a2VwdA==\r\n--\r\nlist footer"),
    ],
)
def test_a_text_that_is_wrongly_said_to_be_coded_is_read(kind, coded):
    raw = FROM + f"Content-Transfer-Encoding: {kind}\n\n".encode() + coded
    assert read(raw).body.startswith("kept")


def test_the_footer_of_a_server_in_another_charset_spoils_nothing():
    body = TEXT.encode() + b"\r\n" + "ตรวจไวรัสแล้ว".encode("cp874")
    assert (
        read(mail(b"Content-Type: text/plain; charset=utf-8", body=body)).body
        == f"{TEXT}\nตรวจไวรัสแล้ว"
    )


def test_utf_8_that_is_sold_as_western_is_read():
    assert read(mail(b"Content-Type: text/plain; charset=iso-8859-1")).body == TEXT


@pytest.mark.parametrize("kind", ["text/", "/plain", '"text/plain"', "text/plain/x", "ข้อความ"])
def test_words_under_a_type_that_is_none_are_words(kind):
    assert read(mail(f"Content-Type: {kind}".encode())).body == TEXT


@pytest.mark.parametrize("markup", ["<!-- x", "<style>", "<script>", "<title>"])
def test_a_comment_without_end_swallows_no_words(markup):
    body = f"{markup}<p>{TEXT}</p>".encode()
    assert TEXT in read(mail(b"Content-Type: text/html; charset=utf-8", body=body)).body
