"""What was handed in: a form as plain data with both its languages, and its hash."""

import json
from collections.abc import Iterable, Mapping, Sequence
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
    form: dict[str, Any] = plain(of)
    return form


def thaw(content: Mapping[str, Any]) -> dict[str, Any]:
    """The same, ready to be read as a form again."""
    form: dict[str, Any] = worded(content)
    return form


def digest(
    content: Mapping[str, Any], files: Sequence[Mapping[str, Any]], behind: Mapping[str, Any]
) -> str:
    """SHA-256 over the form, over name, size and checksum of each file, and over its rows.

    A form that was handed in before rows were kept has none, and the hash it had then.
    """
    told = [[file["name"], file["size"], file["sha256"]] for file in files]
    whole = [content, told, behind] if behind else [content, told]
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def said_keys(keys: Iterable[int]) -> str:
    """Keys in their order as ranges: ``1-3 7``."""
    spans: list[list[int]] = []
    for key in keys:
        if spans and key == spans[-1][1] + 1:
            spans[-1][1] = key
        else:
            spans.append([key, key])
    return " ".join(str(a) if a == b else f"{a}-{b}" for a, b in spans)


def read_keys(said: str) -> list[int]:
    """The keys of such ranges."""
    ends = [[int(end) for end in span.split("-")] for span in said.split()]
    return [key for span in ends for key in range(span[0], span[-1] + 1)]


def plain(value: Any) -> Any:
    """``value`` as JSON has it, with both languages of its words."""
    if isinstance(value, BaseModel):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Words):
        return value._asdict()
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {name: plain(one) for name, one in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def worded(value: Any) -> Any:
    """The same with its words as words again."""
    if isinstance(value, list):
        return [worded(one) for one in value]
    if not isinstance(value, Mapping):
        return value
    if value.keys() == set(Words._fields):
        return Words(**value)
    return {name: worded(one) for name, one in value.items()}
