"""A table as CSV that spreadsheets read right and that commands nothing when it is opened."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

BOM = "\ufeff"  # without it Excel takes Thai for something else
_COMMANDS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_csv(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 with a mark; a text that a spreadsheet would run as a formula begins with ``'``."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_harmless(cell) for cell in head])
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return (BOM + out.getvalue()).encode()


def _harmless(cell: Any) -> Any:
    """Numbers stay numbers, no value is an empty cell."""
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_COMMANDS):
        return f"'{cell}"
    return cell
