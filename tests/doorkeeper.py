"""Lets browsers in while a test runs, and waits for the last of them when it ends."""

import threading
from collections.abc import Iterable
from functools import partial
from typing import Any
from weakref import finalize

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
            answer = ClosingIterator(self._app(environ, start_response), [leave])
        except BaseException:
            leave()
            raise
        finalize(answer, leave)  # the server closes no answer whose browser hung up
        return answer

    def shut(self) -> bool:
        """Nobody comes in any more; whether those inside left while we waited: one may hang."""
        with self._change:
            self._open = False
            return self._change.wait_for(lambda: not self._inside, PATIENCE)

    def _leave(self, guest: object) -> None:
        """One may leave twice: when the answer is closed, and when it is forgotten."""
        with self._change:
            self._inside.discard(guest)
            self._change.notify_all()
