"""Dates in words and back: what people read on pages and letters, and type into fields."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.dates import keep_dates, local_day, parse_date, say_date, say_time

A_MONDAY = date(2025, 10, 6)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("style", "thai", "english"),
    [
        ("long", "จันทร์ที่ 6 ตุลาคม 2568", "Monday 6 October 2025 (B.E. 2568)"),
        ("full", "6 ตุลาคม 2568", "6 October 2025 (B.E. 2568)"),
        ("weekday", "จ. 6 ต.ค. 2568", "Mon 6 Oct 2025 (B.E. 2568)"),
        ("short", "6 ต.ค. 2568", "6 Oct 2025 (B.E. 2568)"),
        ("month", "ต.ค. 2568", "Oct 2025 (B.E. 2568)"),
        ("day", "วันจันทร์", "Monday"),
    ],
)
def test_a_day_is_said_in_both_languages(style, thai, english):
    assert say_date(A_MONDAY, "th", style) == thai
    assert say_date(A_MONDAY, "en", style) == english


def test_a_moment_belongs_to_the_day_it_is_in_bangkok():
    late_on_the_fifth = datetime(2025, 10, 5, 17, 30, tzinfo=UTC)
    assert local_day(late_on_the_fifth) == A_MONDAY
    assert say_date(late_on_the_fifth) == "6 ต.ค. 2568"


def test_a_time_is_said_as_the_clock_in_bangkok_shows_it():
    moment = datetime(2025, 10, 6, 3, 12, tzinfo=UTC)
    assert say_time(moment, "th") == "10.12 น."
    assert say_time(moment, "en") == "10:12"


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        say_time(datetime(2025, 10, 6, 3, 12))  # noqa: DTZ001 - the mistake under test


@pytest.mark.parametrize(
    "text",
    [
        "23/11/2569",
        " 23 / 11 / 2569 ",
        "๒๓/๑๑/๒๕๖๙",
        "23-11-2026",
        "23.11.2569",
        "2026-11-23",
        "2569-11-23",
        "23 พ.ย. 2569",
        "23 พ.ย 2569",
        "23พ.ย.2569",
        "23\u00a0พ.ย.\u00a02569",
        "23 พฤศจิกายน พ.ศ. 2569",
        "วันที่ 23 พฤศจิกายน ๒๕๖๙",
        "วันจันทร์ที่ 23 พฤศจิกายน 2569",
        "23 Nov 2026",
        "23 november 2026 (B.E. 2569)",
    ],
)
def test_a_day_is_understood_however_people_write_it(text):
    assert parse_date(text) == date(2026, 11, 23)


def test_the_leap_day_follows_the_year_of_the_common_era():
    assert parse_date("29 ก.พ. 2567") == date(2024, 2, 29)
    assert parse_date("29 ก.พ. 2568") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "พรุ่งนี้",
        "23 พ.ย. 69",
        "23/11/69",
        "31/11/2569",
        "11/23/2569",
        "23/11",
        "2311 2569",
        "23/11/2250",
        "23/11/2700",
        "23/0/2569",
        "๒๓ พ.ย.",
    ],
)
def test_what_is_no_day_or_could_be_two_is_refused(text):
    assert parse_date(text) is None


@given(DAYS, st.sampled_from(["th", "en"]), st.sampled_from(["long", "full", "weekday", "short"]))
def test_every_day_we_say_is_understood_again(day, language, style):
    assert parse_date(say_date(day, language, style)) == day


@given(st.text())
def test_no_text_makes_the_reading_of_dates_fail(text):
    assert parse_date(text) is None or isinstance(parse_date(text), date)


def test_no_line_of_a_letter_ends_inside_a_date() -> None:
    said = "ภายในวันพุธที่ 23 ธันวาคม 2569 มี 5 ข้อ by 23 December 2026 (B.E. 2569)"
    kept = keep_dates(said)
    assert "23\u00a0ธันวาคม\u00a02569 มี 5 ข้อ by 23\u00a0December\u00a02026 (B.E.\u00a02569)" in kept
    assert kept.replace("\u00a0", " ") == said
