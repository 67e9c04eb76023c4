"""Style, script, marks and typeface: small on the way, and asked for once.

An address with ``?v=`` names the very bytes (the sum that ``bin/assets`` wrote down), so a browser
may keep them for a year; what is asked for without it is asked for again. Only these files are
packed, and pages that hold no secret: packing secrets beside what a visitor typed would betray them
(BREACH).
"""

import gzip
from pathlib import Path
from typing import Any

from flask import Flask, Response, request, send_from_directory
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask.typing import ResponseReturnValue

STATIC = Path(__file__).parents[1] / "static"
PACKED = ".gz"
PACKABLE = {
    "siang.css": "text/css", "siang.js": "text/javascript", "desk.js": "text/javascript",
}  # fmt: skip
YEAR, WEEK = 365 * 24 * 3600, 7 * 24 * 3600
NAMED_BY_THE_STYLE = (".woff2",)  # its address has no version: the page must ask for the same


class Sessions(SecureCookieSessionInterface):
    """No file depends on a cookie, so that a browser keeps it whoever signs in."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """As always for pages; nothing for files."""
        if request.endpoint != "static":
            super().save_session(app, session, response)


def plug_in(app: Flask) -> None:
    """``url_for("static", filename=…)`` names the bytes, and they are served from there."""
    versions = _versions()
    app.session_interface = Sessions()

    @app.url_defaults
    def name_the_bytes(endpoint: str, values: dict[str, Any]) -> None:
        name = values.get("filename", "")
        if endpoint == "static" and name in versions and not name.endswith(NAMED_BY_THE_STYLE):
            values["v"] = versions[name]

    @app.get("/static/<path:filename>", endpoint="static")
    def static(filename: str) -> ResponseReturnValue:
        """One file, packed for whoever can unpack it."""
        response = send_from_directory(STATIC, _packed(filename) or filename,
                                       mimetype=PACKABLE.get(filename))  # fmt: skip
        if _packed(filename):
            response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
        known = request.args.get("v") == versions.get(filename, "")
        if known or filename.endswith(NAMED_BY_THE_STYLE):
            response.cache_control.no_cache = None
            response.cache_control.public, response.cache_control.immutable = True, known
            response.cache_control.max_age = YEAR if known else WEEK
        return response


def packed(page: str) -> Response:
    """A long page, packed for whoever can unpack it: only one that is the same for every reader."""
    response = Response(page)
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] > 0:
        response.data = gzip.compress(response.data, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    return response


def _packed(filename: str) -> str:
    """The packed file's name, if there is one and this browser takes it."""
    packed = f"{filename}{PACKED}"
    takes = request.accept_encodings["gzip"] > 0
    return packed if takes and filename in PACKABLE and (STATIC / packed).exists() else ""


def _versions() -> dict[str, str]:
    """Of every file the beginning of its sum."""
    lines = (STATIC / "CHECKSUMS").read_text("utf-8").splitlines()
    pairs = (line.split(maxsplit=1) for line in lines)
    return {name.removeprefix("./"): digest[:12] for digest, name in pairs}
