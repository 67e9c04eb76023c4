"""Secret codes: long enough, the same for the same seed, and forgiving to how people type."""

import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.secrets import (
    ALPHABET,
    GROUPS,
    SIZE,
    derive_code,
    digest,
    matches,
    plain_code,
    without_code,
)


def test_a_code_has_more_than_128_bits() -> None:
    assert len(ALPHABET) ** (GROUPS * SIZE) > 2**128


def test_a_code_comes_in_groups_that_can_be_read_out() -> None:
    code = derive_code("key", "case", "one")
    assert re.fullmatch(r"([2-9A-Z]{4}-){6}[2-9A-Z]{4}", code)
    assert not set("01ILO") & set(code)


def test_the_same_seed_gives_the_same_code_and_another_key_or_seed_another() -> None:
    code = derive_code("key", "case", "one")
    assert derive_code("key", "case", "one") == code
    assert len({code, derive_code("other", "case", "one"), derive_code("key", "case", "two")}) == 3


@given(st.text())
def test_a_code_matches_however_it_is_spaced_and_cased(seed: str) -> None:
    code = derive_code("key", "case", seed)
    stored = digest(code)
    for typed in (code, code.lower(), code.replace("-", " "), f"  {code.replace('-', '')}\n"):
        assert plain_code(typed) == code
        assert matches(typed, stored)


def test_nothing_matches_an_empty_digest() -> None:
    assert not matches("", "")
    assert not matches("", digest("x"))


CODE = derive_code("key", "case", "one")


@pytest.mark.parametrize("written", [
    CODE, CODE.lower(), CODE.replace("-", ""), CODE.replace("-", " - "), CODE.replace("-", "\r\n"),
    CODE.replace("-", "\u00a0\u200b"), CODE.replace("-", "-\n> "), CODE.replace("-", " / "),
    CODE.translate({ord(letter): ord(letter) + 0xFEE0 for letter in ALPHABET}),
    CODE.translate(str.maketrans("23456789", "๒๓๔๕๖๗๘๙")),
])  # fmt: skip
@pytest.mark.parametrize(
    "around", ["{}", "รหัส{}ครับ", "my key{}exactly", "{0} และ {0}", "XYZ-{}-XYZ"]
)
def test_a_code_among_other_words_is_left_out_and_nothing_else(written: str, around: str) -> None:
    assert without_code(around.format(written), {digest(CODE)}, "*") == around.format("*")


@given(st.text(st.sampled_from(ALPHABET + "- \nก๒")), st.sampled_from(["", digest(CODE)]))
def test_what_is_not_the_code_stays_as_it_is(text: str, stored: str) -> None:
    assert without_code(text, {stored}, "*") == text


def test_no_text_takes_long_to_look_through() -> None:
    began = process_time()
    for text in ("A" * 2_000_000, "A -" * 13_000, "ก" * 2_000_000):
        assert without_code(text, {digest(CODE)}, "*") == text
    assert process_time() - began < 5
