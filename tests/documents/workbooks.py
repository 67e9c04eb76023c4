"""Workbooks as people make them, and as nobody should."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

OPTIONS = {"in_memory": True, "strings_to_formulas": False}


def a_workbook(*rows: Sequence[Any], formulas: Mapping[str, str] | None = None) -> bytes:
    """A sheet of these rows; days are days, formulas stand where they are named."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "d/m/yyyy"})
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif value is not None:
                    sheet.write(number, column, value)
        for cell, formula in (formulas or {}).items():
            sheet.write_formula(cell, formula, value=5)
    return out.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same workbook with one of its parts exchanged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for info in old.infolist():
            new.writestr(info.filename, part if info.filename == name else old.read(info))
    return out.getvalue()
