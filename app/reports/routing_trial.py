"""A rehearsal of the routing rules: where past cases would have gone, and where they went."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from app.database import db
from app.models import Case, RoutingRule
from workflows.dates import BANGKOK
from workflows.deadlines import Calendar
from workflows.routing import Seen, Time, first, time_of
from workflows.text import normalise

MOST = 10_000  # cases of a year's trial: the newest
EXAMPLES = 5
_KEPT = 60  # of each rule, so that examples are left for who may not see every case
_READ = (Case.id, Case.kind, Case.topic_code, Case.channel, Case.subject, Case.body, Case.place,
         Case.received_at, Case.unit_code)  # fmt: skip


@dataclass
class Tried:
    """What one rule would have done; ``agreed``: so many went to its unit anyhow."""

    rule: RoutingRule
    matched: int = 0
    agreed: int = 0
    went: Counter[str] = field(default_factory=Counter)  # unit → cases; "" for none
    keys: list[int] = field(default_factory=list)

    @property
    def share(self) -> float | None:
        """Percent of its cases that went to its unit anyhow; None without cases."""
        return self.agreed * 100 / self.matched if self.matched else None


@dataclass
class Trial:
    """The whole list on ``cases`` past cases; ``none`` fell under no rule."""

    rules: list[Tried]
    cases: int = 0
    none: int = 0

    @property
    def matched(self) -> int:
        """The cases that fell under some rule."""
        return self.cases - self.none

    @property
    def agreed(self) -> int:
        """Those that went where their rule says."""
        return sum(one.agreed for one in self.rules)


@dataclass(frozen=True)
class Example:
    """A case that a rule would have taken, and where it went."""

    reference: str
    subject: str
    unit: str


def trial(
    rules: Sequence[RoutingRule], calendar: Calendar, opens: time, *, since: date | None, last: int
) -> Trial:
    """``rules`` in their order on the cases received ``since``, else on the ``last`` ones."""
    made = Trial([Tried(rule) for rule in rules])
    listed = [rule.rule for rule in rules]
    reads_words = any(rule.words for rule in listed)
    for row in _past(calendar, since, last):
        made.cases += 1
        place = first(listed, _seen(row, calendar, opens, reads_words=reads_words))
        if place is None:
            made.none += 1
        else:
            _count(made.rules[place], row)
    return made


def examples(tried: Tried, visible: ColumnElement[bool]) -> list[Example]:
    """Some cases of the rule that the reader may see; those that went elsewhere come first."""
    query = select(Case.reference, Case.subject, Case.unit_code).where(
        Case.id.in_(tried.keys), visible
    )
    found = [
        Example(reference, subject, unit or "")
        for reference, subject, unit in db.session.execute(query.order_by(Case.id.desc()))
    ]
    return sorted(found, key=lambda one: one.unit == tried.rule.unit_code)[:EXAMPLES]


def _past(calendar: Calendar, since: date | None, last: int) -> Any:
    first_known = datetime(calendar.years.start, 1, 1, tzinfo=BANGKOK)
    query = select(*_READ).where(Case.received_at >= first_known).order_by(Case.id.desc())
    if since is None:
        return db.session.execute(query.limit(last))
    return db.session.execute(query.where(Case.official_on >= since).limit(MOST))


def _seen(row: Row, calendar: Calendar, opens: time, *, reads_words: bool) -> Seen:
    when = Time(time_of(row.received_at, calendar, opens))
    said = f"{normalise(row.subject)}\n{normalise(row.body)}" if reads_words else ""
    return Seen(
        kind=row.kind, topic=row.topic_code or "", channel=row.channel, text=said,
        place=normalise(row.place), time=when,
    )  # fmt: skip


def _count(tried: Tried, row: Row) -> None:
    unit = row.unit_code or ""
    tried.matched += 1
    tried.went[unit] += 1
    agrees = unit == tried.rule.unit_code
    tried.agreed += agrees
    if len(tried.keys) < _KEPT or (not agrees and len(tried.keys) < 2 * _KEPT):
        tried.keys.append(row.id)
