"""What may stand in an address: only what a database can hold, so that the rest is not found."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter

LARGEST_KEY = 2**63 - 1


class Key(IntegerConverter):
    """A number that may be the key of a row."""

    def __init__(self, url_map: Map, *args: Any, **more: Any) -> None:
        super().__init__(url_map, *args, **{"max": LARGEST_KEY, **more})


class Word(UnicodeConverter):
    """A text without NUL, which PostgreSQL refuses."""

    def __init__(self, url_map: Map, *args: Any, **more: Any) -> None:
        super().__init__(url_map, *args, **more)
        self.regex = self.regex.replace("[^/]", r"[^/\x00]")


def plug_in(app: Flask) -> None:
    """Every address that is added from now on is read so."""
    app.url_map.converters.update(int=Key, default=Word, string=Word)
