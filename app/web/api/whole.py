"""The shape of a whole case, as staff and agencies read it, and of all that hangs on it."""

from datetime import date
from typing import Any

from app.web.api.shapes import Beside, Item, Lacking, Moment, Shape
from app.web.api.shapes_ties import Acting, Ask, ReferredBy


class Who(Shape):
    """The correspondent; empty where nothing was said."""

    name: str
    email: str
    phone: str
    address: str


class MailAsSent(Shape):
    """The page of the desk that shows a mail's HTML, cleaned, where nothing runs or loads."""

    url: str


class Heard(Shape):
    """A message of the correspondent; ``mail`` where it came as a mail with HTML."""

    at: Moment
    body: str
    mail: MailAsSent | None


class Answered(Shape):
    """A question of a letter; ``answer`` is empty where a message answered it with others."""

    number: int
    text: str
    answer: str
    answered_at: Moment | None


class Letter(Shape):
    """What we wrote, or told by telephone or post; ``status`` says whether it has left."""

    at: Moment
    name: str
    occasion: str
    how: str
    to: str
    subject: str
    text: str
    status: str
    sent_at: Moment | None
    author: str | None
    number: str
    signer: str | None
    signed_at: Moment | None
    questions: list[Answered]


class Noted(Shape):
    """An internal note."""

    at: Moment
    author: str | None
    text: str


class File(Shape):
    """An attachment; ``url`` gives its bytes to the same key.

    ``shut`` says why it does not open now (pending, infected, failed, cleaning, unclean, damaged),
    ``danger`` what is suspicious about it; both empty when all is well.
    """

    name: str
    size: int
    type: str
    sha256: str
    url: str
    shut: str
    danger: str


class Event(Shape):
    """What happened; ``by`` is staff, correspondent, agency or clock."""

    at: Moment
    what: str
    text: str
    by: str
    actor: str | None
    note: str
    from_state: str | None
    to_state: str | None
    details: dict[str, Any]


class AllowedStep(Shape):
    """A step this caller may take now, once ``missing`` is sent along."""

    step: str
    label: str
    missing: list[Lacking]


class Stop(Shape):
    """Days on which the work clock stood still; ``until`` is null while it does.

    ``by`` stopped it; ``ended_by`` is staff, correspondent or clock.
    """

    reason: str
    text: str
    question: str
    since: date
    resume_on: date
    until: date | None
    by: str | None
    ended_by: str


class Extended(Shape):
    """A later date of the answer: ``granted`` is null while it waits for a decision."""

    until: date
    reason: str
    by: str | None
    asked_at: Moment
    granted: bool | None
    decided_at: Moment | None
    note: str


class WholeCase(Item):
    """Everything the caller's role may see; what it may not is empty."""

    body: str
    correspondent: Who | None
    identity_hidden: bool
    referral: ReferredBy | None
    messages: list[Heard]
    letters: list[Letter]
    notes: list[Noted]
    attachments: list[File]
    events: list[Event]
    steps: list[AllowedStep]
    stops: list[Stop]
    extension: Extended | None
    asks: list[Ask]
    representative: Acting | None
    root_cause: str
    finding: str
    method: str
    outcome: str
    answer: str
    no_answer_reason: str
    forwarded_to: str
    forward_number: str
    forward_date: date | None
    related: list[Beside]
    outside_body: str
    duplicate_of: str | None
    severity: str
    complexity: str
    remedy: str
    place: str
    outcome_reason: str
    praised: str | None
