"""Mail is read in a process of its own: what breaks the reader breaks neither us nor the next."""

import base64
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.intake import apart
from app.intake.apart import Reader, ReaderLost, read_apart
from app.intake.email import Unreadable, read_mail
from tests.intake.mails import FROM, body_part, multipart

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
PDF = b"%PDF-1.4\n" + bytes(range(256)) * 400
FILE = (
    b"Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n"
    b"Content-Disposition: attachment;\n"
    b" filename*=utf-8''%E0%B8%AB%E0%B8%A5%E0%B8%B1%E0%B8%81.pdf\n\n"
)
GOOD = FROM + multipart(
    "mixed", body_part("กดดาวน์โหลดแล้วขึ้นหน้าว่าง", "windows-874", "8bit"),
    FILE + base64.encodebytes(PDF),
)  # fmt: skip
BAD = """
import ctypes, os, sys, time, types
sys.path.insert(0, sys.argv[1])
sys.modules["app"] = types.ModuleType("app")
sys.modules["app"].__path__ = [sys.argv[1] + "/app"]
from app.intake import reader
honest = reader.read_mail
def read_mail(raw, at):
    if b"BAD: hang" in raw: time.sleep(60)
    if b"BAD: spin" in raw:
        while True: pass
    if b"BAD: memory" in raw: return honest(b"x" * 10**9, at)
    if b"BAD: crash" in raw: ctypes.string_at(0)
    if b"BAD: exit" in raw: os._exit(3)
    if b"BAD: fault" in raw: raise ZeroDivisionError(raw)
    if b"BAD: shape" in raw: os.write(1, b"{\\"mail\\": 1, \\"files\\": []}\\n"); time.sleep(9)
    if b"BAD: noise" in raw: os.write(1, b"x" * 100 + b"\\n")
    if b"BAD: write" in raw: open("/tmp/siang-e1-never", "wb").write(b"x" * 10)
    return honest(raw, at)
reader.read_mail = read_mail
reader.WALL, reader.PROCESSOR = 1, 1
reader.main()
"""


