"""Fields on a page: a day written in words, and the macros that draw a form."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask, g, render_template_string
from werkzeug.datastructures import MultiDict
from wtforms import Form, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from app.web import present
from app.web.fields import NO_DAY, DayField
from workflows.words import Words

TEMPLATES = Path(__file__).parents[2] / "app" / "templates"
NO_SUBJECT = Words("กรอกชื่อเรื่อง", "Write a subject")


class Letter(Form):
    """A form with one field of most sorts."""

    subject = StringField(Words("เรื่อง", "Subject"), [InputRequired(NO_SUBJECT)])
    body = TextAreaField(Words("รายละเอียด", "Details"), [Length(max=4000)])
    topic = SelectField(
        choices=[SelectChoice("", Words("ไม่แน่ใจ", "Not sure")), SelectChoice("C01", "วารสาร")]
    )
    named = RadioField(
        choices=[
            SelectChoice("no", "ไม่บอกชื่อ", {"hint": Words("ใช้รหัสลับ", "By code")}),
            SelectChoice("yes", "บอกชื่อ"),
        ]
    )
    dated = DayField(Words("ลงวันที่", "Dated"))


@pytest.mark.parametrize("written", ["16 มี.ค. 2569", "16/3/2026", "๑๖ มีนาคม ๒๕๖๙"])
def test_a_day_may_be_written_in_either_era(written):
    form = Letter(MultiDict({"subject": "ก", "dated": written}))
    assert form.dated.data == date(2026, 3, 16)


def test_what_is_no_day_stays_in_the_field_and_says_how_to_write_it():
    form = Letter(MultiDict({"subject": "ก", "dated": "๑๖ มี.ค. ๖๙"}))
    assert not form.validate()
    assert form.dated.errors == [NO_DAY]
    assert form.dated._value() == "๑๖ มี.ค. ๖๙"


def test_a_day_left_blank_is_no_day():
    assert Letter(MultiDict({"dated": " "})).dated.data is None


def test_a_known_day_is_shown_in_the_era_of_the_language(draw):
    known = Letter(data={"dated": date(2026, 3, 16)})
    assert 'value="16/3/2569"' in draw("th", "{{ field(form.dated) }}", form=known)
    assert 'value="16/3/2026"' in draw("en", "{{ field(form.dated) }}", form=known)


def test_a_field_says_what_is_wrong_above_it_and_in_the_summary(draw):
    form = Letter(MultiDict({"dated": ""}))
    assert not form.validate()
    page = draw("th", "{{ error_summary(form) }}{{ field(form.subject) }}", form=form)
    assert page.count("กรอกชื่อเรื่อง") == 2
    assert 'href="#subject"' in page
    assert 'aria-describedby="subject-error"' in page


def test_a_form_without_errors_has_no_summary(draw):
    assert draw("th", "{{ error_summary(form) }}", form=Letter()).strip() == ""


def test_what_may_be_left_blank_is_marked(draw):
    assert "(ถ้ามี)" in draw("th", "{{ field(form.body) }}", form=Letter())
    assert "(ถ้ามี)" not in draw("th", "{{ field(form.subject) }}", form=Letter())


def test_the_limit_of_a_long_text_is_counted_and_never_cuts(draw):
    page = draw("th", "{{ field(form.body) }}", form=Letter())
    assert 'data-maxlength="4000"' in page
    assert " maxlength=" not in page


def test_a_choice_is_said_in_the_language_and_carries_its_hint(draw):
    page = draw("en", "{{ field(form.topic) }}{{ field(form.named) }}", form=Letter(named="no"))
    assert "Not sure" in page
    assert "By code" in page
    assert page.count(" checked") == 1


def test_what_a_person_typed_is_escaped(draw):
    form = Letter(data={"subject": '"><script>', "body": "</textarea><script>"})
    page = draw("th", "{{ field(form.subject) }}{{ field(form.body) }}", form=form)
    assert "<script>" not in page


@pytest.fixture
def draw():
    app = Flask("pages", template_folder=str(TEMPLATES))
    present.install(app)

    def render(language, template, **context):
        macros = '{% from "parts/field.html" import field, error_summary %}'
        with app.test_request_context():
            g.language = language
            return render_template_string(macros + template, **context)

    return render
