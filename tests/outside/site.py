"""The served site as an operator has it: started by its command, stopped by a signal."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import NamedTuple

from tests.outside.ports import free_port, is_open
from tests.outside.waiting import until

ROOT = Path(__file__).resolve().parents[2]


class Account(NamedTuple):
    """A sign-in that the site printed."""

    email: str
    password: str


class Site:
    """``bin/serve`` on free ports and a folder of its own, sending its letters to ``mail_port``."""

    def __init__(self, var: Path, mail_port: int) -> None:
        self.ports = {name: free_port() for name in ("PORT", "SMTP_PORT", "LMTP_PORT")}
        self.url = f"http://127.0.0.1:{self.ports['PORT']}"
        self.smtp_port = self.ports["SMTP_PORT"]
        self.printed = var.with_suffix(".log")
        self.environ = {
            **{k: v for k, v in os.environ.items() if not k.startswith("SIANG_")},
            **{name: str(port) for name, port in self.ports.items()},
            "VAR": str(var),
            "SIANG_BASE_URL": self.url,
            "SIANG_RATE_LIMIT": "100000",
            "SIANG_LETTERS_PER_HOUR": "100000",
            "SIANG_MAIL_SERVER": "127.0.0.1",
            "SIANG_MAIL_PORT": str(mail_port),
            "SIANG_MAIL_TLS": "none",
        }

    def start(self) -> None:
        """It answers; what ``bin/serve`` installs before this the suite has installed."""
        with self.printed.open("wb") as log:
            self._process = subprocess.Popen(
                (sys.executable, "bin/supervise.py"),
                cwd=ROOT, env=self.environ, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        until(self._is_ready, "the site is ready", 240)

    def stop(self) -> float:
        """Nobody listens any more; the seconds it took."""
        began = time.monotonic()
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(20)
        finally:
            self._process.kill()
        assert not any(is_open(port) for port in self.ports.values())
        return time.monotonic() - began

    def accounts(self, role: str) -> list[Account]:
        """The people of this role, from the table of sign-ins."""
        rows = [line.split() for line in self.printed.read_text().splitlines()]
        return [Account(*row[:2]) for row in rows if len(row) == 3 and row[2] == role]

    def flask(self, *words: str) -> str:
        """What a command of the site prints."""
        command = (sys.executable, "-m", "flask", *words)
        done = subprocess.run(
            command, cwd=ROOT, env=self.environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def _is_ready(self) -> bool:
        assert self._process.poll() is None, self.printed.read_text()
        if "Siang is ready" not in self.printed.read_text():
            return False
        with urllib.request.urlopen(f"{self.url}/health/live") as answer:
            return bool(answer.status == 200)
