"""The first row of an imported table: which column of the register stands where."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.documents.xlsx_read import Cell, Place
from app.queries.register_table import Column, Register
from workflows.text import normalise
from workflows.words import Words

RETIRED = Column("retired", Words("เลิกใช้แล้ว", "Retired"), "tick", required=False)
NO_HEAD = Words("แถวแรกต้องเป็นหัวคอลัมน์", "The first row must name the columns")


class Fault(NamedTuple):
    """What is wrong, and the cell it stands in."""

    cell: str
    words: Words


@dataclass
class Heads:
    """Each column with its place in the file, and what is wrong with the first row."""

    columns: dict[Column, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def find_heads(register: Register, head: Sequence[Cell]) -> Heads:
    """Columns are known by their words in either language, or by their name."""
    return heads_of((*register.columns, RETIRED), head)


def heads_of(columns: Sequence[Column], head: Sequence[Cell]) -> Heads:
    """The same for any columns."""
    known = {said: column for column in columns for said in _sayings(column)}
    heads = Heads()
    for place, cell in enumerate(head):
        said = normalise(str(cell or "")).rstrip("*")
        where = str(Place(0, place))
        column = known.get(said)
        if column in heads.columns:
            heads.faults.append(Fault(where, _twice(str(cell))))
        elif column is not None:
            heads.columns[column] = place
        elif said:
            heads.faults.append(Fault(where, _unknown(str(cell))))
    missing = [c for c in columns if c.required and c not in heads.columns]
    if not heads.columns:
        heads.faults.append(Fault("A1", NO_HEAD))
        return heads
    heads.faults += [Fault("1", _missing(column)) for column in missing]
    return heads


def is_written(cells: Sequence[Cell]) -> bool:
    """Whether a row says anything at all."""
    return any(str(cell).strip() for cell in cells if cell is not None)


def width(columns: int) -> Words:
    """Of a cell beside the table."""
    return Words(
        f"อยู่นอกตาราง ซึ่งมี {columns} คอลัมน์", f"Stands beside the table, which has {columns} columns"
    )


def _sayings(column: Column) -> set[str]:
    return {normalise(said) for said in (column.label.th, column.label.en, column.name)}


def _twice(said: str) -> Words:
    return Words(f"มีคอลัมน์ “{said}” สองครั้ง", f"There are two columns “{said}”")


def _unknown(said: str) -> Words:
    return Words(f"ไม่รู้จักคอลัมน์ “{said}”", f"There is no column “{said}”")


def _missing(column: Column) -> Words:
    return Words(f"ขาดคอลัมน์ “{column.label.th}”", f"The column “{column.label.en}” is missing")
