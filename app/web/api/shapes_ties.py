"""The shapes of questions to other units, and of who acts for a correspondent."""

from datetime import date

from app.web.api.shapes import Moment, Shape


class Ask(Shape):
    """A question to a unit; of the case it says what that unit may know, and no more."""

    id: int
    version: int
    reference: str
    kind: str
    topic: str | None
    unit: str
    question: str
    due_on: date
    asked_by: str
    asked_at: Moment
    open: bool
    days_late: int
    answer: str
    answered_by: str | None
    answered_at: Moment | None
    withdrawn_at: Moment | None


class Asks(Shape):
    """One page of what the caller's unit was asked; ``next`` is the next ``page[after]``."""

    items: list[Ask]
    next: str | None


class Acting(Shape):
    """Who acts for the correspondent now, and by which authority."""

    name: str
    relation: str
    email: str
    phone: str
    authority: str
    recorded_at: Moment


class ReferredBy(Shape):
    """The office that sent the case and waits for our report; ``result`` as last reported."""

    agency: str
    letter_number: str
    letter_date: date | None
    report_due: date | None
    reported_at: Moment | None
    result: str
    their_reference: str
    their_state: str
    their_state_at: Moment | None
