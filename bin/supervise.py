"""Starts web, mail intake and clock together, keeps them up, and stops them cleanly."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from dotenv import dotenv_values

ROOT = Path(__file__).resolve().parent.parent
FLASK = (sys.executable, "-m", "flask")
# A supervisor killed the hard way takes its children with it, where the system can do that.
TIED = ("setpriv", "--pdeathsig", "TERM", "--") if shutil.which("setpriv") else ()
PATIENCE = 8.0  # seconds from TERM to KILL
LONGEST_PAUSE = 30.0  # seconds between two starts of a child that keeps dying
STEADY = 60.0  # seconds after which a child counts as well again


@dataclass
class Child:
    """One of the three programs: its name, its command, and when it may start again."""

    name: str
    command: tuple[str, ...]
    process: subprocess.Popen[bytes] | None = None
    pause: float = 1.0
    started: float = 0.0
    start_at: float = field(default_factory=time.monotonic)

    def start(self, environ: Mapping[str, str]) -> None:
        """It runs, in a group of its own so that Ctrl-C reaches only the supervisor."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            (*TIED, *self.command), cwd=ROOT, env=environ, process_group=0
        )

    def tend(self, environ: Mapping[str, str]) -> None:
        """It runs, or has its time to start again."""
        if self.process is None:
            if time.monotonic() >= self.start_at:
                self.start(environ)
            return
        code = self.process.poll()
        if code is None:
            return
        lasted = time.monotonic() - self.started
        self.pause = 1.0 if lasted > STEADY else min(self.pause * 2, LONGEST_PAUSE)
        self.start_at = time.monotonic() + self.pause
        self.process = None
        complain(f"{self.name} ended with code {code}; it starts again in {self.pause:.0f} s")


class Stop(Exception):
    """Someone asked us to stop."""


def main() -> int:
    """Serve until told to stop; 1 if that cannot begin."""
    environ = settings()
    os.umask(0o077)
    Path(environ["VAR"]).mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, host in (
        ("PORT", environ["HOST"]),
        ("SMTP_PORT", environ["SIANG_MAIL_HOST"]),
        ("LMTP_PORT", environ["SIANG_MAIL_HOST"]),
    ):
        if fault := port_fault(host, environ[name]):
            complain(f"{name} {environ[name]} on {host}: {fault}. Try {name}=… bin/serve")
            return 1
    for order in (signal.SIGTERM, signal.SIGINT):
        signal.signal(order, stop)
    children: list[Child] = []
    try:
        for task in (("db", "upgrade"), ("office", "first-start")):
            if code := subprocess.run(
                (*FLASK, *task), cwd=ROOT, env=environ, check=False
            ).returncode:
                complain(f"'flask {' '.join(task)}' ended with code {code}: nothing was started")
                return 1
        children += programs(environ)
        keep_up(children, environ)
    except Stop:
        return 0
    finally:
        end(children)
    return 0


def settings() -> dict[str, str]:
    """The environment over ``.env``, with what the three programs must agree on filled in."""
    defaults = {
        "HOST": "127.0.0.1",
        "PORT": "8000",
        "SMTP_PORT": "8025",
        "LMTP_PORT": "8024",
        "SIANG_MAIL_HOST": "127.0.0.1",
        "VAR": "var",
    }
    given = {**dotenv_values(ROOT / ".env"), **os.environ}
    environ = {**defaults, **{name: value for name, value in given.items() if value}}
    environ["VAR"] = str(ROOT / environ["VAR"])
    environ.setdefault("SIANG_BASE_URL", f"http://{environ['HOST']}:{environ['PORT']}")
    return environ


def programs(environ: Mapping[str, str]) -> list[Child]:
    """Web, mail intake and clock, with as many workers and threads as suit two cores."""
    bind = f"{environ['HOST']}:{environ['PORT']}"
    web = f"--worker-class gthread --workers 2 --threads 4 --bind {bind} --no-control-socket"
    calm = (
        "--max-requests 20000 --max-requests-jitter 2000 --graceful-timeout 6 --log-level warning"
    )
    gunicorn = (sys.executable, "-m", "gunicorn", *web.split(), *calm.split(), "wsgi:app")
    return [
        Child("web", gunicorn),
        Child("mail intake", (*FLASK, "intake", "serve")),
        Child("clock", (*FLASK, "jobs", "run")),
    ]


def keep_up(children: list[Child], environ: Mapping[str, str]) -> None:
    """Runs for ever: starts what is down, and says once when the site answers."""
    ready = False
    while True:
        for child in children:
            child.tend(environ)
        if not ready and answers(environ["HOST"], int(environ["PORT"])):
            ready = True
            print(f"Siang is ready: http://{environ['HOST']}:{environ['PORT']}", flush=True)
        time.sleep(0.2)


def end(children: list[Child]) -> None:
    """None of them runs: asked first, forced when the patience is over."""
    for order in (signal.SIGTERM, signal.SIGINT):
        signal.signal(order, signal.SIG_IGN)
    running = [child.process for child in children if child.process]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + PATIENCE
    for process in running:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def port_fault(host: str, port: str) -> str:
    """Why nothing can listen there; empty if it can."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return "this is not a port number"
    try:
        socket.create_server((host, int(port))).close()
    except OSError as error:
        return os.strerror(error.errno) if error.errno and error.errno > 0 else str(error)
    return ""


def answers(host: str, port: int) -> bool:
    """True once the web server says that it is alive."""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/health/live")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def stop(_order: int, _frame: FrameType | None) -> None:
    """Leave the loop, wherever we are."""
    raise Stop


def complain(text: str) -> None:
    """One line for the person who typed the command."""
    print(f"bin/serve: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
