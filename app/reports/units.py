"""On time by unit with roll-up and by owner, and beside it what closing early leaves behind."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import aliased

from app.database import db
from app.models import Case, Event, Unit
from app.reports.counting import PUBLIC, in_time, is_due
from app.reports.measures import percent
from workflows import DISMISSALS, State
from workflows.dates import local_day
from workflows.deadlines import Milestone

_RESOLVED = Case.state == State.RESOLVED
_RESOLVE = Milestone.RESOLVE.value
_REOPENED = Case.id.in_(select(Event.case_id).where(Event.what == "reopen"))
_APPEAL = aliased(Case)
_APPEALED = Case.id.in_(select(_APPEAL.appeal_of_id).where(_APPEAL.appeal_of_id.is_not(None)))
_UNANSWERED = and_(_RESOLVED, or_(Case.outcome.in_(tuple(DISMISSALS)), Case.answer == ""))
_ENDED = or_(_RESOLVED, _REOPENED)

Counted = Mapping[str, int]
# Every figure by its name: which of the period's cases it counts, on a day.
WHICH: dict[str, Callable[[date], ColumnElement[bool]]] = {
    "received": lambda _: Case.id.is_not(None),
    "resolved": lambda _: _RESOLVED,
    "open": lambda _: not_(_RESOLVED),
    "overdue": lambda today: and_(not_(_RESOLVED), Case.next_due_on < today),
    "due": lambda today: is_due(_RESOLVE, today),
    "met": lambda _: in_time(_RESOLVE),
    "public_due": lambda today: is_due(PUBLIC, today),
    "public_met": lambda _: in_time(PUBLIC),
    "ended": lambda _: _ENDED,
    "reopened": lambda _: _REOPENED,
    "appealed": lambda _: _APPEALED,
    "unanswered": lambda _: _UNANSWERED,
}
# Each share: its part and its whole.
SHARES = {
    "on_time": ("met", "due"),
    "public": ("public_met", "public_due"),
    "reopened": ("reopened", "ended"),
    "appealed": ("appealed", "ended"),
    "unanswered": ("unanswered", "resolved"),
}
NOBODY = 0  # the key that stands for no owner
AFTERWARDS = ("reopened", "appealed", "unanswered")


@dataclass(frozen=True)
class Line:
    """A unit with those below it (``codes``), or an owner, and its figures."""

    key: str | int | None
    depth: int
    codes: tuple[str | None, ...]
    counts: Counted

    def share(self, name: str) -> float | None:
        """One of SHARES in percent; None for 0 of 0."""
        return share(self.counts, name)


@dataclass(frozen=True)
class ByUnit:
    """The cases received in a period: lines of units in the order of their tree, and of owners."""

    first: date
    last: date
    units: Sequence[Line]
    owners: Sequence[Line]
    total: Counted
    as_known_on: date


def share(counts: Counted, name: str) -> float | None:
    """One of SHARES in percent; None for 0 of 0."""
    part, whole = SHARES[name]
    return percent(counts[part], counts[whole])


def by_unit(first: date, last: date, now: datetime, unit: str = "") -> ByUnit:
    """The figures of each unit with those below it; owners of ``unit``, without restricted."""
    today = local_day(now)
    units: dict[str | None, Counter[str]] = {}
    owners: dict[int | None, Counter[str]] = {}
    for code, owner, restricted, *numbers in db.session.execute(_query(first, last, today)):
        counted = Counter(dict(zip(WHICH, numbers, strict=True)))
        units.setdefault(code, _none()).update(counted)
        if not restricted and unit in ("", code or ""):
            owners.setdefault(owner, _none()).update(counted)
    lines = [Line(key, 0, (), counts) for key, counts in owners.items()]
    total = _sum(units.values())
    return ByUnit(first, last, _tree(units), lines, total, today)


def afterwards(first: date, last: date, now: datetime) -> Counted:
    """The figures of all cases of the period, for the shares that stand beside those on time."""
    counts = [func.count().filter(which(local_day(now))) for which in WHICH.values()]
    query = select(*counts).select_from(Case).where(Case.official_on.between(first, last))
    return dict(zip(WHICH, db.session.execute(query).one(), strict=True))


def cases_of(
    which: str, first: date, last: date, today: date, units: Sequence[str | None] = (),
    owner: int | None = None,
) -> list[ColumnElement[bool]]:  # fmt: skip
    """The conditions of the cases that one figure counts, of those units, of that owner."""
    found = [Case.official_on.between(first, last), WHICH[which](today)]
    if units:
        named = Case.unit_code.in_([code for code in units if code])
        found.append(or_(named, Case.unit_code.is_(None)) if None in units else named)
    if owner is None:
        return found
    owned = Case.owner_id.is_(None) if owner == NOBODY else Case.owner_id == owner
    return [*found, not_(Case.restricted), owned]


def below(code: str) -> tuple[str, ...]:
    """The unit and all units below it."""
    children = _children()
    return tuple(found for found, _ in _walk(code, children, 0, set()))


def _query(first: date, last: date, today: date) -> Any:
    by = (Case.unit_code, Case.owner_id, Case.restricted)
    counts = (func.count().filter(which(today)) for which in WHICH.values())
    return select(*by, *counts).where(Case.official_on.between(first, last)).group_by(*by)


def _tree(counted: Mapping[str | None, Counter[str]]) -> list[Line]:
    children, lines, seen = _children(), [], set[str]()
    known = {code for codes in children.values() for code in codes}
    tops = [*children.get(None, []), *sorted(known)]  # a circle of parents has no top: any will do
    for top in tops:
        for code, depth in _walk(top, children, 0, seen):
            codes = tuple(one for one, _ in _walk(code, children, 0, set()))
            sums = _sum(counted[one] for one in codes if one in counted)
            lines.append(Line(code, depth, codes, sums))
    lines = [line for line in lines if line.counts["received"]]
    if None in counted:
        lines.append(Line(None, 0, (None,), counted[None]))
    return lines


def _children() -> dict[str | None, list[str]]:
    query = select(Unit.code, Unit.parent_code).order_by(Unit.position, Unit.code)
    rows = db.session.execute(query).all()
    codes = {row.code for row in rows}
    found: dict[str | None, list[str]] = {}
    for code, parent in rows:
        found.setdefault(parent if parent in codes else None, []).append(code)
    return found


def _walk(
    code: str, children: Mapping[str | None, list[str]], depth: int, seen: set[str]
) -> list[tuple[str, int]]:
    if code in seen:
        return []
    seen.add(code)
    under = [_walk(child, children, depth + 1, seen) for child in children.get(code, [])]
    return [(code, depth), *(one for found in under for one in found)]


def _none() -> Counter[str]:
    return Counter(dict.fromkeys(WHICH, 0))


def _sum(counted: Any) -> Counter[str]:
    total = _none()
    for one in counted:
        total.update(one)
    return total
