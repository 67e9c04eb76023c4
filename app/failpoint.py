"""Named points where a test may kill, stop or fail this process; without its setting, nothing.

``SIANG_FAILPOINT=<name>:<kill|raise|stall>`` acts the first time that ``here(name)`` is passed.
The names are the steps of the intake, in the order in which they are taken (tests/sweep).
"""

import os
import signal
import sys
import time

_SETTING = "SIANG_FAILPOINT"
_NAME, _, _DEED = os.environ.get(_SETTING, "").partition(":")
STALL = float(os.environ.get("SIANG_FAILPOINT_STALL", 5))  # seconds


class Failed(Exception):
    """The point that was asked to fail did."""


def here(name: str) -> None:
    """Nothing, except in a process that was started to fail at ``name``."""
    if name != _NAME or os.environ.pop(_SETTING, None) is None:
        return
    sys.stderr.write(f"failpoint {name}: {_DEED}\n")
    sys.stderr.flush()
    if _DEED == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if _DEED == "raise":
        raise Failed(name)
    time.sleep(STALL)
