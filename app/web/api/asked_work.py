"""What a program sends to say how the office works: who gets what, who is away, who is told."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.intake.api import Body, Line, Short, Written
from app.intake.referral import Day
from workflows.deadlines import Milestone
from workflows.escalation import Chain


class NewRule(Body):
    """A whole routing rule: what is left out holds for any case; ``owner`` is an address.

    Everything may be left out: the action says what is missing, not the shape.
    """

    name: Line = ""
    kind: Short = ""
    topic: Short = ""
    channel: Short = ""
    words: list[Line] = []
    place: Line = ""
    time: Short = ""
    unit: Short = ""
    how: Short = "unit"
    owner: Line = ""


class Capacity(Body):
    """Percent of a full desk, 0 to 200."""

    capacity: int


class RuleDo(Body):
    """What is done to a rule of the list."""

    do: Literal["up", "down", "on", "off", "retire"]


class TrialOf(BaseModel):
    """Which cases a trial is made on; with ``rule`` as if that one were switched on."""

    model_config = ConfigDict(extra="forbid")

    rule: Annotated[int, Field(ge=1, le=10**18)] | None = None
    of: Literal["last", "year"] = "last"


class NewAbsence(Body):
    """From when to when, both days included; ``deputy`` is the address of who stands in."""

    from_on: Day
    to_on: Day
    deputy: Line = ""
    note: Line = ""


class AbsenceOf(NewAbsence):
    """The same of somebody else, ``person`` by address."""

    person: Line


class NewChain(Body):
    """Working days before the deadline, working days between two levels, and how many levels."""

    before_days: int
    every_days: int
    depth: int


class NewChains(Body):
    """The chains that are another now; a deadline that is left out keeps its own."""

    acknowledge: NewChain | None = None
    assign: NewChain | None = None
    analyse: NewChain | None = None
    first_answer: NewChain | None = None
    resolve: NewChain | None = None

    def over(self, chains: dict[Milestone, Chain]) -> dict[Milestone, Chain]:
        """``chains`` with those that are given in their places."""
        given = {m: new for m in Milestone if (new := getattr(self, m.value)) is not None}
        return chains | {m: Chain(c.before_days, c.every_days, c.depth) for m, c in given.items()}


class NewHandOver(Body):
    """The open cases of ``leaver`` to the address ``to``, or shared out within their units.

    With ``leaves`` the account is closed once no case is left; with ``dry_run`` nothing happens.
    """

    leaver: Line
    to: Annotated[Line, Field(description="An e-mail address, or `share`")]
    reason: Written
    leaves: bool = False
    dry_run: bool = False
