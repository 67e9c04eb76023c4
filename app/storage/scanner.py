"""The dialogue with a virus scanner: clamd's INSTREAM, over TCP or a socket of this machine.

Not the library ``clamd``: it sends without looking how much was taken, and waits for a
connection without end.
"""

import re
import socket
import struct
import time
from collections.abc import Callable
from urllib.parse import urlsplit

_PIECE = 64 * 1024
_LONGEST = 4096  # of an answer
_ANSWER = re.compile(r"stream: (?:(?P<virus>.+) FOUND|OK)")


class NoAnswer(Exception):
    """The scanner said neither clean nor infected; it may do so later."""


class Scanner:
    """One scanner, or none."""

    def __init__(self) -> None:
        self.address = ""

    def plug_in(self, address: str, seconds: int) -> None:
        """Ask at ``address`` (``host:port`` or ``unix:///path``); empty asks nobody."""
        self.address, self.seconds = address, seconds

    def finding(self, content: bytes) -> str:
        """The name of what is in it, empty when it is clean; NoAnswer within ``seconds``."""
        end = time.monotonic() + self.seconds
        try:
            with self._connected() as talk:
                return _judged(_asked(talk, content, lambda: max(end - time.monotonic(), 0.001)))
        except OSError as error:
            raise NoAnswer(type(error).__name__) from error

    def _connected(self) -> socket.socket:
        if not self.address.startswith("unix:"):
            host, _, port = self.address.rpartition(":")
            return socket.create_connection((host.strip("[]"), int(port)), self.seconds)
        talk = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        talk.settimeout(self.seconds)
        try:
            talk.connect(urlsplit(self.address).path)
        except OSError:
            talk.close()
            raise
        return talk


def _asked(talk: socket.socket, content: bytes, left: Callable[[], float]) -> bytes:
    """What it says of ``content``; however slowly it reads and writes, the time is ours."""
    talk.sendall(b"zINSTREAM\0")
    for start in range(0, len(content), _PIECE):
        piece = content[start : start + _PIECE]
        talk.settimeout(left())
        talk.sendall(struct.pack("!L", len(piece)) + piece)
    talk.sendall(struct.pack("!L", 0))
    said = b""
    while not said.endswith(b"\0") and len(said) < _LONGEST:
        talk.settimeout(left())
        more = talk.recv(_LONGEST)
        if not more:
            break
        said += more
    return said


def _judged(said: bytes) -> str:
    answer = _ANSWER.fullmatch(said.rstrip(b"\0\n").decode("utf-8", "replace"))
    if answer is None:
        raise NoAnswer("it said something else")
    return (answer["virus"] or "")[:200]


scanner = Scanner()
