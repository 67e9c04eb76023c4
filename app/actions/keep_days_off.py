"""Edits the working calendar: days off come and go by a resolution; open cases are recounted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from app.actions.record import record_elsewhere
from app.actions.recount import ask_recount
from app.database import alone, db
from app.models import DayOff, Person
from app.queries import office
from workflows.dates import say_date
from workflows.deadlines import Calendar
from workflows.errors import Invalid
from workflows.words import BACKWARDS, Words

LONGEST = 60  # days that may be closed in one go
NAME, LEGAL = 200, 300

NO_YEAR = Words(
    "ยังไม่มีปฏิทินของปีนี้ สร้างปฏิทินของปีก่อน", "There is no calendar of this year: create it first"
)
WEEKEND = Words("วันนี้เป็นวันเสาร์หรืออาทิตย์ ซึ่งหยุดอยู่แล้ว", "A Saturday or Sunday is off already")
ALREADY = Words("วันนี้อยู่ในรายการวันหยุดแล้ว", "This day is on the list already")
ALL_OFF = Words("ทุกวันในช่วงนี้เป็นวันหยุดอยู่แล้ว", "Every day of these is off already")
TOO_LONG = Words(f"เพิ่มได้ครั้งละไม่เกิน {LONGEST} วัน", f"At most {LONGEST} days in one go")
TWO_YEARS = Words("เพิ่มทีละปีปฏิทิน", "Add the days of each calendar year by themselves")
NOT_OFF = Words("วันนี้ไม่อยู่ในรายการวันหยุด", "This day is not on the list")
LAST_ONE = Words("ปีหนึ่งต้องมีวันหยุดอย่างน้อยหนึ่งวัน", "A year keeps at least one day off")
NO_NAME = Words("บอกชื่อวันหยุด", "Name the day")
NO_REASON = Words("บอกมติหรือคำสั่งที่อ้างอิง", "Name the resolution or order")
LONG_TEXT = Words("ข้อความยาวเกินไป", "The text is too long")


@dataclass(frozen=True)
class Closing:
    """Days on which the office is closed, what they are called, and by which resolution."""

    first: date
    last: date | None
    name_th: str
    name_en: str = ""
    legal_ref: str = ""


def days_to_close(closing: Closing) -> Sequence[date]:
    """The working days among those of ``closing``; Invalid where there is nothing to add."""
    first, last = closing.first, closing.last or closing.first
    _refuse_span(first, last)
    calendar = _calendar_of(first)
    if first == last and first.weekday() >= 5:
        raise Invalid(first=WEEKEND)
    if first == last and first in calendar.days_off:
        raise Invalid(first=ALREADY)
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    days = [day for day in every if calendar.is_working(day)]
    if not days:
        raise Invalid(first=ALL_OFF)
    _refuse_words(closing.name_th, closing.name_en, closing.legal_ref)
    return days


def day_to_open(day: date, legal_ref: str) -> DayOff:
    """The day off that is to be one no more; Invalid where it is none."""
    row = db.session.get(DayOff, day)
    if row is None:
        raise Invalid(first=NOT_OFF)
    if day.weekday() >= 5:
        raise Invalid(first=WEEKEND)
    if not any(d.year == day.year and d != day for d in _calendar_of(day).days_off):
        raise Invalid(first=LAST_ONE)
    _refuse_words("-", "", legal_ref)
    return row


def calendar_with(days: Iterable[date], *, without: Iterable[date] = ()) -> Calendar:
    """The whole calendar as it would be: what a rehearsal counts by."""
    calendar = office.whole_calendar()
    return replace(calendar, days_off=calendar.days_off.union(days).difference(without))


def add_days_off(closing: Closing, actor: Person, now: datetime) -> Sequence[date]:
    """The working days of ``closing`` are off, and the open cases will be counted anew."""
    alone(db.session, "calendar")
    days = days_to_close(closing)
    named = _named(closing)
    db.session.add_all(DayOff(day=day, **named) for day in days)
    _told("day_off_added", days, actor, now, **named)
    ask_recount("calendar", _note("เพิ่มวันหยุด", days, closing.name_th), actor, now)
    return days


def remove_day_off(day: date, legal_ref: str, actor: Person, now: datetime) -> None:
    """The office is open on that day, and the open cases will be counted anew."""
    alone(db.session, "calendar")
    row = day_to_open(day, legal_ref)
    was = {"name_th": row.name_th, "legal_ref": row.legal_ref}
    db.session.delete(row)
    _told("day_off_removed", [day], actor, now, before=was, legal_ref=legal_ref)
    ask_recount("calendar", _note("ยกเลิกวันหยุด", [day], row.name_th), actor, now)


def rename_day_off(closing: Closing, actor: Person, now: datetime) -> None:
    """The day has this name and resolution; no date of any case depends on them."""
    alone(db.session, "calendar")
    row = db.session.get(DayOff, closing.first)
    if row is None:
        raise Invalid(first=NOT_OFF)
    _refuse_words(closing.name_th, closing.name_en, closing.legal_ref)
    named = _named(closing)
    before = {name: getattr(row, name) for name in named}
    if before == named:
        return
    for name, value in named.items():
        setattr(row, name, value)
    _told("day_off_renamed", [closing.first], actor, now, before=before, **named)


def _named(closing: Closing) -> dict[str, str]:
    return {"name_th": closing.name_th, "name_en": closing.name_en, "legal_ref": closing.legal_ref}


def _refuse_span(first: date, last: date) -> None:
    if last < first:
        raise Invalid(last=BACKWARDS)
    if (last - first).days >= LONGEST:
        raise Invalid(last=TOO_LONG)
    if last.year != first.year:
        raise Invalid(last=TWO_YEARS)


def _calendar_of(day: date) -> Calendar:
    calendar = office.whole_calendar()
    if day.year not in calendar.years:
        raise Invalid(first=NO_YEAR)
    return calendar


def _refuse_words(name_th: str, name_en: str, legal_ref: str) -> None:
    problems = {}
    if not name_th.strip():
        problems["name_th"] = NO_NAME
    if not legal_ref.strip():
        problems["legal_ref"] = NO_REASON
    texts = (
        ("name_th", name_th, NAME), ("name_en", name_en, NAME), ("legal_ref", legal_ref, LEGAL),
    )  # fmt: skip
    problems |= {field: LONG_TEXT for field, text, most in texts if len(text) > most}
    if problems:
        raise Invalid(**problems)


def _told(what: str, days: Sequence[date], actor: Person, now: datetime, **details: Any) -> None:
    subject = f"calendar:{days[0].year}"
    named = [day.isoformat() for day in days]
    record_elsewhere(subject, what, now, actor=actor, days=named, **details)


def _note(act: str, days: Sequence[date], name: str) -> str:
    """What a person reads on the timeline of a case that moved."""
    last = f" – {say_date(days[-1])}" if len(days) > 1 else ""
    return f"{act} {say_date(days[0])}{last} {name}"
