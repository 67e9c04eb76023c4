"""The deadlines of a case explained day by day: the same days for officer, auditor and citizen."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from app.queries import explained
from app.queries.explained import Explained
from workflows.deadlines import Milestone
from workflows.errors import UnknownReference
from workflows.ledger import How, Line
from workflows.words import Words

if TYPE_CHECKING:
    from app.models import Case

LAW = Words(
    "พ.ร.บ. วิธีปฏิบัติราชการทางปกครอง พ.ศ. 2539 มาตรา 64",
    "Administrative Procedure Act B.E. 2539, section 64",
)
OFFICIAL = Words("วันที่ถือว่ารับเรื่อง", "the official date of receipt")
LONGEST = 12  # days not counted in a row that are shown one by one
RECEIPT = Words("วันที่รับเรื่องจริง", "the day it really came")


def ledgers(
    case: "Case", today: date, milestone: str | None = None, *, public: bool = False
) -> dict[str, Any]:  # fmt: skip
    """``deadlines``: each with its rule and its days; ``clocks``: days by both clocks.

    The one asked for is open, else the next; UnknownReference where there is none of that name.
    ``public`` says it in the words for the correspondent.
    """
    found = explained.of_case(case, public=public)
    shown = milestone or case.next_milestone or Milestone.RESOLVE
    if milestone and milestone not in {one.milestone.value for one in found}:
        raise UnknownReference(milestone)
    rows = [_ledger(one, case, shown) for one in found]
    return {"deadlines": rows, "clocks": explained.two_clocks(case, today), "law": LAW}


def _ledger(one: Explained, case: "Case", shown: str) -> dict[str, Any]:
    public = case.public_resolve_by if one.milestone is Milestone.RESOLVE else None
    return {
        "label": one.milestone.label, "due": one.due, "rule": _rule(one),
        "basis": one.target.basis, "open": one.milestone == shown,
        "public": public if public != one.due else None,
        "differs": one.stored if one.stored != one.due else None,
        "lines": _rows(one.lines),
    }  # fmt: skip


def _rows(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """A row a day; a long stop with the days off in it is one row, from its first to its last."""
    rows: list[dict[str, Any]] = []
    for waits, run in groupby(lines, key=lambda line: line.how in (How.STOPPED, How.DAY_OFF)):
        days = list(run)
        long = waits and len(days) > LONGEST and any(line.how is How.STOPPED for line in days)
        rows += [_folded(days)] if long else [_row(line) for line in days]
    return rows


def _row(line: Line) -> dict[str, Any]:
    return {"day": line.day, "until": None, "why": line.why, "counted": line.counted,
            "due": line.is_due}  # fmt: skip


def _folded(days: Sequence[Line]) -> dict[str, Any]:
    reasons = dict.fromkeys(line.why for line in days if line.how is How.STOPPED)
    why = Words("\u00a0· ".join(w.th for w in reasons), "\u00a0· ".join(w.en for w in reasons))
    total = Words(
        f"{why.th} ({len(days)} วัน รวมวันหยุด)", f"{why.en} ({len(days)} days, days off too)"
    )
    return {"day": days[0].day, "until": days[-1].day, "why": total, "counted": False,
            "due": days[-1].is_due}  # fmt: skip


def _rule(one: Explained) -> Words:
    days, start = one.target.days, RECEIPT if one.target.from_receipt else OFFICIAL
    unit = Words("วันทำการ", "working") if one.target.working else Words("วันตามปฏิทิน", "calendar")
    noun = f"{unit.en} day{'' if days == 1 else 's'}"
    return Words(f"{days} {unit.th} นับจาก{start.th}", f"{days} {noun} from {start.en}")
