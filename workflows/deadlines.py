"""Receipt time, targets and working calendar in; the dates a case promises out.

Counting follows the Administrative Procedure Act B.E. 2539 section 64: the first day is not
counted, and an authority's own last day counts even when it is a day off. Working-day targets
skip days off. Receipt at or after the cut-off, or on a day off, counts as the next working day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from workflows.words import Words

BANGKOK = ZoneInfo("Asia/Bangkok")
_DAY = timedelta(days=1)


class Milestone(StrEnum):
    """What a case owes by a date, in the order of the promise line."""

    ACKNOWLEDGE = "acknowledge"
    ASSIGN = "assign"
    ANALYSE = "analyse"
    FIRST_ANSWER = "first_answer"
    RESOLVE = "resolve"

    @property
    def label(self) -> Words:
        """What the promise line writes under the mark."""
        return _LABELS[self]


_LABELS = {
    Milestone.ACKNOWLEDGE: Words("แจ้งรับเรื่อง", "Acknowledge"),
    Milestone.ASSIGN: Words("มอบหมาย", "Assign"),
    Milestone.ANALYSE: Words("วิเคราะห์", "Analyse"),
    Milestone.FIRST_ANSWER: Words("คำตอบแรก", "First answer"),
    Milestone.RESOLVE: Words("แจ้งผล", "Resolve"),
}


class OutsideCalendar(Exception):
    """A date lies outside the years whose days off are known."""

    def __init__(self, day: date, years: range) -> None:
        known = f"covers {years.start} to {years.stop - 1}" if years else "does not cover it"
        super().__init__(f"{day.isoformat()}: the working calendar {known}")
        self.words = Words(f"ยังไม่มีปฏิทินวันทำการของปี พ.ศ. {day.year + 543}", str(self))


@dataclass(frozen=True)
class Target:
    """A promise: so many days, ``working`` (วันทำการ) or calendar (วัน)."""

    days: int
    working: bool

    def __str__(self) -> str:
        return f"{self.days}{'WD' if self.working else 'D'}"

    @classmethod
    def parse(cls, text: str) -> "Target":
        """``7WD`` or ``15D`` as an office file writes it; ValueError for anything else."""
        digits = text.removesuffix("WD").removesuffix("D")
        if text == digits or not digits.isdecimal() or int(digits) > 366:
            raise ValueError(text)
        return cls(int(digits), working=text.endswith("WD"))


@dataclass(frozen=True)
class Calendar:
    """The office's days off, for whole calendar years ``years``, and its closing time."""

    days_off: frozenset[date]
    years: range
    closes: time = time(16, 30)

    def is_working(self, day: date) -> bool:
        """True on a day the office is open; OutsideCalendar where nobody knows."""
        if day.year not in self.years:
            raise OutsideCalendar(day, self.years)
        return day.weekday() < 5 and day not in self.days_off

    def next_working(self, day: date) -> date:
        """The first working day after ``day``."""
        day += _DAY
        while not self.is_working(day):
            day += _DAY
        return day

    def add_working(self, day: date, days: int) -> date:
        """The last of ``days`` working days counted from the day after ``day``."""
        for _ in range(days):
            day = self.next_working(day)
        return day

    def last_working_by(self, day: date) -> date:
        """``day`` itself, or the last working day before it."""
        while not self.is_working(day):
            day -= _DAY
        return day

    def working_days(self, first: date, last: date) -> int:
        """Working days after ``first`` up to ``last``; negative when ``last`` is earlier."""
        if last < first:
            return -self.working_days(last, first)
        days = (first + _DAY * n for n in range(1, (last - first).days + 1))
        return sum(1 for day in days if self.is_working(day))


@dataclass(frozen=True)
class Deadlines:
    """The official date of receipt and the date of each milestone; None is no such promise."""

    official: date
    acknowledge: date | None
    assign: date | None
    analyse: date | None
    first_answer: date | None
    resolve: date | None
    target: date | None

    def of(self, milestone: Milestone) -> date | None:
        """The date of one milestone."""
        value: date | None = getattr(self, milestone.value)
        return value


Targets = Mapping[Milestone, Target | None]


def official_date(received_at: datetime, calendar: Calendar) -> date:
    """The date on which receipt counts, in Bangkok; ``received_at`` must be aware."""
    local = received_at.astimezone(BANGKOK)
    late = local.timetz().replace(tzinfo=None) >= calendar.closes
    if late or not calendar.is_working(local.date()):
        return calendar.next_working(local.date())
    return local.date()


def due(official: date, target: Target | None, calendar: Calendar) -> date | None:
    """The last day of ``target`` counted from ``official``; the office's own day off stays."""
    if target is None:
        return None
    if target.working:
        return calendar.add_working(official, target.days)
    last = official + timedelta(days=target.days)
    calendar.is_working(last)  # a date nobody's calendar knows is no promise
    return last


def deadlines(received_at: datetime, targets: Targets, calendar: Calendar) -> Deadlines:
    """All dates of a case received at ``received_at`` under ``targets``."""
    official = official_date(received_at, calendar)
    dates = {m: due(official, targets.get(m), calendar) for m in Milestone}
    resolve = dates[Milestone.RESOLVE]
    return Deadlines(
        official=official,
        target=calendar.last_working_by(resolve) if resolve else None,
        **{m.value: day for m, day in dates.items()},
    )
