"""One table of an annex: what it says, in which columns, by which definition."""

from collections.abc import Sequence
from dataclasses import dataclass

from workflows.words import Words

Cell = Words | str | int | float | None


@dataclass(frozen=True)
class AnnexTable:
    """``name`` is its word in addresses and data; no value is None; ``foot`` is the row of all."""

    name: str
    title: Words
    head: tuple[Words, ...]
    rows: Sequence[Sequence[Cell]]
    definition: Words
    foot: Sequence[Cell] | None = None

    def plain(self, language: str) -> tuple[list[str], list[list[str | int | float | None]]]:
        """Head and rows as files write them, the row of all last."""
        rows = [*self.rows, self.foot] if self.foot is not None and self.rows else self.rows
        return (
            [words.say(language) for words in self.head],
            [[_say(cell, language) for cell in row] for row in rows],
        )


def _say(cell: Cell, language: str) -> str | int | float | None:
    return cell.say(language) if isinstance(cell, Words) else cell
