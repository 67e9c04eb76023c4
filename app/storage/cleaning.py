"""The copy of a file that says nothing of who made it, where and with what."""

import subprocess
import sys
from pathlib import Path

from workflows.files import UNCLEAN

_CHILD = Path(__file__).with_name("cleaner.py")
_CANNOT = 3  # it says why
WAIT = 30  # seconds, whatever the file


class CannotClean(Exception):
    """``why`` is a word of ``workflows.files.UNCLEAN``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why if why in UNCLEAN else "broken"


def clean_copy(content: bytes) -> bytes:
    """The copy, made in a process of its own that may use so much and no more; else CannotClean."""
    try:
        done = subprocess.run(
            (sys.executable, "-I", str(_CHILD)), input=content, capture_output=True, timeout=WAIT,
            check=False, env={},
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise CannotClean("limits") from error
    if done.returncode == _CANNOT:
        raise CannotClean(done.stderr.decode("ascii", "replace"))
    if done.returncode:
        raise CannotClean("limits")  # it was killed
    return done.stdout
