"""Door: the settings, where managers and administrators say how the office works."""

from app.web.settings import (
    absences,
    calendar,
    days_off,
    editions,
    escalation,
    hand_over,
    index,
    letter_wording,
    letters,
    load,
    questionnaires,
    routing,
    sign_in,
    target_changes,
    targets,
)
from app.web.settings._blueprint import blueprint

__all__ = [
    "absences",
    "blueprint",
    "calendar",
    "days_off",
    "editions",
    "escalation",
    "hand_over",
    "index",
    "letter_wording",
    "letters",
    "load",
    "questionnaires",
    "routing",
    "sign_in",
    "target_changes",
    "targets",
]
