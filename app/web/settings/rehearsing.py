"""What the forms of calendar and targets share: rehearse first, save what was rehearsed."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import request
from wtforms import Form

from app.queries import recounts
from app.queries.cases import today
from app.queries.rights import visible
from app.reports.rehearsal import Rehearsal, rehearse
from app.web.access import actor
from workflows.reckon import Reckoner
from workflows.secrets import digest
from workflows.words import Words


def rehearsal(reckoner: Reckoner) -> Rehearsal:
    """What saving would do to the open cases, as this reader may see it."""
    return rehearse(reckoner, today(datetime.now(UTC)), visible(actor()))


def fingerprint(form: Form) -> str:
    """A sign of what is typed: the page carries it from the rehearsal to the saving."""
    typed = [f"{name}={field._value() if hasattr(field, '_value') else field.data}"
             for name, field in form._fields.items()]  # fmt: skip
    return digest("\n".join(typed))


def is_to_be_saved(form: Form) -> bool:
    """The second button was pressed, and nothing has changed since the rehearsal."""
    asked = request.form.get("do") == "save"
    return asked and request.form.get("rehearsed") == fingerprint(form)


def show_problems(form: Form, problems: Mapping[str, Words]) -> None:
    """Each problem stands at its field, or on top where the form has no such field."""
    for name, words in problems.items():
        if name in form:
            form[name].errors = [words]
        else:
            form.form_errors = [*form.form_errors, words]


def progress() -> Any:
    """The recount under way; None when all is counted."""
    found = recounts.latest()
    return found if found and found.finished_at is None else None
