"""The improvements as the public reads them, with what they came from and what became of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.queries import registers
from app.reports.recurrence import Recurrence, recurrences
from app.reports.suppression import LEAST, small
from workflows.words import Words


def improved(today: date) -> list[dict[str, Any]]:
    """All that are done and published, the latest first."""
    rows = registers.improvements_done()
    counted = recurrences(rows, today)
    return [
        {
            "what": item.name_th, "heard": item.finding, "action": item.action,
            "sources": _sources(item.sources), "done": item.done_on,
            "measure": _measure(item.before, item.after), "came": _came(counted.get(item.code)),
        }
        for item in rows
    ]  # fmt: skip


def _measure(before: str, after: str) -> Words | None:
    return Words(f"{before} → {after}", f"{before} → {after}") if before and after else None


def _came(found: Recurrence | None) -> Words | None:
    """How often the same cause came in equal times; small numbers are only called small."""
    if found is None:
        return None
    before, after, days = _count(found.before), _count(found.after), found.periods.days
    return Words(
        f"เรื่องจากสาเหตุเดียวกัน {before.th} → {after.th} ({days} วันก่อนและหลัง)",
        f"Cases of the same cause: {before.en} → {after.en} ({days} days before and after)",
    )


def _count(number: int) -> Words:
    if small(number):
        return Words(f"น้อยกว่า {LEAST}", f"fewer than {LEAST}")
    return Words(f"{number:,}", f"{number:,}")


def _sources(codes: Sequence[str]) -> Words | None:
    """How many cases and surveys it came from; which ones is nobody else's business."""
    surveys = sum(code.startswith("survey") for code in codes)
    cases = len(codes) - surveys
    said = [
        words
        for number, words in (
            (cases, Words(f"{cases} เรื่องที่ท่านแจ้ง", f"{cases} case{'' if cases == 1 else 's'}")),
            (surveys, Words("แบบสำรวจ", "a survey")),
        )
        if number
    ]
    if not said:
        return None
    return Words("\u00a0· ".join(w.th for w in said), "\u00a0· ".join(w.en for w in said))
