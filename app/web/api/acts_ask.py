"""Asking another unit, who acts for the correspondent, and reporting on referrals."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import Response

from app.actions.ask_unit import answer_unit, ask_unit, withdraw_question
from app.actions.note_their_state import note_their_state
from app.actions.report_referral import report_back
from app.actions.represent import end_representation, represent
from app.database import transaction
from app.intake.submission import ActsFor
from app.queries import asks as questions
from app.queries import cases
from app.web.access import actor
from app.web.api import reading, told, told_ties
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.answers import tell
from app.web.api.asked import place
from app.web.api.asked_ties import (
    AsksPage,
    NewAsk,
    NewReport,
    NewRepresentative,
    TheirState,
    UnitAnswer,
)
from app.web.api.changing import ERRORS, change
from app.web.api.shapes import Moved
from app.web.api.shapes_ties import Ask, Asks

if TYPE_CHECKING:
    from app.models import Case, Person


@blueprint.post("/cases/<reference>/asks")
@describes(Operation(
    "Ask another unit for its part; the case stays where it is", Moved, 201, takes=(NewAsk,),
    headers=("If-Match",), errors=ERRORS,
))  # fmt: skip
def new_ask(reference: str) -> Response:
    """The unit is asked."""
    new = reading.body(NewAsk)

    def ask(case: "Case", who: "Person", now: datetime) -> None:
        ask_unit(case, who, now, new.unit, new.question, new.due_on)

    return change(reference, ask, 201)


@blueprint.post("/cases/<reference>/asks/<int:ask_id>/withdraw")
@describes(Operation(
    "Withdraw a question to another unit", Moved, headers=("If-Match",), errors=ERRORS,
))  # fmt: skip
def withdraw_ask(reference: str, ask_id: int) -> Response:
    """The question waits for no answer any more."""
    return change(reference, lambda case, who, now: withdraw_question(case, who, now, ask_id))


@blueprint.get("/asks")
@describes(Operation(
    "List what one's own unit was asked: what waits by its date, or what is over, latest first",
    Asks, query=AsksPage, errors=(400, 422),
))  # fmt: skip
def asks() -> Response:
    """One page of questions."""
    query, today = reading.query(AsksPage), cases.today(datetime.now(UTC))
    found = questions.page(actor(), done=query.show == "done", after=query.key())
    items = [told_ties.ask(one, today) for one in found.asks]
    return tell(Asks(items=items, next=place(found.next)))


@blueprint.post("/asks/<int:ask_id>/answer")
@describes(Operation(
    "Answer for one's own unit, to the version of the question that was read", Ask,
    takes=(UnitAnswer,), headers=("If-Match",), errors=ERRORS,
))  # fmt: skip
def answer_ask(ask_id: int) -> Response:
    """The answer is with whoever asked."""
    new, version, now = reading.body(UnitAnswer), reading.version(), datetime.now(UTC)
    with transaction() as session:
        one = questions.find_to_change(ask_id, actor(), version)
        answer_unit(one, actor(), now, new.text)
        session.flush()
        made = told_ties.ask(one, cases.today(now))
    return tell(made, version=made.version)


@blueprint.post("/cases/<reference>/representative")
@describes(Operation(
    "Record who acts for the correspondent, with the authority", Moved, 201,
    takes=(NewRepresentative,), headers=("If-Match",), errors=ERRORS,
))  # fmt: skip
def representative(reference: str) -> Response:
    """Letters to the correspondent go to them, if they have an e-mail address."""
    new = reading.body(NewRepresentative)
    given = ActsFor(new.name, new.relation, new.authority, new.email or "", new.phone or "")
    return change(reference, lambda case, who, now: represent(case, who, now, given), 201)


@blueprint.post("/cases/<reference>/representative/end")
@describes(Operation(
    "End it: nobody acts for the correspondent any more", Moved, headers=("If-Match",),
    errors=ERRORS,
))  # fmt: skip
def end_representative(reference: str) -> Response:
    """Letters go to the correspondent again."""
    return change(reference, end_representation)


@blueprint.post("/cases/<reference>/report")
@describes(Operation(
    "Report to the office that referred the case: done, cannot, or in progress with the next date",
    Moved, 201, takes=(NewReport,), headers=("If-Match",), errors=ERRORS,
))  # fmt: skip
def report(reference: str) -> Response:
    """The report stands in the outbox, or is sent by post."""
    new = reading.body(NewReport)

    def send(case: "Case", who: "Person", now: datetime) -> None:
        report_back(case, who, now, result=new.result, text=new.text, next_on=new.next_on)

    return change(reference, send, 201)


@blueprint.post("/referrals/<reference>/state")
@describes(Operation(
    "Say where a referred case stands with the referring office (its own token, or staff for it)",
    Moved, takes=(TheirState,), errors=(400, 403, 404, 415, 422),
))  # fmt: skip
def their_state(reference: str) -> Response:
    """Their number and state stand in the ledger; the same again changes nothing."""
    new = reading.body(TheirState)
    with transaction() as session:
        case = cases.get_to_change(cases.find(reference, actor()).id)
        note_their_state(
            case, actor(), datetime.now(UTC), state=new.state, since=new.reported_at,
            their_reference=new.their_reference or "",
        )  # fmt: skip
        session.flush()
        made = told.moved(case)
    return tell(made, version=made.version)
