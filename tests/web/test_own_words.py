"""No form answers in WTForms' English: not to nonsense, not to nothing, in no field of any sort."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask, g
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    DecimalField,
    Field,
    Form,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import DataRequired, Email, Length, NumberRange, Regexp

from app.web.present import say

ENGLISH = re.compile(r"[a-z]{3,} [a-z]+", re.I)
NONSENSE = ["หิ่งห้อย", "", "-1", "99999999999999999999", "a@b", "31/2/2569", "<x>" * 2000]


def every_form(above: type[Form] = Form) -> Iterator[type[Form]]:
    """Each form of the product, the app being imported."""
    for form in above.__subclasses__():
        if form.__module__.startswith("app."):
            yield form
        yield from every_form(form)


def said_to(made: type[Form], value: str) -> list[str]:
    """What every field of the form says to that value, by itself."""
    begin = FlaskForm.__init__ if issubclass(made, FlaskForm) else Form.__init__
    bare = type(made)(made.__name__, (made,), {"__init__": begin})  # needs no case to be made
    form = bare(MultiDict((name, value) for name in bare()._fields))
    for field in form:
        if isinstance(field, SelectField | SelectMultipleField) and field.choices is None:
            field.choices = []
        field.validate(form)
    mine = [field for field in form if field.name != "csrf_token"]  # that one has its own page
    return [say(error) for field in mine for error in field.errors]


@pytest.mark.parametrize("value", NONSENSE)
def test_no_form_answers_nonsense_in_english(app: Flask, value: str) -> None:
    forms = list(dict.fromkeys(every_form()))
    assert len(forms) > 60
    with app.test_request_context("/", method="POST"):
        g.language = "th"
        english = {
            (form.__name__, said)
            for form in forms
            for said in said_to(form, value)
            if ENGLISH.search(said)
        }
    assert english == set()


class EverySort(Form):
    """A field of each sort whose message is WTForms' own."""

    chosen = SelectField(choices=["a"])
    coerced = SelectField(choices=[1], coerce=int)
    ticked = RadioField(choices=["a"])
    several = SelectMultipleField(choices=["a"])
    whole = IntegerField()
    part = DecimalField()
    day = DateField()
    filled = StringField(validators=[DataRequired()])
    address = StringField(validators=[Email()])
    short = StringField(validators=[Length(max=3)])
    small = IntegerField(validators=[NumberRange(max=3)])
    shaped = StringField(validators=[Regexp("^a$")])


@pytest.mark.parametrize(("language", "other"), [("th", re.compile("[a-z]{3}")), ("en", "[ก-๙]")])
def test_each_sort_of_field_speaks_the_language_of_the_page(
    app: Flask, language: str, other: str
) -> None:
    wrong = dict.fromkeys(EverySort()._fields, "zzzz") | {"small": "9", "filled": ""}
    with app.test_request_context("/"):
        g.language = language
        form = EverySort(MultiDict(wrong))
        assert not form.validate()
        assert set(form.errors) == set(wrong)
        fields: list[Field] = [form[name] for name in wrong if name != "address"]
        assert not [say(f.errors[0]) for f in fields if re.search(other, say(f.errors[0]))]
