"""How a case keeps its promises: the marks of the promise line and the chip of days left."""

from datetime import date
from typing import TYPE_CHECKING, Any

from workflows.dates import local_day
from workflows.deadlines import Milestone, Target
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case

SOON = 3


def marks(case: "Case", today: date) -> list[dict[str, Any]]:
    """One mark for each stored deadline, for ``promise_line``."""
    owed = [m for m in Milestone if case.due_on(m) and not case.met_at(m)]
    kept = [m for m in Milestone if case.due_on(m)]
    return [_mark(case, milestone, today, owed[:1]) for milestone in kept]


def chip(case: "Case", today: date) -> dict[str, Any] | None:
    """Days left to the next deadline, for ``days_left``; None when nothing is owed."""
    if case.next_due_on is None:
        return None
    left = (case.next_due_on - today).days
    state = "fine" if left > SOON else "soon"
    if left <= 0:
        state = "today" if left == 0 else "late"
    return {"state": state, "days": abs(left), "unit": "days"}


def over(days: int) -> Words:
    """So many days late, in words."""
    return Words(f"เกิน {days} วัน", f"{days} day{'' if days == 1 else 's'} over")


def within(target: Target) -> Words:
    """``ภายใน 2 วันทำการ``."""
    days = f"{target.days}\u00a0"
    thai, noun = ("วันทำการ", "working day") if target.working else ("วัน", "day")
    return Words(f"ภายใน {days}{thai}", f"within {days}{noun}{'' if target.days == 1 else 's'}")


def _mark(case: "Case", milestone: Milestone, today: date, now: list[Milestone]) -> dict[str, Any]:
    due, met = case.due_on(milestone), case.met_at(milestone)
    mark = {"what": milestone.label, "when": met, "due": due, "note": None, "text": None}
    if met is not None:
        late = (local_day(met) - due).days if due else 0
        return {**mark, "state": "done", "note": over(late) if late > 0 else None}
    if due and due < today and case.state.is_open:
        return {**mark, "state": "late", "note": over((today - due).days)}
    return {**mark, "state": "now" if milestone in now and case.state.is_open else "todo"}
