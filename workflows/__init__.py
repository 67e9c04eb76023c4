"""The rulebook: what may happen to a case and by when. Knows no web, no database, no clock."""

from workflows.kinds import DISMISSALS, OUTCOMES, Kind, outcome_label
from workflows.machine import TABLES, NotAllowed, allowed, fire, missing
from workflows.states import State
from workflows.steps import GUARDS, By, Guard, Step
from workflows.words import Words

__all__ = [
    "DISMISSALS",
    "GUARDS",
    "OUTCOMES",
    "TABLES",
    "By",
    "Guard",
    "Kind",
    "NotAllowed",
    "State",
    "Step",
    "Words",
    "allowed",
    "fire",
    "missing",
    "outcome_label",
]
