"""Receipt time, targets, working calendar and clock stops in; the dates a case promises out.

Counting follows the Administrative Procedure Act B.E. 2539 section 64: the first day is not
counted, and an authority's own last day counts even when it is a day off. Working-day targets
skip days off. Receipt at or after the cut-off, or on a day off, counts as the next working day.
A clock stop moves working-day targets by the working days stopped, and no others; a calendar-day
promise moves by an extension alone (docs/decisions/0014-two-clocks.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from workflows.dates import BANGKOK
from workflows.words import Words

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
    """A promise: so many days, ``working`` (วันทำการ) or calendar (วัน), and the law behind it.

    Counted from the official date of receipt, or ``from_receipt`` from the day it really came.
    """

    days: int
    working: bool
    from_receipt: bool = False
    basis: str = ""

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
class Stop:
    """A clock stop: the days after ``from_on`` up to ``until_on`` do not count.

    One that still runs ends, as far as anybody knows, on the day set for it to resume by itself.
    """

    from_on: date
    until_on: date

    def holds(self, day: date) -> bool:
        """Whether the work clock stands still on ``day``."""
        return self.from_on < day <= self.until_on


@dataclass(frozen=True)
class Extension:
    """The date of the answer, put off until ``until`` on the day ``granted_on``."""

    until: date
    granted_on: date


@dataclass(frozen=True)
class Deadlines:
    """The official date of receipt and the date of each milestone; None is no such promise.

    ``public_resolve`` is the date of the answer by the public clock, which nothing stops or moves.
    """

    official: date
    acknowledge: date | None
    assign: date | None
    analyse: date | None
    first_answer: date | None
    resolve: date | None
    target: date | None
    public_resolve: date | None = None

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


def due(
    start: date, target: Target | None, calendar: Calendar, stops: Sequence[Stop] = ()
) -> date | None:
    """The last day of ``target`` counted from ``start``; the office's own day off stays."""
    if target is None:
        return None
    if target.working:
        return _add_counted(start, target.days, calendar, stops)
    last = start + timedelta(days=target.days)
    calendar.is_working(last)  # a date nobody's calendar knows is no promise
    return last


def stopped_days(first: date, last: date, calendar: Calendar, stops: Sequence[Stop]) -> int:
    """Working days after ``first`` up to ``last`` on which the work clock stood still."""
    days = (first + _DAY * n for n in range(1, (last - first).days + 1))
    return sum(1 for day in days if _is_stopped(day, stops) and calendar.is_working(day))


def deadlines(
    received_at: datetime, targets: Targets, calendar: Calendar, stops: Sequence[Stop] = (),
    extension: Extension | None = None,
) -> Deadlines:  # fmt: skip
    """All dates of a case received at ``received_at`` under ``targets``."""
    official = official_date(received_at, calendar)
    received = received_at.astimezone(BANGKOK).date()
    dates: dict[Milestone, date | None] = {}
    for milestone in Milestone:
        target = targets.get(milestone)
        start = received if target and target.from_receipt else official
        dates[milestone] = due(start, target, calendar, stops)
    promised = targets.get(Milestone.RESOLVE)
    public = due(received if promised and promised.from_receipt else official, promised, calendar)
    resolve = dates[Milestone.RESOLVE]
    if resolve is not None and promised is not None and extension is not None:
        resolve = dates[Milestone.RESOLVE] = max(
            resolve, extended(extension, promised, calendar, stops)
        )
    return Deadlines(
        official=official,
        target=calendar.last_working_by(resolve) if resolve else None,
        public_resolve=public,
        **{m.value: day for m, day in dates.items()},
    )


def extended(
    extension: Extension, promised: Target, calendar: Calendar, stops: Sequence[Stop]
) -> date:
    """The date granted; of a working-day promise, moved by the days stopped since it was.

    The case keeps its date without the extension where that is later, as after a long stop that
    was back-dated behind the day of the grant: an extension never takes time away.
    """
    if not promised.working:
        return extension.until
    later = [Stop(max(s.from_on, extension.granted_on), s.until_on) for s in stops]
    day = extension.until
    missing = stopped_days(extension.granted_on, day, calendar, later)
    return _add_counted(day, missing, calendar, later) if missing else day


def _add_counted(day: date, days: int, calendar: Calendar, stops: Sequence[Stop]) -> date:
    """The last of ``days`` working days after ``day`` on which the work clock runs."""
    while days:
        day = calendar.next_working(day)
        days -= not _is_stopped(day, stops)
    return day


def _is_stopped(day: date, stops: Sequence[Stop]) -> bool:
    return any(stop.holds(day) for stop in stops)
