"""Sizes of samples, who is drawn, and when a survey takes answers."""

from datetime import date

import pytest

from workflows.surveys import Stage, draw, sample_size, stage, takes, yamane

GROUPS = {"G01": (60, 53), "G02": (180, 125), "G03": (2000, 334), "G04": (5000, 371),
          "G05": (1200, 300), "G06": (76, 64), "G07": (800, 267), "G08": (40, 37)}  # fmt: skip
OPENS, CLOSES = date(2026, 11, 1), date(2026, 11, 30)


@pytest.mark.parametrize("group", GROUPS)
def test_yamane_gives_the_sizes_of_the_demonstration_office(group: str) -> None:
    population, size = GROUPS[group]
    assert yamane(population) == size


@pytest.mark.parametrize(("population", "size"), [(0, 0), (1, 1), (50, 50), (51, 46), (120, 93)])
def test_of_a_small_group_everybody_is_asked(population: int, size: int) -> None:
    assert sample_size(population) == size


def test_the_same_seed_draws_the_same_people_in_whatever_order_they_stand() -> None:
    first = draw(range(1, 501), 223, "survey-2570:G01")
    assert draw(reversed(range(1, 501)), 223, "survey-2570:G01") == first
    assert len(set(first)) == 223
    assert draw(range(1, 501), 223, "survey-2571:G01") != first


def test_a_draw_is_the_one_that_the_manual_describes() -> None:
    assert draw(range(1, 11), 3, "survey-2570:G01") == [2, 3, 7]


@pytest.mark.parametrize(("day", "expected"), [
    (date(2026, 10, 31), Stage.WAITING), (OPENS, Stage.OPEN), (CLOSES, Stage.OPEN),
    (date(2026, 12, 1), Stage.CLOSED),
])  # fmt: skip
def test_a_survey_is_open_from_its_first_to_its_last_day(day: date, expected: Stage) -> None:
    assert stage(OPENS, CLOSES, day) is expected


def test_a_survey_without_its_days_asks_nobody() -> None:
    assert stage(None, CLOSES, OPENS) is stage(OPENS, None, OPENS) is Stage.DRAFT


def test_only_papers_are_keyed_in_after_the_last_day() -> None:
    taken = {(at, how) for at in Stage for how in ("web", "paper", "phone") if takes(at, how)}
    assert taken == {(Stage.OPEN, "web"), (Stage.OPEN, "paper"), (Stage.OPEN, "phone"),
                     (Stage.CLOSED, "paper")}  # fmt: skip
