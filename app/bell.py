"""Ends the dialogue with a server that keeps us waiting, however busily it drips."""

import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Timer


class Bell:
    """Ends the dialogue over ``talk`` of whoever takes longer than ``seconds`` while it is held."""

    def __init__(self, seconds: float, talk: Callable[[], socket.socket | None]) -> None:
        self._seconds, self._talk, self._timer = seconds, talk, Timer(0, int)

    def __enter__(self) -> None:
        self._timer = Timer(self._seconds, self._ring)
        self._timer.daemon = True
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        if self._timer.is_alive():
            self._timer.join()

    def _ring(self) -> None:
        talk = self._talk()
        if talk is not None:
            with suppress(OSError):
                socket.socket.shutdown(talk, socket.SHUT_RDWR)  # of TLS too, without its farewell
