"""Seeds the working calendar from the ``holidays`` package, year by year."""

from collections.abc import Iterable
from datetime import datetime

import holidays
from sqlalchemy import select

from app.database import db
from app.models import CalendarYear, DayOff

FIRST, LAST = 2005, 2040
# Government offices work on Labour Day, and Children's Day is always a Saturday.
_NOT_OURS = ("แรงงาน", "วันเด็ก")


def seed_calendar(now: datetime, years: Iterable[int] = range(FIRST, LAST + 1)) -> int:
    """Every year of ``years`` that was unknown has its days off; how many years were added.

    Years already there stay as people edited them.
    """
    known = set(db.session.scalars(select(CalendarYear.year)))
    new = [year for year in years if year not in known]
    kinds = ("public", "government")
    thai = holidays.country_holidays("TH", years=new, categories=kinds, language="th")
    english = holidays.country_holidays("TH", years=new, categories=kinds, language="en_US")
    there = set(db.session.scalars(select(DayOff.day)))
    for day, name in sorted(thai.items()):
        if day.year in new and day not in there and not any(word in name for word in _NOT_OURS):
            db.session.add(DayOff(day=day, name_th=name[:200], name_en=english.get(day, "")[:200]))
    db.session.add_all(CalendarYear(year=year, seeded_at=now) for year in new)
    return len(new)
