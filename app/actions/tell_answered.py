"""The correspondent says that our question is answered: the clock that waited runs again."""

from datetime import datetime

from app.actions.answer_questions import answer_whole
from app.actions.receive_message import receive_message
from app.models import Case, Message
from workflows.words import Words

ANSWERED = Words("ตอบครบแล้ว", "I have answered everything")


def tell_answered(case: Case, now: datetime, text: str, source_key: str) -> Message:
    """It stands on the case as a message, once, so its owner is told; a clock that waited runs."""
    body = f"{ANSWERED.say(case.language)}\n\n{text}"
    message = receive_message(case, now, body, source_key)
    answer_whole(case, now, text)
    return message
