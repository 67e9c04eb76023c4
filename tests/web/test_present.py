"""The wording of values on a page."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask, g, render_template_string

from app.web import present
from workflows.words import Words


def test_a_phrase_is_said_in_the_language_of_the_page(say):
    assert say("th", "{{ t('แจ้งเรื่อง', 'Tell us') }}") == "แจ้งเรื่อง"
    assert say("en", "{{ t('แจ้งเรื่อง', 'Tell us') }}") == "Tell us"
    assert say("en", "{{ words|say }}", words=Words("เรื่อง", "Subject")) == "Subject"


def test_a_page_is_thai_until_somebody_chooses(app):
    with app.test_request_context():
        assert render_template_string("{{ language }}") == "th"


def test_a_date_is_never_torn_apart(say):
    text = say("th", "{{ day|thai_date('weekday') }}", day=date(2025, 10, 8))
    assert text == "พ.\u00a08\u00a0ต.ค.\u00a02568"


def test_a_long_date_may_part_from_its_weekday_and_from_the_other_era(say):
    template, day = "{{ day|thai_date('long') }}", date(2025, 10, 6)
    assert say("th", template, day=day) == "จันทร์ที่ 6\u00a0ตุลาคม\u00a02568"
    assert say("en", template, day=day) == "Monday 6\u00a0October\u00a02025 (B.E.\u00a02568)"


def test_a_date_in_english_names_both_eras(say):
    text = say("en", "{{ day|thai_date }}", day=date(2025, 10, 8))
    assert text.replace("\u00a0", " ") == "8 Oct 2025 (B.E. 2568)"
    known = Words("ณ 8 ต.ค. 2568", "on 8 Oct 2025 (B.E. 2568)")
    assert say("en", "{{ words|say }}", words=known) == "on 8 Oct 2025 (B.E.\u00a02568)"


def test_a_time_is_the_time_in_bangkok(say):
    moment = datetime(2025, 10, 6, 3, 12, tzinfo=UTC)
    assert say("th", "{{ m|thai_time }}", m=moment) == "10.12\u00a0น."
    assert say("en", "{{ m|thai_time }}", m=moment) == "10:12"


@pytest.mark.parametrize("name", ["say", "thai_date", "thai_time"])
def test_what_is_not_known_is_left_blank(say, name):
    assert say("th", "{{ nothing|" + name + " }}", nothing=None) == ""


@pytest.mark.parametrize(
    ("number", "unit", "thai", "english"),
    [
        (1, "days", "1 วัน", "1 day"),
        (3, "days", "3 วัน", "3 days"),
        (2, "working_days", "2 วันทำการ", "2 working days"),
    ],
)
def test_days_name_their_unit(say, number, unit, thai, english):
    template = "{{ n|days(unit) }}"
    assert say("th", template, n=number, unit=unit).replace("\u00a0", " ") == thai
    assert say("en", template, n=number, unit=unit).replace("\u00a0", " ") == english


def test_counts_stop_at_999(say):
    assert say("th", "{{ 999|count }} {{ 1000|count }}") == "999 999+"


def test_a_file_says_how_large_it_is(say):
    text = say("th", "{{ 12|size }} {{ 240000|size }} {{ 1520000|size }}")
    assert text.replace("\u00a0", " ") == "1 kB 240 kB 1.5 MB"


def test_what_people_wrote_is_escaped(say):
    assert say("th", "{{ t(text, text) }}", text="<b>") == "&lt;b&gt;"


@pytest.fixture
def app():
    app = Flask("pages")
    present.install(app)
    return app


@pytest.fixture
def say(app):
    def render(language, template, **context):
        with app.test_request_context():
            g.language = language
            return render_template_string(template, **context)

    return render
