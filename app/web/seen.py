"""What a person had before them when they asked: the version of a row, the last line of a page."""

from flask import abort, request

from app.web.addresses import LARGEST_KEY


def version() -> int:
    """The version of the row that the person saw; 400 without one."""
    seen = request.form.get("version", type=int)
    if seen is None:
        abort(400)
    return seen


def after() -> int:
    """The key of the last line seen; 0, the beginning, for what is no key."""
    key = request.args.get("after", 0, type=int)
    return key if 0 < key <= LARGEST_KEY else 0
