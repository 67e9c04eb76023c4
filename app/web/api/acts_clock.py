"""What moves deadlines, by a call: stop, resume, extend, and the decision on an extension."""

from datetime import datetime
from typing import TYPE_CHECKING

from flask import Response

from app.actions.extend import decide_extension
from app.actions.extend import extend as extend_case
from app.actions.resume_clock import resume_clock
from app.actions.stop_clock import stop_clock
from app.web.api import reading
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.asked_clock import NewDecision, NewExtension, NewResume, NewStop
from app.web.api.changing import ERRORS, change
from app.web.api.shapes import Moved
from workflows.errors import Invalid

if TYPE_CHECKING:
    from app.models import Case, Person

_NAMES = {"from_on": "from"}


@blueprint.post("/cases/<reference>/stop")
@describes(Operation(
    "Stop the work clock, for a reason and until a date", Moved, takes=(NewStop,),
    headers=("If-Match",), errors=ERRORS,
))  # fmt: skip
def stop(reference: str) -> Response:
    """The clock stands still."""
    asked = reading.body(NewStop).as_asked()

    def act(case: "Case", who: "Person", now: datetime) -> None:
        try:
            stop_clock(case, who, now, asked)
        except Invalid as error:  # a day that has another name here
            named = {_NAMES.get(name, name): words for name, words in error.problems.items()}
            raise Invalid(**named) from error

    return change(reference, act)


@blueprint.post("/cases/<reference>/resume")
@describes(Operation(
    "Let the work clock run again", Moved, takes=(NewResume,), headers=("If-Match",),
    errors=ERRORS,
))  # fmt: skip
def resume(reference: str) -> Response:
    """The clock runs."""
    why = reading.body(NewResume).reason
    return change(reference, lambda case, who, now: resume_clock(case, now, "staff", who, why))


@blueprint.post("/cases/<reference>/extend")
@describes(Operation(
    "Propose a later date of the answer; a manager's own is granted at once", Moved,
    takes=(NewExtension,), headers=("If-Match",), errors=ERRORS,
))  # fmt: skip
def extend(reference: str) -> Response:
    """The extension is proposed, or granted."""
    new = reading.body(NewExtension)
    return change(
        reference, lambda case, who, now: extend_case(case, who, now, new.until, new.reason)
    )


@blueprint.post("/cases/<reference>/extend/decision")
@describes(Operation(
    "Grant or refuse the extension that was proposed", Moved, takes=(NewDecision,),
    headers=("If-Match",), errors=ERRORS,
))  # fmt: skip
def decision(reference: str) -> Response:
    """It is granted or refused."""
    new = reading.body(NewDecision)
    return change(
        reference, lambda case, who, now: decide_extension(case, who, now, new.grant, new.note)
    )
