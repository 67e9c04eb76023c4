"""Tables of reports as the pages draw them, with their chart; and as files."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import Response, url_for

from app.documents.chart import bars
from app.reports.annexes.table import AnnexTable, Cell
from app.web.access import opens, visitor
from app.web.present import language
from workflows.text import cut
from workflows.words import Words

SEPARATE_RATINGS = Words(
    "คะแนนหลังยุติเรื่องเป็นคนละชุดกับแบบสำรวจ จึงแสดงแยกกันและไม่นำมารวมกัน",
    "Ratings after a case come from other people than the survey: they stand apart, never mixed.",
)
_CASES = "figures.cases_behind"
NAME = 15  # letters of a name beside a bar
Sheet = tuple[list[str], list[list[str | int | float | None]]]


def laid_out(table: AnnexTable) -> dict[str, Any]:
    """Columns and rows for the macro ``table``; numbers with decimals have two of them."""
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    foot = [_cell(cell) for cell in table.foot] if table.foot else None
    return {
        "name": table.name, "title": table.title, "columns": columns(table), "rows": rows,
        "foot": foot, "definition": table.definition,
    }  # fmt: skip


def columns(table: AnnexTable) -> list[dict[str, Any]]:
    """The head for the macro ``table``; a column of numbers stands to the right."""
    return [
        {"label": words, "number": n > 0 and _has_numbers(table, n)}
        for n, words in enumerate(table.head)
    ]


def chart_of(
    measure: Words, bars_of: Sequence[tuple[str, float]], table: AnnexTable, beside: Sequence[int]
) -> dict[str, Any] | None:
    """Bars of shares in percent, with those columns of ``table`` beside; None without a bar."""
    if not bars_of:
        return None
    said = measure.say(language())
    labels, shares = [label for label, _ in bars_of], [share for _, share in bars_of]
    rows = [[row[n] for n in beside] for row in table.rows]
    narrow = replace(table, head=tuple(table.head[n] for n in beside), rows=rows, foot=None)
    svg = bars(said, said, labels, {"share": shares}, unit="%")
    return {"svg": svg, "measure": measure, "table": laid_out(narrow)}


def short(name: str) -> str:
    """A name beside a bar; the table has the whole of it."""
    return name if len(name) <= NAME else f"{cut(name, NAME)}…"


def in_percent(value: float | None) -> str | None:
    """A share as a headline says it."""
    return None if value is None else f"{value:g}%"


def sheets(tables: Sequence[AnnexTable]) -> dict[str, Sheet]:
    """The sheets of a workbook, numbered: two titles may begin alike."""
    say = language()
    return {
        f"{n} {table.title.say(say)}": table.plain(say) for n, table in enumerate(tables, start=1)
    }


def asking(endpoint: str, asked: Mapping[str, str], **path: str) -> str:
    """The address of a page with what it is asked; the words of ``asked`` are anybody's."""
    return f"{url_for(endpoint, **path)}?{urlencode(asked)}"  # type: ignore[arg-type]  # names


def cases_behind(number: float | None, asked: Mapping[str, str]) -> str | None:
    """The address of the cases that a figure counts; none behind a zero, nor for who may not."""
    if not number or not opens(_CASES, visitor()):
        return None
    return asking(_CASES, asked)


def data_file(response: Response, name: str) -> Response:
    """The same, to be saved under ``name``."""
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _has_numbers(table: AnnexTable, n: int) -> bool:
    """It is where a cell is one; a column that has no value at all yet will be one too."""
    cells = [row[n] for row in (*table.rows, *([table.foot] if table.foot else []))]
    without = all(cell is None for cell in cells)
    return without or any(isinstance(cell, int | float) for cell in cells)


def _cell(cell: Cell) -> Cell:
    return f"{cell:,.2f}" if isinstance(cell, float) else cell
