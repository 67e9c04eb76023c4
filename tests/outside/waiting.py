"""Waits for what another process does, with a deadline and no longer than needed."""

import time
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")


def until(question: Callable[[], Answer], what: str, seconds: float = 40) -> Answer:
    """The first answer that is true; a failure that says ``what`` never came."""
    deadline = time.monotonic() + seconds
    while not (answer := question()):
        assert time.monotonic() < deadline, f"{what}: not within {seconds:.0f} s"
        time.sleep(0.1)
    return answer
