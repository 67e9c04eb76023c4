"""Secret codes: long enough, the same for the same seed, and forgiving to how people type."""

import re

from hypothesis import given
from hypothesis import strategies as st

from workflows.secrets import ALPHABET, GROUPS, SIZE, derive_code, digest, matches, plain_code


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
