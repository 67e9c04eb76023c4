"""The process in which strangers' mail is read: started by ``apart``, bounded by itself.

It gets no settings, no keys and no database. Each mail has its own bounds on memory and time;
who breaks them ends this process and no other.
"""

import json
import resource
import signal
import sys
import traceback
from dataclasses import asdict, replace
from datetime import datetime
from typing import IO, Any

from app.intake.email import Mail, Unreadable, read_mail

MEMORY = 256 * 1024 * 1024  # bytes by which this process may grow on one mail
PROCESSOR = 10  # seconds
WALL = 30  # seconds


def main() -> None:
    """Mail after mail, until nobody asks any more."""
    for order in (signal.SIGINT, signal.SIGTERM):  # its parent ends it by closing the pipe
        signal.signal(order, signal.SIG_IGN)
    for nothing in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):  # no dump, no temporary file
        resource.setrlimit(nothing, (0, 0))
    asked, answered = sys.stdin.buffer, sys.stdout.buffer
    while line := asked.readline():
        question = json.loads(line)
        bound()
        told, contents = answer(asked, question["size"], question["received_at"])
        signal.alarm(0)
        answered.write(json.dumps(told).encode() + b"\n")
        for content in contents:
            answered.write(content)
        answered.flush()


def bound() -> None:
    """From here on one mail's worth of memory and time; the kernel watches."""
    with open("/proc/self/statm") as statm:
        now = int(statm.read().split()[0]) * resource.getpagesize()
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    limit(resource.RLIMIT_AS, now + MEMORY)
    limit(resource.RLIMIT_CPU, spent + PROCESSOR)
    signal.alarm(WALL)


def limit(what: int, most: int) -> None:
    """So much of it and no more; the operator's own bound stays above it."""
    hard = resource.getrlimit(what)[1]
    soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (soft, hard))


def answer(asked: IO[bytes], size: int, received_at: str) -> tuple[dict[str, Any], list[bytes]]:
    """What became of the mail, and the contents of its files."""
    try:
        mail = read_mail(asked.read(size), datetime.fromisoformat(received_at))
        return packed(mail)
    except Unreadable as refused:
        return {"refused": refused.reason}, []
    except MemoryError:
        return {"memory": True}, []
    except Exception as error:  # a fault of ours: the mail is kept, and the place is told
        places = [f"{f.filename}:{f.lineno}" for f in traceback.extract_tb(error.__traceback__)]
        return {"fault": type(error).__name__, "places": places[-3:]}, []


def packed(mail: Mail) -> tuple[dict[str, Any], list[bytes]]:
    """The mail as plain values, its files by name and size, and their bytes."""
    told = asdict(replace(mail, files=()))
    told["received_at"] = mail.received_at.isoformat()
    del told["files"]
    files = [
        {**asdict(replace(file, content=b"")), "content": len(file.content)} for file in mail.files
    ]
    return {"mail": told, "files": files}, [file.content for file in mail.files]
