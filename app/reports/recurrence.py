"""Cases of the cause that an improvement was meant to end: before it was done, and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select

from app.database import db
from app.models import Case, Improvement, Letter
from workflows.recurrence import LONGEST, Periods, Span, periods
from workflows.words import Words

if TYPE_CHECKING:
    from app.reports.facts import Facts

LETTER = "improvement_recurred"
DEFINITION = Words(
    "เรื่องที่มีสาเหตุเดียวกัน นับตามวันที่ถือว่ารับ ในจำนวนวันเท่ากันก่อนและหลังวันที่ปรับปรุงเสร็จ ด้านละไม่เกิน 26 สัปดาห์"
    " (วันที่เสร็จนับเป็นก่อน) รวมเรื่องปกปิดเป็นตัวเลขเท่านั้น เรื่องที่ยังไม่รู้สาเหตุไม่นับ",
    "Cases of the same cause by official date, in as many days before as after the day it was done,"
    " at most 26 weeks each (that day counts as before); restricted ones as numbers only, cases"
    " whose cause is not known yet are not counted",
)


@dataclass(frozen=True)
class Recurrence:
    """How often the cause came, in the same number of days before and after."""

    periods: Periods
    before: int
    after: int

    @property
    def said(self) -> Words:
        """``12 → 3 เรื่อง ใน 60 วัน``."""
        days = self.periods.days
        return Words(
            f"{self.before:,} → {self.after:,} เรื่อง (ก่อนและหลัง ด้านละ {days} วัน)",
            f"{self.before:,} → {self.after:,} cases (before and after, {days} days each)",
        )


def recurrences(improvements: Sequence[Improvement], today: date) -> dict[str, Recurrence]:
    """By the improvement's code, of those that are done and name a cause; in one question."""
    asked = {
        row.code: (row.cause, spans)
        for row in improvements
        if row.cause and row.done_on and (spans := periods(row.done_on, today))
    }
    days = _days(asked)
    return {
        code: Recurrence(
            spans, _within(days.get(cause, {}), spans.before),
            _within(days.get(cause, {}), spans.after),
        )
        for code, (cause, spans) in asked.items()
    }  # fmt: skip


def recurring(facts: "Facts", today: date) -> "Facts":
    """The facts of a year with what became of the causes of its improvements."""
    return replace(facts, recurrences=recurrences(facts.improvements, today))


def recurred(today: date) -> list[int]:
    """Improvements whose cause came back and of which nobody was told yet, by their keys."""
    query = select(Improvement).where(
        Improvement.retired.is_(False), Improvement.cause != "",
        Improvement.done_on.between(today - timedelta(days=2 * LONGEST), today),
        ~exists().where(
            Letter.case_id.is_(None), Letter.name == LETTER, Letter.occasion == Improvement.code
        ),
    )  # fmt: skip
    rows = db.session.scalars(query.order_by(Improvement.id)).all()
    counted = recurrences(rows, today)
    return [row.id for row in rows if row.code in counted and counted[row.code].after]


def _days(asked: Mapping[str, tuple[str, Periods]]) -> dict[str, dict[date, int]]:
    """How many cases of each cause came on each official day."""
    if not asked:
        return {}
    first = min(spans.before[0] for _, spans in asked.values())
    last = max(spans.after[1] for _, spans in asked.values())
    query = select(Case.root_cause, Case.official_on, func.count()).where(
        Case.root_cause.in_({cause for cause, _ in asked.values()}), Case.root_cause != "",
        Case.official_on.between(first, last),
    )  # fmt: skip
    found: dict[str, dict[date, int]] = {}
    for cause, day, cases in db.session.execute(query.group_by(Case.root_cause, Case.official_on)):
        found.setdefault(cause, {})[day] = cases
    return found


def _within(days: Mapping[date, int], span: Span) -> int:
    return sum(cases for day, cases in days.items() if span[0] <= day <= span[1])
