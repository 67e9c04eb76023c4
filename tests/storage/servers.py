"""Servers that tests talk to: an S3 store, and a virus scanner of every temper."""

import contextlib
import logging
import socket
import struct
import threading
import urllib.request
from collections.abc import Iterator

from moto.server import ThreadedMotoServer

from tests.files import EICAR


@contextlib.contextmanager
def an_s3_server() -> Iterator[dict[str, str]]:
    """The settings with which a site keeps its files there."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    made = urllib.request.Request(f"{url}/evidence", method="PUT")
    with urllib.request.urlopen(made):
        pass
    try:
        yield {
            "SIANG_ATTACHMENTS": "s3://evidence/ร้องเรียน/2570", "AWS_ENDPOINT_URL": url,
            "AWS_ACCESS_KEY_ID": "siang", "AWS_SECRET_ACCESS_KEY": "x" * 20,
            "AWS_REGION": "ap-southeast-7",
        }  # fmt: skip
    finally:
        server.stop()


class FakeClamd:
    """Answers INSTREAM as ``mood`` says: judge, hang, garbage, drop; counts what it was asked."""

    def __init__(self) -> None:
        self.mood = "judge"
        self.asked: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """As SIANG_CLAMD has it."""
        return f"127.0.0.1:{self._socket.getsockname()[1]}"

    def close(self) -> None:
        """Nobody answers there any more."""
        self._done.set()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)

    def _serve(self) -> None:
        while not self._done.is_set():
            try:
                talk, _ = self._socket.accept()
            except OSError:
                return
            with talk, contextlib.suppress(OSError):
                self._answer(talk)

    def _answer(self, talk: socket.socket) -> None:
        file = talk.makefile("rb")
        with file:
            command = b"".join(iter(lambda: file.read(1), b"\0"))
            content = b""
            while size := struct.unpack("!L", file.read(4))[0]:
                content += file.read(size)
            self.asked.append(content)
            assert command == b"zINSTREAM"
            if self.mood == "hang":
                self._done.wait(5) if not talk.recv(1) else None
            elif self.mood == "garbage":
                talk.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            elif self.mood == "judge":
                found = b"Eicar-Test-Signature FOUND" if EICAR in content else b"OK"
                talk.sendall(b"stream: " + found + b"\0")


@contextlib.contextmanager
def a_clamd() -> Iterator[FakeClamd]:
    """A scanner on a port of its own, gone afterwards."""
    server = FakeClamd()
    try:
        yield server
    finally:
        server.close()
