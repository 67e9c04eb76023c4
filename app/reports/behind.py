"""What stands behind a figure of Form 2.3: the question in words, and the rows that answer it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement

from app.reports.behind_cases import CASES
from app.reports.behind_lines import LINES
from app.reports.facts import Facts
from workflows.dates import say_date
from workflows.fiscal import fiscal_days
from workflows.words import Words


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
            return Behind(_asked(facts.year, words), cases=condition(facts, *found.groups()))
    return None


def _asked(year: int, words: Words) -> Words:
    days = [[say_date(day, language) for day in fiscal_days(year)] for language in ("th", "en")]
    (first_th, last_th), (first_en, last_en) = days
    return Words(
        f"เรื่องที่วันที่ถือว่ารับอยู่ตั้งแต่ {first_th} ถึง {last_th} {words.th}".strip(),
        f"Cases with their official date from {first_en} to {last_en} {words.en}".strip(),
    )
