"""What the API answers: one model a shape, from which the OpenAPI document is made too.

Dates are ISO Gregorian, times ISO with Bangkok's offset, people stand by their e-mail address,
units and topics by their code, and words for people are Thai unless the case is in English.
"""

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from app.queries.links import Tie
from workflows import Kind, State
from workflows.coarse import is_coarse
from workflows.dates import BANGKOK


def _here(at: datetime) -> datetime:
    """In Bangkok; of an anonymous case only the day, as its first moment."""
    here = at.astimezone(BANGKOK)
    return here.replace(hour=0, minute=0, microsecond=0) if is_coarse(at) else here


Moment = Annotated[datetime, AfterValidator(_here)]


class Shape(BaseModel):
    """Only what is named here leaves."""

    model_config = ConfigDict(extra="forbid")


class Deadlines(Shape):
    """The date each milestone is promised for; null where nothing is promised."""

    acknowledge: date | None
    assign: date | None
    analyse: date | None
    first_answer: date | None
    resolve: date | None


class Receipt(Shape):
    """Reference and secret of a new case; the secret is shown nowhere else."""

    reference: str
    secret: str
    kind: Kind
    state: State
    received_at: Moment
    deadlines: Deadlines


class Happened(Shape):
    """A line of the timeline in plain words."""

    at: Moment
    text: str


class Said(Shape):
    """Words that passed: ``by`` is correspondent or office."""

    at: Moment
    by: str
    body: str


class Beside(Shape):
    """Another case, and what it is to this one: merged_into, part_of, appeal and so on."""

    tie: Tie
    reference: str


class PublicCase(Shape):
    """The case as its correspondent reads it; ``related``: their own parts and appeal of it."""

    reference: str
    kind: Kind
    state: State
    state_text: str
    subject: str
    body: str
    remedy: str
    place: str
    received_at: Moment
    official: date
    deadlines: Deadlines
    timeline: list[Happened]
    messages: list[Said]
    outcome: str
    outcome_text: str
    outcome_reason: str
    answer: str
    reopen_until: date | None
    appeal_until: date | None
    related: list[Beside]


class Item(Shape):
    """A case in a list; ``days_left``: calendar days to ``next_deadline``, negative once late."""

    reference: str
    kind: Kind
    topic: str | None
    channel: str
    state: State
    subject: str
    owner: str | None
    unit: str | None
    received_at: Moment
    official: date
    deadlines: Deadlines
    next_deadline: date | None
    days_left: int | None
    clock_stopped: bool
    restricted: bool
    version: int


class Items(Shape):
    """One page; ``next`` is the ``page[after]`` of the page that follows, null at the end."""

    items: list[Item]
    next: str | None


class Moved(Shape):
    """Where the case stands after a step or an act; ``version`` is also the ETag."""

    reference: str
    state: State
    version: int


class Walled(Shape):
    """Who is kept away; of a restricted case the reader does not see, only since when."""

    wall: int | None
    reference: str | None
    person: str | None
    unit: str | None
    reason: str
    outside_body: str
    raised_at: Moment
    lifted_at: Moment | None


class Walls(Shape):
    """One page; ``next`` is the ``after`` of the page that follows, null at the end."""

    items: list[Walled]
    next: int | None


class Kept(Shape):
    """A message is kept."""

    reference: str
    at: Moment


class Lacking(Shape):
    """A field that is needed, and what it is in words."""

    code: str
    text: str


class Problem(BaseModel):
    """RFC 9457: ``title`` in English, ``detail`` in Thai, ``missing`` where something is."""

    type: str
    status: int
    title: str
    detail: str
    missing: list[Lacking] | None = None
    code: str | None = None


class Document(BaseModel):
    """This document."""

    model_config = ConfigDict(extra="allow")

    openapi: str
