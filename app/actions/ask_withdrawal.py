"""The correspondent asks us to stop; whether the case is dismissed stays a person's step."""

from datetime import datetime

from app.actions.receive_message import receive_message
from app.actions.record import record
from app.models import Case
from app.queries import cases
from workflows import NotAllowed
from workflows.words import Words

ASKED = "withdrawal_asked"
WISH = Words("ขอถอนเรื่อง", "I would like to withdraw my case")


def ask_withdrawal(case: Case, now: datetime, reason: str) -> None:
    """The wish stands on the case as a message and an event, once; its owner is told."""
    if not case.state.is_open:
        raise NotAllowed("withdraw", case.state)
    if any(event.what == ASKED for event in cases.events(case)):
        return
    body = f"{WISH.say(case.language)}\n\n{reason}"
    receive_message(case, now, body, f"withdrawal:{case.id}")
    record(case, ASKED, now, by="correspondent")
