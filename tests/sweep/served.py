"""The site as the web server of the sweep serves it: half an answer may be all that leaves."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from app.failpoint import here
from wsgi import app as site

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment


def app(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
    """Step S13 of a form lies between the two halves of its answer."""
    answer = site(environ, start)
    return _halves(answer) if environ["REQUEST_METHOD"] == "POST" else answer


def _halves(answer: Iterable[bytes]) -> Iterator[bytes]:
    whole = b"".join(answer)
    yield whole[: len(whole) // 2]
    here("S13")
    yield whole[len(whole) // 2 :]
