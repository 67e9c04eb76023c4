"""Questions about the calendar by year: its days off, who confirmed it, is the next one ready."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, select

from app.database import db
from app.models import CalendarYear, DayOff, Letter, Person
from app.queries import people
from workflows.dates import local_day
from workflows.roles import Role

LETTER = "calendar_unready"
WARNED_FROM = 10  # the month in which next year's calendar begins to be missed


@dataclass(frozen=True)
class Year:
    """A calendar year: its weekdays off in order, and whether and by whom it was confirmed."""

    number: int
    known: bool
    days: Sequence[DayOff]
    confirmed_at: datetime | None
    confirmed_by: str


def year(number: int) -> Year:
    """The year of that number (C.E.); of an unknown one there are no days."""
    row = db.session.get(CalendarYear, number)
    span = DayOff.day.between(date(number, 1, 1), date(number, 12, 31))
    off = db.session.scalars(select(DayOff).where(span).order_by(DayOff.day))
    days = [one for one in off if one.day.weekday() < 5]
    who = db.session.get(Person, row.confirmed_by_id) if row and row.confirmed_by_id else None
    return Year(
        number, row is not None, days, row.confirmed_at if row else None, who.name if who else ""
    )


def unready(today: date) -> int | None:
    """Next year (C.E.), from October on, while no manager has confirmed its calendar."""
    if today.month < WARNED_FROM:
        return None
    row = db.session.get(CalendarYear, today.year + 1)
    return today.year + 1 if row is None or row.confirmed_at is None else None


def to_warn(now: datetime) -> Sequence[int]:
    """The managers who have no letter yet about next year's calendar."""
    missing = unready(local_day(now))
    if missing is None:
        return []
    return [p.id for p in people.active() if p.has(Role.MANAGER) and not _warned(p, missing)]


def occasion(missing: int) -> str:
    """What the letter is about: one a year to each manager."""
    return f"calendar:{missing}"


def _warned(person: Person, missing: int) -> bool:
    letter = exists().where(
        Letter.case_id.is_(None), Letter.name == LETTER, Letter.occasion == occasion(missing),
        Letter.recipient == person.email,
    )  # fmt: skip
    return bool(db.session.scalar(select(letter)))
