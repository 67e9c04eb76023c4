"""Why cases come: the causes of a period, the most frequent first, with their running share."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import ColumnElement, func, not_, select

from app.database import db
from app.models import Case
from app.reports.chosen import of_group
from app.reports.half_up import percent
from workflows.dates import local_day
from workflows.words import Words

DEFINITION = Words(
    "เรื่องที่วันที่ถือว่ารับอยู่ในช่วงเวลาและบันทึกสาเหตุแล้ว เรียงจากสาเหตุที่มีเรื่องมากที่สุด ร้อยละของเรื่องที่รู้สาเหตุ"
    " รวมเรื่องปกปิดเป็นตัวเลขเท่านั้น",
    "Cases with their official date in the period whose cause is recorded, the most frequent cause"
    " first; percent of the cases whose cause is known; restricted ones as numbers only",
)


@dataclass(frozen=True)
class Asked:
    """The period, and the topic and unit to which it is narrowed; empty: all."""

    first: date
    last: date
    topic: str = ""
    unit: str = ""

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """On ``Case``."""
        found: list[ColumnElement[bool]] = [Case.official_on.between(self.first, self.last)]
        found += [of_group(Case.topic_code, self.topic)] if self.topic else []
        return found + ([Case.unit_code == self.unit] if self.unit else [])

    def of_cause(self, name: str) -> list[ColumnElement[bool]]:
        """The conditions of the cases of that cause; empty: of those without a recorded one."""
        return [*self.conditions, Case.root_cause == name]


@dataclass(frozen=True)
class Cause:
    """One cause: its cases, how many of them are restricted, and its share."""

    name: str
    cases: int
    restricted: int
    percent: float | None
    cumulative: float | None


@dataclass(frozen=True)
class Pareto:
    """The causes of what was asked; ``unknown`` are cases without a recorded cause."""

    asked: Asked
    causes: Sequence[Cause]
    unknown: int
    as_known_on: date

    @property
    def known(self) -> int:
        """Cases whose cause is recorded."""
        return sum(cause.cases for cause in self.causes)


def pareto(asked: Asked, now: datetime) -> Pareto:
    """The causes of the cases asked for."""
    query = select(Case.root_cause, func.count(), func.count().filter(Case.restricted.is_(True)))
    rows = db.session.execute(query.where(*asked.conditions).group_by(Case.root_cause)).all()
    counted = sorted(((n, name, kept) for name, n, kept in rows if name), key=_most)
    whole, sofar, causes = sum(n for n, *_ in counted), 0, []
    for n, name, kept in counted:
        sofar += n
        causes.append(
            Cause(name, n, kept, percent(Fraction(n), whole), percent(Fraction(sofar), whole))
        )
    unknown = sum(n for name, n, _ in rows if not name)
    return Pareto(asked, causes, unknown, local_day(now))


def by_topic(asked: Asked) -> Counter[tuple[str, str | None]]:
    """Cases of each cause and topic."""
    query = select(Case.root_cause, Case.topic_code, func.count()).where(
        *asked.conditions, not_(Case.root_cause == "")
    )
    rows = db.session.execute(query.group_by(Case.root_cause, Case.topic_code))
    return Counter({(cause, topic): n for cause, topic, n in rows})


def _most(row: tuple[int, str, int]) -> tuple[int, str]:
    return -row[0], row[1]
