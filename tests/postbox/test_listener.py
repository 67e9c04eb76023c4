"""The mail door as other programs meet it: by SMTP and LMTP, on real ports."""

import asyncio
import logging
import smtplib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.actions import keep_mail
from app.database import db, transaction
from app.intake.apart import TOO_LONG
from app.intake.email import Mail, Unreadable
from app.jobs.runner import run
from app.mail.addressing import REPLY, signer
from app.models import Case, RawMail
from app.postbox import accept
from app.postbox.listener import Postman, close_doors, open_doors
from app.storage import cupboard
from tests.factories import an_office
from tests.intake.replies import SOMMAI, a_written_case
from workflows.limits import RAW_MAIL

THAI = "กดดาวน์โหลดแล้วขึ้นหน้าว่าง ลองทั้งคอมพิวเตอร์และมือถือ"


@dataclass
class Door:
    """A listener in a thread of its own; ``close`` returns when everything accepted is read."""

    smtp: int
    lmtp: int
    close: Callable[[], None]
    postman: Postman


@pytest.fixture
def door(app: Flask) -> Iterator[Door]:
    with app.app_context(), transaction():
        an_office()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    postman = Postman(app)
    doors = asyncio.run_coroutine_threadsafe(open_doors(postman, "127.0.0.1", 0, 0), loop).result()

    def close() -> None:
        asyncio.run_coroutine_threadsafe(close_doors(postman, doors), loop).result()

    smtp, lmtp = (server.sockets[0].getsockname()[1] for server in doors)
    yield Door(smtp, lmtp, close, postman)
    close()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def a_mail(charset: str = "utf-8") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "wijai@example.ac.th", "saraban@oie.example"
    mail["Subject"] = "ดาวน์โหลดไฟล์ไม่ได้"
    mail.set_content(THAI, charset=charset, cte="8bit")
    return mail


def stored(app: Flask) -> tuple[list[str], list[str]]:
    """The texts of the cases and the states of the raw mails."""
    with app.app_context():
        bodies = db.session.scalars(select(Case.body).order_by(Case.id)).all()
        return list(bodies), list(db.session.scalars(select(RawMail.state)))


@pytest.mark.parametrize("charset", ["utf-8", "cp874"])
def test_a_mail_by_smtp_is_a_case_with_its_words(app: Flask, door: Door, charset: str) -> None:
    raw = a_mail(charset).as_bytes().replace(b'"cp874"', b'"windows-874"')
    with smtplib.SMTP("127.0.0.1", door.smtp, timeout=10) as server:
        assert server.sendmail("wijai@example.ac.th", ["saraban@oie.example"], raw) == {}
    door.close()
    assert stored(app) == ([THAI], ["done"])


def test_what_is_kept_is_what_was_sent_byte_for_byte(app: Flask, door: Door) -> None:
    raw = a_mail("utf-8").as_bytes().replace(b"\n", b"\r\n")
    raw += "\r\n.จุดต้นบรรทัด\r\n".encode()
    with smtplib.SMTP("127.0.0.1", door.smtp, timeout=10) as server:
        server.sendmail("wijai@example.ac.th", ["saraban@oie.example"], raw)
    door.close()
    with app.app_context():
        assert cupboard.get(db.session.scalars(select(RawMail.key)).one()) == raw


def test_the_same_mail_by_smtp_and_by_lmtp_is_one_case(app: Flask, door: Door) -> None:
    raw = a_mail().as_bytes()
    for program, port in ((smtplib.SMTP, door.smtp), (smtplib.LMTP, door.lmtp)):
        with program("127.0.0.1", port) as server:
            server.sendmail("wijai@example.ac.th", ["saraban@oie.example"], raw)
    door.close()
    assert stored(app) == ([THAI], ["done"])


def test_lmtp_answers_once_for_each_recipient(app: Flask, door: Door) -> None:
    with smtplib.LMTP("127.0.0.1", door.lmtp) as server:
        server.ehlo()
        server.mail("wijai@example.ac.th")
        for address in ("saraban@oie.example", "info@oie.example"):
            server.rcpt(address)
        first = server.data(a_mail().as_bytes())
        assert (first, server.getreply()) == ((250, b"2.0.0 kept"), (250, b"2.0.0 kept"))
        assert server.noop()[0] == 250  # and no further answer stands between
    door.close()
    assert stored(app) == ([THAI], ["done"])


@pytest.mark.parametrize("program", [smtplib.SMTP, smtplib.LMTP])
def test_a_mail_that_cannot_be_kept_is_to_come_again(
    app: Flask, door: Door, monkeypatch: pytest.MonkeyPatch, program: type[smtplib.SMTP]
) -> None:
    monkeypatch.setattr(keep_mail, "keep", _disk_is_full)
    port = door.lmtp if program is smtplib.LMTP else door.smtp
    with program("127.0.0.1", port) as server, pytest.raises(smtplib.SMTPDataError) as refused:
        server.sendmail("wijai@example.ac.th", ["saraban@oie.example"], a_mail().as_bytes())
    assert refused.value.smtp_code == 451
    door.close()
    assert stored(app) == ([], [])


