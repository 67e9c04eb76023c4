"""Door: the public's pages, and the doors through which staff sign in."""

from app.web.public import (
    ask_again,
    case,
    deadlines,
    home,
    new,
    office_pages,
    receipt,
    set_up,
    sign_in,
    survey,
    track,
)
from app.web.public._blueprint import blueprint

__all__ = [
    "ask_again", "blueprint", "case", "deadlines", "home", "new", "office_pages",
    "receipt", "set_up", "sign_in", "survey", "track",
]  # fmt: skip
