"""Which cases a figure of the ratings counts: of its fiscal year, and of one group of it."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, not_
from sqlalchemy.orm import aliased

from app.models import Case, Rating
from app.reports.catalogue import RATINGS
from app.reports.chosen import NONE
from app.reports.ratings import QUESTIONS, SCALE, Rated, ratings, was_asked, was_mailed
from app.reports.sla_behind import of_groups
from workflows.fiscal import fiscal_days
from workflows.words import Words

Condition = ColumnElement[bool]
LEVELS = {
    "rated": (Words("ให้คะแนน", "rated"), frozenset(SCALE.levels)),
    "satisfied": (Words("พอใจ (4–5)", "satisfied (4–5)"), SCALE.satisfied),
    "dissatisfied": (Words("ไม่พอใจ (1–2)", "dissatisfied (1–2)"), SCALE.dissatisfied),
}
_given: Any = aliased(Rating)  # its own name: the report has joined the table already


def _rated(column: Any = None, levels: frozenset[int] = frozenset()) -> Condition:
    """A rating is there; of one question, if any, at one of those levels."""
    at = () if column is None else (column.in_(levels),)
    return exists().where(_given.case_id == Case.id, *at)


def _level(question: str, level: str) -> Callable[[], Condition]:
    return lambda: _rated(getattr(_given, question), LEVELS[level][1])


# Every figure by its name in an address.
WHICH: Mapping[str, Callable[[], Condition]] = {
    "asked": lambda: was_asked(_rated()),
    "mailed": lambda: and_(was_asked(_rated()), was_mailed()),
    "answered": _rated,
    "silent": lambda: and_(was_asked(_rated()), not_(_rated())),
    **{f"{name}.{level}": _level(name, level) for name in QUESTIONS for level in LEVELS},
}


def cases_of(which: str, year: int, group: Mapping[str, str]) -> list[Condition]:
    """The conditions of the cases that one figure counts; ValueError where it is not shown."""
    name, _, level = which.partition(".")
    if level in ("satisfied", "dissatisfied") and not getattr(_row(year, group), name).shown:
        raise ValueError(which)
    return [Case.official_on.between(*fiscal_days(year)), WHICH[which](), *of_groups(group)]


def _row(year: int, group: Mapping[str, str]) -> Rated:
    """The row of the report that the figure stands in: one group's, or that of all."""
    made = ratings(year)
    if not group:
        return made.total
    (by, code), *more = group.items()
    found = [row for row in made.by.get(by, ()) if row.code == (None if code == NONE else code)]
    if more or not found:
        raise ValueError(by)
    return found[0]


def words_of(which: str) -> tuple[Words, Words]:
    """What the figure is called, and what it means."""
    name, _, level = which.partition(".")
    figure = RATINGS.figures[name]
    if not level:
        return figure.label, figure.definition
    said = LEVELS[level][0]
    return Words(
        f"{figure.label.th}: {said.th}", f"{figure.label.en}: {said.en}"
    ), figure.definition
