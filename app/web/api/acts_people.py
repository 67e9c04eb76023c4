"""What concerns the person behind a case, by a call: a link for them, or their hidden identity."""

from datetime import UTC, datetime

from flask import Response

from app.actions.open_identity import open_identity
from app.actions.send_link import send_link
from app.database import transaction
from app.intake.api import Body, Written
from app.queries.identity import find_hidden
from app.web.access import actor
from app.web.api import reading
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.answers import tell
from app.web.api.changing import ERRORS, change
from app.web.api.shapes import Moved
from app.web.api.whole import Who


class NewLink(Body):
    """Nothing is said: the link goes to the address that is known."""


class WhyIdentity(Body):
    """Why the caller must know who it is."""

    reason: Written


@blueprint.post("/cases/<reference>/track-link")
@describes(Operation(
    "Send the correspondent a link that works once; the caller never sees it", Moved, 201,
    takes=(NewLink,), headers=("If-Match",), errors=ERRORS,
))  # fmt: skip
def track_link(reference: str) -> Response:
    """The letter stands in the outbox."""
    reading.body(NewLink)
    return change(reference, lambda case, who, now: send_link(case, who, now), 201)


@blueprint.post("/cases/<reference>/identity")
@describes(Operation(
    "Open an identity that is hidden from those who work on the case (confidential officers, "
    "never its owner); the reason stands on the timeline", Who, takes=(WhyIdentity,),
    errors=(400, 403, 404, 415, 422),
))  # fmt: skip
def identity(reference: str) -> Response:
    """Who it is, told this once."""
    why = reading.body(WhyIdentity).reason
    with transaction():
        who = open_identity(find_hidden(reference, actor()), actor(), datetime.now(UTC), why)
        told = Who(name=who.name, email=who.email, phone=who.phone, address=who.address)
    return tell(told)
