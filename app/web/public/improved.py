"""The improvements as the public reads them, with what they came from."""

from collections.abc import Sequence
from typing import Any

from app.queries import registers
from workflows.words import Words


def improved() -> list[dict[str, Any]]:
    """All of them, the latest done first."""
    return [
        {"what": item.name_th, "sources": _sources(item.sources), "done": item.done_on}
        for item in registers.improvements_done()
    ]


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
    return Words(" · ".join(w.th for w in said), " · ".join(w.en for w in said))
