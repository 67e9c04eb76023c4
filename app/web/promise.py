"""How a case keeps its promises: the marks of the promise line and the chip of days left."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from workflows.dates import local_day
from workflows.deadlines import Milestone, Target
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case, Event

SOON = 3
CLOCK = ("stop", "resume")  # the events that move dates by days on which the clock stood still


def promised(case: "Case") -> list[Milestone]:
    """The milestones with a deadline; of a case that is done only what was done."""
    return [m for m in Milestone if case.due_on(m) and (case.state.is_open or case.met_at(m))]


def marks(case: "Case", today: date, events: "Sequence[Event]" = ()) -> list[dict[str, Any]]:
    """One mark for each of the promised milestones, for ``promise_line``.

    What was kept in time stands beside the date it was kept against, as ``events`` know it, and
    not beside one that a stop moved afterwards.
    """
    shown = promised(case)
    owed = [m for m in shown if not case.met_at(m)]
    then = {m: _kept_against(case, m, events) for m in shown}
    return [_mark(case, m, today, owed[:1]) | ({"due": day} if (day := then[m]) else {})
            for m in shown]  # fmt: skip


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


def _kept_against(case: "Case", milestone: Milestone, events: "Sequence[Event]") -> date | None:
    """The date before the first stop after it was met, if that was in time by it."""
    met = case.met_at(milestone)
    if met is None:
        return None
    moved = (e for e in events if e.what in CLOCK and e.at >= met and "before" in e.details)
    before = next((e.details["before"].get(milestone.value) for e in moved), None)
    day = date.fromisoformat(before) if before else None
    return day if day and local_day(met) <= day else None


def _mark(case: "Case", milestone: Milestone, today: date, now: list[Milestone]) -> dict[str, Any]:
    due, met = case.due_on(milestone), case.met_at(milestone)
    mark = {"what": milestone.label, "when": met, "due": due, "note": None, "text": None}
    if met is not None:
        late = (local_day(met) - due).days if due else 0
        return {**mark, "state": "done", "note": over(late) if late > 0 else None}
    if due and due < today:
        return {**mark, "state": "late", "note": over((today - due).days)}
    return {**mark, "state": "now" if milestone in now else "todo"}
