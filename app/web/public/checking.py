"""Before anything is sent, its sender reads it once more, adds files, and may go back to mend it.

Files are chosen last: browsers do not keep them from one page to the next.
"""

from typing import Any

from flask import request
from wtforms import BooleanField, SelectFieldBase

from app.web.public.new_form import NewCase
from workflows.words import Words

CONTACT = ("name", "email", "phone", "address", "hide_identity")
ORDER = ("subject", "accused", "body", "remedy", "topic", "anonymous", *CONTACT)
CHECKED = "checked"  # what the page of the check says of itself
YES = Words("ใช่", "Yes")


def is_sent(form: NewCase) -> bool:
    """Whether the person sends it now, and neither checks nor mends it."""
    return form.is_submitted() and not {"check", "edit"} & request.form.keys()


def can_check(form: NewCase) -> bool:
    """Whether what was typed may be read once more: nothing of it is to be mended.

    A fault of a file, or an expired page, is told on the page of the check.
    """
    if "edit" in request.form or not (form.is_submitted() or CHECKED in request.form):
        return False
    return bool(form.errors or form.validate()) and not any(f.errors for f in _told(form))


def answers(form: NewCase) -> list[dict[str, Any]]:
    """What was typed and chosen, as it is read and as it is sent on."""
    return [
        {"id": field.id, "name": field.name, "label": field.label.text, "text": _text(field),
         "value": "yes" if isinstance(field, BooleanField) else field.data}
        for field in _told(form) if field.data
    ]  # fmt: skip


def _told(form: NewCase) -> list[Any]:
    left_out = CONTACT if form.hides_name else ()
    return [form[name] for name in ORDER if name in form and name not in left_out]


def _text(field: Any) -> Any:
    if isinstance(field, BooleanField):
        return YES
    if isinstance(field, SelectFieldBase):
        return next(choice.label for choice in field.choices if choice.value == field.data)
    return field.data
