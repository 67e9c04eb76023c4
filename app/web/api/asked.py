"""What a program may send: the bodies and queries of every call, as models."""

import re
from base64 import b64decode
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from flask import abort
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    create_model,
)
from pydantic_core import PydanticCustomError

from app.actions.ask_correspondent import MOST
from app.actions.take_step import FIELDS
from app.intake.api import Body, Line, Long, Short, Written
from app.intake.referral import Day
from app.intake.submission import File
from app.queries.queues import PAGE, Asked
from workflows import Kind, State, limits

# The shortest column decides: what does not fit is refused here, with the limit named.
_LENGTHS: dict[str, Any] = {"root_cause": Short, "outcome": Short, "kind": Short, "topic": Short,
                            "unit": Short, "duplicate_of": Short, "told_by": Short,
                            "owner": Line, "forwarded_to": Line, "forward_number": Short,
                            "forward_date": Day}  # fmt: skip


def _step(name: str, fields: Sequence[str]) -> type[Body]:
    """Every field may be left out: the rulebook says what is missing, not the shape."""
    typed: dict[str, Any] = {f: (_LENGTHS.get(f, Long) | None, None) for f in fields}
    return create_model(f"Step{name.capitalize()}", __base__=Body, **typed)


STEPS = {name: _step(name, fields) for name, fields in FIELDS.items()}


class NewMessage(Body):
    """Words of the correspondent."""

    body: Written


class NewNote(Body):
    """Words for colleagues."""

    text: Written


class NewAcknowledgement(Body):
    """How the correspondent was told."""

    how: Line


def _decoded(value: Any) -> bytes:
    try:
        return b64decode(value, validate=True)
    except (TypeError, ValueError) as error:
        raise PydanticCustomError("base64", "not base64") from error


Content = Annotated[
    bytes,
    BeforeValidator(_decoded),
    WithJsonSchema({"type": "string", "contentEncoding": "base64"}),
]


class NewFile(Body):
    """A file, its content in base64."""

    name: Line
    content: Content

    def as_file(self) -> File:
        """As every channel hands it over."""
        return File(self.name, self.content)


class NewLetter(Body):
    """Words to the correspondent; left out, ``how`` is by e-mail or on the track page.

    With ``questions`` the letter asks them, each to be answered by itself; ``until`` says by when,
    and ``stop`` that the clock stands still till then.
    """

    occasion: Annotated[Short, Field(max_length=60)] = ""
    text: Long = ""
    how: Short = ""
    questions: Annotated[list[Written], Field(max_length=MOST)] = []
    until: Day | None = None
    stop: bool = False
    attachments: Annotated[list[NewFile], Field(max_length=limits.FILES)] = []


class Page(BaseModel):
    """The query of a list; ``page[after]`` is ``next`` of the page before."""

    model_config = ConfigDict(extra="forbid")

    queue: Literal["mine", "unit", "unassigned", "overdue", "waiting", "all"] = "all"
    state: State | Literal["open"] | None = None
    kind: Kind | None = None
    topic: Short = ""
    channel: Short = ""
    q: Line = ""
    sort: Literal["due"] = "due"
    size: Annotated[int, Field(alias="page[size]", ge=1, le=200)] = PAGE
    after: Annotated[str, Field(alias="page[after]")] = ""

    def as_asked(self) -> Asked:
        """As the question about cases wants it; 400 for a place that no page gave."""
        return Asked(queue=self.queue, state=self.state or "", kind=self.kind or "",
                     topic=self.topic, channel=self.channel, q=self.q, size=self.size,
                     after=_place(self.after) if self.after else None)  # fmt: skip


def place(found: tuple[date, int] | None) -> str | None:
    """Where the next page begins, in the form that ``page[after]`` takes."""
    return f"{found[0].isoformat()}_{found[1]}" if found else None


def _place(text: str) -> tuple[date, int]:
    match = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})_([0-9]{1,18})", text)
    try:
        return (date.fromisoformat(match[1]), int(match[2])) if match else abort(400)
    except ValueError:
        abort(400)
