"""Door: postbox."""

from flask import Flask


def plug_in(app: Flask) -> None:
    """The commands of this door are there."""
