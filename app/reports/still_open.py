"""What became of the cases of a period: days of open ones so far, reopenings, appeals."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from app.database import db
from app.models import Case, DayOff, Event
from workflows import State
from workflows.deadlines import Calendar

_GROUPS = (Case.kind, Case.topic_code, Case.channel)
Slice = Mapping[str, str | None]


def so_far(first: date, last: date, today: date) -> Iterator[tuple[Slice, Counter[int]]]:
    """The working days that open cases have lasted by ``today``."""
    by = (*_GROUPS, Case.official_on)
    query = select(*by, func.count()).group_by(*by).where(
        Case.official_on.between(first, last), Case.state != State.RESOLVED
    )  # fmt: skip
    calendar = _calendar(first, today)
    for *group, day, number in db.session.execute(query):
        yield _slice(*group), Counter({max(calendar.working_days(day, today), 0): number})


def happened(first: date, last: date) -> Iterator[tuple[Slice, Counter[str]]]:
    """How many were answered and taken up again, and how many answers were appealed against."""
    appeal = aliased(Case)
    asked = {
        "reopened": exists().where(Event.case_id == Case.id, Event.what == "reopen"),
        "appealed": exists().where(appeal.appeal_of_id == Case.id),
    }
    for name, condition in asked.items():
        query = select(*_GROUPS, func.count()).group_by(*_GROUPS)
        rows = db.session.execute(query.where(Case.official_on.between(first, last), condition))
        for *group, number in rows:
            yield _slice(*group), Counter({name: number})


def _calendar(first: date, today: date) -> Calendar:
    """Of a year that nobody has filled in only the weekends are off."""
    off = db.session.scalars(select(DayOff.day).where(DayOff.day.between(first, today)))
    return Calendar(frozenset(off), range(first.year, today.year + 1))


def _slice(kind: str | None, topic: str | None, channel: str | None) -> Slice:
    return {"kind": kind, "topic": topic, "channel": channel}
