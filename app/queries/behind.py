"""The rows behind a figure: register lines in words, cases as far as somebody may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.database import db
from app.models import Case, Person
from app.queries.cases import with_people
from app.queries.register_table import REGISTERS
from app.queries.rights import visible
from workflows.words import Words

PAGE = 50
AT_ONCE = 5_000  # keys in one question
_WHERE = {register.model: name for name, register in REGISTERS.items()}
_NAMED = ("name_th", "label", "title", "place", "value", "group_code", "standard_code")


@dataclass(frozen=True)
class Line:
    """A line in its own words and what it adds; ``register`` and ``key`` are where it is kept."""

    words: Sequence[Words | str]
    adds: int
    day: date | None = None
    register: str | None = None
    key: int | None = None


@dataclass(frozen=True)
class Counted:
    """The cases of a figure: all of them as a number, a page of those that one may see."""

    total: int
    hidden: int
    shown: Sequence[Case]
    more: int | None


def line(row: Any, weight: int) -> Line:
    """The line as it is now."""
    words = [w if isinstance(w, Words) else str(w) for n in _NAMED if (w := getattr(row, n, ""))]
    register = _WHERE.get(type(row))
    day = getattr(row, "held_on", None) or getattr(row, "month", None)
    key = row.id if register else None
    return Line(words or ["–"], weight, day, register, key)


def keys(where: Sequence[ColumnElement[bool]]) -> list[int]:
    """The keys of the cases, in their order."""
    return list(db.session.scalars(select(Case.id).where(*where).order_by(Case.id)))


def number(where: Sequence[ColumnElement[bool]], person: Person | None = None) -> int:
    """How many cases there are, or how many of them ``person`` may see."""
    query = select(func.count()).select_from(Case).where(*where)
    return db.session.scalar(query.where(visible(person)) if person else query) or 0


def counted(where: Sequence[ColumnElement[bool]], person: Person, after: int = 0) -> Counted:
    """The cases that answer ``where`` now."""
    query = with_people(select(Case)).where(*where, visible(person), Case.id > after)
    found = db.session.scalars(query.order_by(Case.id).limit(PAGE + 1)).all()
    total = number(where)
    more = found[PAGE - 1].id if len(found) > PAGE else None
    return Counted(total, total - number(where, person), found[:PAGE], more)


def counted_then(frozen: Sequence[int], person: Person, after: int) -> Counted:
    """The cases that were counted when the form was handed in, by the rights of today."""
    parts = [frozen[at : at + AT_ONCE] for at in range(0, len(frozen), AT_ONCE)]
    seen = [key for part in parts for key in keys((Case.id.in_(part), visible(person)))]
    left = [key for key in seen if key > after]
    query = with_people(select(Case)).where(Case.id.in_(left[:PAGE])).order_by(Case.id)
    more = left[PAGE - 1] if len(left) > PAGE else None
    return Counted(len(frozen), len(frozen) - len(seen), db.session.scalars(query).all(), more)
