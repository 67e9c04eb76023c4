"""A letter to somebody outside as an official letter on paper."""

from flask import Response

from app.queries import cases
from app.queries import outbox as letters
from app.web.access import actor
from app.web.desk._blueprint import blueprint
from app.web.paper import send_pdf
from workflows.errors import UnknownReference


@blueprint.get("/letters/<int:letter_id>.pdf")
def letter_pdf(letter_id: int) -> Response:
    """The letter as PDF; what is written to colleagues is none."""
    found, reference = letters.letter(letter_id, actor())
    if found.to_staff or reference is None:
        raise UnknownReference(str(letter_id))
    return send_pdf(found, cases.find(reference, actor()))
