"""Door: the public's pages, and the doors through which staff sign in."""

from app.web.public import case, home, new, office_pages, receipt, set_up, sign_in, track
from app.web.public._blueprint import blueprint

__all__ = [
    "blueprint", "case", "home", "new", "office_pages", "receipt", "set_up", "sign_in", "track",
]  # fmt: skip
