"""The mark on a correspondent's dead address, and letters that wait for an officer's decision."""

from datetime import UTC, datetime

from flask import Response

from app.actions.mark_address import lift_mark
from app.actions.release_letter import release_letter
from app.database import transaction
from app.queries import outbox
from app.web.access import actor
from app.web.api._blueprint import Operation, blueprint, describes
from app.web.api.answers import tell
from app.web.api.changing import ERRORS, change
from app.web.api.shapes import Moved, Shape


class LetterState(Shape):
    """Where a letter stands."""

    id: int
    status: str


@blueprint.post("/cases/<reference>/lift-mark")
@describes(Operation(
    "Use the correspondent's e-mail address again, and send what did not arrive", Moved,
    headers=("If-Match",), errors=ERRORS,
))  # fmt: skip
def lift_the_mark(reference: str) -> Response:
    """Letters go there again."""
    return change(reference, lift_mark)


@blueprint.post("/letters/<int:letter_id>/send")
@describes(Operation(
    "Send an acknowledgement on that was held, because three letters went to its address within "
    "the hour", LetterState, errors=(403, 404, 409),
))  # fmt: skip
def send_held_letter(letter_id: int) -> Response:
    """The letter leaves with the next round."""
    outbox.letter(letter_id, actor())  # whoever may not know of it finds nothing
    with transaction():
        letter = release_letter(letter_id, actor(), datetime.now(UTC))
        made = LetterState(id=letter.id, status=letter.status)
    return tell(made)
