"""The statistics of a year that everybody may read: few figures, no small numbers, no names."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from app.reports.measures import median, nearest_rank
from app.reports.month_ends import MonthEnd, month_ends
from app.reports.ratings import rated_total
from app.reports.sla import SlaReport, report
from app.reports.statistics_words import DEFINITIONS
from app.reports.still_open import happened, so_far
from app.reports.suppression import LEAST, hidden, small
from workflows.fiscal import BUDDHIST_ERA, fiscal_days

VERSION = 2  # of these definitions; a figure published under another one is computed anew
BY = ("kind", "topic", "channel")
SPANS = ("fiscal", "calendar")


@dataclass(frozen=True)
class Line:
    """The figures of one group; None is not shown, or has no value."""

    code: str | None
    received: int | None = None
    resolved: int | None = None
    median: float | None = None
    p90: int | None = None
    on_time: int | None = None
    reopened: int | None = None
    appealed: int | None = None
    shown: bool = True


@dataclass(frozen=True)
class Satisfied:
    """How those who were asked rate the handling; None is not shown."""

    asked: int | None
    answered: int | None
    response_percent: float | None
    mean: float | None
    satisfied_percent: float | None


@dataclass(frozen=True)
class Statistics:
    """A year (B.E.), the groups by what they are divided by, and all together."""

    span: str
    year: int
    groups: Mapping[str, Sequence[Line]]
    total: Line
    months: Sequence[Line]
    month_ends: Sequence[MonthEnd]
    satisfaction: Satisfied
    as_known_on: date

    def as_dict(self) -> dict[str, Any]:
        """The same as it is stored and as programs read it, with what each figure means."""
        return {
            **asdict(self), "as_known_on": self.as_known_on.isoformat(), "version": VERSION,
            "definitions": {name: words._asdict() for name, words in DEFINITIONS.items()},
        }  # fmt: skip


@dataclass
class _Group:
    counts: Counter[str] = field(default_factory=Counter)
    days: Counter[int] = field(default_factory=Counter)

    @property
    def ended(self) -> tuple[int, int]:
        """What is shown, and what can be found by taking it from those received."""
        resolved = self.counts["resolved"]
        return resolved, self.counts["received"] - resolved

    def split(self, name: str) -> tuple[int, int]:
        """So many of them, and the others."""
        return self.counts[name], self.counts["received"] - self.counts[name]


def days_of(span: str, year: int) -> tuple[date, date]:
    """First and last day of a fiscal or calendar year (B.E.)."""
    common = year - BUDDHIST_ERA
    return fiscal_days(year) if span == "fiscal" else (date(common, 1, 1), date(common, 12, 31))


def statistics(year: int, now: datetime, span: str = "fiscal") -> Statistics:
    """The statistics of ``year`` as they stand ``now``; restricted cases as numbers.

    Only fiscal years are divided into groups: from two years that overlap the small groups of the
    months that one of them lacks could be worked out.
    """
    first, last = days_of(span, year)
    sla = report(first, last, (), now)
    groups = _grouped(sla, first, last)
    whole = groups["total"].get("", _Group())
    by = BY if span == "fiscal" else ()
    return Statistics(
        span, year, {name: _lines(groups[name]) for name in by}, _total(whole),
        _months(groups["month"], first, min(last, sla.as_known_on)),
        month_ends(first, last, sla.as_known_on), _satisfied(first, last), sla.as_known_on,
    )  # fmt: skip


def _grouped(sla: SlaReport, first: date, last: date) -> dict[str, dict[str | None, _Group]]:
    found: dict[str, dict[str | None, _Group]] = {name: {} for name in ("total", "month", *BY)}

    def of(slice_: Mapping[str, str | None]) -> list[_Group]:
        at = {"total": "", **slice_}
        return [found[name].setdefault(at[name], _Group()) for name in found if name in at]

    for cell in sla.cells:
        for group in of(cell.group):
            group.counts.update(cell.sums.counts)
            group.days.update(cell.sums.days["working_days"])
    for slice_, days in so_far(first, last, sla.as_known_on):
        for group in of(slice_):
            group.days.update(days)
    for slice_, counts in happened(first, last):
        for group in of(slice_):
            group.counts.update(counts)
    return found


def _lines(groups: Mapping[str | None, _Group]) -> list[Line]:
    ordered = sorted(groups, key=lambda code: (code is None, code or ""))
    rows = [groups[code] for code in ordered]
    untold = hidden([(row.counts["received"],) for row in rows])
    quiet = {
        "resolved": hidden([row.ended for row in rows], untold),
        "reopened": hidden([row.split("reopened") for row in rows], untold),
        "appealed": hidden([row.split("appealed") for row in rows], untold),
    }
    return [
        Line(code, shown=False) if place in untold
        else _line(code, row, {name for name, places in quiet.items() if place in places})
        for place, (code, row) in enumerate(zip(ordered, rows, strict=True))
    ]  # fmt: skip


def _total(whole: _Group) -> Line:
    if small(whole.counts["received"]):
        return Line("", shown=False)
    pairs = {"resolved": whole.ended, **{n: whole.split(n) for n in ("reopened", "appealed")}}
    return _line("", whole, {name for name, pair in pairs.items() if any(map(small, pair))})


def _line(code: str | None, row: _Group, quiet: set[str]) -> Line:
    n, enough = row.counts, row.counts["received"] >= LEAST
    due = n["public_due"]

    def told(name: str) -> int | None:
        return None if name in quiet else n[name]

    return Line(
        code, n["received"],
        median=median(row.days) if enough else None,
        p90=nearest_rank(row.days, 90) if enough else None,
        on_time=round(100 * n["public_met"] / due) if due >= LEAST else None,
        resolved=told("resolved"), reopened=told("reopened"), appealed=told("appealed"),
    )  # fmt: skip


def _months(seen: Mapping[str | None, _Group], first: date, last: date) -> list[Line]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    groups = {f"{day:%Y-%m}": _Group() for day in days} | dict(seen)
    ordered = sorted(groups, key=str)
    untold = hidden([(groups[code].counts["received"],) for code in ordered])
    return [
        Line(code, shown=False) if place in untold else Line(code, groups[code].counts["received"])
        for place, code in enumerate(ordered)
    ]


def _satisfied(first: date, last: date) -> Satisfied:
    rated = rated_total(first, last)
    if rated.answered < LEAST or small(rated.silent):
        return Satisfied(*[None] * 5)
    made = rated.handling
    return Satisfied(rated.asked, rated.answered, rated.response_percent, made.mean,
                     made.satisfied_percent)  # fmt: skip
