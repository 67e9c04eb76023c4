"""Lets browsers in while a test runs, and waits for the last of them when it ends."""

import threading
from collections.abc import Iterable
from functools import partial
from typing import Any

from flask import Flask
from werkzeug.wrappers import Response
from werkzeug.wsgi import ClosingIterator

PATIENCE = 2  # seconds


class Doorkeeper:
    """The app as a server asks it, until the door is shut."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._inside, self._open = set[object](), True
        self._change = threading.Condition()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """The app's answer; 503 once the door is shut."""
        guest = object()
        with self._change:
            if not self._open:
                return Response(status=503)(environ, start_response)
            self._inside.add(guest)
        leave = partial(self._leave, guest)
        try:
            return ClosingIterator(self._app(environ, start_response), [leave])
        except BaseException:
            leave()
            raise

    def shut(self) -> None:
        """Nobody comes in any more; those inside are waited for, not for ever: one may hang."""
        with self._change:
            self._open = False
            self._change.wait_for(lambda: not self._inside, PATIENCE)

    def _leave(self, guest: object) -> None:
        """A server may close an answer twice."""
        with self._change:
            self._inside.discard(guest)
            self._change.notify_all()
