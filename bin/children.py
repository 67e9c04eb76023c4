"""The programs that the supervisor keeps up: each starts again when it dies, later each time."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# A supervisor killed the hard way takes its children with it, where the system can do that.
TIED = ("setpriv", "--pdeathsig", "TERM", "--") if shutil.which("setpriv") else ()
PATIENCE = 8.0  # seconds from TERM to KILL
LONGEST_PAUSE = 30.0  # seconds between two starts of a child that keeps dying
STEADY = 60.0  # seconds after which a child counts as well again


@dataclass
class Child:
    """One program: its name, its command, and when it may start again."""

    name: str
    command: tuple[str, ...]
    process: subprocess.Popen[bytes] | None = None
    pause: float = 1.0
    started: float = 0.0
    start_at: float = field(default_factory=time.monotonic)

    def tend(self, environ: Mapping[str, str]) -> None:
        """It runs, or has its time to start again."""
        if self.process is None:
            if time.monotonic() >= self.start_at:
                self._start(environ)
        elif self.process.poll() is not None:
            self._rest(self.process.returncode)

    def _start(self, environ: Mapping[str, str]) -> None:
        """In a group of its own, so that Ctrl-C reaches only the supervisor."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            (*TIED, *self.command), cwd=ROOT, env=environ, process_group=0
        )

    def _rest(self, code: int) -> None:
        lasted = time.monotonic() - self.started
        self.pause = 1.0 if lasted > STEADY else min(self.pause * 2, LONGEST_PAUSE)
        self.start_at = time.monotonic() + self.pause
        self.process = None
        complain(f"{self.name} ended with code {code}; it starts again in {self.pause:.0f} s")


def end(children: Sequence[Child]) -> None:
    """None of them runs: asked first, forced when the patience is over."""
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


def complain(text: str) -> None:
    """One line for the person who typed the command."""
    print(f"bin/serve: {text}", file=sys.stderr, flush=True)
