"""The workbook of a register: its lines, or a form to fill in with examples and choices."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter

from app.documents.xlsx import OPTIONS

DAY = "[$-107041E]d mmm yyyy"  # a real day, shown in the Buddhist era
_NARROW, _WIDE, _ROWS = 14, 40, 2_000
SHEETS = (("ข้อมูล", "ตัวอย่าง", "คำอธิบาย", "ตัวเลือก"), ("Data", "Example", "Columns", "Choices"))


@dataclass(frozen=True)
class Field:
    """One column of the sheet: its head, what it wants, what may be chosen, an example."""

    head: str
    explained: str = ""
    choices: Sequence[str] = ()
    example: Any = ""
    is_day: bool = False
    is_wide: bool = False


def write_lines(fields: Sequence[Field], rows: Sequence[Sequence[Any]], language: str) -> bytes:
    """The lines alone, which an import takes back."""
    return _written(fields, rows, language, full=False)


def write_template(fields: Sequence[Field], language: str) -> bytes:
    """An empty sheet to fill in; an example, what each column wants and the choices beside it."""
    return _written(fields, (), language, full=True)


def _written(
    fields: Sequence[Field], rows: Sequence[Sequence[Any]], language: str, *, full: bool
) -> bytes:
    out = io.BytesIO()
    names = SHEETS[language == "en"]
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        _sheet(book, names[0], fields, rows)
        if full:
            data = book.get_worksheet_by_name(names[0])
            _sheet(book, names[1], fields, [[field.example for field in fields]])
            _explain(book, names[2], fields)
            _offer(book, names[3], fields, data)
    return out.getvalue()


def _sheet(book: Any, name: str, fields: Sequence[Field], rows: Sequence[Sequence[Any]]) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = {"text_wrap": True, "valign": "top"}
    wrapped, day = book.add_format(plain), book.add_format({**plain, "num_format": DAY})
    text = book.add_format({**plain, "num_format": "@"})
    sheet.freeze_panes(1, 0)
    for column, field in enumerate(fields):
        own = day if field.is_day else wrapped
        sheet.set_column(column, column, _WIDE if field.is_wide else _NARROW, own)
        sheet.write_string(0, column, field.head, bold)
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _cell(sheet, (number, column), value, (wrapped, day, text))


def _cell(sheet: Any, place: tuple[int, int], value: Any, forms: tuple[Any, Any, Any]) -> None:
    """Numbers and days as such; a text is never a formula."""
    wrapped, day, text = forms
    if value is None or value == "":
        return
    if isinstance(value, date):
        sheet.write_datetime(*place, value, day)
    elif isinstance(value, str):
        sheet.write_string(*place, value, text)
    else:
        sheet.write_number(*place, value, wrapped)


def _explain(book: Any, name: str, fields: Sequence[Field]) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, _WIDE)
    sheet.set_column(1, 1, 2 * _WIDE)
    for number, field in enumerate(fields):
        sheet.write_string(number, 0, field.head)
        sheet.write_string(number, 1, field.explained)


def _offer(book: Any, name: str, fields: Sequence[Field], data: Any) -> None:
    """Each list in a column of its own, and to choose from in the sheet that is filled in."""
    sheet = book.add_worksheet(name)
    for column, field in enumerate(fields):
        if not field.choices:
            continue
        sheet.set_column(column, column, _WIDE)
        sheet.write_string(0, column, field.head)
        for number, choice in enumerate(field.choices, start=1):
            sheet.write_string(number, column, choice)
        here = xlsxwriter.utility.xl_range_abs(1, column, len(field.choices), column)
        data.data_validation(
            1, column, _ROWS, column, {"validate": "list", "source": f"='{name}'!{here}",
                                       "error_type": "warning"},
        )  # fmt: skip
