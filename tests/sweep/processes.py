"""Programs of the site, started by a fork of this process, which has everything imported.

The fork runs the very commands that an operator starts; only the seconds of importing are saved.
This process itself must have one thread and no open database.
"""

import importlib
import os
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import flask.cli
import gunicorn.app.wsgiapp

from app import create_app, failpoint
from app.jobs.runner import run
from app.jobs.schedule import SCHEDULE

JOBS = [
    name for name in ("read_mail", "route", "scan_files", "clean_files", "send_letters", "seal")
    if name in SCHEDULE
]  # fmt: skip
WEB = (
    "gunicorn --workers 1 --threads 2 --worker-class gthread --no-control-socket "
    "--log-level warning --graceful-timeout 2"
)
PATIENCE = 20.0


class Process:
    """One of them; ``stop`` ends it by the order that the supervisor gives."""

    def __init__(self, work: Callable[[], object], log: Path, environ: Mapping[str, str]) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        self.log = log
        self.pid = os.fork()
        if self.pid == 0:
            _become(work, log, environ)
        self.code: int | None = None

    def wait(self) -> int:
        """Its exit code, or minus the signal; killed when it takes too long."""
        deadline = time.monotonic() + PATIENCE
        while not self.is_over():
            if time.monotonic() > deadline:
                os.killpg(self.pid, signal.SIGKILL)
            time.sleep(0.005)
        assert self.code is not None
        return self.code

    def stop(self) -> int:
        """It was told to stop, and did."""
        if not self.is_over():
            os.kill(self.pid, signal.SIGTERM)
        return self.wait()

    def is_over(self) -> bool:
        """Whether it has ended."""
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.code = os.waitstatus_to_exitcode(status) if pid else None
        return self.code is not None

    def opens(self, port: int) -> "Process":
        """Somebody listens at ``port`` now."""
        deadline = time.monotonic() + PATIENCE
        while True:
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", port)) == 0:
                    return self
            if self.is_over() or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"nobody listens at port {port}:\n{self.log.read_text()}")
            time.sleep(0.01)


def flask_command(*words: str) -> Callable[[], object]:
    """The work of ``flask WORDS``."""

    def work() -> None:
        sys.argv = ["flask", *words]
        flask.cli.main()

    return work


def web(port: int) -> Callable[[], object]:
    """The work of the web server, as bin/serve starts it but with one worker."""

    def work() -> object:
        sys.argv = [*WEB.split(), "--bind", f"127.0.0.1:{port}", "tests.sweep.served:app"]
        return gunicorn.app.wsgiapp.run()

    return work


def drain() -> None:
    """What the clock does in the next hours; leases that somebody died with have ended by then."""
    now = datetime.now(UTC)
    with create_app().app_context():
        for hours in range(1, 4):
            for name in JOBS:
                run(name, now + timedelta(hours=hours))


def _become(work: Callable[[], object], log: Path, environ: Mapping[str, str]) -> None:
    code = 1
    try:
        os.setpgid(0, 0)
        out = os.open(log, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        for stream in (1, 2):
            os.dup2(out, stream)
        os.environ.update(environ)
        importlib.reload(failpoint)
        work()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
