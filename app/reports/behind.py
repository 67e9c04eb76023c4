"""What stands behind a figure of Form 2.3: the question in words, and the rows that answer it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement

from app.reports.behind_cases import CASES, came_back, promised
from app.reports.behind_lines import LINES
from app.reports.facts import Facts
from app.reports.recurrence import DEFINITION
from workflows.dates import say_date
from workflows.fiscal import fiscal_days
from workflows.words import Words

_COMPLAINTS = Words("ที่เป็นข้อร้องเรียนและยุติแล้ว (ตัวหาร)",
                    "that are complaints and resolved (the divisor)")  # fmt: skip
_MONTHS = Words("จำนวนครั้งที่ให้บริการในแต่ละเดือนของปี (ตัวหาร)",
                "How often it was done in each month of the year (the divisor)")  # fmt: skip


@dataclass(frozen=True)
class Behind:
    """Lines with what each adds to the figure, or the conditions of the cases it counts."""

    query: Words
    lines: Sequence[tuple[Any, int]] = ()
    cases: tuple[ColumnElement[bool], ...] | None = None


def behind(name: str, facts: Facts) -> Behind | None:
    """What the figure of that name was counted from; None for a name nobody knows.

    The numbers of the lines, or the number of the cases, add up to a figure that is a count.
    """
    for pattern, words, find in LINES:
        if found := re.fullmatch(pattern, name):
            return Behind(words, find(facts, *found.groups()))
    for pattern, words, condition in CASES:
        if found := re.fullmatch(pattern, name):
            return Behind(_asked(facts, words), cases=condition(facts, *found.groups()))
    if found := re.fullmatch(r"cs3\.recurrence\.(.+)\.(before|after)", name):
        return Behind(DEFINITION, cases=came_back(facts, *found.groups()))
    if found := re.fullmatch(r"cs7\.(.+)\.on_time_percent", name):
        return _promised(facts, found[1])
    return None


def _promised(facts: Facts, code: str) -> Behind:
    """What the share divides by: complaints, or the service's own months."""
    if any(row.by_cases for row in facts.standards if row.code == code):
        return Behind(_asked(facts, _COMPLAINTS), cases=promised(facts))
    own = [row for row in facts.achievements if row.standard_code == code]
    return Behind(_MONTHS, [(row, row.done) for row in own])


def _asked(facts: Facts, words: Words) -> Words:
    days = [[say_date(day, lang) for day in fiscal_days(facts.year)] for lang in ("th", "en")]
    (first_th, last_th), (first_en, last_en) = days
    known = _known_by(facts)
    return Words(
        f"เรื่องที่วันที่ถือว่ารับอยู่ตั้งแต่ {first_th} ถึง {last_th} {words.th}".strip() + known.th,
        f"Cases with their official date from {first_en} to {last_en} {words.en}".strip()
        + known.en,
    )


def _known_by(facts: Facts) -> Words:
    if facts.cut_off is None:
        return Words("", "")
    th, en = (say_date(facts.cut_off, language) for language in ("th", "en"))
    return Words(f" เท่าที่รับ ยุติ รายงาน และให้คะแนนแล้วเมื่อสิ้นวันตัดยอด {th}",
                 f", as received, resolved, reported and rated by the end of {en}")  # fmt: skip
