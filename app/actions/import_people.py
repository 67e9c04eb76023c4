"""A table of people becomes those whom a survey asks: checked first, then taken whole or not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.actions.import_cells import plain
from app.actions.import_heads import Fault, Heads, heads_of, is_written, width
from app.actions.import_rows import EMPTY
from app.documents.xlsx_read import Cell, Place
from app.intake.sample_list import MOST, TOO_MANY, Asked, Wrong, wrong
from app.queries.register_table import Column
from workflows.text import clean
from workflows.words import Words

Table = Sequence[Sequence[Cell]]
COLUMNS = (
    Column("name", Words("ชื่อ", "Name"), example="นายสมชาย ตัวอย่าง"),
    Column("email", Words("อีเมล", "E-mail"), required=False, example="somchai@example.org"),
    Column("phone", Words("โทรศัพท์", "Telephone"), required=False, example="02-000-0199"),
)


@dataclass
class People:
    """Who the table names. With a fault in it nobody is taken."""

    asked: list[Asked] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def people_of(table: Table) -> People:
    """Everybody of the table by the heads of its columns, and each fault with its cell."""
    heads = heads_of(COLUMNS, table[0] if table else ())
    found = People(faults=heads.faults)
    lines = [(at, row) for at, row in enumerate(table[1:], 1) if is_written(row)]
    if not lines and not found.faults:
        found.faults.append(Fault("A2", EMPTY))
    if len(lines) > MOST:
        found.faults.append(Fault(str(Place(MOST + 1, 0)), TOO_MANY))
    if not found.faults:
        _take(found, heads, lines)
    return found


def _take(found: People, heads: Heads, lines: Sequence[tuple[int, Sequence[Cell]]]) -> None:
    rows = [[_text(row, heads.columns.get(column)) for column in COLUMNS] for _, row in lines]
    numbers = [at for at, _ in lines]
    found.faults += [_fault(one, heads, numbers) for one in wrong(rows)]
    found.faults += [fault for at, row in lines for fault in _beside(at, row, heads)]
    found.asked = [] if found.faults else [Asked(*parts) for parts in rows]


def _fault(one: Wrong, heads: Heads, numbers: Sequence[int]) -> Fault:
    th, en = one.words
    if one.like is not None:
        th, en = f"{th} {numbers[one.like] + 1}", f"{en} {numbers[one.like] + 1}"
    column = heads.columns.get(COLUMNS[one.part], 0)
    return Fault(str(Place(numbers[one.row], column)), Words(th, en))


def _beside(at: int, row: Sequence[Cell], heads: Heads) -> Iterator[Fault]:
    for place, cell in enumerate(row):
        if place not in heads.columns.values() and cell not in (None, ""):
            yield Fault(str(Place(at, place)), width(len(heads.columns)))


def _text(row: Sequence[Cell], column: int | None) -> str:
    cell = row[column] if column is not None and column < len(row) else None
    return "" if cell is None else " ".join(clean(plain(cell)).split())
