"""Door: the desk, where staff work."""

from app.web.desk import (
    absence,
    act,
    asks,
    bulk,
    case,
    deadlines,
    intake,
    outbox,
    quarantine,
    queue,
    referrals,
    step,
    survey_entry,
    survey_group,
    survey_words,
    surveys,
    walls,
)
from app.web.desk._blueprint import blueprint

__all__ = [
    "absence",
    "act",
    "asks",
    "blueprint",
    "bulk",
    "case",
    "deadlines",
    "intake",
    "outbox",
    "quarantine",
    "queue",
    "referrals",
    "step",
    "survey_entry",
    "survey_group",
    "survey_words",
    "surveys",
    "walls",
]
