"""Writes what a change of calendar or targets does to the open cases: a chunk a transaction."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Table, bindparam, insert, select, update

from app.database import db
from app.models import Case, Event, Person, Recount
from app.queries import office
from app.reports.open_cases import OpenCase, chunk
from workflows.deadlines import Deadlines, Milestone
from workflows.fiscal import fiscal_year
from workflows.reckon import Reckoner

SHARED = 10_000  # dates kept in mind, since cases of one day share theirs
CHUNK = 500  # cases locked at a time: nobody waits for longer than these take
_CASE: Table = Case.metadata.tables["case"]
_KEY = "case_id"

Moved = Sequence[tuple[OpenCase, Deadlines]]


def ask_recount(cause: str, note: str, actor: Person | None, now: datetime) -> Recount:
    """The clock will count the dates of every open case anew; ``cause``: calendar or targets."""
    asked = Recount(cause=cause, note=note, asked_by_id=actor.id if actor else None, asked_at=now)
    db.session.add(asked)
    return asked


def recount(recount_id: int, now: datetime, known: Reckoner | None = None) -> Reckoner | None:
    """The next chunk of cases has its dates, and the recount knows how far it is.

    None when nothing is left. What comes back remembers dates and is meant for the next chunk.
    A case keeps its version: an officer who is writing is not told that somebody changed it.
    """
    query = select(Recount).where(Recount.id == recount_id).with_for_update()
    asked = db.session.scalars(query).one()
    cases = [] if asked.finished_at else chunk(asked.after_id, CHUNK, lock=True)
    if not cases:
        asked.finished_at = asked.finished_at or now
        return None
    reckoner = _reckoner(known)
    moved = [(case, dates) for case in cases if (dates := case.moved(reckoner))]
    _write(moved, asked, now)
    asked.after_id = cases[-1].id
    asked.seen += len(cases)
    asked.moved += len(moved)
    return reckoner


def _reckoner(known: Reckoner | None) -> Reckoner:
    """By the calendar and the rules of this very moment, which may have changed meanwhile."""
    calendar, rules = office.whole_calendar(), office.rules()
    return known if known and known.counts_by(calendar, rules) else Reckoner(calendar, rules)


def _write(moved: Moved, asked: Recount, now: datetime) -> None:
    if not moved:
        return
    rows = [_columns(case, dates) for case, dates in moved]
    places: dict[str, Any] = {name: bindparam(name) for name in rows[0] if name != _KEY}
    db.session.execute(update(_CASE).where(_CASE.c.id == bindparam(_KEY)).values(places), rows)
    events = [_event(case, dates, asked, now) for case, dates in moved]
    db.session.execute(insert(Event.metadata.tables["event"]), events)


def _columns(case: OpenCase, dates: Deadlines) -> dict[str, Any]:
    """The same as ``set_deadlines`` puts on a case."""
    due, milestone = case.next_due(dates)
    return {_KEY: case.id, **_promised(dates), "next_due_on": due, "next_milestone": milestone}


@lru_cache(maxsize=SHARED)
def _promised(dates: Deadlines) -> dict[str, Any]:
    """Shared by many cases, and by them only read."""
    return {
        "official_on": dates.official, "fiscal_year": fiscal_year(dates.official),
        **{f"{m.value}_by": dates.of(m) for m in Milestone}, "target_by": dates.target,
        "public_resolve_by": dates.public_resolve,
    }  # fmt: skip


def _event(case: OpenCase, dates: Deadlines, asked: Recount, now: datetime) -> dict[str, Any]:
    told = {"cause": asked.cause, "before": _told(case.dates), "after": _told(dates)}
    return {
        "case_id": case.id, "subject": "", "at": now, "what": "recounted", "by": "clock",
        "note": asked.note, "from_state": None, "to_state": case.state.value, "details": told,
    }  # fmt: skip


@lru_cache(maxsize=SHARED)
def _told(dates: Deadlines) -> dict[str, str | None]:
    days = {m.value: dates.of(m) for m in Milestone}
    return {name: day.isoformat() if day else None for name, day in days.items()}
