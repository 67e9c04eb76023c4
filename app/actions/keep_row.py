"""Brings one row of a list to what a file says of it."""

from typing import Any, TypeVar

from sqlalchemy import select

from app.database import db
from app.models import Base

Row = TypeVar("Row", bound=Base)


def keep_row(model: type[Row], key: dict[str, Any], **values: Any) -> Row:
    """There is one row of that key, with these values; what has them already is not touched."""
    row = db.session.scalars(select(model).filter_by(**key)).one_or_none()
    if row is None:
        row = model(**key, **values)
        db.session.add(row)
        db.session.flush()
        return row
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    return row
