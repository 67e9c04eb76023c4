"""Last year's Form 2.3 is the start of this year's: its words and duties, never its figures."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.actions.keep_form23 import state_to_change, told
from app.database import db
from app.models import Person, ReportDuty, ReportState
from app.reports.carried import carried
from app.reports.editions import Line, edition
from app.reports.facts import gather
from app.reports.wording import values
from workflows.dates import local_day
from workflows.errors import Invalid
from workflows.words import Words

_NOTHING = Words("ปีก่อนไม่มีข้อความหรือผู้รับผิดชอบให้ยกมา", "Last year has no wording or duty to begin from")


@dataclass
class Started:
    """Claims whose wording came along, those whose wording holds figures, and the duties."""

    worded: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    duties: list[str] = field(default_factory=list)


def start_from_last(year: int, version: int, actor: Person, now: datetime) -> Started:
    """This year has last year's words and duties wherever it has none of its own."""
    state, last = state_to_change(year, version), db.session.get(ReportState, year - 1)
    started = Started()
    if last:
        _word(state, last, started)
    _owe(year, now, started)
    if started == Started():
        raise Invalid(start=_NOTHING)
    told(year, "form23_started", now, actor, **vars(started))
    return started


def _word(state: ReportState, last: ReportState, started: Started) -> None:
    year = state.fiscal_year
    before, after = values(gather(year - 1)), values(gather(year))
    then, lines = _lines(year - 1), _lines(year)
    claims: dict[str, dict[str, Any]] = {}
    for key, decided in last.claims.items():
        own = state.claims.get(key, {})
        if not decided.get("text") or own.get("text"):
            continue
        same = key in lines and lines[key] == then.get(key)
        text = carried(decided["text"], lines[key], before, after) if same else None
        (started.left if text is None else started.worded).append(key)
        if text is not None:
            claims[key] = own | {"text": text}
    state.claims = state.claims | claims


def _lines(year: int) -> dict[str, list[Line]]:
    """The lines of every claim of the year's edition, by "CS3.1"."""
    found: dict[str, list[Line]] = {}
    for line in edition(year).lines:
        if line.claim and line.kind in ("claim", "item"):
            found.setdefault(f"{line.section}.{line.claim}", []).append(line)
    return found


def _owe(year: int, now: datetime, started: Started) -> None:
    of_year, of_last = ReportDuty.fiscal_year == year, ReportDuty.fiscal_year == year - 1
    taken = set(db.session.scalars(select(ReportDuty.criterion).where(of_year)))
    open_yet, today = set(edition(year).sections) - taken, local_day(now)
    query = select(ReportDuty, Person).join(Person, Person.id == ReportDuty.person_id)
    for duty, person in db.session.execute(query.where(of_last)).all():
        if duty.criterion in open_yet and person.is_here(today):
            db.session.add(ReportDuty(
                fiscal_year=year, criterion=duty.criterion, person_id=person.id,
                due_on=_next_year(duty.due_on),
            ))  # fmt: skip
            started.duties.append(duty.criterion)


def _next_year(day: date) -> date:
    """The same day a year later; of 29 February the day before."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
