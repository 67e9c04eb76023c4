"""Questions about the registers: their rows, what a choice may be, and what the public is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Event, Improvement, IntakeChannel, Person, ServiceStandard, Unit
from app.models.registers.row import RegisterRow
from app.queries.register_table import REGISTERS, Column, Register
from workflows.errors import Conflict, UnknownReference
from workflows.fiscal import fiscal_days
from workflows.roles import Role
from workflows.words import Words

PAGE = 100
ALL = 1000  # a choice longer than this is no choice


@dataclass(frozen=True)
class Asked:
    """Which lines are wanted: of a fiscal year (or of none at all), kept by somebody."""

    year: int | None = None
    owner: int | None = None


def register(name: str) -> Register:
    """The register of that name; UnknownReference otherwise."""
    if name not in REGISTERS:
        raise UnknownReference(name)
    return REGISTERS[name]


def rows(
    register: Register, after: int = 0, asked: Asked | None = None
) -> tuple[Sequence[RegisterRow], int | None]:
    """A page of its rows, the retired ones too, and the key of the next page."""
    model = register.model
    query = select(model).where(model.id > after, *_wanted(register, asked or Asked()))
    found = db.session.scalars(query.order_by(model.id).limit(PAGE + 1)).all()
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None


def all_rows(register: Register, asked: Asked | None = None) -> Sequence[RegisterRow]:
    """All of them, the retired ones too, in the order in which they were kept."""
    model = register.model
    query = select(model).where(*_wanted(register, asked or Asked()))
    return db.session.scalars(query.order_by(model.id)).all()


def _wanted(register: Register, asked: Asked) -> list[ColumnElement[bool]]:
    wanted = [register.model.owner_id == asked.owner] if asked.owner else []
    if asked.year and register.has_years:
        wanted.append(_of_year(register, asked.year))
    return wanted


def _of_year(register: Register, year: int) -> ColumnElement[bool]:
    """Of that fiscal year, or of none: such a line holds for every year."""
    model: Any = register.model
    if not register.days:
        return or_(model.fiscal_year == year, model.fiscal_year.is_(None))
    first, last = fiscal_days(year)
    begins, ends = getattr(model, register.days[0]), getattr(model, register.days[-1])
    return or_(begins <= last, begins.is_(None)) & or_(ends >= first, ends.is_(None))


def row(register: Register, key: int) -> RegisterRow:
    """One row; UnknownReference if there is none."""
    found = db.session.get(register.model, key)
    if found is None:
        raise UnknownReference(str(key))
    return found


def row_to_change(register: Register, key: int, version: int) -> RegisterRow:
    """The same, locked until the transaction ends; Conflict if it is no longer ``version``."""
    found = db.session.get(register.model, key, with_for_update=True)
    if found is None:
        raise UnknownReference(str(key))
    if found.version != version:
        raise Conflict(str(key))
    return found


def how_many() -> dict[str, int]:
    """The rows in use of every register, by its name."""
    counts = [
        select(func.count()).where(kept.model.retired.is_(False)).scalar_subquery().label(f"n{i}")
        for i, kept in enumerate(REGISTERS.values())
    ]
    return dict(zip(REGISTERS, db.session.execute(select(*counts)).one(), strict=True))


def choices(column: Column, own: str = "") -> list[tuple[str, Words]]:
    """What may be chosen now: the words of the column, or the rows in use of the table it names.

    What a line has already, its ``own``, stays offered to it when it is retired.
    """
    return [
        (code, _ended(column, words) if ended else words)
        for code, words, ended in _known(column)
        if not ended or code == own
    ]


def known(column: Column) -> list[tuple[str, Words]]:
    """The same with all that is retired, for reading what is kept or was written."""
    return [(code, words) for code, words, _ in _known(column)]


def _known(column: Column) -> list[tuple[str, Words, bool]]:
    """The value, the words, and whether it is offered no more."""
    if column.of is None:
        return [(code, words, False) for code, words in column.choices]
    if column.of is Person:
        return [(one.email, _named(one), not one.active) for one in keepers()]
    table = column.of
    query = select(table).where(table.code.is_not(None)).order_by(table.code).limit(ALL)
    return [(item.code, _called(item), item.retired) for item in db.session.scalars(query)]


def _ended(column: Column, words: Words) -> Words:
    if column.of is Person:  # who left is named so already
        return words
    return Words(f"{words.th} (เลิกใช้แล้ว)", f"{words.en} (retired)")


def called(column: Column) -> dict[str, Words]:
    """How the values of a choice read, by the value as it is kept."""
    if column.of is Person:
        return {str(person.id): _named(person) for person in keepers()}
    return dict(known(column))


def keepers() -> Sequence[Person]:
    """Who may keep a line, by name; who left stays the keeper until somebody else is named."""
    found = db.session.scalars(select(Person).order_by(Person.name)).all()
    return [person for person in found if not person.has(Role.AGENCY)]


def _named(person: Person) -> Words:
    if person.active:
        return Words(person.name, person.name)
    return Words(f"{person.name} (พ้นหน้าที่)", f"{person.name} (left)")


def events(subject: str) -> Sequence[Event]:
    """What happened to ``register:<name>:<key>`` or ``form23:<year>``, the newest first."""
    # the second condition is that of the index, which SQLite must see to use it
    query = select(Event).where(Event.subject == subject, Event.subject != "")
    query = query.options(joinedload(Event.actor)).order_by(Event.id.desc())
    return db.session.scalars(query.limit(PAGE)).all()


def service_standards() -> Sequence[ServiceStandard]:
    """The standards in use, by code."""
    query = select(ServiceStandard).where(ServiceStandard.retired.is_(False))
    return db.session.scalars(query.order_by(ServiceStandard.code)).all()


def improvements_done() -> Sequence[Improvement]:
    """The improvements that the public is told of, the latest done first."""
    query = select(Improvement).where(
        Improvement.retired.is_(False), Improvement.published, Improvement.done_on.is_not(None)
    )
    query = query.order_by(Improvement.done_on.desc(), Improvement.code)
    return db.session.scalars(query.limit(ALL)).all()


def ways_in() -> list[tuple[str, Words]]:
    """The ways in that are in use, as the office calls them, by their codes."""
    query = select(IntakeChannel).where(IntakeChannel.retired.is_(False))
    found = db.session.scalars(query.order_by(IntakeChannel.id)).all()
    return [(row.code, Words(row.name_th, row.name_th)) for row in found]


def units() -> dict[str, Unit]:
    """The units by code."""
    return {unit.code: unit for unit in db.session.scalars(select(Unit))}


def _called(item: object) -> Words:
    name = getattr(item, "name_th", "")
    english = getattr(item, "name_en", "") or name
    code = getattr(item, "code", "")
    return Words(f"{code} {name}".strip(), f"{code} {english}".strip())
