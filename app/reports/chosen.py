"""Cases chosen by their keys, however many: a condition without as many parameters."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, bindparam

from app.models import Case


def among(keys: Sequence[int]) -> list[ColumnElement[Any]]:
    """The condition that a case is one of these; the keys are written into the statement."""
    return [Case.id.in_(bindparam("keys", list(keys), expanding=True, literal_execute=True))]
