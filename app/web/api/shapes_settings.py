"""What the API tells of the calendar and the targets, and what a change of them would do."""

from datetime import date
from typing import TYPE_CHECKING

from app.reports.rehearsal import Rehearsal
from app.reports.replay import Replay, Share
from app.web.api.shapes import Moment, Shape
from workflows.deadlines import Milestone, Target

if TYPE_CHECKING:
    from app.models import DayOff, DeadlineRule


class Off(Shape):
    """A weekday on which the office is closed."""

    day: date
    name: str
    name_en: str
    legal_ref: str

    @classmethod
    def of(cls, row: "DayOff") -> "Off":
        """As it stands in the calendar."""
        return cls(day=row.day, name=row.name_th, name_en=row.name_en, legal_ref=row.legal_ref)


class Counting(Shape):
    """The recount under way."""

    cause: str
    seen: int
    of: int
    moved: int


class OffDays(Shape):
    """A calendar year (B.E.); ``recount`` is null when every open case is counted."""

    year: int
    known: bool
    confirmed_at: Moment | None
    days: list[Off]
    recount: Counting | None


class Changed(Shape):
    """One deadline of a case that would move."""

    milestone: Milestone
    before: date | None
    after: date | None


class MovedCase(Shape):
    """A case that would move."""

    reference: str
    changes: list[Changed]


class Rehearsed(Shape):
    """What saving would do to the open cases; ``unlisted`` moved ones are not for you to see."""

    open: int
    moved: int
    leaving_overdue: int
    entering_overdue: int
    unlisted: int
    cases: list[MovedCase]

    @classmethod
    def of(cls, found: Rehearsal) -> "Rehearsed":
        """The first hundred cases are listed; all are counted."""
        cases = [
            MovedCase(reference=move.reference, changes=[
                Changed(milestone=m, before=old, after=new) for m, old, new in move.changes
            ]) for move in found.shown
        ]  # fmt: skip
        return cls(
            open=found.open, moved=found.moved, leaving_overdue=found.leaving,
            entering_overdue=found.entering, unlisted=found.unlisted, cases=cases,
        )  # fmt: skip


class OnTimeThen(Shape):
    """Cases with the promise, and in percent those in time: as it was and as proposed."""

    unit: str | None
    due: int
    percent: float | None
    due_then: int
    percent_then: float | None

    @classmethod
    def of(cls, share: Share, unit: str | None = None) -> "OnTimeThen":
        """Of one unit, or of all."""
        return cls(unit=unit, due=share.due, percent=share.percent, due_then=share.due_then,
                   percent_then=share.percent_then)  # fmt: skip


class Replayed(Shape):
    """A target on the resolved cases of a fiscal year (B.E.)."""

    fiscal_year: int
    total: OnTimeThen
    units: list[OnTimeThen]

    @classmethod
    def of(cls, found: Replay) -> "Replayed":
        """Unit by unit; a case without one stands under null."""
        units = sorted(found.units.items(), key=lambda one: one[0] or "")
        return cls(fiscal_year=found.fiscal_year, total=OnTimeThen.of(found.total),
                   units=[OnTimeThen.of(share, code) for code, share in units])  # fmt: skip


class Outcome(Shape):
    """Whether it is saved; if not, what saving would do."""

    saved: bool
    days: list[date] = []
    version: int | None = None
    rehearsal: Rehearsed | None = None
    replay: Replayed | None = None


class TargetVersion(Shape):
    """One version of a promise; ``target`` null promises nothing."""

    id: int
    kind: str
    milestone: Milestone
    target: str | None
    topic: str
    severity: str
    channel: str
    counts_from: str
    legal_basis: str
    valid_from: date | None
    valid_to: date | None

    @classmethod
    def of(cls, row: "DeadlineRule") -> "TargetVersion":
        """As it stands in the table."""
        target = None if row.days is None else str(Target(row.days, row.working))
        return cls(
            id=row.id, kind=row.kind, milestone=Milestone(row.milestone), target=target,
            topic=row.topic_code, severity=row.severity, channel=row.channel,
            counts_from="receipt" if row.from_receipt else "official",
            legal_basis=row.legal_basis, valid_from=row.valid_from, valid_to=row.valid_to,
        )  # fmt: skip


class TargetVersions(Shape):
    """Every version of every promise of the office; what none names is as the system ships it."""

    versions: list[TargetVersion]
