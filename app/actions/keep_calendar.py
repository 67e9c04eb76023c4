"""Seeds the working calendar from the ``holidays`` package, year by year; a manager confirms it."""

from collections.abc import Iterable
from datetime import datetime

import holidays
from sqlalchemy import select

from app.actions.record import record_elsewhere
from app.database import alone, db
from app.models import CalendarYear, DayOff, Person
from workflows.errors import Invalid
from workflows.words import Words

FIRST, LAST = 2005, 2040
POSSIBLE = range(FIRST, 2100)  # as far as the package knows
# Government offices work on Labour Day, and Children's Day is always a Saturday.
_NOT_OURS = ("แรงงาน", "วันเด็ก")
THERE = Words("มีปฏิทินของปีนี้แล้ว", "There is a calendar of this year already")
IMPOSSIBLE = Words("สร้างปฏิทินของปีนี้ไม่ได้", "No calendar can be made of this year")
NO_YEAR = Words("ยังไม่มีปฏิทินของปีนี้", "There is no calendar of this year")


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


def seed_year(year: int, actor: Person, now: datetime) -> None:
    """The year has the days off that are known of it; Invalid when it is there already.

    No open case can depend on a year that nobody knew, so nothing is recounted.
    """
    alone(db.session, "calendar")
    if year not in POSSIBLE:
        raise Invalid(year=IMPOSSIBLE)
    if not seed_calendar(now, [year]):
        raise Invalid(year=THERE)
    record_elsewhere(f"calendar:{year}", "calendar_seeded", now, actor=actor)


def confirm_year(year: int, actor: Person, now: datetime) -> None:
    """A manager has compared the year with the cabinet's list; once is enough."""
    row = db.session.get(CalendarYear, year, with_for_update=True)
    if row is None:
        raise Invalid(year=NO_YEAR)
    if row.confirmed_at is not None:
        return
    row.confirmed_at, row.confirmed_by_id = now, actor.id
    record_elsewhere(f"calendar:{year}", "calendar_confirmed", now, actor=actor)
