"""A table as plain text whose columns stand straight in a terminal, Thai too."""

import unicodedata
from collections.abc import Sequence
from typing import Any


def write_plain(head: Sequence[str], rows: Sequence[Sequence[Any]], no_value: str) -> str:
    """One line a row; numbers to the right."""
    table = [[_text(cell, no_value) for cell in row] for row in (head, *rows)]
    widths = [max(width(row[n]) for row in table) for n in range(len(head))]
    numbers = [all(not isinstance(row[n], str) for row in rows) for n in range(len(head))]
    return "\n".join(
        "  ".join(_padded(*cell) for cell in zip(row, widths, numbers, strict=True)).rstrip()
        for row in table
    )


def _text(cell: Any, no_value: str) -> str:
    return no_value if cell is None else str(cell)


def width(text: str) -> int:
    """Columns on a screen: Thai vowels and tones above and below take none."""
    return sum(unicodedata.category(letter) not in ("Mn", "Cf") for letter in text)


def _padded(text: str, room: int, right: bool) -> str:
    blank = " " * (room - width(text))
    return blank + text if right else text + blank
