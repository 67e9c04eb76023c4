"""A file between its preview and its loading: laid aside sealed, and known by a signed word."""

import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from app.vault import vault
from app.web.access import actor
from workflows.errors import Invalid
from workflows.words import Words

LONGEST = timedelta(hours=1)
GONE = Words("เลือกไฟล์อีกครั้ง ไฟล์เดิมรอนานเกินไป", "Choose the file again: it has waited too long")


class Waiting(NamedTuple):
    """The file as it was shown: its word, its name, its bytes."""

    word: str
    name: str
    content: bytes


def lay_aside(content: bytes, name: str, purpose: str) -> Waiting:
    """The file waits for the same person and purpose, an hour at most."""
    _sweep()
    key = secrets.token_hex(16)
    (_folder() / key).write_bytes(vault.seal(content))
    return Waiting(_signer().dumps([key, name, purpose, actor().id]), name, content)


def take_up(word: str, purpose: str) -> Waiting:
    """The file that waits under ``word``; Invalid when there is none any more."""
    try:
        key, name, what, person = _signer().loads(word, max_age=int(LONGEST.total_seconds()))
        if (what, person) != (purpose, actor().id):
            raise Invalid(file=GONE)
        return Waiting(word, name, vault.open((_folder() / key).read_bytes()))
    except (BadData, FileNotFoundError) as error:
        raise Invalid(file=GONE) from error


def forget(word: str) -> None:
    """The file waits no more."""
    key = _signer().loads(word)[0]
    (_folder() / key).unlink(missing_ok=True)


def _sweep() -> None:
    oldest = datetime.now(UTC) - LONGEST
    for file in _folder().iterdir():
        if datetime.fromtimestamp(file.stat().st_mtime, UTC) < oldest:
            file.unlink(missing_ok=True)


def _folder() -> Path:
    folder: Path = current_app.config["SETTINGS"].var / "waiting"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="waiting")
