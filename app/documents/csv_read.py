"""Reads a CSV file that anybody may have made into rows of texts."""

import csv
import io

from app.documents.xlsx_read import (
    LARGEST,
    LONGEST,
    MOST_COLUMNS,
    MOST_ROWS,
    TOO_LARGE,
    Cell,
    Unreadable,
)
from workflows.words import Words

NOT_UTF8 = Words(
    "ไฟล์ CSV ต้องเป็น UTF-8: ใน Excel เลือกบันทึกเป็น CSV UTF-8",
    "A CSV file must be UTF-8: in Excel save it as CSV UTF-8",
)
NO_TABLE = Words("อ่านไฟล์ CSV นี้ไม่ได้", "This CSV file cannot be read")


def read_csv(content: bytes) -> list[list[Cell]]:
    """The rows; divided by commas, semicolons or tabs, as the first line has most.

    Unreadable for what is no UTF-8 or too large. What ``write_csv`` guarded comes back plain.
    """
    if len(content) > LARGEST:
        raise Unreadable(TOO_LARGE)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(NOT_UTF8) from error
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=mark, strict=True))
    except csv.Error as error:
        raise Unreadable(NO_TABLE) from error
    if len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows):
        raise Unreadable(TOO_LARGE)
    return [[_plain(cell) for cell in row] for row in rows]


def _plain(cell: str) -> str:
    """Without the mark that keeps a spreadsheet from running it."""
    guarded = cell.startswith("'") and cell[1:].lstrip(" ").startswith(("=", "+", "-", "@"))
    return (cell[1:] if guarded else cell)[:LONGEST]
