"""Door: the public's pages, and the doors through which staff sign in."""

from app.web.public import (
    ask_again,
    case,
    deadlines,
    home,
    how_we_handle,
    new,
    office_pages,
    receipt,
    set_up,
    sign_in,
    statistics,
    track,
)
from app.web.public._blueprint import blueprint

__all__ = [
    "ask_again", "blueprint", "case", "deadlines", "home", "how_we_handle", "new",
    "office_pages", "receipt", "set_up", "sign_in", "statistics", "track",
]  # fmt: skip
