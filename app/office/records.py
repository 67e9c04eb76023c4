"""Rows as an office file writes them: their own columns, with people and cases by their names."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Integer, String, Table, UniqueConstraint

from app.models import Base
from app.models.base import SealedDict, UtcDateTime, Word
from workflows.errors import Invalid
from workflows.words import Words

# Keys and counters of one database, and hashes that would open something elsewhere.
NEVER = {
    "id", "version", "case_id", "secret_hash", "token_hash", "code_hash", "token", "key",
    "clean_key", "clean_size", "clean_sha256",
}  # fmt: skip
Row = dict[str, Any]
Keys = Mapping[str, Mapping[Any, Any]]


def _table(model: type[Base]) -> Table:
    return model.metadata.tables[model.__tablename__]


def columns(model: type[Base], without: Iterable[str] = ()) -> list[Column]:
    """What is told of a row of ``model``."""
    leave = NEVER | set(without)
    if not _is_counter(model):
        leave.discard("version")
    return [column for column in _table(model).c if column.name not in leave]


def told(row: Base, names: Keys, without: Iterable[str] = (), **instead: Any) -> Row:
    """The row's values, or those in ``instead``; keys of other rows are their names in ``names``.

    What is as it would be without saying is not said.
    """
    values = {}
    for column in columns(type(row), without):
        value = instead.get(column.name, getattr(row, column.name))
        if value is not None and (table := refers(column)):
            value = names[table].get(value)
        if value is None or _is_default(column, value):
            continue
        values[column.name] = value.value if isinstance(value, StrEnum) else value
    return values


def read(model: type[Base], values: Row, keys: Keys, without: Iterable[str] = ()) -> Row:
    """The values as the columns take them; Invalid names each that cannot be taken."""
    known = {column.name: column for column in columns(model, without)}
    problems = {name: Words("ไม่รู้จัก", "unknown key") for name in values.keys() - known.keys()}
    ready: Row = {}
    for name, column in known.items():
        try:
            ready[name] = _value(column, values.get(name), keys)
        except (ValueError, TypeError, KeyError, AttributeError):
            problems[name] = Words("ใช้ไม่ได้", f"cannot be taken: {values.get(name)!s:.60}")
        if ready.get(name) is None and name not in problems and not _may_lack(column):
            problems[name] = Words(f"ขาด {name}", f"{name} is missing")
    if problems:
        raise Invalid(**{str(name): words for name, words in problems.items()})
    return {name: value for name, value in ready.items() if name in values}


def refers(column: Column) -> str:
    """The table whose numbered row the column names; empty for a code."""
    key = next(iter(column.foreign_keys), None)
    return key.column.table.name if key is not None and key.column.name == "id" else ""


def natural_key(model: type[Base]) -> list[str]:
    """The columns by which a row is known from one file to the next; empty where there are none."""
    table = _table(model)
    if "id" not in table.c:
        return [column.name for column in table.primary_key]
    for column in table.c:
        if column.unique and not column.nullable:
            return [column.name]
    for one in table.constraints:
        if isinstance(one, UniqueConstraint):
            return [column.name for column in one.columns]
    return []


def _is_counter(model: type[Base]) -> bool:
    """Whether ``version`` counts the changes of a row; of a template it is part of its name."""
    return model.__mapper__.version_id_col is not None


def _value(column: Column, value: Any, keys: Keys) -> Any:
    if value is None:
        return None
    if table := refers(column):
        return keys[table][value]
    kind = column.type
    if isinstance(kind, Word):
        return kind.words(value)
    if isinstance(kind, UtcDateTime):
        return datetime.fromisoformat(value).astimezone(UTC)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, JSON | SealedDict):
        return value
    return _plain(kind, value)


def _plain(kind: Any, value: Any) -> Any:
    wanted = bool if isinstance(kind, Boolean) else int if isinstance(kind, Integer) else str
    if type(value) is not wanted:
        raise TypeError(value)
    if isinstance(kind, String) and kind.length and len(str(value)) > kind.length:
        raise ValueError(value)
    return value


def _may_lack(column: Column) -> bool:
    return bool(column.nullable or column.default is not None)


def _is_default(column: Column, value: Any) -> bool:
    default = column.default
    return default is not None and default.is_scalar and default.arg == value  # type: ignore[attr-defined]
