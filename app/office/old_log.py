"""An old log of complaints from a workbook: its rows become cases with their history, or none."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.actions.import_cells import plain
from app.actions.import_heads import Fault, Heads, heads_of, width
from app.actions.import_rows import EMPTY, Table
from app.actions.load_case import continue_numbers, load_case
from app.actions.record import record_elsewhere
from app.database import db
from app.documents.xlsx_read import Cell, Place
from app.intake.office_file.cases import CaseRow
from app.models import Person
from app.office.file import CASE_FIELDS
from app.office.old_log_columns import COLUMNS
from app.office.old_log_rows import Faulty, Listed, case_row
from app.queries import cases, office, registers
from workflows import NotAllowed
from workflows.deadlines import OutsideCalendar
from workflows.errors import Invalid, KeyReused
from workflows.text import normalise
from workflows.words import Words

COLUMN_OF = {**CASE_FIELDS, "acknowledge": "acknowledged_at"}
NO_CALENDAR = Words("อยู่นอกปีของปฏิทินวันทำการ", "Outside the years of the working calendar")
OTHER_WORDS = Words(
    "เรื่องเลขนี้มีอยู่แล้วและเนื้อหาต่างกัน", "There is a case of this reference with other words"
)


@dataclass
class Log:
    """What loading would do: the new cases by their row, and how many are here already."""

    new: list[tuple[int, CaseRow]] = field(default_factory=list)
    known: int = 0
    faults: list[Fault] = field(default_factory=list)


class Refused(Exception):
    """Nothing was loaded; ``log`` has the faults."""

    def __init__(self, log: Log) -> None:
        super().__init__(f"{len(log.faults)} faults")
        self.log = log


def load_log(
    table: Table, *, most: int, file: str, now: datetime, actor: Person | None
) -> Log:  # fmt: skip
    """Every row is a case here with its history, and nothing of it is sent; Refused, or all.

    A case that is here already is not touched. The transaction of the caller must be rolled back
    after Refused, as it is when it passes through.
    """
    log, heads = Log(), heads_of(COLUMNS, table[0] if table else ())
    log.faults += heads.faults
    rows = [(n, cells) for n, cells in enumerate(table[1:], start=1) if any(map(_said, cells))]
    if not rows:
        log.faults.append(Fault("A2", EMPTY))
    if len(rows) > most:
        log.faults.append(Fault(f"A{most + 2}", _too_many(most)))
    if not log.faults:
        _Loading(heads, log, now).take(rows)
    if log.faults:
        raise Refused(log)
    continue_numbers(row.id for _, row in log.new)
    record_elsewhere(
        "log:cases", "log_imported", now, actor=actor, note=file, added=len(log.new)
    )  # fmt: skip
    return log


def _said(cell: Cell) -> bool:
    return cell is not None and bool(plain(cell))


def _too_many(most: int) -> Words:
    return Words(f"นำเข้าได้ครั้งละไม่เกิน {most:,} เรื่อง", f"At most {most:,} cases at a time")


class _Loading:
    def __init__(self, heads: Heads, log: Log, now: datetime) -> None:
        self.places = {column.name: place for column, place in heads.columns.items()}
        self.log, self.now = log, now
        causes = [(cause, Words(cause, cause)) for cause in office.root_causes()]
        chosen = [c for c in COLUMNS if c.kind in ("choice", "person")]
        self.listed: Listed = {c.name: registers.known(c) for c in chosen} | {"root_cause": causes}

    def take(self, rows: Sequence[tuple[int, Sequence[Cell]]]) -> None:
        """All rows are read before the first is loaded; duplicates come last."""
        read = [(n, row) for n, cells in rows if (row := self._read(n, cells))]
        self._twice(read)
        if self.log.faults:
            return
        for number, row in sorted(read, key=lambda pair: pair[1].duplicate_of is not None):
            self._load(number, row)

    def _read(self, number: int, cells: Sequence[Cell]) -> CaseRow | None:
        beside = [
            n for n, cell in enumerate(cells) if _said(cell) and n not in self.places.values()
        ]
        self.log.faults += [
            Fault(str(Place(number, n)), width(len(self.places))) for n in beside
        ]  # fmt: skip
        named = {name: cells[n] for name, n in self.places.items() if n < len(cells)}
        try:
            return case_row(named, self.listed, self.now)
        except Faulty as faulty:
            self._blame(number, faulty.faults)
            return None

    def _twice(self, read: Sequence[tuple[int, CaseRow]]) -> None:
        seen: dict[str, int] = {}
        for number, row in read:
            first = seen.setdefault(normalise(row.id), number)
            if first != number:
                words = Words(f"ซ้ำกับแถวที่ {first + 1}", f"The same case as in row {first + 1}")
                self._blame(number, {"id": words})

    def _load(self, number: int, row: CaseRow) -> None:
        here = cases.by_reference(row.id) is not None
        try:
            with db.session.begin_nested():
                load_case(row)
        except NotAllowed as refused:
            self._blame(number, {refused.step: refused.words})
        except Invalid as refused:
            self._blame(number, refused.problems)
        except KeyReused:
            self._blame(number, {"id": OTHER_WORDS})
        except OutsideCalendar:
            self._blame(number, {"received_at": NO_CALENDAR})
        else:
            self.log.known += here
            self.log.new += [] if here else [(number, row)]

    def _blame(self, number: int, faults: dict[str, Words]) -> None:
        for name, words in faults.items():
            place = Place(number, self.places.get(COLUMN_OF.get(name, name), 0))
            self.log.faults.append(Fault(str(place), words))
