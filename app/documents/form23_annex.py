"""The tables behind Form 2.3: every figure of its claims, and whatever annex was asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.documents.plain import width

if TYPE_CHECKING:
    from app.reports.criteria.finding import Value
    from app.reports.form23 import Claim, Criterion, Figure, Form23

    Table = tuple[Sequence[str], Sequence[Sequence[Value]]]

ANNEX = "ภาคผนวก ตัวเลขจากข้อมูลของสำนักงานและที่มา"
ANNEX_HEADS = ("ตัวเลข", "ค่า", "ที่มา")
ANNEX_SHARES = (39, 13, 23)
NO_VALUE = "ไม่มีค่า"
NARROWEST, WIDEST = 14, 36  # letters of a column of words


@dataclass(frozen=True)
class Annex:
    """A table with its title: numbers as numbers, no value as None.

    ``shares`` of the width of the page, about the letters of each column; without them all
    are alike. ``note`` stands under the title.
    """

    title: str
    heads: Sequence[str]
    rows: "Sequence[Sequence[Value]]"
    shares: Sequence[int] = ()
    note: str = ""


def figures_annex(form: "Form23") -> Annex:
    """Each figure once: what it is with its name, its value, its source."""
    rows = [
        (f"{figure.definition.th}\n{figure.name}", figure.value, figure.source.th)
        for _, _, figure in figures(form)
    ]
    return Annex(ANNEX, ANNEX_HEADS, rows, ANNEX_SHARES)


def annex_of(title: str, note: str, table: "Table") -> Annex:
    """A table of a report, its columns as wide as what stands in them."""
    heads, rows = table
    columns = [[row[n] for row in rows] for n in range(len(heads))]
    shares = [_share(*one) for one in zip(heads, columns, strict=True)]
    return Annex(title, heads, rows, shares, note)


def _share(head: str, cells: "Sequence[Value]") -> int:
    """About the letters of the longest cell; numbers stay on one line, words may be broken."""
    longest = max((width(say_value(cell)) for cell in cells), default=0)
    if all(cell is None or isinstance(cell, int | float) for cell in cells):
        return max(8, longest + 2, min(10, width(head) // 2))
    return min(WIDEST, max(NARROWEST, longest))


def figures(form: "Form23") -> "Iterator[tuple[Criterion, Claim, Figure]]":
    """Each figure once, under the first claim that it stands behind."""
    seen = set()
    for criterion in form.criteria:
        for claim in criterion.claims:
            for figure in claim.figures:
                if figure.name not in seen:
                    seen.add(figure.name)
                    yield criterion, claim, figure


def say_value(value: "Value") -> str:
    """A cell in words."""
    if value is None:
        return NO_VALUE
    if isinstance(value, float):
        return f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) else value
