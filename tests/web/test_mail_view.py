"""What came by mail, on the pages: as it was sent, byte for byte, and its quotes folded."""

import re
from datetime import datetime
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db, transaction
from app.intake.apart import ReaderLost
from app.models import Attachment, Case, Event, Message, RawMail
from app.postbox import accept
from app.postbox.accept import Came
from tests.factories import a_case
from tests.web.conftest import Seat
from tests.web.seats import text
from workflows.secrets import digest, plain_code

CODE = "ABCD-EFGH-JKMN-PQRS-TUVW-XYZ2-3456"
PAGE = (
    "<style>p{color:red}</style><p onclick=x style='color:red' id=top>เรียนผู้เกี่ยวข้อง "
    "<b>ไฟดับ</b><img src='http://sink.example/x.png' alt='ป้าย'><img src=cid:1>"
    "<a href='https://news.example/?a=1&b=2'>ดูข่าว</a><a href='javascript:alert(1)'>กด</a>"
    "<script>alert(2)</script><form action='/desk'><button>ส่ง</button></form>"
)
QUOTED = (
    "ไฟยังดับอยู่\n\nในวันที่ จ. 23 พ.ย. 2026 เวลา 10:00 สำนักงาน <a@oie.example> เขียนว่า:\n> เราซ่อมแล้ว\n"
)
RAW = (
    "From: สมหญิง <somying@example.org>\r\nSubject: ไฟดับ\r\nMessage-ID: <1@example.org>\r\n"
    'Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\n'
    f"Content-Type: text/plain; charset=utf-8\r\n\r\n{QUOTED}\r\n--b\r\n"
    f"Content-Type: text/html; charset=utf-8\r\n\r\n{PAGE}\r\n--b--\r\n"
).encode()


@pytest.fixture
def mailed(app: Flask, seat: Seat, now: datetime) -> tuple[str, int]:
    """A case that a mail opened, and the mail."""
    return arrived(app, now)


def arrived(
    app: Flask, now: datetime, came: Came = accept.PIPE, raw: bytes = RAW
) -> tuple[str, int]:
    with app.app_context():
        raw_id = accept.keep(raw, now, came)
        assert accept.read(raw_id, now) == "done"
        case_id = db.session.get_one(RawMail, raw_id).case_id
        return db.session.get_one(Case, case_id).reference, raw_id


def test_the_mail_is_shown_on_a_page_where_nothing_runs_or_loads(seat: Seat, mailed) -> None:
    reference, raw_id = mailed
    address = f"/desk/cases/{reference}/mail/{raw_id}"
    assert address in seat("clerk").get(f"/desk/cases/{reference}").text
    page = seat("clerk").get(address)
    assert page.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "<b>ไฟดับ</b>" in page.text
    assert "image left out: ป้าย" in page.text
    assert (
        '<a href="https://news.example/?a=1&amp;b=2" rel="noopener noreferrer nofollow">'
        in page.text
    )
    assert "[https://news.example/?a=1&b=2]" in text(page)
    for gone in (
        "<img",
        "sink.example",
        "cid:",
        "script",
        "style",
        "onclick",
        " id=",
        "<form",
        "<button",
    ):
        assert gone not in page.text


def test_the_original_mail_is_given_byte_for_byte_and_who_took_it_is_on_record(
    app: Flask, seat: Seat, mailed
) -> None:
    reference, raw_id = mailed
    answer = seat("boss").post(f"/desk/cases/{reference}/mail/{raw_id}/save")
    assert answer.data == RAW
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    with app.app_context():
        query = select(Event).where(Event.subject == f"mail:{raw_id}", Event.what == "mail_saved")
        assert db.session.scalars(query).one().actor.email == "boss@oie.example"
    assert "ดาวน์โหลดอีเมลต้นฉบับ" in text(seat("boss").get("/audit"))


def test_a_mail_is_found_under_its_own_case_only(app: Flask, seat: Seat, mailed, now) -> None:
    _, raw_id = mailed
    with app.app_context(), transaction():
        other = a_case(now).reference
    assert seat("boss").get(f"/desk/cases/{other}/mail/{raw_id}").status_code == 404
    assert seat("boss").post(f"/desk/cases/{other}/mail/{raw_id}/save").status_code == 404


def test_the_mail_of_a_restricted_case_is_for_confidential_eyes_and_sealed(
    app_with, seat: Seat, now
) -> None:
    app = app_with(SIANG_INTEGRITY_EMAIL="integrity@oie.example")
    reference, raw_id = arrived(
        app, now, Came("smtp", "somying@example.org", ("integrity@oie.example",))
    )
    address = f"/desk/cases/{reference}/mail/{raw_id}"
    assert seat("keeper").get(address).status_code == 200
    assert seat("boss").get(address).status_code == 404
    assert seat("boss").post(f"{address}/save").status_code == 404
    with app.app_context():
        raw = db.session.connection().exec_driver_sql("SELECT html FROM raw_mail").scalar_one()
    assert raw
    assert "ไฟดับ" not in raw


@pytest.mark.parametrize("hides", ["anonymous", "identity_hidden"])
def test_the_whole_mail_is_not_given_where_its_sender_is_hidden(
    app: Flask, seat: Seat, mailed, hides: str
) -> None:
    reference, raw_id = mailed
    with app.app_context(), transaction() as session:
        case = session.scalars(select(Case).where(Case.reference == reference)).one()
        setattr(case, hides, True)
    page = seat("boss").get(f"/desk/cases/{reference}")
    assert f"/mail/{raw_id}" in page.text
    assert f"/mail/{raw_id}/save" not in page.text
    assert seat("boss").post(f"/desk/cases/{reference}/mail/{raw_id}/save").status_code == 404


