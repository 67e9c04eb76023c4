"""What a person typed into the columns of a register, read into values or refused in words."""

from collections.abc import Callable, Mapping
from typing import Any

from app.models.registers.surveys import SCALE
from app.queries.register_table import Column, Register
from app.queries.registers import choices
from workflows.dates import parse_date
from workflows.errors import Invalid
from workflows.text import clean
from workflows.words import Words

FILL = Words("กรอกช่องนี้", "Fill this in")
CHOOSE = Words("เลือกจากรายการ", "Choose from the list")
DAY = Words("เขียนวันที่แบบ 23/11/2569 หรือ 23 พ.ย. 2569", "Write the date as 23/11/2026 or 23 Nov 2026")
COUNTS = Words(
    f"เขียนจำนวนเต็ม {len(SCALE)} จำนวน คั่นด้วยเว้นวรรค เช่น 31 52 21 5 1",
    f"Write {len(SCALE)} whole numbers with blanks between, such as 31 52 21 5 1",
)


class _Refused(Exception):
    """The text is none of this kind; ``words`` say what would be."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def read(register: Register, typed: Mapping[str, str]) -> dict[str, Any]:
    """A value for every column; Invalid with words for each that cannot be read."""
    values: dict[str, Any] = {}
    problems: dict[str, Words] = {}
    for column in register.columns:
        try:
            values[column.name] = _value(column, clean(typed.get(column.name, "")).strip())
        except _Refused as refused:
            problems[column.name] = refused.words
    if problems:
        raise Invalid(**problems)
    return values


def write(column: Column, value: Any) -> str:
    """The text that ``read`` takes back as this value."""
    if value is None or value is False:
        return ""
    if isinstance(value, list):
        return ("\n" if column.kind == "lines" else " ").join(str(item) for item in value)
    return "y" if value is True else str(value)


def _value(column: Column, text: str) -> Any:
    if len(text) > column.limit:
        raise _Refused(
            Words(f"เขียนได้ไม่เกิน {column.limit:,} ตัวอักษร", f"At most {column.limit:,} characters")
        )
    if not text:
        if column.required:
            raise _Refused(CHOOSE if column.kind in ("choice", "level") else FILL)
        return _NOTHING.get(column.kind, lambda column: None)(column)
    return _READERS[column.kind](column, text)


def _number(column: Column, text: str) -> int:
    bare = text.replace(",", "")
    if not bare.isdecimal() or not column.least <= int(bare) <= column.most:
        raise _Refused(
            Words(
                f"เขียนจำนวนเต็มตั้งแต่ {column.least:,} ถึง {column.most:,}",
                f"Write a whole number from {column.least:,} to {column.most:,}",
            )
        )
    return int(bare)


def _day(column: Column, text: str) -> Any:
    day = parse_date(text)
    if day is None:
        raise _Refused(DAY)
    return day


def _choice(column: Column, text: str) -> str:
    if text not in dict(choices(column)):
        raise _Refused(CHOOSE)
    return text


def _numbers(column: Column, text: str) -> list[int]:
    parts = text.replace(",", " ").split()
    if len(parts) != len(SCALE) or not all(p.isdecimal() and len(p) < 8 for p in parts):
        raise _Refused(COUNTS)
    return [int(part) for part in parts]


def _lines(column: Column, text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


_READERS: dict[str, Callable[[Column, str], Any]] = {
    "text": lambda column, text: " ".join(text.split("\n")),
    "long": lambda column, text: text,
    "number": _number,
    "day": _day,
    "tick": lambda column, text: True,
    "words": lambda column, text: text.split(),
    "lines": _lines,
    "numbers": _numbers,
    "choice": _choice,
    "level": lambda column, text: int(_choice(column, text)),
}
# What an empty field means; None where it is not said: no number, no day, nothing chosen.
_NOTHING: dict[str, Callable[[Column], Any]] = {
    "text": lambda column: None if column.name == "code" else "",
    "long": lambda column: "",
    "tick": lambda column: False,
    "words": lambda column: [],
    "lines": lambda column: [],
}
