"""A real Postfix and swaks at our door: what they hand over is kept, once, or waits with them."""

import smtplib
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Case, Letter, RawMail
from app.storage import cupboard
from tests.outside.correspondence import Post
from tests.outside.mail_programs import PDF, bounce_of, swaks
from tests.outside.ports import free_port
from tests.outside.postfix import Postfix, a_postfix
from tests.outside.waiting import until

HERE, VOICE = "somchai@example.org", "voice@office.example"
TEXT = "เว็บไซต์ล่มตั้งแต่เช้า ดาวน์โหลดตารางดัชนีไม่ได้"


def test_while_we_are_away_postfix_keeps_the_mail_and_brings_it_later(
    mail_office: Post, session: Session
) -> None:
    closed = free_port()
    with a_postfix(closed) as postfix:
        swaks(postfix.port, "SMTP", HERE, VOICE, "ระบบล่ม", TEXT)
        until(lambda: "Connection refused" in postfix.said(), "Postfix knocked in vain")
        assert (postfix.waiting() > 0, mail_office.read()) == (True, 0)
        late = Post(mail_office.app, mail_office.sink)
        late.lmtp = closed
        with late.opened():
            late.wait(1)
            until(lambda: postfix.waiting() == 0, "Postfix has nothing left")
    assert session.scalars(select(Case.body)).one().strip() == TEXT


def test_what_cannot_be_kept_now_stays_with_postfix_and_is_kept_once(
    mail_office: Post, postfix: Postfix, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: bytes) -> object:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(cupboard, "put", full)
        swaks(postfix.port, "SMTP", HERE, VOICE, "ดิสก์เต็ม", TEXT)
        until(lambda: "451 4.3.0" in postfix.said(), "the door said: later")
        assert mail_office.read() == 0
    mail_office.wait(1)
    until(lambda: postfix.waiting() == 0, "Postfix has nothing left")
    assert session.scalars(select(RawMail.state)).all() == ["done"]


def test_postfix_turns_away_who_writes_to_nobody_and_knows_our_addresses_with_a_plus(
    mail_office: Post, postfix: Postfix, session: Session
) -> None:
    with (
        smtplib.SMTP("127.0.0.1", postfix.port, timeout=30) as server,
        pytest.raises(smtplib.SMTPRecipientsRefused),
    ):
        server.sendmail(HERE, ["nobody@office.example"], b"Subject: x\r\n\r\nx")
    ours = [f"{name}@office.example" for name in ("voice", "reply+12.abc", "bounce+12.abc")]
    for address in ours:
        swaks(postfix.port, "SMTP", HERE, address, address, TEXT)
    mail_office.wait(3)
    came = [to for row in session.scalars(select(RawMail.envelope_to)) for to in row]
    assert sorted(came) == sorted(ours)


def test_a_bounce_that_postfix_brings_lies_with_its_letter_and_opens_nothing(
    mail_office: Post, postfix: Postfix, session: Session
) -> None:
    swaks(postfix.port, "SMTP", HERE, VOICE, "เว็บไซต์ล่ม", TEXT)
    mail_office.wait(1)
    receipt = mail_office.letter(HERE)
    assert receipt.sender.startswith("bounce+")
    mail_office.hear(postfix.port, "", receipt.sender, bounce_of(receipt))
    session.rollback()
    assert session.scalars(select(RawMail.state).order_by(RawMail.id)).all() == ["done", "machine"]
    assert len(session.scalars(select(Case)).all()) == 1
    assert session.scalars(select(Letter).where(Letter.bounced_at.is_not(None))).one().bounce


@pytest.mark.parametrize(("protocol", "answers"), [("SMTP", 1), ("LMTP", 2)])
def test_swaks_tells_our_door_a_mail_with_files(
    mail_office: Post, session: Session, tmp_path: Path, protocol: str, answers: int
) -> None:
    for name in ("first.pdf", "scan 2.pdf"):
        (tmp_path / name).write_bytes(PDF)
    port = mail_office.smtp if protocol == "SMTP" else mail_office.lmtp
    to = f"{VOICE},second@office.example"
    files = [one for file in sorted(tmp_path.iterdir()) for one in ("--attach", f"@{file}")]
    said = swaks(port, protocol, HERE, to, "ส่งหนังสือสองฉบับ", TEXT, *files)
    assert said.count("250 2.0.0 kept") == answers
    mail_office.wait(1)
    case = session.scalars(select(Case)).one()
    assert (case.subject, case.body.strip()) == ("ส่งหนังสือสองฉบับ", TEXT)
    assert mail_office.files() == ["first.pdf", "scan 2.pdf"]
