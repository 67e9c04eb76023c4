"""Reads strangers' mail in a process of its own, so that no mail takes ours down with it.

A process serves mail after mail and one caller at a time; whoever calls meanwhile gets another.
What comes back is plain values, checked against the shape of ``Mail``: nothing is unpickled.
"""

import atexit
import json
import logging
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

from pydantic import TypeAdapter

from app.intake.email import Mail, Unreadable
from app.intake.mime import BROKEN
from app.intake.submission import File
from workflows.words import Words

log = logging.getLogger(__name__)

PATIENCE = 35  # seconds: the process ends itself after 30
USES = 500  # mails after which a process makes room for a fresh one
LONGEST = 64 * 1024 * 1024  # bytes of an answer without its files
TOO_LONG = Words("อ่านอีเมลนี้ไม่จบในเวลาที่กำหนด", "Reading this mail took too long")
TOO_MUCH = Words("การอ่านอีเมลนี้ใช้หน่วยความจำเกินกำหนด", "Reading this mail took too much memory")
CRASHED = Words("โปรแกรมอ่านอีเมลหยุดทำงานเพราะอีเมลนี้", "The reader of mail broke down on this one")
ITS_OWN_END = {-signal.SIGALRM: TOO_LONG, -signal.SIGXCPU: TOO_LONG}
# The process gets the readers of mail alone, without the program around them and its settings.
ROOT = Path(__file__).resolve().parents[2]
START = """
import sys, types
root = sys.argv[1]
sys.path.insert(0, root)
sys.modules["app"] = types.ModuleType("app")
sys.modules["app"].__path__ = [root + "/app"]
from app.intake.reader import main
main()
"""
_shape = TypeAdapter(Mail)


class ReaderLost(Exception):
    """Somebody else ended the process: the mail is not to blame and can be tried again."""


def read_apart(raw: bytes, received_at: datetime) -> Mail:
    """The mail in ``raw``; ``Unreadable`` if it cannot become a case or broke its reader."""
    reader = _take()
    try:
        mail = reader.read(raw, received_at)
    except Unreadable:
        _give_back(reader)
        raise
    except BaseException:
        reader.end()
        raise
    _give_back(reader)
    return mail


def make_ready(number: int) -> None:
    """So many processes wait for mail, and nobody who writes waits for their start."""
    for reader in [Reader() for _ in range(number)]:
        _give_back(reader)


class Reader:
    """One process that reads mail; ``is_well`` while it can read another."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            (sys.executable, "-I", "-X", "utf8", "-c", START, str(ROOT)),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            cwd="/", env={"LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        self.asked = cast("IO[bytes]", self.process.stdin)
        self.answers = cast("IO[bytes]", self.process.stdout)
        self.is_well = True
        self.was_late = False
        self.left = USES

    def read(self, raw: bytes, received_at: datetime) -> Mail:
        """The mail, or Unreadable; ReaderLost when the process was ended from outside."""
        self.is_well = False
        watch = threading.Timer(PATIENCE, self._too_late)
        watch.daemon = True
        watch.start()
        try:
            mail = self._asked(raw, received_at)
        except (EOFError, BrokenPipeError):
            raise self._why_it_ended() from None
        except (ValueError, TypeError, KeyError):
            log.error("the reader of mail answered in no known shape")
            raise Unreadable(CRASHED) from None
        finally:
            watch.cancel()
        self.is_well = True
        self.left -= 1
        return mail

    def end(self) -> None:
        """It does not run any more."""
        self.is_well = False
        self.process.kill()
        self.process.wait()
        _close(self)

    def _asked(self, raw: bytes, received_at: datetime) -> Mail:
        question = {"size": len(raw), "received_at": received_at.isoformat()}
        self.asked.write(json.dumps(question).encode() + b"\n")
        self.asked.write(raw)
        self.asked.flush()
        line = self.answers.readline(LONGEST)
        if not line.endswith(b"\n"):
            raise EOFError
        told = json.loads(line)
        if "mail" not in told:
            raise Unreadable(self._why_not(told))
        mail = _shape.validate_python({**told["mail"], "files": ()})
        files = tuple(self._file(file) for file in told["files"])
        return replace(mail, files=files, received_at=received_at)

    def _file(self, told: dict[str, Any]) -> File:
        content = self.answers.read(told["content"])
        if len(content) < told["content"]:
            raise EOFError
        return File(**{**told, "content": content})

    def _why_not(self, told: dict[str, Any]) -> Words:
        if "memory" in told:
            return TOO_MUCH
        if "fault" in told:
            log.error("a mail could not be read: %s at %s", told["fault"], told["places"])
            return BROKEN
        self.is_well = True
        return Words(*map(str, told["refused"]))

    def _too_late(self) -> None:
        self.was_late = True
        self.process.kill()

    def _why_it_ended(self) -> Exception:
        """By its own bounds, by a crash, or by somebody's hand."""
        self.process.kill()  # it may have closed its pipe and live on
        code = self.process.wait()
        if self.was_late:
            return Unreadable(TOO_LONG)
        if code == -signal.SIGKILL:
            return ReaderLost()
        return Unreadable(ITS_OWN_END.get(code, CRASHED))


_idle: list[Reader] = []
_turn = threading.Lock()


def _take() -> Reader:
    with _turn:
        while _idle:
            reader = _idle.pop()
            if reader.process.poll() is None:
                return reader
            reader.end()
    return Reader()


def _give_back(reader: Reader) -> None:
    if not reader.is_well or not reader.left:
        reader.end()
        return
    with _turn:
        _idle.append(reader)


@atexit.register
def end_all() -> None:
    """No process of ours reads any more."""
    with _turn:
        while _idle:
            _idle.pop().end()


def _forget() -> None:
    """In a forked child: the processes are the parent's, and so are their ends of the pipes."""
    global _turn
    _turn = threading.Lock()
    while _idle:
        reader = _idle.pop()
        reader.process.returncode = 0  # not ours to wait for
        _close(reader)


def _close(reader: Reader) -> None:
    with suppress(BrokenPipeError):  # what was not sent to one that is gone
        reader.asked.close()
    reader.answers.close()


os.register_at_fork(after_in_child=_forget)
