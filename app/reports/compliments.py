"""Compliments counted for the officers they name: of everybody in a year, or of one person."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, not_, select

from app.database import db
from app.models import Case, Person, Unit
from workflows import State
from workflows.words import Words

NOWHERE = Words("–", "–")
MEANING = (
    Words("คำชมเชย", "Compliments"),
    Words("เรื่องที่ส่งคำชมถึงเจ้าหน้าที่โดยระบุชื่อแล้ว ตามปีงบประมาณที่รับเรื่อง ไม่นับเรื่องปกปิด",
          "Cases whose compliment was passed on to a named officer, by the fiscal year of receipt;"
          " restricted ones are left out"),
)  # fmt: skip


@dataclass(frozen=True)
class Praised:
    """An officer and how often a compliment was passed on to them."""

    key: int
    name: str
    unit: Words
    count: int


def compliments(year: int) -> list[Praised]:
    """Who was praised in fiscal year ``year`` (B.E.), the most praised first."""
    query = (
        select(Person.id, Person.name, Unit, func.count())
        .join(Case, Case.praised_id == Person.id)
        .outerjoin(Unit, Unit.code == Person.unit_code)
        .where(*cases_of(year))
        .group_by(Person.id, Unit.code)
        .order_by(func.count().desc(), Person.name)
    )
    return [
        Praised(key, name, unit.name if unit else NOWHERE, count)
        for key, name, unit, count in db.session.execute(query)
    ]


def count_of(person: Person, year: int) -> int:
    """How many compliments of fiscal year ``year`` were for ``person``."""
    query = select(func.count()).where(*cases_of(year, person.id))
    return db.session.scalars(query).one()


def cases_of(year: int, key: int | None = None) -> list[ColumnElement[bool]]:
    """Compliments of a year to somebody, or to one; those of restricted cases stay uncounted."""
    to = Case.praised_id.is_not(None) if key is None else Case.praised_id == key
    return [to, Case.fiscal_year == year, Case.state == State.RESOLVED, not_(Case.restricted)]
