"""What staff do to a case: its steps, and the acts that change no state."""

from datetime import datetime
from typing import TYPE_CHECKING

from flask import Response, abort

from app.actions.acknowledge import acknowledge as note_acknowledged
from app.actions.ask_correspondent import Asked, ask_correspondent
from app.actions.given import Given
from app.actions.take_step import take_step
from app.actions.write_letter import write_letter
from app.actions.write_note import write_note
from app.web.api import asked, reading
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.changing import ERRORS, change
from app.web.api.shapes import Moved

if TYPE_CHECKING:
    from app.models import Case, Person


@blueprint.post("/cases/<reference>/steps/<step>")
@describes(Operation(
    "Take a step; 409 says what is missing", Moved, takes=tuple(asked.STEPS.values()),
    headers=("If-Match",), errors=ERRORS,
))  # fmt: skip
def step(reference: str, step: str) -> Response:
    """The case has moved."""
    model = asked.STEPS.get(step) or abort(404)
    given = Given(**reading.body(model).model_dump(exclude_none=True))
    return change(reference, lambda case, who, now: take_step(case, step, who, now, given))


@blueprint.post("/cases/<reference>/letters")
@describes(Operation(
    "Write to the correspondent", Moved, 201, takes=(asked.NewLetter,), headers=("If-Match",),
    errors=(*ERRORS, 413),
))  # fmt: skip
def letters(reference: str) -> Response:
    """A letter stands in the outbox."""
    new = reading.body(asked.NewLetter)
    files = [file.as_file() for file in new.attachments]

    def write(case: "Case", who: "Person", now: datetime) -> None:
        if new.questions:
            asked_of = Asked(tuple(new.questions), new.until, new.stop)
            ask_correspondent(case, who, now, asked_of, files)
            return
        write_letter(case, who, now, occasion=new.occasion, text=new.text, how=new.how, files=files)

    return change(reference, write, 201)


@blueprint.post("/cases/<reference>/notes")
@describes(Operation(
    "Leave a note for colleagues", Moved, 201, takes=(asked.NewNote,), headers=("If-Match",),
    errors=ERRORS,
))  # fmt: skip
def notes(reference: str) -> Response:
    """A note stands on the case."""
    new = reading.body(asked.NewNote)
    return change(reference, lambda case, who, now: write_note(case, who, now, new.text), 201)


@blueprint.post("/cases/<reference>/acknowledge")
@describes(Operation(
    "Record that the correspondent was told reference and dates", Moved,
    takes=(asked.NewAcknowledgement,), headers=("If-Match",), errors=ERRORS,
))  # fmt: skip
def acknowledge(reference: str) -> Response:
    """The acknowledgement is met."""
    new = reading.body(asked.NewAcknowledgement)
    return change(reference, lambda case, who, now: note_acknowledged(case, who, now, new.how))
