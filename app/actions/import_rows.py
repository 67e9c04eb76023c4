"""A table from outside becomes lines of a register: planned first, then loaded whole or not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.actions.import_cells import Misread, text_of
from app.actions.import_heads import RETIRED, Fault, Heads, find_heads, is_written, width
from app.actions.keep_register import add_values, change_values
from app.actions.record import record_elsewhere
from app.actions.register_values import Listed, may_be_chosen, own_choice, read, write
from app.documents.xlsx_read import Cell, Place
from app.models import Person
from app.models.registers.row import RegisterRow
from app.queries import registers
from app.queries.register_table import Column, Register
from workflows.errors import Invalid
from workflows.text import normalise
from workflows.words import Words

MOST = 2_000  # lines of one file
Table = Sequence[Sequence[Cell]]
Key = tuple[Any, ...]
Change = tuple[Column, Any, Any]  # before and after
EMPTY = Words("ไฟล์นี้ไม่มีรายการ", "There is no line in this file")
TOO_MANY = Words(f"นำเข้าได้ครั้งละไม่เกิน {MOST:,} รายการ", f"At most {MOST:,} lines at a time")
IS_RETIRED = Words(
    "รายการนี้เลิกใช้แล้ว นำกลับมาใช้ที่หน้าของรายการก่อน หรือใส่เครื่องหมายในช่องเลิกใช้แล้ว",
    "This line is retired: use it again on its page first, or mark it as retired",
)


@dataclass(frozen=True)
class Line:
    """One row of the file: ``row`` is the line that it changes, None for a new one."""

    number: int
    values: Mapping[str, Any]
    row: RegisterRow | None = None
    changes: tuple[Change, ...] = ()


@dataclass
class Plan:
    """What loading would do. With a fault in it nothing is loaded."""

    added: list[Line] = field(default_factory=list)
    changed: list[Line] = field(default_factory=list)
    same: int = 0
    left: int = 0  # marked as retired, and passed over
    faults: list[Fault] = field(default_factory=list)


class Refused(Exception):
    """Nothing was loaded; ``plan`` has the faults."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(f"{len(plan.faults)} faults")
        self.plan = plan


def plan_rows(name: str, table: Table) -> Plan:
    """What the table would add and change, and each fault with its cell."""
    register, plan = registers.register(name), Plan()
    heads = find_heads(register, table[0] if table else ())
    plan.faults += heads.faults
    lines = [(n, cells) for n, cells in enumerate(table[1:], start=1) if is_written(cells)]
    if not lines and not plan.faults:
        plan.faults.append(Fault("A2", EMPTY))
    if len(lines) > MOST:
        plan.faults.append(Fault(str(Place(MOST + 1, 0)), TOO_MANY))
    if not plan.faults:
        _Planning(register, heads, plan).take(lines)
    return plan


def load_rows(
    name: str, table: Table, *, file: str, actor: Person, now: datetime
) -> Plan:  # fmt: skip
    """Every line of the table is in the register, each with its event; Refused, or all."""
    plan = plan_rows(name, table)
    if plan.faults:
        raise Refused(plan)
    for line in (*plan.added, *plan.changed):
        try:
            _keep(name, line, actor, now)
        except Invalid as error:
            words = next(iter(error.problems.values()))
            plan.faults.append(Fault(str(Place(line.number, 0)), words))
    if plan.faults:
        raise Refused(plan)
    record_elsewhere(
        f"register:{name}", "register_imported", now, actor=actor, note=file,
        added=len(plan.added), changed=len(plan.changed),
    )  # fmt: skip
    return plan


def _keep(name: str, line: Line, actor: Person, now: datetime) -> None:
    if line.row is None:
        add_values(name, line.values, actor, now)
        return
    register = registers.register(name)
    row = registers.row_to_change(register, line.row.id, line.row.version)
    change_values(name, row, line.values, actor, now)


