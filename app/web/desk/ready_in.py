"""Ready answers in a form about a case: which are offered there, and their words put in."""

from typing import TYPE_CHECKING, Any

from flask import request
from wtforms import FieldList

from app.mail.outbox import fill_ready
from app.queries import ready_answers
from app.web.access import actor
from workflows.errors import UnknownReference

if TYPE_CHECKING:
    from app.models import Case
    from app.web.desk.doing import CaseForm

# act or step → what is written there, and the field it stands in
PLACES = {
    "letters": ("update", "text"), "questions": ("question", "questions"),
    "resolve": ("resolve", "answer"), "dismiss": ("dismiss", "answer"),
}  # fmt: skip


def ready_for(case: "Case", name: str) -> list[tuple[int, str]]:
    """Key and title of what is offered in the form of an act or a step."""
    if name not in PLACES:
        return []
    rows = ready_answers.offered(actor(), case, PLACES[name][0])
    return [(row.id, row.title) for row in rows]


def put_in(case: "Case", name: str, form: "CaseForm") -> None:
    """The chosen words stand at the end of what was typed, filled in for this case."""
    key = request.values.get("ready", type=int)
    if key is None or name not in PLACES:
        return
    step, field = PLACES[name]
    row = next((one for one in ready_answers.offered(actor(), case, step) if one.id == key), None)
    if row is None:
        raise UnknownReference(str(key))
    target: Any = form[field]
    if isinstance(target, FieldList):
        target = next((one for one in target if not (one.data or "").strip()), target[-1])
    parts = ((target.data or "").strip(), fill_ready(case, row.body))
    target.data = "\n\n".join(part for part in parts if part)


def inserting() -> bool:
    """The form was sent to have words put in, and for nothing else."""
    return request.method == "POST" and "insert" in request.form
