"""The public statistics as they were stored this day, or as they are while none are stored yet."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select

from app.database import db
from app.models import Case, PublicFigures
from app.reports.statistics import SPANS, VERSION, days_of, statistics
from workflows.dates import local_day
from workflows.fiscal import BUDDHIST_ERA, fiscal_year

YEARS = 5  # that can be read


def years(span: str, now: datetime) -> range:
    """The years (B.E.) that can be read, the newest first."""
    today = local_day(now)
    this = fiscal_year(today) if span == "fiscal" else today.year + BUDDHIST_ERA
    return range(this, this - YEARS, -1)


def figures(span: str, year: int, now: datetime) -> dict[str, Any]:
    """The figures of a year, the stored ones first: a visit costs no counting."""
    stored = db.session.get(PublicFigures, (span, year))
    if stored is not None and stored.content["version"] == VERSION:
        return stored.content
    return statistics(year, now, span).as_dict()


def unmade(now: datetime) -> Sequence[tuple[str, int]]:
    """The years with cases whose figures are not those of today."""
    today = local_day(now).isoformat()
    rows = db.session.scalars(select(PublicFigures)).all()
    known = {(row.span, row.year): row.content for row in rows}
    return [
        (span, year) for span in SPANS for year in years(span, now)
        if _of_another_day(known.get((span, year)), today) and _has_cases(span, year)
    ]  # fmt: skip


def _of_another_day(content: dict[str, Any] | None, today: str) -> bool:
    return content is None or (content["as_known_on"], content["version"]) != (today, VERSION)


def _has_cases(span: str, year: int) -> bool:
    held = exists().where(Case.official_on.between(*days_of(span, year)))
    return bool(db.session.scalar(select(held)))
