"""What the pages of lists and accounts say beside themselves: that it is done, and the history."""

from typing import Any

from flask import flash

from app.queries import registers
from app.web.present import say
from workflows.events import EVENTS
from workflows.house_events import HOUSE_EVENTS
from workflows.words import Words


def tell(words: Words) -> None:
    """The next page says so, in the language of this one."""
    flash(say(words))


def history(subject: str) -> list[dict[str, Any]]:
    """What happened to the subject, for ``timeline``."""
    return [
        {"what": HOUSE_EVENTS.get(event.what) or EVENTS[event.what].desk, "when": event.at,
         "soft": True, "who": event.actor.name if event.actor else None}
        for event in registers.events(subject)
    ]  # fmt: skip
