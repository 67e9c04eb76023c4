"""The SLA report: of the cases of a period, how many were dealt with in time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.reports.anonymous import Anonymous, anonymous
from app.reports.catalogue import PERIOD, SLA
from app.reports.cells import GROUPS, Cell, Sums, cells
from app.reports.counting import AGES, PROMISES
from app.reports.measures import median, nearest_rank, percent, total
from workflows.dates import local_day


class UnknownGroup(Exception):
    """The report was asked to be grouped by something that it does not know."""


@dataclass(frozen=True)
class SlaReport:
    """The report as counted once; every table and chart of it is made from ``cells``."""

    first: date
    last: date
    by: tuple[str, ...]
    as_known_on: date
    cells: Sequence[Cell]
    anonymous: Anonymous

    def rows(self, by: Sequence[str]) -> list[dict[str, Any]]:
        """The figures of each group, in the order of its codes; a group without a code is last."""
        found: dict[tuple[str | None, ...], Sums] = {}
        for cell in self.cells:
            key = tuple(cell.group[name] for name in by)
            found.setdefault(key, Sums()).add(cell.sums)
        ordered = sorted(found, key=lambda key: [(code is None, code or "") for code in key])
        return [{**dict(zip(by, key, strict=True)), **figures(found[key])} for key in ordered]

    def totals(self) -> dict[str, Any]:
        """The figures of all, the share that CS3 asks for, and the overdue ones by age."""
        every = Sums()
        for cell in self.cells:
            every.add(cell.sums)
        met, resolved = every.counts["resolve_met"], every.counts["resolved"]
        return {
            **figures(every),
            "resolved_on_time": {
                "met": met, "resolved": resolved, "percent": percent(met, resolved),
            },
            "overdue_by_age": {age: every.counts[age] for age in AGES},
            "anonymous": self.anonymous.as_dict(),
        }  # fmt: skip

    def as_dict(self) -> dict[str, Any]:
        """The report as programs read it (docs: SLA report)."""
        return {
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "by": list(self.by),
            "rows": self.rows(self.by),
            "totals": self.totals(),
            "definitions": _definitions(),
            "as_known_on": self.as_known_on.isoformat(),
        }


def report(first: date, last: date, by: Iterable[str], now: datetime) -> SlaReport:
    """The cases received from ``first`` to ``last``, as they stand ``now``; UnknownGroup."""
    groups = tuple(dict.fromkeys(by))
    if unknown := [name for name in groups if name not in GROUPS]:
        raise UnknownGroup(f"{unknown[0]} is none of {', '.join(GROUPS)}")
    today = local_day(now)
    return SlaReport(
        first, last, groups, today, cells(first, last, today), anonymous(first, last, today)
    )


def sla_report(first: date, last: date, by: Iterable[str], now: datetime) -> dict[str, Any]:
    """The same in the shape that programs rely on."""
    return report(first, last, by, now).as_dict()


def figures(sums: Sums) -> dict[str, Any]:
    """The figures of one group of cases; None where there is no value."""
    n, public, worked = sums.counts, sums.days["working_days"], sums.days["worked_days"]
    return {
        "received": n["received"],
        "resolved": n["resolved"],
        "open": n["received"] - n["resolved"],
        "overdue": sum(n[age] for age in AGES),
        "on_time": {
            promise: _share(n[f"{promise}_met"], n[f"{promise}_due"]) for promise in PROMISES
        },
        "working_days": {"median": median(public), "p90": nearest_rank(public, 90)},
        "worked_days": {"median": median(worked), "p90": nearest_rank(worked, 90)},
        "stopped_days": total(public) - total(worked),
    }


def _share(met: int, due: int) -> dict[str, Any]:
    return {"met": met, "due": due, "percent": percent(met, due)}


def _definitions() -> dict[str, dict[str, str]]:
    words = {"period": PERIOD, **{name: f.definition for name, f in SLA.figures.items()}}
    return {name: said._asdict() for name, said in words.items()}
