"""Cases chosen by their keys, however many, or by a group as an address names it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, bindparam

from app.models import Case

NONE = "-"  # in an address: the cases of no such group yet


def among(keys: Sequence[int]) -> list[ColumnElement[Any]]:
    """The condition that a case is one of these; the keys are written into the statement."""
    return [Case.id.in_(bindparam("keys", list(keys), expanding=True, literal_execute=True))]


def of_group(column: Any, code: str) -> ColumnElement[bool]:
    """The condition that a case is of the group of that code, or of none."""
    found: ColumnElement[bool] = column.is_(None) if code == NONE else column == code
    return found
