"""The part of the benchmark that is mail: how fast it is kept, and how fast it becomes cases."""

import base64
import itertools
import os
import secrets
import signal
import smtplib  # noqa: TID251 - here we are the mail server of others
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from measures import CLIENTS, accounts, row, timed
from sqlalchemy import Engine, create_engine
from visitor import Visitor

ROOT = Path(__file__).resolve().parent.parent
LMTP_PORT, SMTP_PORT = 8434, 8435
MAILS, PDF = 200, 100 * 1024  # bytes of the PDF in each
PATIENCE = 3600  # seconds
WORDS = "กดดาวน์โหลดวารสารเดือนกรกฎาคมแล้วขึ้นหน้าว่าง ลองทั้งคอมพิวเตอร์และมือถือแล้ว ขอให้ตรวจสอบด้วยครับ"


def mail(_: int, var: Path) -> list[dict[str, Any]]:
    """Mails with a PDF each over LMTP, four connections: kept, and turned into cases."""
    shares = [[_mail(PDF) for _ in range(MAILS // CLIENTS)] for _ in range(CLIENTS)]
    with _door(), get_context("fork").Pool(CLIENTS) as pool:
        began, before = time.perf_counter(), _cases()
        pool.map(_send, shares, chunksize=1)
        kept = time.perf_counter() - began
        done = _until_read(before + MAILS) - began
    return [
        row("mails with a PDF kept, LMTP, 4 connections", MAILS / kept, "mails/s", least=60),
        row("the same turned into cases", MAILS / done, "cases/s", least=30),
    ]


def flood(port: int, var: Path) -> list[dict[str, Any]]:
    """Many small mails at once, and the desk's pages meanwhile."""
    number = int(os.environ.get("SIANG_BENCH_MAILS", "10000"))
    email, password = accounts(var)["manager"]
    with _door(), get_context("fork").Pool(1) as pool:
        visitor = Visitor(port)
        visitor.fill_in("/sign-in", email=email, password=password)
        began, before = time.perf_counter(), _cases()
        sending = pool.apply_async(_deliver_many, (number,))
        pages = list(_pages(visitor, before + number))
        took = time.perf_counter() - began
        rate = sending.get(PATIENCE)
    slow = statistics.quantiles(pages, n=20)[-1]
    return [
        row(f"{number} small mails kept", rate, "mails/s"),
        row("the same turned into cases", number / took, "cases/s", least=8),
        row("desk page meanwhile: median", statistics.median(pages), "ms"),
        row("desk page meanwhile: 95 of 100 within", slow, "ms", most=1000),
    ]


PARTS = {"mail": mail, "flood": flood}


def _pages(visitor: Visitor, cases: int) -> Iterator[float]:
    """The time of a page after the other, until there are so many cases."""
    for number in itertools.count():
        visitor.connection.close()  # idle ones are closed by the server: each page opens its own
        yield timed(visitor, "/desk?queue=unassigned")
        if number % 10 == 0 and _cases() >= cases:
            return
        time.sleep(0.2)


@contextmanager
def _door() -> Iterator[None]:
    """Mail intake and clock, as bin/serve starts them."""
    more = {"LMTP_PORT": str(LMTP_PORT), "SMTP_PORT": str(SMTP_PORT)}
    flask = (sys.executable, "-m", "flask")
    programs = [
        subprocess.Popen((*flask, *words.split()), cwd=ROOT, env={**os.environ, **more})
        for words in ("intake serve", "jobs run")
    ]
    try:
        deadline = time.monotonic() + 60
        before = _looks()
        while not (_is_open() and _looks() > before):
            if time.monotonic() > deadline:
                raise RuntimeError("the mail door does not open, or the clock does not go")
            time.sleep(0.2)
        yield
    finally:
        for program in programs:
            program.send_signal(signal.SIGTERM)
        for program in programs:
            program.wait(60)


def _is_open() -> bool:
    try:
        smtplib.LMTP("127.0.0.1", LMTP_PORT, timeout=2).quit()
    except OSError:
        return False
    return True


def _deliver_many(number: int) -> float:
    """How many a second were kept, one after the other."""
    began = time.perf_counter()
    _send(_mail(0) for _ in range(number))
    return number / (time.perf_counter() - began)


def _send(mails: Any) -> None:
    with smtplib.LMTP("127.0.0.1", LMTP_PORT, timeout=60) as door:
        for raw in mails:
            door.sendmail("wijai@example.org", ["office@office.example"], raw)


def _mail(size: int) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = f"{secrets.token_hex(6)}@example.org", "office@office.example"
    message["Subject"] = "ดาวน์โหลดไฟล์ไม่ได้"
    message["Message-ID"] = f"<{secrets.token_hex(12)}@example.org>"
    message.set_content(WORDS)
    if size:
        pdf = b"%PDF-1.4\n" + base64.b64encode(secrets.token_bytes(size * 3 // 4))
        message.add_attachment(pdf, "application", "pdf", filename="หลักฐาน.pdf")
    return message.as_bytes(policy=SMTP)


def _until_read(cases: int) -> float:
    """The moment when there were so many cases."""
    deadline = time.monotonic() + PATIENCE
    while _cases() < cases:
        if time.monotonic() > deadline:
            raise RuntimeError("mail does not become cases")
        time.sleep(0.05)
    return time.perf_counter()


def _cases() -> int:
    """How many mails are cases."""
    return _count("SELECT count(*) FROM raw_mail WHERE case_id IS NOT NULL")


def _looks() -> int:
    """How often the clock has looked for mail."""
    asked = "SELECT count(*) FROM job_run WHERE job = 'read_mail' AND finished_at IS NOT NULL"
    return _count(asked)


def _count(asked: str) -> int:
    with _engine().connect() as connection:
        return int(connection.exec_driver_sql(asked).scalar() or 0)


@cache
def _engine() -> Engine:
    url = os.environ["SIANG_DATABASE_URL"]
    return create_engine(url, pool_size=1, isolation_level="AUTOCOMMIT")