@pytest.mark.parametrize(
    ("part", "encoded", "apart"),
    [
        ("plain", "quoted-printable", ""), ("plain", "base64", ""),
        ("html", "quoted-printable", ""), ("html", "base64", "<b></b>"), ("file", "base64", ""),
    ],
)  # fmt: skip
def test_no_view_of_a_mail_tells_the_secret_code_of_another_case(
    app: Flask, seat: Seat, now: datetime, part: str, encoded: str, apart: str
) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "somying@example.org", "my code"
    code = f"{CODE[:12]}{apart}{CODE[12:]}"
    mail.set_content(CODE if part == "plain" else "hello", cte=encoded)
    html = f"<p>it is {code if part == 'html' else 'here'}</p>"
    mail.add_alternative(html, subtype="html", cte=encoded)
    if part == "file":
        said = f"\ufeffรหัส {CODE.lower().replace('-', chr(0x200B))}"  # as Notepad keeps it
        mail.add_attachment(said, cte=encoded, filename="รหัส.txt")
    reference, raw_id = arrived(app, now, raw=mail.as_bytes())
    address = f"/desk/cases/{reference}/mail/{raw_id}"
    assert seat("boss").post(f"{address}/save").data == mail.as_bytes()
    with app.app_context(), transaction():
        case = a_case(now)
        case.secret_hash = digest(plain_code(CODE))
    shut = seat("boss").post(f"{address}/save")
    assert shut.status_code == 409
    assert "มีรหัสลับของผู้แจ้ง" in text(shut)
    page = seat("boss").get(address)
    assert page.status_code == (409 if apart else 200)
    assert CODE[12:] not in page.text
    with app.app_context():
        files = db.session.scalars(select(Attachment.token)).all()
    for token in files:
        assert seat("boss").get(f"/files/{token}").text.startswith("\ufeffรหัส (the secret code")


def test_a_mail_whose_words_cannot_be_looked_at_is_not_given(
    seat: Seat, mailed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise ReaderLost

    monkeypatch.setattr("app.web.desk.saved_mail.read_apart", lost)
    reference, raw_id = mailed
    answer = seat("boss").post(f"/desk/cases/{reference}/mail/{raw_id}/save")
    assert answer.status_code == 409
    assert "ลองอีกครั้ง" in text(answer)


@pytest.mark.parametrize("scan", ["pending", "infected", "failed"])
def test_the_whole_mail_opens_only_with_its_files(app: Flask, seat: Seat, mailed, scan) -> None:
    reference, raw_id = mailed
    with app.app_context(), transaction() as session:
        case = session.scalars(select(Case).where(Case.reference == reference)).one()
        session.add(
            Attachment(
                case_id=case.id,
                at=case.received_at,
                name="ก.zip",
                size=1,
                scan=scan,
                type="application/zip",
                sha256="a" * 64,
                key="a",
            )
        )
    answer = seat("boss").post(f"/desk/cases/{reference}/mail/{raw_id}/save")
    assert answer.status_code >= 400
    assert RAW not in answer.data


def test_the_older_words_lie_folded_on_the_case_page_and_on_track(
    app: Flask, client, seat: Seat, mailed, now
) -> None:
    reference, raw_id = mailed
    with app.app_context(), transaction() as session:
        case = session.scalars(select(Case).where(Case.reference == reference)).one()
        case.secret_hash = digest(plain_code("SECRETCODE"))
        session.add(Message(case_id=case.id, at=now, body=f"ข้อสอง {QUOTED}", source_key="mail:x"))
        session.add(
            Message(case_id=case.id, at=now, body=f"ข้อสาม {QUOTED}", source_key="message:x")
        )
        assert case.body.strip() == QUOTED.strip()
    client.post("/track", data={"reference": reference, "secret": "SECRETCODE"})
    for page in (seat("boss").get(f"/desk/cases/{reference}"), client.get("/track/case")):
        told = re.findall(
            r"<details(?:(?!</details>).)*แสดงข้อความเดิมที่อ้างถึง.*?</details>", page.text, re.S
        )
        assert "เราซ่อมแล้ว" in "".join(told)
        assert "ไฟยังดับอยู่" not in "".join(told)
        assert text(page).count("เราซ่อมแล้ว") == 3
    track = client.get("/track/case").text
    assert track.count("แสดงข้อความเดิมที่อ้างถึง") == 2
    assert "/mail/" not in track


@pytest.mark.parametrize(
    "kind",
    [
        "text/html\r\n\tX-A: b",
        'image/png; charset="x',
        "text/html; charset=utf-8",
        "image/svg+xml",
        "x/y\x0bX-A: b",
        "multipart/x; boundary=q",
    ],
)
def test_the_type_a_mail_names_reaches_no_header_of_ours(
    app: Flask, seat: Seat, now: datetime, kind: str
) -> None:
    raw = (
        "From: a@example.org\r\nSubject: x\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        f"Content-Type: {kind}\r\nContent-Disposition: attachment; filename=a.html\r\n\r\n"
        "<script>x</script>\r\n--b--\r\n"
    ).encode()
    with app.app_context():
        raw_id = accept.keep(raw, now)
        assert accept.read(raw_id, now) == "done"
        case_id = db.session.get_one(RawMail, raw_id).case_id
        found = db.session.scalars(select(Attachment).where(Attachment.case_id == case_id)).first()
        token = found.token if found else None
    if token is None:
        return  # a multipart without parts brings no file
    answer = seat("boss").get(f"/files/{token}")
    assert answer.status_code == 200
    assert "X-A" not in str(answer.headers)
    assert answer.mimetype in ("application/octet-stream", "text/plain")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
