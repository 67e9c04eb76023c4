"""What a sheet is: pictures with their tables, and what every figure means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from workflows.dates import say_date
from workflows.words import Words

NO_VALUE = Words("ไม่มีค่า", "No value")
TOTAL = Words("รวม", "Total")
INDIGO, AMBER, LATE = "#253b7a", "#c87d00", "#a61c1c"


@dataclass(frozen=True)
class Count:
    """A number that opens the cases behind it; ``asked`` are the words of their address."""

    number: int
    asked: Mapping[str, str]


@dataclass(frozen=True)
class Percent:
    """A share; None for 0 of 0, which is neither good nor bad."""

    value: float | None

    def said(self) -> Words | str:
        """As people read it."""
        return NO_VALUE if self.value is None else f"{self.value:g}%"


@dataclass(frozen=True)
class Change:
    """A difference: with its sign to people, a plain number in files."""

    by: int

    def said(self) -> str:
        """As people read it."""
        return f"{self.by:+,}" if self.by else "0"


Cell = Words | str | int | float | Count | Percent | Change | None
Row = Sequence[Cell]


@dataclass(frozen=True)
class Table:
    """Head and rows; ``foot`` is the row of all."""

    name: str
    title: Words
    head: tuple[Words, ...]
    rows: Sequence[Row]
    foot: Row | None = None

    def plain(self, language: str) -> tuple[list[str], list[list[Any]]]:
        """As files write it: numbers as numbers, the row of all last."""
        rows = [*self.rows, *([self.foot] if self.foot else [])]
        head = [words.say(language) for words in self.head]
        return head, [[_plain(cell, language) for cell in row] for row in rows]


@dataclass(frozen=True)
class Picture:
    """A chart in the language of its sheet, and what its colours mean."""

    measure: Words
    kind: str
    svg: Markup
    legend: Sequence[tuple[str, Words]] = ()


@dataclass(frozen=True)
class Part:
    """A table under what it says, with its picture beside it if it has one."""

    title: Words
    table: Table
    picture: Picture | None = None


@dataclass(frozen=True)
class Sheet:
    """A whole report; ``meanings`` are its figures, each with its definition."""

    name: str
    title: Words
    said: Words
    as_known_on: date
    parts: Sequence[Part]
    meanings: Sequence[tuple[Words, Words]]


def period(first: date, last: date, th: str, en: str) -> Words:
    """``th`` and ``en`` before both days."""
    days = [(say_date(day, "th"), say_date(day, "en")) for day in (first, last)]
    return Words(f"{th} {days[0][0]} – {days[1][0]}", f"{en} {days[0][1]} – {days[1][1]}")


def _plain(cell: Cell, language: str) -> Any:
    if isinstance(cell, Count):
        return cell.number
    if isinstance(cell, Percent):
        return cell.value
    if isinstance(cell, Change):
        return cell.by
    return cell.say(language) if isinstance(cell, Words) else cell
