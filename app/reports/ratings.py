"""Ratings after a case, beside the survey and never in it: handling and outcome each for itself."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select

from app.database import db
from app.models import Case, Correspondent, Letter, Person, Rating
from app.models.base import either
from app.reports.annexes.table import AnnexTable, Cell
from app.reports.catalogue import RATINGS, TOO_FEW
from app.reports.counting import SLICE, month
from app.reports.half_up import percent
from app.reports.likert import Measured, Scale, measure_all
from app.reports.sla_table import GROUP_LABELS, Names, group_name
from workflows import State
from workflows.fiscal import fiscal_days
from workflows.words import Words

SCALE = Scale((5, 4, 3, 2, 1), frozenset({4, 5}), frozenset({1, 2}), ())
BY = ("unit", "kind", "channel", "month")
QUESTIONS = ("handling", "outcome")
PARTS = {
    "n": Words("n", "n"),
    "mean": Words("ค่าเฉลี่ย", "mean"),
    "satisfied_percent": Words("พอใจ %", "satisfied %"),
    "dissatisfied_percent": Words("ไม่พอใจ %", "dissatisfied %"),
}
HIDDEN = Words("ไม่แสดง", "Not shown")
_TOTAL = Words("รวม", "Total")
_SENT = ("sent", "kept")


@dataclass
class Sums:
    """Who was asked in a group, and what they said, by level."""

    asked: int = 0
    mailed: int = 0
    handling: Counter[int] = field(default_factory=Counter)
    outcome: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True)
class Rated:
    """One group of cases; too few answers to a question give it no value."""

    code: str | None
    asked: int
    mailed: int
    handling: Measured
    outcome: Measured

    @property
    def answered(self) -> int:
        """How many gave their opinion."""
        return self.handling.n

    @property
    def silent(self) -> int:
        """How many did not."""
        return self.asked - self.answered

    @property
    def response_percent(self) -> float | None:
        """Answered ÷ asked × 100."""
        return percent(self.answered, self.asked)


@dataclass(frozen=True)
class RatingReport:
    """A fiscal year (B.E.) by unit, kind, channel and month, each with the same total."""

    year: int
    by: Mapping[str, Sequence[Rated]]
    total: Rated


def ratings(year: int) -> RatingReport:
    """The ratings of the cases received in fiscal year ``year``, in one question."""
    found: dict[str, dict[str | None, Sums]] = {by: {} for by in BY}
    whole = Sums()
    for row in db.session.execute(_query(*fiscal_days(year))):
        kind, _, unit, channel, *rest = row
        at = {"unit": unit, "kind": kind.value, "channel": channel,
              "month": f"{int(rest[0])}-{int(rest[1]):02}"}  # fmt: skip
        for sums in (whole, *(found[by].setdefault(code, Sums()) for by, code in at.items())):
            _add(sums, *rest[2:])
    total = _rated({None: whole})[0]
    return RatingReport(year, {by: _rated(own) for by, own in found.items()}, total)


def rated_total(first: date, last: date) -> Rated:
    """The ratings of all cases received from ``first`` to ``last``."""
    whole = Sums()
    for row in db.session.execute(_query(first, last)):
        _add(whole, *row[6:])
    return _rated({None: whole})[0]


def _query(first: date, last: date) -> Any:
    by = (*SLICE, *month(Case.official_on), Rating.handling, Rating.outcome)
    query = select(*by, func.count(), func.count().filter(was_mailed()))
    query = query.outerjoin(Rating, Rating.case_id == Case.id).group_by(*by)
    return query.where(
        Case.official_on.between(first, last), was_asked(Rating.case_id.is_not(None))
    )


def was_asked(rated: ColumnElement[bool]) -> ColumnElement[bool]:
    """Everybody whose case is resolved here, but us; of imported cases only who gave a rating."""
    here = and_(Case.state == State.RESOLVED, not_(Case.imported), not_(_ours()))
    return or_(rated, here)


def was_mailed() -> ColumnElement[bool]:
    """Whose answer, with a link to rate, has left by mail and did not come back."""
    return exists().where(
        Letter.case_id == Case.id, Letter.name == "answer", Letter.how == "email",
        Letter.status.in_(_SENT), Letter.bounced_at.is_(None),
    )  # fmt: skip


def _ours() -> ColumnElement[bool]:
    """A colleague brought it for themselves, who is never asked (queries/asked_to_rate.py)."""
    own = [form for email in db.session.scalars(select(Person.email)) for form in either(email)]
    return exists().where(Correspondent.id == Case.correspondent_id, Correspondent.email.in_(own))


def _add(sums: Sums, handling: int | None, outcome: int | None, asked: int, mailed: int) -> None:
    sums.asked += asked
    sums.mailed += mailed
    for counter, level in ((sums.handling, handling), (sums.outcome, outcome)):
        if level is not None:
            counter[level] += asked


def _rated(found: Mapping[str | None, Sums]) -> list[Rated]:
    """Each group with its figures, by code, those without a code last."""
    handling, _ = measure_all(SCALE, {code: sums.handling for code, sums in found.items()})
    outcome, _ = measure_all(SCALE, {code: sums.outcome for code, sums in found.items()})
    order = sorted(found, key=lambda code: (code is None, code or ""))
    return [
        Rated(code, found[code].asked, found[code].mailed, handling[code], outcome[code])
        for code in order
    ]


def rating_tables(made: RatingReport, known: Names) -> list[AnnexTable]:
    """A table for each way of dividing the cases, the row of all last."""
    return [_table(made, by, known) for by in BY]


def _table(made: RatingReport, by: str, known: Names) -> AnnexTable:
    rows = [[group_name(by, row.code, known), *_cells(row)] for row in made.by[by]]
    label = GROUP_LABELS[by]
    title = Words(f"แยกตาม{label.th}", f"By {label.en.lower()}")
    return AnnexTable(by, title, (label, *_heads()), rows, TOO_FEW, [_TOTAL, *_cells(made.total)])


def _heads() -> list[Words]:
    named = ("asked", "mailed", "answered", "silent", "response_percent")
    heads = [RATINGS.figures[name].label for name in named]
    for question in QUESTIONS:
        label = RATINGS.figures[question].label
        heads += [Words(f"{label.th}: {w.th}", f"{label.en}: {w.en}") for w in PARTS.values()]
    return heads


def _cells(row: Rated) -> list[Cell]:
    cells: list[Cell] = [row.asked, row.mailed, row.answered, row.silent, row.response_percent]
    for made in (row.handling, row.outcome):
        cells += [made.n, made.mean if made.shown else HIDDEN]
        cells += [made.satisfied_percent, made.dissatisfied_percent]
    return cells


def rating_data(made: RatingReport) -> dict[str, Any]:
    """The same for programs, with the definitions."""
    return {
        "fiscal_year_be": made.year,
        "total": _data(made.total),
        **{f"by_{by}": [{by: row.code, **_data(row)} for row in made.by[by]] for by in BY},
        "definitions": {
            name: figure.definition._asdict() for name, figure in RATINGS.figures.items()
        },
    }


def _data(row: Rated) -> dict[str, Any]:
    parts = ("n", "shown", "mean", "sd", "satisfied_percent", "neutral_percent",
             "dissatisfied_percent")  # fmt: skip
    return {
        "asked": row.asked,
        "mailed": row.mailed,
        "answered": row.answered,
        "silent": row.silent,
        "response_percent": row.response_percent,
        **{
            name: {part: asdict(made)[part] for part in parts}
            for name, made in (("handling", row.handling), ("outcome", row.outcome))
        },
    }
