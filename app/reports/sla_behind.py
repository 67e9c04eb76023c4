"""Which cases a figure of the SLA report counts: of its period, and of one group of it."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_

from app.models import Case
from app.reports.anonymous import BEHIND
from app.reports.catalogue import ANONYMOUS, SLA
from app.reports.chosen import of_group
from app.reports.counting import AGES, PROMISES, in_time, is_due, is_late
from app.reports.sla_table import AGE_LABELS
from app.reports.units import WHICH as PLAIN
from workflows import Kind
from workflows.words import Words

DUE, MET, UNMET = "due", "met", "unmet"
PARTS = {
    DUE: Words("ครบกำหนด", "due"),
    MET: Words("ทัน", "in time"),
    UNMET: Words("ไม่ทัน", "not in time"),
}
SIMPLE = ("received", "resolved", "open", "overdue")
Condition = ColumnElement[bool]
_GROUPS: dict[str, Any] = {
    "topic": Case.topic_code, "unit": Case.unit_code, "channel": Case.channel,
}  # fmt: skip


def _promised(promise: str, part: str) -> Callable[[date], Condition]:
    parts: dict[str, Callable[[date], Condition]] = {
        DUE: lambda today: is_due(promise, today),
        MET: lambda _: in_time(promise),
        UNMET: lambda day: and_(is_due(promise, day), not_(func.coalesce(in_time(promise), False))),
    }
    return parts[part]


def _late(age: str) -> Callable[[date], Condition]:
    return lambda today: is_late(age, today)


# Every figure by its name in an address: which of the period's cases it counts, on a day.
WHICH: Mapping[str, Callable[[date], Condition]] = {
    **{name: PLAIN[name] for name in SIMPLE},
    **{f"{name}.{part}": _promised(name, part) for name in PROMISES for part in PARTS},
    **{f"late.{age}": _late(age) for age in AGES},
    **BEHIND,
}


def cases_of(
    which: str, first: date, last: date, today: date, group: Mapping[str, str]
) -> list[Condition]:
    """The conditions of the cases that one figure of ``group`` counts; ValueError for no group."""
    return [Case.official_on.between(first, last), WHICH[which](today), *of_groups(group)]


def of_groups(group: Mapping[str, str]) -> list[Condition]:
    """The conditions that a case is of that month, kind, topic, unit and channel; ValueError."""
    found: list[Condition] = []
    if group.get("month"):
        begin = date.fromisoformat(f"{group['month']}-01")
        end = (begin + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        found.append(Case.official_on.between(begin, end))
    found += [Case.kind == Kind(group["kind"])] if group.get("kind") else []
    for name, column in _GROUPS.items():
        if code := group.get(name):
            found.append(of_group(column, code))
    return found


def words_of(which: str) -> tuple[Words, Words]:
    """What the figure is called, and what it means."""
    name, _, part = which.partition(".")
    if name == "late":
        figure, said = SLA.figures["overdue_by_age"], AGE_LABELS[part]
        return _both(figure.label, said), figure.definition
    if name == "anonymous":
        figure = ANONYMOUS.figures["received" if part == "received" else "promise_kept"]
        label = _both(figure.label, PARTS[part]) if part in PARTS else figure.label
        return label, figure.definition
    if part:
        figure = SLA.figures[f"on_time.{name}"]
        return _both(figure.label, PARTS[part]), figure.definition
    return SLA.figures[name].label, SLA.figures[name].definition


def _both(one: Words, other: Words) -> Words:
    return Words(f"{one.th}: {other.th}", f"{one.en}: {other.en}")
