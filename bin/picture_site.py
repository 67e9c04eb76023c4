"""A site of its own for one run: the demo office with invented cases, gone afterwards."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from children import ROOT
from visitor import Visitor

CASES, SEED = "600", "7"  # enough for every state, clock and colour
PATIENCE = 600.0  # seconds until a new site answers; a busy machine is slow


class Site(NamedTuple):
    """Where it answers, and the password of each demo account by its e-mail address."""

    url: str
    passwords: dict[str, str]


@contextmanager
def demo_site(port: int) -> Iterator[Site]:
    """A running demo office with invented cases; it and its folder are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="siang-pictures-") as folder:
        environ = {**os.environ, "VAR": folder, "DEMO": "1", "PORT": str(port),
                   "SMTP_PORT": str(port + 1), "LMTP_PORT": str(port + 2)}  # fmt: skip
        with subprocess.Popen(
            (sys.executable, "bin/supervise.py"), cwd=ROOT, env=environ, stdout=subprocess.DEVNULL
        ) as served:
            try:
                _wait(port, served)
                load = (sys.executable, "-m", "flask", "demo", "load", "--cases", CASES)
                subprocess.run((*load, "--seed", SEED), cwd=ROOT, env=environ, check=True)
                yield Site(f"http://127.0.0.1:{port}", passwords(Path(folder)))
            finally:
                served.terminate()


def passwords(folder: Path) -> dict[str, str]:
    """What each demo account signs in with, by its e-mail address."""
    rows = [line.split() for line in (folder / "demo-accounts.txt").read_text().splitlines()]
    return {row[0]: row[1] for row in rows if row and "@" in row[0]}


def _wait(port: int, served: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while not Visitor(port).is_up():
        time.sleep(0.5)
        if served.poll() is not None or time.monotonic() > until:
            raise TimeoutError("the site does not answer")
    if served.poll() is not None:
        raise OSError(f"another site answers at port {port}: choose another by --port")
