"""What was handed in: a form as plain data with both its languages, and its hash."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from pydantic import BaseModel
from sqlalchemy import select

from app.database import db
from app.models import Submission23
from workflows.errors import UnknownReference
from workflows.words import Words

SUBMITTED = "submitted"


def latest(year: int) -> Submission23 | None:
    """The last submission of the year."""
    query = select(Submission23).where(Submission23.fiscal_year == year)
    return db.session.scalars(query.order_by(Submission23.number.desc()).limit(1)).first()


def submissions(year: int) -> Sequence[Submission23]:
    """Every submission of the year, the last first."""
    query = select(Submission23).where(Submission23.fiscal_year == year)
    return db.session.scalars(query.order_by(Submission23.number.desc())).all()


def submission(year: int, number: int) -> Submission23:
    """One of them; UnknownReference if there is none."""
    query = select(Submission23).where(
        Submission23.fiscal_year == year, Submission23.number == number
    )
    found = db.session.scalar(query)
    if found is None:
        raise UnknownReference(f"form23:{year}:{number}")
    return found


def freeze(of: BaseModel) -> dict[str, Any]:
    """Everything the form holds, what no file shows too."""
    plain: dict[str, Any] = _plain(of)
    return plain


def thaw(content: Mapping[str, Any]) -> dict[str, Any]:
    """The same, ready to be read as a form again."""
    form: dict[str, Any] = _worded(content)
    return form


def digest(content: Mapping[str, Any], files: Sequence[Mapping[str, Any]]) -> str:
    """SHA-256 over the form and over name, size and checksum of each of its files."""
    told = [[file["name"], file["size"], file["sha256"]] for file in files]
    text = json.dumps(
        [content, told], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )  # fmt: skip
    return sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return {name: _plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Words):
        return value._asdict()
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def _worded(value: Any) -> Any:
    if isinstance(value, list):
        return [_worded(one) for one in value]
    if not isinstance(value, Mapping):
        return value
    if value.keys() == set(Words._fields):
        return Words(**value)
    return {name: _worded(one) for name, one in value.items()}
