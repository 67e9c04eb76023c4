"""Adds, changes and retires a line of any register, from the texts a person typed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from app.actions.printed_claims import refuse_if_printed, standing_on
from app.actions.record import record_elsewhere
from app.actions.register_values import may_be_chosen, read
from app.database import db
from app.models import Person
from app.models.registers.row import RegisterRow
from app.queries import registers
from workflows.errors import Invalid
from workflows.words import Words

TAKEN = Words(
    "มีรายการเช่นนี้แล้ว หรือรหัสเดิมถูกใช้อยู่ในทะเบียนอื่น",
    "There is such a row already, or the old code is used in another register",
)


def add_row(name: str, typed: Mapping[str, str], actor: Person, now: datetime) -> RegisterRow:
    """The register has one more line. Invalid names each field that cannot be taken."""
    return add_values(name, read(registers.register(name), typed), actor, now)


def add_values(name: str, values: Mapping[str, Any], actor: Person, now: datetime) -> RegisterRow:
    """The same from values that were read."""
    register = registers.register(name)
    row = register.model(**values)
    db.session.add(row)
    _flush(register.columns[0].name)
    _told(name, row, "register_added", now, actor, values=_plain(values))
    return row


def change_row(
    name: str, key: int, version: int, typed: Mapping[str, str], *, actor: Person, now: datetime
) -> RegisterRow:
    """The line has these values; the event keeps what each changed one was before."""
    register = registers.register(name)
    row = registers.row_to_change(register, key, version)
    values = read(register, typed, may_be_chosen(register, row))
    change_values(name, row, values, actor, now)
    return row


def change_values(
    name: str, row: RegisterRow, values: Mapping[str, Any], actor: Person, now: datetime
) -> None:
    """The same from values that were read, for a row that is locked."""
    before = {field: getattr(row, field) for field in values}
    changed = {field: value for field, value in values.items() if before[field] != value}
    if not changed:
        return
    for field, value in changed.items():
        setattr(row, field, value)
    _flush(registers.register(name).columns[0].name)
    was = {field: before[field] for field in changed}
    _told(name, row, "register_changed", now, actor, values=_plain(changed), before=_plain(was))


def retire_row(
    name: str, key: int, version: int, actor: Person, now: datetime, *, confirmed: bool = False
) -> None:
    """The line counts no more and stays readable.

    Invalid with the claims of Form 2.3 that stand on it, unless somebody ``confirmed`` them.
    """
    register = registers.register(name)
    row = registers.row_to_change(register, key, version)
    if row.retired:
        return
    claims = standing_on(register, row, now)
    refuse_if_printed(claims, confirmed=confirmed)
    row.retired = True
    _told(name, row, "register_retired", now, actor, **({"claims": claims} if claims else {}))


def restore_row(name: str, key: int, version: int, actor: Person, now: datetime) -> None:
    """A retired line counts again."""
    row = registers.row_to_change(registers.register(name), key, version)
    if not row.retired:
        return
    row.retired = False
    _told(name, row, "register_restored", now, actor)


def _flush(field: str) -> None:
    """What must be alone in its table is, or the person is told."""
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError as error:
        raise Invalid(**{field: TAKEN}) from error


def _told(
    name: str, row: RegisterRow, what: str, now: datetime, actor: Person, **details: Any
) -> None:
    record_elsewhere(f"register:{name}:{row.id}", what, now, actor=actor, **details)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        field: value.isoformat() if isinstance(value, date) else value
        for field, value in values.items()
    }
