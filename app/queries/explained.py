"""Why a case promises the dates it does: each deadline day by day, and its two clocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.database import db
from app.models import Case, ClockStop, DayOff
from app.queries import clocks, office
from workflows.dates import local_day
from workflows.deadlines import Calendar, Extension, Milestone, Target, stopped_days
from workflows.ledger import How, Line, Names, Rule, explained
from workflows.stops import STOP_REASONS, StopReason
from workflows.targets import Matter, TargetRule, rule_for, targets_for
from workflows.words import Words


@dataclass(frozen=True)
class Explained:
    """One deadline; ``rule`` is the office's own, None for the one we ship.

    ``stored`` is what stands on the case: it differs while a change of rules is being recounted.
    """

    milestone: Milestone
    target: Target
    rule: TargetRule | None
    lines: Sequence[Line]
    stored: date | None = None

    @property
    def start(self) -> date:
        """The day of receipt from which it is counted."""
        return next(line.day for line in self.lines if line.how is How.RECEIVED)

    @property
    def due(self) -> date:
        """The last day."""
        return self.lines[-1].day

    def count(self, how: How) -> int:
        """How many days are of that sort."""
        return sum(1 for line in self.lines if line.how is how)


@dataclass(frozen=True)
class Clocks:
    """Working days since the official date, to the answer or so far: with and without stops."""

    public: int
    worked: int

    @property
    def stopped(self) -> int:
        """The difference."""
        return self.public - self.worked


def of_case(case: Case, *, public: bool = False) -> list[Explained]:
    """Every deadline of the case that its rules know, in a fixed number of questions.

    ``public`` for the correspondent, who reads why the clock stood still in words of their own.
    """
    found = clocks.stops(case)
    moved = _Moved(found, clocks.extension(case), public)
    return [
        Explained(e.milestone, e.target, e.rule, e.lines, case.due_on(e.milestone))
        for e in _explain(case.received_at, office.matter_of(case), moved)
    ]


def of_matter(received_at: datetime, matter: Matter) -> list[Explained]:
    """Every deadline of a case that would be received then; OutsideCalendar if there is none."""
    return _explain(received_at, matter, _Moved())


def two_clocks(case: Case, today: date, found: Sequence[ClockStop] | None = None) -> Clocks:
    """The days of the public clock and of the work clock: of a resolved case as they are kept.

    ``found`` are its stops, where somebody has asked for them.
    """
    if case.working_days is not None:
        worked = case.worked_days
        return Clocks(case.working_days, case.working_days if worked is None else worked)
    first, last = case.official_on, max(case.official_on, today)
    calendar = office.calendar(first, days=(last - first).days)
    public = calendar.working_days(first, last)
    spans = clocks.spans(clocks.stops(case) if found is None else found)
    return Clocks(public, public - stopped_days(first, last, calendar, spans))


@dataclass(frozen=True)
class _Moved:
    """What has moved the deadlines of a case."""

    stops: Sequence[ClockStop] = ()
    extension: Extension | None = None
    public: bool = False


def _explain(received_at: datetime, matter: Matter, moved: _Moved) -> list[Explained]:
    rules = office.rules(matter.table)
    spans = clocks.spans(moved.stops)
    calendar = clocks.calendar(local_day(received_at), spans)
    names = _names(calendar, moved)
    made = []
    for milestone, target in targets_for(matter, rules).items():
        if target is None:
            continue
        extension = moved.extension if milestone is Milestone.RESOLVE else None
        lines = explained(received_at, Rule(target, calendar, spans, extension), names)
        made.append(Explained(milestone, target, rule_for(matter, milestone, rules), lines))
    return made


def _names(calendar: Calendar, moved: _Moved) -> Names:
    """Holidays with their legal reference; stops by the words of their reason."""
    years = calendar.years
    span = DayOff.day.between(date(years.start, 1, 1), date(years.stop - 1, 12, 31))
    rows = db.session.scalars(select(DayOff).where(span)) if years else ()
    spans = clocks.spans(moved.stops)
    return Names(
        days_off={row.day: _holiday(row) for row in rows},
        stops={
            span: _reason(stop, public=moved.public)
            for span, stop in zip(spans, moved.stops, strict=True)
        },
    )


def _holiday(row: DayOff) -> Words:
    ref = f" ({row.legal_ref})" if row.legal_ref else ""
    return Words(f"{row.name_th}{ref}", f"{row.name_en or row.name_th}{ref}")


def _reason(stop: ClockStop, *, public: bool) -> Words:
    known = STOP_REASONS.get(stop.reason, StopReason(Words(stop.reason, stop.reason)))
    label = known.public if public else known.label
    return Words(f"หยุดนับเวลา: {label.th}", f"Clock stopped: {label.en}")
