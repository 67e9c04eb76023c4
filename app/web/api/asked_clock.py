"""What a program sends to stop a clock, let it run again, and put off an answer."""

from typing import Annotated

from pydantic import Field

from app.actions.stop_clock import StopAsked
from app.intake.api import Body, Long, Short
from app.web.api.asked import Day
from workflows.stops import OTHER, STOP_REASONS


class NewStop(Body):
    """``from`` is today where it is left out; what else is missing is said.

    A ``reason`` that is none of the list is kept as words: a wait for the correspondent when there
    is a question, another reason otherwise.
    """

    reason: Short = ""
    text: Long = ""
    question: Long = ""
    resume_on: Day | None = None
    from_on: Annotated[Day | None, Field(alias="from")] = None

    def as_asked(self) -> StopAsked:
        """As the action wants it."""
        reason, text = self.reason, self.text
        if reason and reason not in STOP_REASONS:
            reason, text = "correspondent" if self.question else OTHER, text or self.reason
        return StopAsked(reason, text, self.question, self.resume_on, self.from_on)


class NewResume(Body):
    """Why the clock runs again."""

    reason: Long = ""


class NewExtension(Body):
    """Until when, and why."""

    until: Day | None = None
    reason: Long = ""


class NewDecision(Body):
    """Granted or refused."""

    grant: bool
    note: Long = ""
