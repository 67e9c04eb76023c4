"""A cell of a workbook as a person would have typed it into the form, or why that is unsure."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from app.documents.xlsx_read import Cell, serial_day
from app.queries.register_table import Column
from workflows.fiscal import BUDDHIST_ERA
from workflows.text import normalise
from workflows.words import Words

YES = {"มี", "ใช่", "y", "yes", "x", "1", "true", "✓", "✔", "/"}
NO = {"ไม่มี", "ไม่ใช่", "n", "no", "0", "false", "-", "–", ""}
BUDDHIST = range(2400, 2700)
SHORT_YEARS = range(1930, 2000)  # what a spreadsheet makes of a Buddhist year of two digits
NOT_OURS = Words(
    "อ่านเป็นวันที่ไม่ได้แน่ชัด พิมพ์เป็นข้อความแบบ 23/11/2569",
    "No certain day: write the date as a text such as 23/11/2026",
)
IS_DATE = Words(
    "โปรแกรมตารางเปลี่ยนช่องนี้เป็นวันที่แล้ว จัดรูปแบบเป็นข้อความแล้วพิมพ์ใหม่",
    "The spreadsheet made a date of this: format the cell as text and type it again",
)
MARK = Words("ใส่ “มี” หรือเว้นว่าง", "Write “Yes” or leave it empty")
Choices = Sequence[tuple[str, Words]]


class Misread(Exception):
    """The cell may mean something else; ``words`` say what to write instead."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def text_of(column: Column, cell: Cell, choices: Choices = ()) -> str:
    """The text for the field of the column; Misread where the cell could mean two things."""
    if cell is None:
        return ""
    if column.kind in _CELLS:
        return _CELLS[column.kind](cell)
    if isinstance(cell, date):
        raise Misread(IS_DATE)
    text = plain(cell)
    return _chosen(text, choices) if choices else text


def plain(cell: Cell) -> str:
    """A whole number without a point, anything else as it is written."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def day_of(cell: Cell) -> date | None:
    """The day of a cell that a workbook keeps as one; None where it is a text.

    Misread for a year that could be of either era, or of neither.
    """
    if isinstance(cell, int | float):
        cell = serial_day(cell)
        if cell is None:
            raise Misread(NOT_OURS)
    if not isinstance(cell, date):
        return None
    if cell.year in SHORT_YEARS:
        raise Misread(_unclear(cell))
    year = cell.year - BUDDHIST_ERA if cell.year in BUDDHIST else cell.year
    if not 2000 <= year <= 2100:  # a number such as 69 or 2569 is a day of 1900 or 1907
        raise Misread(NOT_OURS)
    try:
        return cell.replace(year=year)
    except ValueError as error:  # 29 February of a year that has none
        raise Misread(NOT_OURS) from error


def _day(cell: Cell) -> str:
    day = day_of(cell)
    if day is None:
        return plain(cell)
    return day.date().isoformat() if isinstance(day, datetime) else day.isoformat()


def _unclear(day: date) -> Words:
    short = f"{day.year % 100:02}"
    return Words(
        f"ปี ค.ศ. {day.year} อาจเป็น พ.ศ. 25{short} ที่พิมพ์ย่อ พิมพ์ปีให้ครบสี่หลักเป็นข้อความ เช่น "
        f"{day.day}/{day.month}/25{short}",
        f"{day.year} C.E. may be B.E. 25{short} typed short: write all four digits as text",
    )


def _tick(cell: Cell) -> str:
    said = normalise(plain(cell))
    if said in YES:
        return "y"
    if said in NO:
        return ""
    raise Misread(MARK)


def _chosen(text: str, choices: Choices) -> str:
    """The value of the choice that the cell names by its words or its code."""
    said = normalise(text)
    for value, words in choices:
        if said in (normalise(value), normalise(words.th), normalise(words.en)):
            return value
    return text


_CELLS: dict[str, Callable[[Cell], str]] = {"day": _day, "month": _day, "tick": _tick}
