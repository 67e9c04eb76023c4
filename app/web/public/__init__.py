"""Door: the public's pages, and the doors through which staff sign in."""

from app.web.public import (
    ask_again,
    case,
    deadlines,
    home,
    integrity,
    lost,
    new,
    office_pages,
    rate,
    receipt,
    set_up,
    sign_in,
    survey,
    track,
)
from app.web.public._blueprint import blueprint

__all__ = [
    "ask_again", "blueprint", "case", "deadlines", "home", "integrity", "lost", "new",
    "office_pages", "rate", "receipt", "set_up", "sign_in", "survey",
    "track",
]  # fmt: skip
