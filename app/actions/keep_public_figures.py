"""Stores the public statistics of a year, so that no visit has to count them."""

from datetime import datetime

from app.database import db
from app.models import PublicFigures
from app.reports.statistics import statistics


def keep_public_figures(span: str, year: int, now: datetime) -> None:
    """What everybody reads of that year are the figures of today."""
    db.session.merge(
        PublicFigures(span=span, year=year, content=statistics(year, now, span).as_dict())
    )
