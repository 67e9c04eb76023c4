"""The holding pen: mails that seem to belong to a case, and where they belong."""

from datetime import UTC, datetime
from typing import Annotated

from flask import Response
from pydantic import BaseModel, ConfigDict, Field

from app.actions.settle_held import Opened, attach_held, discard_held, open_held, register_held
from app.database import transaction
from app.intake.api import Body, Needed, Written
from app.intake.email import Unreadable
from app.queries import holding as pen
from app.queries import told_codes
from app.web.access import actor
from app.web.api import reading
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.answers import tell
from app.web.api.shapes import Moment, Shape
from workflows.errors import Invalid

ERRORS = (400, 404, 409, 415, 422)


class Likely(Shape):
    """A case that the caller may see and to which the mail may belong, from 0 to 1."""

    reference: str
    score: float
    why: list[str]


class HeldMail(Shape):
    """A mail that waits for a person to say where it belongs."""

    id: int
    received_at: Moment
    sender: str
    subject: str
    why: str
    guesses: list[Likely]


class HeldMails(Shape):
    """One page of them, the oldest first; ``next`` is the next ``page[after]``."""

    items: list[HeldMail]
    next: int | None


class Settled(Shape):
    """The case that the mail belongs to now; none when it was discarded."""

    reference: str | None


class HeldPage(BaseModel):
    """The query of the list; ``page[after]`` is ``next`` of the page before."""

    model_config = ConfigDict(extra="forbid")

    after: Annotated[int, Field(alias="page[after]", ge=0, le=10**18)] = 0


class AttachTo(Body):
    """The case that the mail belongs to."""

    reference: Needed


class DiscardWhy(Body):
    """Why the mail belongs nowhere."""

    reason: Written


@blueprint.get("/holding")
@describes(Operation(
    "List the mails that seem to belong to a case, each with the cases it may belong to",
    HeldMails, query=HeldPage, errors=(422,),
))  # fmt: skip
def holding() -> Response:
    """One page of the pen."""
    found = pen.page(actor(), reading.query(HeldPage).after)
    items = [
        HeldMail(
            id=mail.id, received_at=mail.received_at, sender=mail.sender,
            subject=told_codes.without(mail.subject, "th"), why=mail.reason_th,
            guesses=[_likely(guess) for guess in guesses],
        )
        for mail, guesses in found.mails
    ]  # fmt: skip
    return tell(HeldMails(items=items, next=found.next))


@blueprint.post("/holding/<int:mail_id>/attach")
@describes(Operation(
    "Attach a held mail to a case, as a message on it", Settled, takes=(AttachTo,),
    errors=(403, *ERRORS),
))  # fmt: skip
def attach_held_mail(mail_id: int) -> Response:
    """The mail is a message on that case."""
    new, opened = reading.body(AttachTo), _open(mail_id)
    with transaction():
        case = attach_held(opened, actor(), datetime.now(UTC), new.reference)
        made = Settled(reference=case.reference)
    return tell(made)


@blueprint.post("/holding/<int:mail_id>/register")
@describes(Operation("Make a held mail a case of its own", Settled, 201, errors=(404, 422)))
def register_held_mail(mail_id: int) -> Response:
    """The mail is a case."""
    opened = _open(mail_id)
    with transaction():
        made = Settled(reference=register_held(opened, actor(), datetime.now(UTC)).reference)
    return tell(made, 201)


@blueprint.post("/holding/<int:mail_id>/discard")
@describes(Operation(
    "Set a held mail aside for good, for a reason", Settled, takes=(DiscardWhy,), errors=ERRORS,
))  # fmt: skip
def discard_held_mail(mail_id: int) -> Response:
    """The mail belongs to no case; its bytes stay."""
    new = reading.body(DiscardWhy)
    with transaction():
        discard_held(mail_id, actor(), datetime.now(UTC), new.reason)
    return tell(Settled(reference=None))


def _open(mail_id: int) -> Opened:
    try:
        return open_held(mail_id, actor())
    except Unreadable as refused:
        raise Invalid(mail=refused.reason) from refused


def _likely(guess: pen.Guess) -> Likely:
    why = [words.th for words in guess.why]
    return Likely(reference=guess.case.reference, score=guess.score, why=why)
