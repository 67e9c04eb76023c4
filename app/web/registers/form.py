"""A register's columns as a form."""

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, Field, Form, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from app.actions.register_values import own_choice, write
from app.queries.register_table import Column, Register
from app.queries.registers import choices
from app.web.fields import DayField
from workflows.words import Words

FIELDS: dict[str, type[Field]] = {
    "long": TextAreaField,
    "lines": TextAreaField,
    "tick": BooleanField,
    "day": DayField,
    "choice": SelectField,
    "level": SelectField,
    "month": DayField,
    "person": SelectField,
}
NONE = ("", Words("ไม่ระบุ", "None"))


def form_for(register: Register, typed: Any = None, row: Any = None) -> Form:
    """The form of a register: empty, as it was typed, or as the row has it."""
    fields = {column.name: _field(column, row) for column in register.columns}
    form: Form = type("RegisterForm", (Form,), fields)(
        typed, data=_data(register, row) if row else None
    )
    for column in register.columns:
        if column.required:
            form[column.name].flags.required = True
    return form


def show_problems(form: Form, problems: Mapping[str, Words]) -> None:
    """Each problem stands at its field."""
    for name, words in problems.items():
        form[name].errors = [words]


def _field(column: Column, row: Any) -> Field:
    make = FIELDS.get(column.kind, StringField)
    description = column.hint or ""
    if make is SelectField:
        offered = (NONE, *choices(column, own_choice(column, row)))
        listed = [SelectChoice(value, words) for value, words in offered]
        return make(column.label, description=description, choices=listed)
    return make(column.label, description=description)


def _data(register: Register, row: Any) -> dict[str, Any]:
    raw = ("tick", "day", "month")  # their fields take the value itself
    return {
        column.name: getattr(row, column.name)
        if column.kind in raw
        else write(column, getattr(row, column.name))
        for column in register.columns
    }
