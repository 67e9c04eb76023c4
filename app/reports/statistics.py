"""The statistics of a fiscal year that everybody may read: few figures, no small numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.reports.sla import SlaReport, report
from app.reports.suppression import LEAST, hidden, small
from workflows.fiscal import fiscal_days
from workflows.words import Words

BY = ("kind", "channel")
DEFINITIONS = {
    "received": Words(
        "เรื่องที่วันที่ถือว่ารับอยู่ในปีงบประมาณ (1 ตุลาคม ถึง 30 กันยายน)",
        "Cases with their official date of receipt in the fiscal year (1 October to 30 September)",
    ),
    "resolved": Words("เรื่องในจำนวนนั้นที่แจ้งผลแล้ว", "Those of them that were answered"),
    "median": Words(
        "ครึ่งหนึ่งของเรื่องที่แจ้งผลแล้วใช้ไม่เกินจำนวนวันทำการนี้ นับจากวันที่ถือว่ารับ",
        "Half of those answered took no more than so many working days from the official date",
    ),
    "on_time": Words(
        "ร้อยละของเรื่องที่ครบกำหนดซึ่งแจ้งผลภายในกำหนด ปัดเป็นจำนวนเต็ม",
        "Percent of the cases due that were answered by their date, as a whole number",
    ),
    "suppressed": Words(
        f"จำนวนที่น้อยกว่า {LEAST} ไม่แสดง และไม่แสดงแถวอื่นที่จะทำให้คำนวณย้อนกลับได้ เพื่อไม่ให้รู้ว่าเป็นผู้ใด",
        f"A number below {LEAST} is not shown, nor other rows from which it could be worked out, so"
        " that nobody is recognised",
    ),
}


@dataclass(frozen=True)
class Line:
    """The figures of one group; None is not shown, or has no value."""

    code: str
    received: int | None
    resolved: int | None
    median: float | None
    on_time: int | None
    shown: bool


@dataclass(frozen=True)
class Statistics:
    """Fiscal year (B.E.), the groups by what they are divided by, and all together."""

    year: int
    groups: Mapping[str, Sequence[Line]]
    total: Line
    as_known_on: date


def statistics(year: int, now: datetime) -> Statistics:
    """The statistics of fiscal year ``year`` as they stand ``now``; restricted cases as numbers."""
    sla = report(*fiscal_days(year), (), now)
    groups = {by: _lines(sla, by) for by in BY}
    return Statistics(year, groups, _total(sla), sla.as_known_on)


def _lines(sla: SlaReport, by: str) -> list[Line]:
    rows = sla.rows((by,))
    untold = hidden([(row["received"],) for row in rows])
    ended = hidden([_ended(row) for row in rows], untold)
    return [
        _line(row[by], row, shown=place not in untold, told=place not in ended)
        for place, row in enumerate(rows)
    ]


def _total(sla: SlaReport) -> Line:
    totals = sla.totals()
    told = not any(map(small, _ended(totals)))
    return _line("", totals, shown=not small(totals["received"]), told=told)


def _ended(row: dict[str, Any]) -> tuple[int, int]:
    """What is shown, and what can be found by taking it from those received."""
    return row["resolved"], row["open"]


def _line(code: str, row: dict[str, Any], *, shown: bool, told: bool) -> Line:
    if not shown:
        return Line(code, None, None, None, None, shown=False)
    share, enough = row["on_time"]["resolve"]["percent"], row["resolved"] >= LEAST
    return Line(
        code, row["received"], row["resolved"] if told else None,
        row["working_days"]["median"] if enough else None,
        round(share) if share is not None and enough else None, shown=True,
    )  # fmt: skip
