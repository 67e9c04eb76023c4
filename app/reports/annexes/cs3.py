"""The annex to CS3: what an assessor asks about the handling of cases, table by table."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement

from app.reports import causes
from app.reports.annexes import cs3_cases, cs3_works
from app.reports.annexes.table import AnnexTable
from app.reports.sla import report
from app.reports.sla_table import Names
from workflows.fiscal import fiscal_days


def cs3_annex(
    year: int, now: datetime, known: Names, seen: ColumnElement[bool] | None = None
) -> Sequence[AnnexTable]:
    """Every table of fiscal year ``year`` (B.E.) as the data stand ``now``.

    ``known`` has the words of the codes; ``seen`` is the condition on ``Case`` of what the reader
    may see (queries.rights.visible): without one no case is named, only counted.
    """
    first, last = fiscal_days(year)
    sla = report(first, last, (), now)
    asked = causes.Asked(first, last)
    return [
        cs3_cases.volumes(sla, known, _months(first)),
        cs3_cases.owners(asked, known),
        cs3_cases.shares(sla, known),
        cs3_cases.ageing(sla),
        cs3_works.pareto(causes.pareto(asked, now), asked, known),
        cs3_works.referrals(year),
        *([] if seen is None else [cs3_works.letters(first, last, seen)]),
        cs3_works.improvements(first, last, sla.as_known_on, known),
    ]


def _months(first: date) -> list[str]:
    """The months of a fiscal year as the cells of the SLA report call them."""
    return [
        f"{first.year + (first.month + n - 1) // 12}-{(first.month + n - 1) % 12 + 1:02}"
        for n in range(12)
    ]
