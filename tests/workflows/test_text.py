"""Texts are cleaned for keeping, made alike for searching, and cut where letters end."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.text import clean, cut, normalise

THAI_OR_ANY = st.text() | st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("เเก้ไข", "แก้ไข"),
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("ทํา", "ทำ"),
        ("ที่\u200bดิน", "ที่ดิน"),
        ("ท่ี", "ที่"),
        ("ดีี่่", "ดี่"),
        ("กุ้ง", "กุ้ง"),
        ("กุ้ง", "กุ้ง"),
        ("๓ เดือน", "3เดือน"),
        ("ร้อง เรียน\u00a0\n", "ร้องเรียน"),
        ("SIANG-2569-๐๑", "siang-2569-01"),
        ("e\u0301", "é"),
    ],
)
def test_spellings_that_look_alike_are_found_alike(typed, meant):
    assert normalise(typed) == normalise(meant) == meant


def test_sara_am_is_never_taken_apart():
    assert normalise("น้ำ") == "น้ำ"
    assert len(normalise("น้ำ")) == 3


@settings(max_examples=300)
@given(THAI_OR_ANY)
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


def test_cleaning_keeps_lines_and_tabs_and_drops_what_a_database_refuses():
    assert clean("ก\x00ข\r\nค\rง\tจ\x1b[0m\ud800\x85ฉ\u2028ช\ufeff") == "กข\nค\nง\tจ[0m\nฉ\nช"


@settings(max_examples=200)
@given(st.text(st.characters(exclude_categories=())))
def test_whatever_is_cleaned_can_be_stored(text):
    cleaned = clean(text)
    assert cleaned.encode().decode() == cleaned
    assert clean(cleaned) == cleaned
    assert all(unicodedata.category(c) != "Cc" or c in "\n\t" for c in cleaned)


@pytest.mark.parametrize(
    ("text", "length", "kept"),
    [
        ("ที่ดิน", 1, "ท"),
        ("กที่ดิน", 2, "ก"),
        ("กที่ดิน", 3, "ก"),
        ("กที่ดิน", 4, "กที่"),
        ("กน้ำ", 3, "ก"),
        ("กเรือ", 2, "ก"),
        ("a👍🏽", 2, "a"),
        ("a👩\u200d👧", 3, "a"),
        ("สั้น", 10, "สั้น"),
    ],
)
def test_a_cut_leaves_letters_whole(text, length, kept):
    assert cut(text, length) == kept


@settings(max_examples=300)
@given(THAI_OR_ANY, st.integers(1, 20))
def test_a_cut_is_a_beginning_and_never_too_long(text, length):
    short = cut(text, length)
    assert text.startswith(short)
    assert len(short) <= length
    assert bool(short) == bool(text)


def test_a_flood_of_marks_is_cut_all_the_same():
    assert len(cut("ก" + "่" * 100_000, 1000)) == 1000