@pytest.mark.parametrize("program", [smtplib.SMTP, smtplib.LMTP])
def test_the_door_answers_alike_whether_what_is_written_to_exists_or_not(
    app: Flask, door: Door, program: type[smtplib.SMTP]
) -> None:
    with app.app_context():
        known = a_written_case(datetime.now(UTC))
        real = signer().address(REPLY, known.letter_id, SOMMAI) or "reply+1.x@office.example"
    answers = []
    for local in (f"siang+{known.reference}", "siang+OFFICE-2570-9999", real.partition("@")[0],
                  "reply+999.0000"):  # fmt: skip
        port = door.lmtp if program is smtplib.LMTP else door.smtp
        with program("127.0.0.1", port, timeout=10) as server:
            server.ehlo()
            mail = a_mail()
            mail["X-To"] = local
            answers.append((server.mail("x@elsewhere.example"),
                            server.rcpt(f"{local}@office.example"),
                            server.data(mail.as_bytes())))  # fmt: skip
    door.close()
    assert answers == [answers[0]] * 4
    assert answers[0][2][0] == 250


def test_a_mail_over_the_limit_is_refused_before_it_is_sent(app: Flask, door: Door) -> None:
    with smtplib.SMTP("127.0.0.1", door.smtp, timeout=10) as server:
        server.ehlo()
        assert server.mail("wijai@example.ac.th", [f"SIZE={RAW_MAIL + 1}"])[0] == 552


def test_a_mail_of_the_largest_size_is_taken_and_one_byte_more_is_not(
    app: Flask, door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    raw = a_mail().as_bytes().replace(b"\n", b"\r\n")
    most = raw + (b"y" * 998 + b"\r\n") * ((RAW_MAIL - len(raw)) // 1000)
    most += b"z" * (RAW_MAIL - len(most) - 2) + b"\r\n"
    with smtplib.SMTP("127.0.0.1", door.smtp, timeout=60) as server:
        server.ehlo()
        assert server.mail("wijai@example.ac.th")[0] == 250  # without a size, as old programs do
        server.rcpt("saraban@oie.example")
        assert server.data(most)[0] == 250
        server.mail("wijai@example.ac.th")
        server.rcpt("saraban@oie.example")
        assert server.data(most.replace(b"z", b"zz", 1))[0] == 552
    with app.app_context():
        assert db.session.scalars(select(RawMail.size)).all() == [len(most)]


@pytest.mark.parametrize("program", [smtplib.SMTP, smtplib.LMTP])
def test_while_too_many_mails_wait_the_door_says_452_before_anything_is_sent(
    app: Flask, door: Door, monkeypatch: pytest.MonkeyPatch, program: type[smtplib.SMTP]
) -> None:
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], mail_backlog=1))
    monkeypatch.setattr("app.postbox.listener.LOOK", -1.0)
    with app.app_context():
        waiting = accept.keep(a_mail().as_bytes() + b"1", datetime.now(UTC))
    port = door.lmtp if program is smtplib.LMTP else door.smtp
    with program("127.0.0.1", port, timeout=10) as server:
        server.ehlo()
        assert server.mail("wijai@example.ac.th")[0] == 452
        with app.app_context():
            accept.read(waiting, datetime.now(UTC))
        assert server.sendmail("w@example.ac.th", ["s@oie.example"], a_mail().as_bytes()) == {}


def test_good_mail_behind_bad_mail_is_not_delayed(
    app: Flask, door: Door, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    stuck, freed, honest = threading.Semaphore(0), threading.Event(), keep_mail.read_apart

    def read(raw: bytes, at: datetime) -> Mail:
        if b"X-Bad" in raw:
            stuck.release()
            freed.wait(30)
            raise Unreadable(TOO_LONG)
        return honest(raw, at)

    monkeypatch.setattr(keep_mail, "read_apart", read)
    with smtplib.SMTP("127.0.0.1", door.smtp, timeout=10) as server:
        for number in range(3):
            mail = a_mail()
            mail["X-Bad" if number == 1 else "X-Good"] = str(number)
            server.send_message(mail, "wijai@example.ac.th", ["saraban@oie.example"])
            if number == 1:
                assert stuck.acquire(timeout=10)
        while len(stored(app)[0]) < 2:  # both good ones are cases while the bad one hangs
            threading.Event().wait(0.02)
    freed.set()
    door.close()
    assert sorted(stored(app)[1]) == ["done", "done", "quarantine"]


def test_told_to_stop_it_leaves_what_waits_to_the_clock(app: Flask, door: Door) -> None:
    door.postman.stops_at = float("-inf")
    with smtplib.SMTP("127.0.0.1", door.smtp, timeout=10) as server:
        server.send_message(a_mail(), "wijai@example.ac.th", ["saraban@oie.example"])
    door.postman.readers.shutdown()
    assert stored(app) == ([], ["waiting"])
    with app.app_context():
        run("read_mail", datetime.now(UTC))
    assert stored(app) == ([THAI], ["done"])


def test_many_at_once_are_all_kept_and_each_is_one_case(app: Flask, door: Door) -> None:
    def send(number: int) -> None:
        mail = a_mail()
        mail["X-Number"] = str(number)
        with smtplib.SMTP("127.0.0.1", door.smtp, timeout=30) as server:
            server.sendmail("wijai@example.ac.th", ["saraban@oie.example"], mail.as_bytes())

    senders = [threading.Thread(target=send, args=(number,)) for number in range(8)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    door.close()
    with app.app_context():
        numbers = db.session.scalars(select(Case.reference).order_by(Case.reference)).all()
        assert [reference[-4:] for reference in numbers] == [f"{n:04d}" for n in range(1, 9)]
        assert db.session.scalar(select(func.count()).select_from(RawMail)) == 8


def _disk_is_full(*_: object) -> None:
    raise OSError("disk full")


def test_no_log_line_tells_who_wrote_or_what(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO), smtplib.SMTP("127.0.0.1", door.smtp, timeout=10) as server:
        server.send_message(a_mail())
    door.close()
    assert "wijai" not in caplog.text
    assert THAI not in caplog.text