class _Planning:
    """Line after line of one table."""

    def __init__(self, register: Register, heads: Heads, plan: Plan) -> None:
        self.register, self.heads, self.plan = register, heads, plan
        self.keepers = registers.keepers()  # held, so that each is read once
        self.listed: Listed = may_be_chosen(register)
        self.named = {c.name: registers.known(c) for c in register.columns if c.name in self.listed}
        self.known: Listed = {name: dict(choices) for name, choices in self.named.items()}
        self.there: dict[Key, RegisterRow] = {}
        for row in registers.all_rows(register):
            key = self._key({name: getattr(row, name) for name in register.keys})
            if key not in self.there or self.there[key].retired:
                self.there[key] = row
        self.seen: dict[Key, int] = {}

    def take(self, lines: Sequence[tuple[int, Sequence[Cell]]]) -> None:
        for number, cells in lines:
            typed, faults = self._typed(number, cells)
            if typed.pop(RETIRED.name, ""):
                self.plan.left += 1
                continue
            self.plan.faults += faults
            self._line(number, typed, {fault.cell for fault in faults})

    def _typed(
        self, number: int, cells: Sequence[Cell]
    ) -> tuple[dict[str, str], list[Fault]]:  # fmt: skip
        typed: dict[str, str] = {}
        faults = []
        for column, place in self.heads.columns.items():
            cell = cells[place] if place < len(cells) else None
            try:
                typed[column.name] = text_of(column, cell, self.named.get(column.name, ()))
            except Misread as misread:
                faults.append(Fault(str(Place(number, place)), misread.words))
        faults += [
            Fault(str(Place(number, place)), width(len(self.heads.columns)))
            for place, cell in enumerate(cells)
            if place not in self.heads.columns.values() and cell not in (None, "")
        ]
        return typed, faults

    def _line(self, number: int, typed: dict[str, str], told: set[str]) -> None:
        row = self._row_of(typed)
        for column in self.register.columns:
            if row is not None and column not in self.heads.columns:
                typed[column.name] = write(column, getattr(row, column.name))
        try:
            values = read(self.register, typed, self._listed(row))
        except Invalid as error:
            places = {c.name: str(Place(number, n)) for c, n in self.heads.columns.items()}
            found = {places.get(name, f"A{number + 1}"): w for name, w in error.problems.items()}
            self.plan.faults += [Fault(c, w) for c, w in found.items() if c not in told]
            return
        if told:
            return
        self._place(number, values)

    def _row_of(self, typed: Mapping[str, str]) -> RegisterRow | None:
        """The line that the row means, as far as its keys can be read."""
        try:
            values = read(self.register, typed, self.known)
        except Invalid:
            return None
        return self.there.get(self._key(values))

    def _listed(self, row: RegisterRow | None) -> Listed:
        """What may be chosen in the row: what is offered, and what it has already."""
        if row is None:
            return self.listed
        columns = {c.name: c for c in self.register.columns}
        return {
            name: {*offered, own_choice(columns[name], row)}
            for name, offered in self.listed.items()
        }

    def _place(self, number: int, values: Mapping[str, Any]) -> None:
        key = self._key(values)
        cell = str(Place(number, self._first_key()))
        if key in self.seen:
            first = self.seen[key] + 1
            self.plan.faults.append(Fault(cell, Words(
                f"ซ้ำกับแถวที่ {first}", f"The same line as in row {first}"
            )))  # fmt: skip
            return
        self.seen[key] = number
        row = self.there.get(key)
        if row is None:
            self.plan.added.append(Line(number, values))
        elif row.retired:
            self.plan.faults.append(Fault(cell, IS_RETIRED))
        elif changes := self._changes(row, values):
            self.plan.changed.append(Line(number, values, row, changes))
        else:
            self.plan.same += 1

    def _first_key(self) -> int:
        places = {column.name: place for column, place in self.heads.columns.items()}
        return min(places.get(name, 0) for name in self.register.keys)

    def _changes(self, row: RegisterRow, values: Mapping[str, Any]) -> tuple[Change, ...]:
        return tuple(
            (column, getattr(row, column.name), values[column.name])
            for column in self.register.columns
            if getattr(row, column.name) != values[column.name]
        )

    def _key(self, values: Mapping[str, Any]) -> Key:
        found = (values[name] for name in self.register.keys)
        return tuple(normalise(value) if isinstance(value, str) else value for value in found)
