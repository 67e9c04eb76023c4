"""Tables as a workbook: one sheet each, numbers as numbers, texts never as formulas."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
           "strings_to_numbers": False}  # fmt: skip
_WIDEST = 60
_SHEET_NAME = 31  # characters, the limit of the format


def write_xlsx(sheets: Mapping[str, tuple[Sequence[str], Sequence[Sequence[Any]]]]) -> bytes:
    """A workbook of ``sheets``: their names, heads and rows; no value is an empty cell."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for name, (head, rows) in sheets.items():
            sheet = book.add_worksheet(name[:_SHEET_NAME])
            sheet.freeze_panes(1, 0)
            for number, row in enumerate((head, *rows)):
                sheet.write_row(number, 0, row, bold if number == 0 else wrapped)
            for column, width in enumerate(_widths(head, rows)):
                sheet.set_column(column, column, width)
    return out.getvalue()


def _widths(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[int]:
    """As wide as the longest cell below the head, whose words may wrap."""
    longest = [max((len(str(row[n])) for row in rows), default=0) for n in range(len(head))]
    return [min(max(12, length + 2), _WIDEST) for length in longest]
