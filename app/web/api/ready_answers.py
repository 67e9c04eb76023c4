"""Ready answers by calls: those that the caller may start from, kept, changed and retired."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask import Response

from app.actions.keep_ready_answer import Ready, add_ready, change_ready, retire_ready
from app.database import transaction
from app.queries import cases
from app.queries import ready_answers as questions
from app.web.access import actor
from app.web.api import asked_letters, reading
from app.web.api import shapes_letters as shapes
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.answers import tell

if TYPE_CHECKING:
    from app.models import ReadyAnswer


@blueprint.get("/ready-answers")
@describes(Operation("Ready answers that the caller may start from, or those that fit a case",
                     shapes.ReadyAnswers, query=asked_letters.ReadyFor,
                     errors=(404, 422)))  # fmt: skip
def ready_answers() -> Response:
    """One's own first, then the unit's, then everybody's; each by its title."""
    asked, who = reading.query(asked_letters.ReadyFor), actor()
    rows = questions.seen(who)
    if asked.reference:
        rows = questions.offered(who, cases.find(asked.reference, who), asked.step)
    return tell(shapes.ReadyAnswers(items=[_told(row) for row in rows]))


@blueprint.post("/ready-answers")
@describes(Operation("Keep a ready answer", shapes.ReadyAnswer, 201,
                     takes=(asked_letters.ReadyWords,), errors=(400, 415, 422)))  # fmt: skip
def new_ready_answer() -> Response:
    """It is offered from now on to whom its scope names."""
    new = Ready(**reading.body(asked_letters.ReadyWords).model_dump())
    with transaction():
        made = _told(add_ready(new, actor(), datetime.now(UTC)))
    return tell(made, 201)


@blueprint.get("/ready-answers/<int:key>")
@describes(Operation("One ready answer", shapes.ReadyAnswer, errors=(404,)))
def ready_answer(key: int) -> Response:
    """Its words, and for whom they are."""
    return tell(_told(questions.find(key, actor())))


@blueprint.post("/ready-answers/<int:key>")
@describes(Operation("Change a ready answer", shapes.ReadyAnswer,
                     takes=(asked_letters.ReadyWords,),
                     errors=(400, 403, 404, 415, 422)))  # fmt: skip
def changed_ready_answer(key: int) -> Response:
    """It reads as it was sent, every field of it."""
    questions.find(key, actor())
    new = Ready(**reading.body(asked_letters.ReadyWords).model_dump())
    with transaction():
        change_ready(key, new, actor(), datetime.now(UTC))
    return tell(_told(questions.find(key, actor())))


@blueprint.post("/ready-answers/<int:key>/retire")
@describes(Operation("Retire a ready answer; gives what is left", shapes.ReadyAnswers,
                     errors=(403, 404)))  # fmt: skip
def retired_ready_answer(key: int) -> Response:
    """It is offered no more."""
    with transaction():
        retire_ready(key, actor(), datetime.now(UTC))
    return tell(shapes.ReadyAnswers(items=[_told(row) for row in questions.seen(actor())]))


def _told(row: "ReadyAnswer") -> shapes.ReadyAnswer:
    return shapes.ReadyAnswer(
        id=row.id, title=row.title, body=row.body, scope=row.scope, topic=row.topic_code,
        step=row.step, language=row.language, yours=questions.may_change(row, actor()),
    )  # fmt: skip
