"""What the registers table is made of: a register, its columns, and those that several share."""

from dataclasses import dataclass
from typing import Any

from app.models import Person, StakeholderGroup, Survey, Unit
from app.models.registers.row import RegisterRow
from workflows.words import Words


@dataclass(frozen=True)
class Column:
    """One field.

    ``kind`` is text, long, number, day, month, tick, words, lines, numbers, choice, level or
    person. A choice is one of ``choices``, or a row of the table in ``of`` by its code; a person
    is known by their address.
    """

    name: str
    label: Words
    kind: str = "text"
    required: bool = True
    limit: int = 300
    least: int = 0
    most: int = 10_000_000
    choices: tuple[tuple[str, Words], ...] = ()
    of: Any = None
    hint: Words | None = None
    example: str = ""  # what the template of an import shows; the kind has one of its own


@dataclass(frozen=True)
class Register:
    """One list: whose table it is, the criterion it stands behind, and its columns.

    ``keys`` are the columns by which a line of an import is known again. ``days`` are those whose
    date says to which fiscal year a line belongs: one day, or the first and the last. In each
    pair of ``rising`` the first value may not be above the second.
    """

    title: Words
    model: type[RegisterRow]
    criterion: str
    own: tuple[Column, ...]
    keys: tuple[str, ...]
    days: tuple[str, ...] = ()
    rising: tuple[tuple[str, str], ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its own, and who keeps the line."""
        return (*self.own, OWNER)

    @property
    def has_years(self) -> bool:
        """Whether its lines can be told apart by fiscal year."""
        return bool(self.days) or any(column.name == "fiscal_year" for column in self.own)


NAME = Column("name_th", Words("ชื่อ", "Name"))
CODE = Column("code", Words("รหัส", "Code"), limit=20, example="A01")
YEAR = Column(
    "fiscal_year", Words("ปีงบประมาณ (พ.ศ.)", "Fiscal year (B.E.)"), "number", least=2400, most=2699,
    example="2570",
)  # fmt: skip
ANY_YEAR = Column(
    "fiscal_year", YEAR.label, "number", required=False, least=2400, most=2699, example="2570",
    hint=Words("เว้นว่างคือใช้ทุกปีที่ไม่มีรายการของปีนั้นเอง",
               "Empty: holds for every year without rows of its own"),
)  # fmt: skip
UNIT = Column("unit_code", Words("หน่วยที่รับผิดชอบ", "Unit"), "choice", required=False, of=Unit)
GROUP = Column("group_code", Words("กลุ่ม", "Group"), "choice", of=StakeholderGroup)
SURVEY = Column("survey_code", Words("แบบสำรวจ", "Survey"), "choice", of=Survey)
OWNER = Column(
    "owner_id", Words("ผู้ดูแลรายการ", "Kept by"), "person", required=False, limit=254, of=Person
)
