"""Replays the timeline of a case: from its events alone, where it stands and what it promises."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from workflows.deadlines import Milestone
from workflows.states import State


class Told(Protocol):
    """What the replay reads of an event; ``from_state`` is empty where nothing moved."""

    what: str
    from_state: str | None
    to_state: str | None
    details: Mapping[str, Any]


class BrokenTimeline(Exception):
    """An event begins where the one before it did not end: something is missing between them."""


@dataclass
class Replayed:
    """Where the events have led."""

    state: State | None = None
    dates: dict[Milestone, date | None] = field(default_factory=dict)


def replay(events: Iterable[Told]) -> Replayed:
    """State and deadlines as the events tell them, oldest first; BrokenTimeline for a gap."""
    now = Replayed()
    for event in events:
        now.state = _moved(now.state, event)
        now.dates |= _dated(event.details.get("after") or {})
    return now


def _moved(state: State | None, event: Told) -> State | None:
    """Where the case stands after ``event``; only a step may move it."""
    if event.to_state is None:
        return state
    begins = event.from_state or (event.to_state if state else None)
    if begins != state:
        raise BrokenTimeline(f"{event.what} begins in {begins}, but the case was {state}")
    return State(event.to_state)


def _dated(after: Mapping[str, Any]) -> dict[Milestone, date | None]:
    """The deadlines among ``after``, which may tell of other things too."""
    return {m: _day(after[m.value]) for m in Milestone if m.value in after}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
