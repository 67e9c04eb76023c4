"""What the script itself has told the office, to be held against what the office counts."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests.outside import figures
from tests.outside.figures import Period
from tests.outside.programs import Program

PROMISES = ("acknowledge", "first_answer", "resolve", "public")


@dataclass(frozen=True)
class Told:
    """One case: what it was, how it came, and the handling mark it got."""

    kind: str
    channel: str
    topic: str
    mark: int | None = None


@dataclass
class Ledger:
    """The figures as they stood before, and every case that came to its end since."""

    manager: Program
    period: Period
    year: int
    sla: Counter[tuple[str, ...]]
    form: dict[str, Any]
    told: dict[str, Told] = field(default_factory=dict)

    @classmethod
    def opened(cls, manager: Program, today: date) -> "Ledger":
        """Before the first case: this month and the next, since the official date may be later."""
        period = Period(today.replace(day=1), today + timedelta(days=31))
        year = today.year + 543 + (today.month >= 10)
        return cls(
            manager, period, year, figures.sla(manager, period), figures.form23(manager, year)
        )

    def expected_sla(self) -> dict[tuple[str, ...], int]:
        """What the SLA report counts more: all of it resolved, every promise kept."""
        more: Counter[tuple[str, ...]] = Counter()
        for reference, case in self.told.items():
            group = (self._official(reference).strftime("%Y-%m"), case.kind, case.channel)
            more.update([(*group, "received"), (*group, "resolved")])
            more.update((*group, f"{p}.{n}") for p in PROMISES for n in ("met", "due"))
        return dict(more)

    def expected_form(self) -> dict[str, int]:
        """What CS3 counts more, of the cases whose official date is in the year."""
        more: Counter[str] = Counter()
        for reference, case in self.told.items():
            day = self._official(reference)
            if day.year + 543 + (day.month >= 10) == self.year:
                more.update(_counted(case))
        return dict(more)

    def sla_now(self) -> dict[tuple[str, ...], int]:
        """What the SLA report does count more."""
        now = figures.sla(self.manager, self.period)
        return {name: now[name] - self.sla[name] for name in now if now[name] != self.sla[name]}

    def form_now(self) -> dict[str, int]:
        """What CS3 does count more; means and percentages are no counts."""
        more = {
            name: value - (self.form.get(name) or 0)
            for name, value in figures.form23(self.manager, self.year).items()
            if name.startswith("cs3.") and isinstance(value, int)
        }
        return {name: number for name, number in more.items() if number}

    def _official(self, reference: str) -> date:
        items = self.manager.get(f"/cases?q={reference}")["items"]
        return date.fromisoformat(items[0]["official"])


def _counted(case: Told) -> list[str]:
    names = ["received", "received_by_internet", "resolved", "resolved_on_time"]
    names += [f"by_kind.{case.kind}", f"by_channel.{case.channel}", f"by_topic.{case.topic}"]
    if case.mark:
        names.append("handling_satisfaction.n")
    return [f"cs3.{name}" for name in names]
