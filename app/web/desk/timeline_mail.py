"""What the timeline adds to letters that came back and to mails."""

from typing import Any

from app.mail.letters import LETTERS
from app.web.desk.timeline_ties import Tell
from workflows.words import Words


def _letter(told: dict[str, Any], _topics: dict[str, Words]) -> list[Words]:
    lines = [LETTERS[told["letter"]].subject] if told.get("letter") in LETTERS else []
    status = told.get("status")
    return [*lines, Words(f"รหัส {status}", f"Status {status}")] if status else lines


def _twin(told: dict[str, Any], _topics: dict[str, Words]) -> list[Words]:
    other = told.get("reference")
    return [Words(f"เรื่อง {other}", f"Case {other}")] if other else []


TELL: dict[str, Tell] = {
    "letter_bounced": _letter,
    "letter_released": _letter,
    "machine_wrote": _letter,
    "address_marked": _letter,
    "same_message_id": _twin,
}
