"""The arithmetic of levels: by hand, and as properties of any answers."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.models.registers.surveys import BANDS
from app.reports.likert import (
    FEWEST,
    LABELS,
    Scale,
    bands,
    measure,
    measure_all,
    together,
    too_few,
)
from app.reports.survey_results import needed

SCALE = Scale((5, 4, 3, 2, 1), frozenset({4, 5}), frozenset({1, 2}), bands("a"))
B = Scale(SCALE.levels, SCALE.satisfied, SCALE.dissatisfied, bands("b"))
some_counts = some.dictionaries(some.integers(1, 5), some.integers(0, 200))
some_groups = some.dictionaries(some.text("GHIJ0123", min_size=1, max_size=3), some_counts)


def test_six_answers_are_measured_as_by_hand() -> None:
    made = measure(SCALE, {5: 2, 4: 1, 3: 1, 2: 1, 1: 1})  # 5+5+4+3+2+1 = 20; 20 ÷ 6
    assert (made.n, made.mean, made.sd) == (6, 3.33, 1.63)  # √(13.33… ÷ 5)
    assert (made.percent_of_max, made.band) == (66.67, "ปานกลาง")
    shares = (made.satisfied_percent, made.neutral_percent, made.dissatisfied_percent)
    assert shares == (50.0, 16.67, 33.33)


def test_no_answer_has_no_figure_and_one_has_no_spread() -> None:
    assert measure(SCALE, {}).mean is None
    assert measure(SCALE, {4: 1}).sd is None


def test_the_table_that_a_survey_is_born_with_is_table_a() -> None:
    assert bands("a") == BANDS


@pytest.mark.parametrize(
    ("counts", "a", "b"),
    [
        ({5: 101, 4: 99}, "มากที่สุด", "มากที่สุด"),  # 4.505 is 4.51 when rounded
        ({5: 1, 4: 1}, "มาก", "มากที่สุด"),
        ({5: 21, 4: 79}, "มาก", "มากที่สุด"),
        ({5: 20, 4: 80}, "มาก", "มาก"),
        ({4: 41, 3: 59}, "ปานกลาง", "มาก"),
        ({4: 40, 3: 60}, "ปานกลาง", "ปานกลาง"),
        ({3: 60, 2: 40}, "ปานกลาง", "น้อย"),
        ({2: 81, 1: 19}, "น้อย", "น้อย"),
        ({2: 80, 1: 20}, "น้อย", "น้อยที่สุด"),
        ({1: 7}, "น้อยที่สุด", "น้อยที่สุด"),
    ],
)
def test_both_band_tables_at_their_borders(counts: dict[int, int], a: str, b: str) -> None:
    assert (measure(SCALE, counts).band, measure(B, counts).band) == (a, b)


@given(some.fractions(1, 5), some.sampled_from("ab"))
def test_no_mean_falls_between_two_bands(mean: Fraction, table: str) -> None:
    parts = 10_000
    fives = round((mean - 1) * parts / 4)
    made = measure(B if table == "b" else SCALE, {5: fives, 1: parts - fives})
    assert made.band in {label.th for label in LABELS}


@given(some_counts)
def test_the_figures_are_those_of_the_answers_one_by_one(counts: dict[int, int]) -> None:
    said = [level for level, number in counts.items() for _ in range(number)]
    made = measure(SCALE, counts)
    assert made.n == len(said)
    if said:
        assert made.mean == pytest.approx(fmean(said), abs=0.0051)
        assert made.percent_of_max == pytest.approx(fmean(said) * 20, abs=0.0051)
        shares = (made.satisfied_percent, made.neutral_percent, made.dissatisfied_percent)
        assert sum(share or 0 for share in shares) == pytest.approx(100, abs=0.02)
    if len(said) > 1:
        assert made.sd == pytest.approx(stdev(said), abs=0.0051)


@given(some_counts)
def test_a_question_that_is_turned_round_mirrors_the_mean(counts: dict[int, int]) -> None:
    as_asked, turned = measure(SCALE, counts), measure(SCALE, SCALE.turned(counts))
    assert turned.n == as_asked.n
    assert turned.satisfied_percent == as_asked.dissatisfied_percent
    if as_asked.mean is not None and turned.mean is not None:
        assert as_asked.mean + turned.mean == pytest.approx(6, abs=0.011)


@given(some_groups)
def test_what_is_hidden_cannot_be_worked_out_from_the_rest(
    groups: dict[str, dict[int, int]],
) -> None:
    made, whole = measure_all(SCALE, groups)
    silent = {key for key, one in made.items() if not one.shown}
    assert all(made[key].mean is None for key in silent)
    assert all(one.n == 0 or one.n >= FEWEST for one in made.values() if one.shown)
    left = sum(made[key].n for key in silent)
    assert (
        left == 0
        or left >= FEWEST
        or not whole.shown
        or len(silent) == len([one for one in made.values() if one.n])
    )
    assert whole.n == sum(together(groups.values()).values())
    assert whole.shown == (whole.n == 0 or whole.n >= FEWEST)


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({"G1": 4, "G2": 40, "G3": 9}, {"G1", "G3"}),
        ({"G1": 2, "G2": 3, "G3": 9}, {"G1", "G2"}),
        ({"G1": 2, "G2": 2, "G3": 9, "G4": 8}, {"G1", "G2", "G4"}),
        ({"G1": 5, "G2": 0}, set()),
        ({"G1": 3}, {"G1"}),
        ({}, set()),
    ],
)
def test_the_smallest_neighbour_is_hidden_with_a_group_too_small(
    sizes: dict[str, int], hidden: set[str]
) -> None:
    assert too_few(sizes) == hidden


@pytest.mark.parametrize(
    ("population", "sample"),
    [(120, 93), (500, 223), (1000, 286), (5000, 371), (100_000, 399), (60, 53), (180, 125),
     (2000, 334), (1200, 300), (76, 64), (800, 267), (40, 37), (None, None), (0, None)],
)  # fmt: skip
def test_the_sizes_of_samples_are_yamane_s(population: int | None, sample: int | None) -> None:
    assert needed(population) == sample


@given(some.decimals(1, 5, places=3))
def test_halves_are_rounded_up_before_the_band_is_chosen(mean: Decimal) -> None:
    fives = int((mean - 1) * 1000)
    made = measure(SCALE, {5: fives, 1: 4000 - fives})
    assert made.mean == float(mean.quantize(Decimal("0.01"), ROUND_HALF_UP))
