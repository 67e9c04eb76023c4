"""What a program may send to tie cases together, and to keep people away from them."""

from typing import Annotated

from pydantic import Field

from app.actions.split import MOST, Part
from app.intake.api import Body, Line, Long, Needed, Short, Subject, Written


class Because(Body):
    """Why; no more is asked."""

    reason: Written


class NewAppeal(Body):
    """What is said against the outcome; ``channel`` where staff take it down."""

    reason: Written
    channel: Short = ""


class NewWall(Body):
    """A person by address or a unit by code, and who has the case then."""

    person: Line = ""
    unit: Short = ""
    reason: Long = ""
    owner: Line = ""
    new_unit: Short = ""
    outside_body: Line = ""


class LiftedWall(Body):
    """Which wall, and why."""

    wall: int
    reason: Long = ""


class NewMerge(Body):
    """The case that leads, by its reference."""

    into: Needed
    note: Long = ""


class NewPart(Body):
    """One matter of several; kind and topic as the whole, unless said."""

    subject: Subject
    body: Written
    kind: Short = ""
    topic: Short = ""

    def as_part(self) -> Part:
        """As the action takes it."""
        return Part(self.subject, self.body, self.kind, self.topic)


class NewParts(Body):
    """The matters of a case that become cases of their own."""

    parts: Annotated[list[NewPart], Field(max_length=MOST)]


class WallsPage(Body):
    """The query of the list of walls; ``after`` is ``next`` of the page before."""

    model_config = {"extra": "forbid", "strict": False}

    after: Annotated[int, Field(ge=0)] | None = None
