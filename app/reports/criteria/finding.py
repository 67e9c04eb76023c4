"""What is known behind one claim: figures, whether they carry it, and what is missing."""

from dataclasses import dataclass

from workflows.words import Words

Value = int | float | str | None


@dataclass(frozen=True)
class Figure:
    """One number or word: its dotted name, where it comes from, and what exactly it counts."""

    name: str
    value: Value
    source: Words
    definition: Words


@dataclass(frozen=True)
class Finding:
    """``missing`` is why a claim is not supported; ``gaps`` are what a supported one leaves out."""

    figures: tuple[Figure, ...]
    supported: bool
    missing: tuple[Words, ...] = ()
    gaps: tuple[Words, ...] = ()


def finding(figures: list[Figure], *needs: tuple[bool, Words]) -> Finding:
    """Supported when every need is met; the words of the others are what is missing."""
    missing = tuple(words for met, words in needs if not met)
    return Finding(tuple(figures), supported=not missing, missing=missing)
