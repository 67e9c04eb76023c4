"""Before a deadline its owner is reminded; after it one level more is told at each stage.

Every unmet deadline of a case goes by its own chain: an old one never hides another. While the
work clock stands no reminder goes out about a deadline in working days, whose date has moved with
it; what was missed before the stop, and the calendar days of the law, go on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.actions.record import record
from app.actions.tell import tell_staff
from app.models import Case, Person
from app.queries import cases, escalation, office, staff_tree
from app.queries.escalation import ESCALATED, REMINDED
from app.queries.staff_tree import Rungs, Staff
from workflows.dates import say_date
from workflows.deadlines import Milestone
from workflows.escalation import AT, BEFORE, DO, OWNER_AWAY, UNASSIGNED, WHY, stage_due
from workflows.roles import Role

_ROUND = timedelta(days=180)  # more than any reminder looks ahead


@dataclass(frozen=True)
class Unmet:
    """A deadline not met, a stage it has come to, and how many working days it is past."""

    milestone: Milestone
    due_on: date
    stage: int
    late: int

    @property
    def occasion(self) -> str:
        """What the event is about."""
        return escalation.occasion(self.milestone, self.due_on, self.stage)

    @property
    def what(self) -> str:
        """Which event it is."""
        return REMINDED if self.stage == BEFORE else ESCALATED


def remind(case: Case, now: datetime) -> bool:
    """Who works on the case knows of each deadline that is near, once; whether any was new."""
    near = [one for one in _unmet(case, now) if one.stage == BEFORE and not _held(case, one)]
    return _tell(case, near, now)


def escalate(case: Case, now: datetime) -> bool:
    """Each level that a missed deadline has come to knows of it, once; whether any was new."""
    passed = [one for one in _unmet(case, now) if one.stage >= AT]
    return _tell(case, [replace(p, stage=k) for p in passed for k in range(AT, p.stage + 1)], now)


def _unmet(case: Case, now: datetime) -> Iterator[Unmet]:
    owed, today = case.owed(), cases.today(now)
    if not owed:
        return
    first, last = min(today, *owed.values()), max(today, *owed.values())
    calendar = office.calendar(first, days=(last - first + _ROUND).days)
    chains = escalation.chains()
    for milestone, day in owed.items():
        stage = stage_due(chains[milestone], day, today, calendar)
        yield Unmet(milestone, day, stage, calendar.working_days(day, today))


def _held(case: Case, one: Unmet) -> bool:
    """Whether the work clock, which stands, has moved this very deadline."""
    target = office.targets(office.matter_of(case))[one.milestone]
    return case.stopped_on is not None and target is not None and target.working


def _tell(case: Case, due: Sequence[Unmet], now: datetime) -> bool:
    there = escalation.told(case)
    new = [one for one in due if (one.what, one.occasion) not in there]
    if not new:
        return False
    staff = Staff.on(cases.today(now))
    front, rungs, why = _front(case, staff), staff_tree.rungs_of(case, staff), _why(case, staff)
    for one in new:
        to = _write(case, one, _told_at(one.stage, front, rungs), why, now)
        event = record(case, one.what, now, stage=one.stage, milestone=one.milestone.value,
                       due=one.due_on.isoformat(), late=max(one.late, 0), why=why,
                       to=[person.name for person in to])  # fmt: skip
        event.subject = one.occasion
    return True


def _front(case: Case, staff: Staff) -> list[Person]:
    """The owner and who stands in for them; of a case without owner those who give it one.

    Where nobody of them is here, the first level is told as early as they would be.
    """
    may = staff_tree.may_be_told(case)
    if case.owner_id is None:
        role = Role.CONFIDENTIAL if case.restricted else Role.INTAKE
        found = [person for person in staff.people.values() if person.has(role) and may(person)]
        return staff.present(found) or _first(case, staff)
    owner = staff.people.get(case.owner_id)
    told = [owner] if owner and may(owner) else []
    deputy = staff.here(case.owner_id)
    return told if deputy and may(deputy) else [*told, *_first(case, staff)]


def _first(case: Case, staff: Staff) -> list[Person]:
    return next(iter(staff_tree.rungs_of(case, staff)), [])


def _why(case: Case, staff: Staff) -> str:
    if case.owner_id is None:
        return UNASSIGNED
    away = case.owner_id in staff.deputies or case.owner_id not in staff.people
    return OWNER_AWAY if away else ""


def _told_at(stage: int, front: list[Person], rungs: Rungs) -> list[Person]:
    level = rungs[stage - 1] if AT <= stage <= len(rungs) else []
    return level if stage > AT else list(dict.fromkeys([*front, *level]))


def _write(
    case: Case, one: Unmet, to: Sequence[Person], why: str, now: datetime
) -> Sequence[Person]:
    """Each has the letter, and so has whoever stands in for the owner; who was told."""
    return tell_staff(
        case, to, "due_soon" if one.stage == BEFORE else "overdue", one.occasion, now,
        about=one.milestone.label.th, milestone=one.milestone.label,
        due=say_date(one.due_on, "th", "long"), late=one.late,
        stage=one.stage, why=WHY.get(why), do=DO[one.milestone], all=[p.name for p in to],
    )  # fmt: skip
