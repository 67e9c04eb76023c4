"""Words of restricted cases are made secret before they reach the database."""

from functools import cache
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Mapper, Session

from app.models.base import Base, Sealed, SealedDict, Secret, SecretDict
from app.models.case import Case


@event.listens_for(Session, "before_flush")
def seal_the_restricted(session: Session, _context: object, _instances: object) -> None:
    """Every text of a restricted case that is about to be written will be written sealed.

    A row knows it by its own ``restricted``, or by its case's; a case is restricted from birth.
    """
    with session.no_autoflush:
        for row in [*session.new, *session.dirty]:
            if sealed_columns(type(row)) and _is_restricted(session, row):
                make_secret(row)


def sealed_columns(table: type[Base]) -> tuple[str, ...]:
    """The columns of a table that can be sealed."""
    return _sealed_columns(inspect(table))


@cache
def _sealed_columns(table: Mapper) -> tuple[str, ...]:
    return tuple(
        column.key
        for column in table.column_attrs
        if isinstance(column.columns[0].type, Sealed | SealedDict)
    )


def _is_restricted(session: Session, row: Any) -> bool:
    if hasattr(row, "restricted"):
        return bool(row.restricted)
    case = getattr(row, "case", None)
    key = getattr(row, "case_id", None)
    if case is None and key is not None:
        case = session.get(Case, key)
    return case is not None and case.restricted


def make_secret(row: Base) -> None:
    """Every text that is loaded, or was set, will be written sealed."""
    for name in sealed_columns(type(row)):
        value = row.__dict__.get(name)
        if isinstance(value, dict) and not isinstance(value, SecretDict):
            setattr(row, name, SecretDict(value))
        elif isinstance(value, str) and not isinstance(value, Secret):
            setattr(row, name, Secret(value))
