"""A timeline told again leads to the state and the dates that it led to."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from workflows import State
from workflows.deadlines import Milestone
from workflows.replay import BrokenTimeline, Replayed, replay


@dataclass
class Told:
    """An event as the replay reads it."""

    what: str
    to_state: str | None
    from_state: str | None = None
    details: dict[str, Any] = field(default_factory=dict)


RECEIVED = Told("registered", "received", details={
    "after": {"acknowledge": "2026-11-24", "assign": "2026-11-25", "resolve": None}
})  # fmt: skip
ASSIGNED = Told("assign", "assigned", "received", {"owner": "นายข้อมูล ตัวอย่างดี"})


def test_without_events_there_is_no_case() -> None:
    assert replay([]) == Replayed(None, {})


def test_a_step_moves_the_case_and_its_dates_stay() -> None:
    dates = {Milestone.ACKNOWLEDGE: date(2026, 11, 24), Milestone.ASSIGN: date(2026, 11, 25),
             Milestone.RESOLVE: None}  # fmt: skip
    assert replay([RECEIVED, ASSIGNED]) == Replayed(State.ASSIGNED, dates)


def test_the_last_dates_told_are_the_ones_that_hold() -> None:
    moved = Told("stop", "assigned", details={"after": {"assign": "2026-12-01"}})
    assert replay([RECEIVED, ASSIGNED, moved]).dates[Milestone.ASSIGN] == date(2026, 12, 1)


def test_what_else_changed_is_no_date() -> None:
    other = Told("reclassified", "assigned", details={"after": {"kind": "opinion", "topic": "C04"}})
    assert replay([RECEIVED, ASSIGNED, other]) == replay([RECEIVED, ASSIGNED])


@pytest.mark.parametrize(
    "events",
    [
        [ASSIGNED],  # nobody registered it
        [RECEIVED, Told("analyse", "analysed", "assigned")],  # a step is missing
        [RECEIVED, Told("note_written", "assigned")],  # a note does not move a case
        [RECEIVED, ASSIGNED, ASSIGNED],
    ],
)
def test_a_gap_in_the_timeline_is_told(events: list[Told]) -> None:
    with pytest.raises(BrokenTimeline, match="begins in"):
        replay(events)
