"""Questions about the registers: their rows, what a choice may be, and what the public is shown."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Event, Improvement, IntakeChannel, ServiceStandard, Unit
from app.models.registers.row import RegisterRow
from app.queries.register_table import REGISTERS, Column, Register
from workflows.errors import Conflict, UnknownReference
from workflows.words import Words

PAGE = 100
ALL = 1000  # a choice longer than this is no choice


def register(name: str) -> Register:
    """The register of that name; UnknownReference otherwise."""
    if name not in REGISTERS:
        raise UnknownReference(name)
    return REGISTERS[name]


def rows(register: Register, after: int = 0) -> tuple[Sequence[RegisterRow], int | None]:
    """A page of its rows, the retired ones too, and the key of the next page."""
    model = register.model
    query = select(model).where(model.id > after).order_by(model.id).limit(PAGE + 1)
    found = db.session.scalars(query).all()
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None


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


def choices(column: Column) -> list[tuple[str, Words]]:
    """What may be chosen: the words of the column, or the rows of the table it names."""
    if column.of is None:
        return list(column.choices)
    table = column.of
    query = select(table).where(table.code.is_not(None)).order_by(table.code).limit(ALL)
    return [(item.code, _called(item)) for item in db.session.scalars(query)]


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
