"""Answers that wait for a signature, by calls: which, and to sign, change or refuse one."""

from flask import Response

from app.actions import sign_answers
from app.queries import people
from app.queries import signing as waiting_of
from app.web.access import actor
from app.web.api import asked_letters, reading
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.answers import tell
from app.web.api.changing import ERRORS, change
from app.web.api.shapes import Moved
from app.web.api.shapes_letters import Draft, Drafts


@blueprint.get("/signing")
@describes(Operation("The answers that wait for a signature: those one may sign, and one's own",
                     Drafts))  # fmt: skip
def drafts() -> Response:
    """The oldest first."""
    rows = waiting_of.waiting(actor())
    names = people.names({row.letter.author_id for row in rows})
    return tell(Drafts(items=[
        Draft(reference=row.case.reference, step=row.letter.proposal["step"],
              outcome=row.letter.proposal["given"]["outcome"], subject=row.letter.subject,
              text=row.letter.text, author=names.get(row.letter.author_id or 0),
              at=row.letter.created_at, yours=row.theirs)
        for row in rows
    ]))  # fmt: skip


@blueprint.post("/cases/<reference>/draft/sign")
@describes(Operation("Sign the answer: the case takes its step and the letter goes out", Moved,
                     takes=(asked_letters.Signature,), headers=("If-Match",),
                     errors=ERRORS))  # fmt: skip
def sign(reference: str) -> Response:
    """The case has moved."""
    number = reading.body(asked_letters.Signature).number
    return change(
        reference, lambda case, who, now: sign_answers.sign_answer(case, who, now, number)
    )


@blueprint.post("/cases/<reference>/draft/change")
@describes(Operation("Change the answer that waits", Moved, takes=(asked_letters.DraftWords,),
                     headers=("If-Match",), errors=ERRORS))  # fmt: skip
def change_draft(reference: str) -> Response:
    """The draft reads otherwise."""
    answer = reading.body(asked_letters.DraftWords).answer
    return change(
        reference, lambda case, who, now: sign_answers.change_draft(case, who, now, answer)
    )


@blueprint.post("/cases/<reference>/draft/refuse")
@describes(Operation("Do not sign it, with a reason; or withdraw one's own", Moved,
                     takes=(asked_letters.DraftRefused,), headers=("If-Match",),
                     errors=ERRORS))  # fmt: skip
def refuse_draft(reference: str) -> Response:
    """It is with its author again."""
    reason = reading.body(asked_letters.DraftRefused).reason
    return change(
        reference, lambda case, who, now: sign_answers.refuse_draft(case, who, now, reason)
    )
