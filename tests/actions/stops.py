"""Stops as tests ask for them, and what a case says of them."""

from datetime import date, datetime, timedelta

import pytest

from app.actions.set_deadlines import dates_of
from app.actions.stop_clock import StopAsked, stop_clock
from app.models import Case, Person
from app.queries import cases, clocks
from workflows.errors import Invalid

DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)
QUESTION = "ขอใบเสร็จค่าสมาชิกวารสารปี 2569"


def waiting(resume_on: date | None = TODAY + 14 * DAY, **more: object) -> StopAsked:
    """A stop that waits for the correspondent."""
    asked: dict = {"reason": "correspondent", "question": QUESTION, "resume_on": resume_on}
    return StopAsked(**{**asked, **more})


def agency(resume_on: date | None = TODAY + 14 * DAY, **more: object) -> StopAsked:
    """A stop that waits for somebody else."""
    return StopAsked(**{"reason": "agency", "resume_on": resume_on, **more})  # type: ignore[arg-type]  # as given


def whats(case: Case) -> list[str]:
    return [event.what for event in cases.events(case)]


def last(case: Case, what: str) -> dict:
    return [event for event in cases.events(case) if event.what == what][-1].details


def refused(case: Case, actor: Person, now: datetime, asked: StopAsked) -> set[str]:
    """The fields that are refused; nothing has changed."""
    before = dates_of(case), whats(case)
    with pytest.raises(Invalid) as error:
        stop_clock(case, actor, now, asked)
    assert (dates_of(case), whats(case)) == before
    assert (case.stopped_on, clocks.stops(case)) == (None, [])
    return set(error.value.problems)
