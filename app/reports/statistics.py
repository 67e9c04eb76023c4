"""The statistics of a year that everybody may read: few figures, no small numbers, no names."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
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

VERSION = 4  # of these definitions; a figure published under another one is computed anew
BY = ("kind", "topic", "channel")
QUARTER = 3  # months of a fiscal year that belong to the calendar year before
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

    Only fiscal years are divided into groups and months, and a calendar year tells no count of
    which a part is small: years that overlap could be taken from one another.
    """
    first, last = days_of(span, year)
    sla = report(first, last, (), now)
    groups = _grouped(sla, first, last)
    whole = groups["total"].get("", _Group())
    is_fiscal = span == "fiscal"
    parts = [] if is_fiscal else _parts(year)
    quiet = set().union(*(_small_of(_whole(*part, now)) for part in parts))
    total = _total(whole, quiet)
    rated = (
        Satisfied(*[None] * 5) if any(_few_rated(*p) for p in parts)
        else _satisfied(first, last, counted=total.resolved is not None)
    )  # fmt: skip
    return Statistics(
        span, year, {name: _lines(groups[name]) for name in (BY if is_fiscal else ())}, total,
        _months(groups["month"], first, min(last, sla.as_known_on)) if is_fiscal else (),
        month_ends(first, last, sla.as_known_on), rated, sla.as_known_on,
    )  # fmt: skip


def _parts(year: int) -> list[tuple[date, date]]:
    """What a calendar year and the two fiscal years beside it have in common, and what not."""
    common = year - BUDDHIST_ERA
    return [
        span for y in (common, common + 1)
        for span in ((date(y - 1, 10, 1), date(y - 1, 12, 31)), (date(y, 1, 1), date(y, 9, 30)))
    ]  # fmt: skip


def _whole(first: date, last: date, now: datetime) -> _Group:
    return _grouped(report(first, last, (), now), first, last)["total"].get("", _Group())


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


def _total(whole: _Group, quiet: Set[str]) -> Line:
    untold = quiet | _small_of(whole)
    return Line("", shown=False) if "received" in untold else _line("", whole, untold)


def _small_of(whole: _Group) -> set[str]:
    """The counts that are small, or whose others are."""
    counts = {"received": (whole.counts["received"],), "resolved": whole.ended,
              **{name: whole.split(name) for name in ("reopened", "appealed")}}  # fmt: skip
    return {name for name, pair in counts.items() if any(map(small, pair))}


def _line(code: str | None, row: _Group, quiet: Set[str]) -> Line:
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
    counts = [(groups[code].counts["received"],) for code in ordered]
    # a calendar year tells how many came in the first quarter, and how many in the rest: what is
    # left out for the year's sake may not stand alone there
    untold = _by_part(counts, hidden(counts, _by_part(counts, set())))
    return [
        Line(code, shown=False) if place in untold else Line(code, groups[code].counts["received"])
        for place, code in enumerate(ordered)
    ]


def _by_part(counts: Sequence[tuple[int]], already: Set[int]) -> set[int]:
    quarter = hidden(counts[:QUARTER], {place for place in already if place < QUARTER})
    rest = hidden(counts[QUARTER:], {place - QUARTER for place in already if place >= QUARTER})
    return quarter | {QUARTER + place for place in rest}


def _few_rated(first: date, last: date) -> bool:
    rated = rated_total(first, last)
    return small(rated.answered) or small(rated.silent)


def _satisfied(first: date, last: date, *, counted: bool) -> Satisfied:
    """All who have an answer are asked: as many are told as answered, or not (``counted``)."""
    rated = rated_total(first, last)
    if rated.answered < LEAST or small(rated.silent):
        return Satisfied(*[None] * 5)
    made = rated.handling
    if not counted:
        return Satisfied(None, None, None, made.mean, made.satisfied_percent)
    return Satisfied(rated.asked, rated.answered, rated.response_percent, made.mean,
                     made.satisfied_percent)  # fmt: skip
