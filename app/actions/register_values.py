"""What a person typed into the columns of a register, read into values or refused in words."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from app.database import db
from app.models import Person
from app.models.registers.row import RegisterRow
from app.models.registers.surveys import SCALE
from app.queries import people
from app.queries.register_table import Column, Register
from app.queries.registers import choices, known
from workflows.dates import parse_date
from workflows.errors import Invalid
from workflows.text import clean
from workflows.words import CHOOSE, FILL, Words

DAY = Words("เขียนวันที่แบบ 23/11/2569 หรือ 23 พ.ย. 2569", "Write the date as 23/11/2026 or 23 Nov 2026")
ENDED = Words("เลิกใช้แล้ว เลือกรายการอื่น", "No longer in use: choose another")
CHOICES = ("choice", "level", "person")  # kinds of which there is a list
COUNTS = Words(
    f"เขียนจำนวนเต็ม {len(SCALE)} จำนวน คั่นด้วยเว้นวรรค เช่น 31 52 21 5 1",
    f"Write {len(SCALE)} whole numbers with blanks between, such as 31 52 21 5 1",
)


class _Refused(Exception):
    """The text is none of this kind; ``words`` say what would be."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


Listed = Mapping[str, Collection[str]]


def read(
    register: Register, typed: Mapping[str, str], listed: Listed | None = None
) -> dict[str, Any]:
    """A value for every column; Invalid with words for each that cannot be read.

    ``listed`` has what may be chosen in each column, for who reads many lines.
    """
    listed = listed if listed is not None else may_be_chosen(register)
    values: dict[str, Any] = {}
    problems: dict[str, Words] = {}
    for column in register.columns:
        text = clean(typed.get(column.name, "")).strip()
        try:
            values[column.name] = _value(column, text, listed.get(column.name, ()))
        except _Refused as refused:
            problems[column.name] = refused.words
    for low, high in register.rising:
        first, last = values.get(low), values.get(high)
        if first is not None and last is not None and first > last:
            problems[low] = _above(register, high)
    if problems:
        raise Invalid(**problems)
    return values


def may_be_chosen(register: Register, row: RegisterRow | None = None) -> Listed:
    """What may be chosen in each column; what is retired only where the row has it already."""
    return {
        column.name: dict(choices(column, own_choice(column, row)))
        for column in register.columns
        if column.kind in CHOICES
    }


def own_choice(column: Column, row: RegisterRow | None) -> str:
    """What the row has chosen in that column."""
    return write(column, getattr(row, column.name)) if row is not None else ""


def _above(register: Register, name: str) -> Words:
    label = next(column.label for column in register.columns if column.name == name)
    return Words(f"ต้องไม่เกิน “{label.th}”", f"May not be above “{label.en}”")


def write(column: Column, value: Any) -> str:
    """The text that ``read`` takes back as this value."""
    if value is None or value is False:
        return ""
    if column.kind == "person":
        return db.session.get_one(Person, value).email
    if isinstance(value, list):
        return ("\n" if column.kind == "lines" else " ").join(str(item) for item in value)
    return "y" if value is True else str(value)


def _value(column: Column, text: str, listed: Collection[str]) -> Any:
    if len(text) > column.limit:
        raise _Refused(
            Words(f"เขียนได้ไม่เกิน {column.limit:,} ตัวอักษร", f"At most {column.limit:,} characters")
        )
    if not text:
        if column.required:
            raise _Refused(CHOOSE if column.kind in CHOICES else FILL)
        return _NOTHING.get(column.kind, lambda column: None)(column)
    if column.kind in CHOICES and text not in listed:
        raise _Refused(ENDED if text in dict(known(column)) else CHOOSE)
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


def _month(column: Column, text: str) -> Any:
    return _day(column, text).replace(day=1)


def _person(column: Column, text: str) -> int:
    person = people.by_email(text)
    if person is None:
        raise _Refused(CHOOSE)
    return person.id


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
    "month": _month,
    "tick": lambda column, text: True,
    "words": lambda column, text: text.split(),
    "lines": _lines,
    "numbers": _numbers,
    "choice": lambda column, text: text,
    "level": lambda column, text: int(text),
    "person": _person,
}
# What an empty field means; None where it is not said: no number, no day, nothing chosen.
_NOTHING: dict[str, Callable[[Column], Any]] = {
    "text": lambda column: None if column.name == "code" else "",
    "long": lambda column: "",
    "tick": lambda column: False,
    "words": lambda column: [],
    "lines": lambda column: [],
}
