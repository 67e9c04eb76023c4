"""What a program sends about the wording of letters and about answers to be signed."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.actions.keep_ready_answer import BODY as READY
from app.intake.api import Body, Line, Long, Short, Written
from app.mail.wording import BODY, SUBJECT


class PlaceOf(BaseModel):
    """For which kind of case (empty: every kind), in which language."""

    model_config = ConfigDict(extra="forbid")

    kind: Short = ""
    language: Literal["th", "en"] = "th"


class NewWording(Body):
    """Words of a letter; ``seen`` is the newest version known. With ``dry_run`` nothing is saved.

    A trial needs the ``reference`` of a case that the caller sees.
    """

    kind: Short = ""
    language: Literal["th", "en"] = "th"
    subject: Annotated[str, Field(max_length=SUBJECT)]
    body: Annotated[str, Field(max_length=BODY)]
    seen: int = 0
    reference: Short = ""
    dry_run: bool = False


class WordingInUse(Body):
    """Which version holds; 0 is the wording that ships."""

    kind: Short = ""
    language: Literal["th", "en"] = "th"
    version: Annotated[int, Field(ge=0)]


class SigningIs(Body):
    """Whether answers wait for a signer."""

    on: bool


class Signature(Body):
    """The outgoing number."""

    number: Short = ""


class DraftWords(Body):
    """The answer as it shall read."""

    answer: Written


class DraftRefused(Body):
    """Why it is not signed; whoever drafted it may withdraw it without."""

    reason: Long = ""


class ReadyFor(BaseModel):
    """With ``reference``: those for that case, and for the ``step`` that is being written."""

    model_config = ConfigDict(extra="forbid")

    reference: Short = ""
    step: Short = ""


class ReadyWords(Body):
    """A ready answer; empty ``topic`` and ``step``: for every one."""

    title: Line
    body: Annotated[str, Field(max_length=READY)]
    scope: Literal["own", "unit", "all"] = "own"
    topic: Short = ""
    step: Short = ""
    language: Literal["th", "en"] = "th"
