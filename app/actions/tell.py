"""Writes to the correspondent by whichever way there is."""

from datetime import datetime
from typing import Any

from app.mail import outbox
from app.models import Case, Letter, Person

WAYS = ("email", "track", "phone", "post")


def tell_correspondent(
    case: Case, name: str, occasion: str, now: datetime, *, author: Person | None = None,
    how: str = "", **told: Any,
) -> Letter | None:  # fmt: skip
    """A letter stands in the outbox, or is recorded as told by telephone, post or /track.

    ``how`` empty: by e-mail where there is an address, else letters of substance are read on
    /track. Notices without an address are not written at all.
    """
    address = case.correspondent.email if case.correspondent else ""
    if not how:
        how = "email" if address or not told.get("words") else "track"
    to = address if how == "email" else ""
    return outbox.put(case, name, occasion, now, to=to, author=author, how=how, **told)
