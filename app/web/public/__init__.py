"""Door: the public's pages, and the doors through which staff sign in."""

from app.web.public import (
    ask_again,
    case,
    deadlines,
    forgotten,
    home,
    how_we_handle,
    integrity,
    lost,
    new,
    office_pages,
    rate,
    receipt,
    second_step,
    set_up,
    sign_in,
    statistics,
    survey,
    track,
)
from app.web.public._blueprint import blueprint

__all__ = [
    "ask_again", "blueprint", "case", "deadlines", "forgotten", "home", "how_we_handle",
    "integrity", "lost", "new", "office_pages", "rate", "receipt", "second_step", "set_up",
    "sign_in", "statistics", "survey", "track",
]  # fmt: skip