@pytest.fixture
def wicked(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Readers that do what a mail orders them to, and have a second for it."""
    apart.end_all()
    monkeypatch.setattr(apart, "START", BAD)
    yield
    apart.end_all()


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Reader]]:
    """Every process that is started while the test runs."""
    apart.end_all()
    made: list[Reader] = []

    class Noted(Reader):
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

    monkeypatch.setattr(apart, "Reader", Noted)
    yield made
    apart.end_all()


def ordered(deed: str) -> bytes:
    return b"BAD: " + deed.encode() + b"\n" + GOOD


def test_a_mail_read_apart_is_the_mail_read_here() -> None:
    mail = read_apart(GOOD, NOW)
    assert mail == read_mail(GOOD, NOW)
    assert [(file.name, file.content) for file in mail.files] == [("หลัก.pdf", PDF)]


def test_what_cannot_become_a_case_is_refused_with_the_same_words(started: list[Reader]) -> None:
    for _ in range(2):
        with pytest.raises(Unreadable) as refused:
            read_apart(b"\n\n", NOW)
        assert refused.value.reason == ("ข้อความว่างเปล่า", "The message is empty")
    assert len(started) == 1


def test_one_process_reads_mail_after_mail(started: list[Reader]) -> None:
    for _ in range(5):
        read_apart(GOOD, NOW)
    assert len(started) == 1


@pytest.mark.usefixtures("wicked")
@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("hang", apart.TOO_LONG), ("spin", apart.TOO_LONG), ("memory", apart.TOO_MUCH),
        ("crash", apart.CRASHED), ("exit", apart.CRASHED), ("noise", apart.CRASHED),
        ("shape", apart.CRASHED),
    ],
)  # fmt: skip
def test_a_bad_mail_between_good_ones_is_refused_and_they_are_read(
    deed: str, reason: tuple[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    assert read_apart(GOOD, NOW).files
    with pytest.raises(Unreadable) as refused:
        read_apart(ordered(deed), NOW)
    assert refused.value.reason == reason
    assert read_apart(GOOD, NOW).files


@pytest.mark.usefixtures("wicked")
def test_a_fault_of_ours_is_told_to_the_log_by_its_place_and_no_word_of_the_mail(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(Unreadable):
        read_apart(ordered("fault"), NOW)
    assert "ZeroDivisionError" in caplog.text
    assert "somchai" not in caplog.text


def test_a_reader_that_somebody_killed_is_no_fault_of_the_mail(started: list[Reader]) -> None:
    read_apart(GOOD, NOW)
    reader = started[0]
    os.kill(reader.process.pid, signal.SIGSTOP)
    killer = threading.Timer(0.1, os.kill, (reader.process.pid, signal.SIGKILL))
    killer.start()
    with pytest.raises(ReaderLost):
        read_apart(GOOD, NOW)
    killer.join()
    assert read_apart(GOOD, NOW).files
    assert len(started) == 2


def test_a_reader_found_dead_is_replaced_unseen(started: list[Reader]) -> None:
    read_apart(GOOD, NOW)
    started[0].process.kill()
    started[0].process.wait()
    assert read_apart(GOOD, NOW).files


def test_a_silent_reader_is_not_waited_for_for_ever(
    started: list[Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    read_apart(GOOD, NOW)
    os.kill(started[0].process.pid, signal.SIGSTOP)
    monkeypatch.setattr(apart, "PATIENCE", 0.2)
    with pytest.raises(Unreadable) as refused:
        read_apart(GOOD, NOW)
    assert refused.value.reason == apart.TOO_LONG
    assert started[0].process.returncode == -signal.SIGKILL


def test_the_largest_mail_is_read_within_its_memory() -> None:
    content = base64.encodebytes(b"\xff" * (25 * 1024 * 1024 - 1000)).replace(b"\n", b"\r\n")
    mail = read_apart(FROM + multipart("mixed", FILE + content), NOW)
    assert len(mail.files[0].content) == 25 * 1024 * 1024 - 1000


def test_a_reader_makes_room_for_a_fresh_one_after_many_mails(
    started: list[Reader], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "USES", 2)
    for _ in range(3):
        read_apart(GOOD, NOW)
    assert len(started) == 2
    assert started[0].process.returncode is not None


def test_callers_at_once_have_a_reader_each(started: list[Reader]) -> None:
    found: list[int] = []

    def read() -> None:
        found.extend(len(read_apart(GOOD, NOW).files) for _ in range(20))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * 80
    assert len(started) <= 4


def test_a_reader_knows_no_setting_and_no_key(started: list[Reader]) -> None:
    read_apart(GOOD, NOW)
    environ = Path(f"/proc/{started[0].process.pid}/environ").read_bytes()
    assert environ.split(b"\0") == [b"LC_ALL=C.UTF-8", b""]


def gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def until(question: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while not question():
        if time.monotonic() > deadline:
            return False
        threading.Event().wait(0.02)
    return True


PARENT = """
import os, signal, sys, types
from datetime import UTC, datetime
sys.modules["app"] = types.ModuleType("app")
sys.modules["app"].__path__ = ["app"]
from app.intake import apart
apart.read_apart(b"From: a@example.org\\n\\nx", datetime.now(UTC))
print(apart._idle[0].process.pid, flush=True)
if sys.argv[1] == "fork":
    if os.fork() == 0:
        mail = apart.read_apart(b"From: a@example.org\\n\\nx", datetime.now(UTC))
        print(apart._idle[0].process.pid, mail.body, flush=True)
        sys.exit()
    os.wait()
if sys.argv[1] == "kill":
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("end", ["leave", "kill", "fork"])
def test_readers_end_with_whoever_started_them_and_leave_no_warning(end: str) -> None:
    command = (sys.executable, "-W", "error", "-c", PARENT, end)
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""
    pids = [int(line.split()[0]) for line in done.stdout.splitlines()]
    assert len(set(pids)) == (2 if end == "fork" else 1)
    assert until(lambda: all(gone(pid) for pid in pids))
