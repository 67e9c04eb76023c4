"""Answers on a scale as figures: mean, SD, shares and band; and what is too few to be shown."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import Any, TypeVar

from app.models import Survey
from app.reports.half_up import half_up, percent
from workflows.words import Words

Key = TypeVar("Key")
Counts = Mapping[int, int]  # answers by level

FEWEST = 5  # people behind a figure that is shown
LABELS = (
    Words("มากที่สุด", "Very high"),
    Words("มาก", "High"),
    Words("ปานกลาง", "Moderate"),
    Words("น้อย", "Low"),
    Words("น้อยที่สุด", "Very low"),
)
# THE BAND TABLES: the lowest mean of each label, best first.
TABLES = {
    "a": (Words("บุญชม ศรีสะอาด", "Boonchom Srisa-ard"), (4.51, 3.51, 2.51, 1.51, 1.0)),
    "b": (Words("ช่วงเท่ากัน 0.8", "Equal widths of 0.8"), (4.21, 3.41, 2.61, 1.81, 1.0)),
}
_ENGLISH = dict(LABELS)


@dataclass(frozen=True)
class Measured:
    """The figures of one question in one group; without values where they are not shown."""

    n: int
    shown: bool = True
    mean: float | None = None
    sd: float | None = None
    percent_of_max: float | None = None
    band: str | None = None
    satisfied_percent: float | None = None
    neutral_percent: float | None = None
    dissatisfied_percent: float | None = None


@dataclass(frozen=True)
class Scale:
    """The levels of a survey, highest first; what counts as satisfied; the bands of its means."""

    levels: tuple[int, ...]
    satisfied: frozenset[int]
    dissatisfied: frozenset[int]
    bands: Sequence[Mapping[str, Any]]

    def by_level(self, counts: Sequence[int]) -> dict[int, int]:
        """Counts that stand highest level first, by their level."""
        return dict(zip(self.levels, counts, strict=False))

    def turned(self, counts: Counts) -> dict[int, int]:
        """The same answers where agreeing is bad: the highest level is the lowest, and so on."""
        ends = self.levels[0] + self.levels[-1]
        return {ends - level: number for level, number in counts.items()}


def scale_of(survey: Survey, table: str = "") -> Scale:
    """The scale of a survey, with its own bands or those of one of THE BAND TABLES."""
    return Scale(
        tuple(sorted((int(level) for level in survey.scale), reverse=True)),
        frozenset(survey.satisfied_levels), frozenset(survey.dissatisfied_levels),
        bands(table) if table in TABLES else survey.bands,
    )  # fmt: skip


def bands(table: str) -> list[dict[str, Any]]:
    """One of THE BAND TABLES in the shape in which a survey keeps its own."""
    least = TABLES[table][1]
    most = (5.0, *(half_up(Fraction(str(low)) - Fraction(1, 100)) for low in least[:-1]))
    return [
        {"min": low, "max": high, "th": label.th}
        for low, high, label in zip(least, most, LABELS, strict=True)
    ]


def band_words(band: str | None) -> Words | None:
    """A band's name in both languages; an office's own name stays as it is."""
    return Words(band, _ENGLISH.get(band, band)) if band is not None else None


def measure(scale: Scale, counts: Counts) -> Measured:
    """Every figure of the answers ``counts``; none without answers."""
    n = sum(counts.values())
    if not n:
        return Measured(0)
    mean = Fraction(sum(level * number for level, number in counts.items()), n)
    satisfied = sum(counts.get(level, 0) for level in scale.satisfied)
    dissatisfied = sum(counts.get(level, 0) for level in scale.dissatisfied)
    return Measured(
        n=n,
        mean=half_up(mean),
        sd=_sample_sd(counts, n, mean),
        percent_of_max=percent(mean, scale.levels[0]),
        band=_band(scale.bands, mean),
        satisfied_percent=percent(satisfied, n),
        neutral_percent=percent(n - satisfied - dissatisfied, n),
        dissatisfied_percent=percent(dissatisfied, n),
    )


def measure_all(
    scale: Scale, counts: Mapping[Key, Counts], also: Collection[Key] = ()
) -> tuple[dict[Key, Measured], Measured]:
    """The figures of every group and of all together, those of too few people without values."""
    sizes = {key: sum(own.values()) for key, own in counts.items()}
    hidden = too_few(sizes, also)
    groups = {
        key: Measured(sizes[key], shown=False) if key in hidden else measure(scale, own)
        for key, own in counts.items()
    }
    whole = together(counts.values())
    n = sum(whole.values())
    return groups, Measured(n, shown=False) if 0 < n < FEWEST else measure(scale, whole)


def together(counts: Collection[Counts]) -> dict[int, int]:
    """The answers of several groups added up, level by level."""
    levels = {level for own in counts for level in own}
    return {level: sum(own.get(level, 0) for own in counts) for level in levels}


def too_few(sizes: Mapping[Key, int], also: Collection[Key] = ()) -> set[Key]:
    """Whose answers are not shown: fewer than FEWEST people, and those who would give them away.

    What is missing between the total and all groups shown is of FEWEST people at least; ``also``
    are not shown in any case.
    """
    there = {key: size for key, size in sizes.items() if size}
    hidden = {key for key, size in there.items() if size < FEWEST or key in also}
    for key in sorted(there.keys() - hidden, key=lambda one: (there[one], str(one))):
        if not 0 < sum(there[one] for one in hidden) < FEWEST:
            break
        hidden.add(key)
    return hidden


def _sample_sd(counts: Counts, n: int, mean: Fraction) -> float | None:
    if n < 2:
        return None
    variance = sum(number * (level - mean) ** 2 for level, number in counts.items()) / (n - 1)
    exact = 10**9
    return half_up(Fraction(isqrt(int(variance * exact**2)), exact))


def _band(table: Sequence[Mapping[str, Any]], mean: Fraction) -> str | None:
    """The mean is rounded first, or 4.505 falls between two bands."""
    rounded = half_up(mean)
    return next((band["th"] for band in table if band["min"] <= rounded <= band["max"]), None)
