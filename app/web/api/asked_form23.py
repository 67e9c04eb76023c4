"""What a program sends to move Form 2.3 on; ``version`` is that of the form it has read."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from app.intake.api import Body, Line, Needed, Short

Version = Annotated[int, Field(ge=0)]


class Owed(Body):
    """Who owes the data of a criterion by when; nobody without a ``person``."""

    criterion: Short
    person: Line = ""
    due_on: date | None = None


class CutOff(Body):
    """The day at whose end the figures stop; null: they do not."""

    day: date | None
    version: Version


class Move(Body):
    """``text`` is the note of a submission, or why the next version is needed."""

    do: Literal["review", "submit", "reopen"]
    text: Line = ""
    version: Version


class Start(Body):
    """Last year's words and duties for this year."""

    version: Version


class NewComment(Body):
    """A comment on a claim."""

    text: Needed
