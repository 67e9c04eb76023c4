"""The ledger of referred cases: both numbers, both states, both dates; and who is to be reminded.

A referral is *open* until a last report went out (``reported_at``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    cast,
    exists,
    func,
    literal,
    select,
    tuple_,
)
from sqlalchemy.orm import contains_eager

from app.database import db
from app.models import Case, Event, Person, Referral
from app.queries import escalation, office
from app.queries.cases import today
from app.queries.rights import visible
from workflows import State
from workflows.reporting import LADDER

PAGE = 50
BATCH = 500
OVER = "over"  # the step of the ladder after the date
_LAST = date(9999, 12, 31)
_OPEN = Referral.reported_at.is_(None)
_DUE = func.coalesce(Referral.report_due, _LAST)
Key = tuple[date, int]


@dataclass(frozen=True)
class Found:
    """One page of the ledger and the key of the next, None at the end."""

    referrals: Sequence[Referral]
    next: Key | None


def page(listed: str, person: Person, now: datetime, after: Key | None = None) -> Found:
    """The open or the late as their reports are due, or all of them, the newest first."""
    query = seen_by(person)
    if listed == "all":
        query = query.order_by(Referral.case_id.desc())
        within = Referral.case_id < after[1] if after else None
    else:
        query = query.where(_OPEN).order_by(_DUE, Referral.case_id)
        within = tuple_(_DUE, Referral.case_id) > after if after else None
    if listed == "late":
        query = query.where(Referral.report_due < today(now))
    rows = db.session.scalars(_narrowed(query, within).limit(PAGE + 1)).all()
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Found(rows[:PAGE], (last.report_due or _LAST, last.case_id) if last else None)


def occasion(due: date | None, step: str) -> str:
    """What a reminder is about: the date and the step of the ladder; a new date is a new one."""
    return f"report:{due}:{step}"


def unreminded(now: datetime, only: int | None = None) -> list[tuple[int, str]]:
    """Cases whose report is near or overdue and not reminded of, each with its step."""
    found: list[tuple[int, str]] = []
    day = today(now)
    for step, within in _steps(day) if escalation.is_office_time(now, day) else ():
        told = exists().where(
            Event.case_id == Referral.case_id,
            Event.what == ("report_overdue" if step == OVER else "report_due_soon"),
            Event.subject == literal("report:") + cast(Referral.report_due, String) + f":{step}",
        )
        query = select(Referral.case_id).join(Referral.case)
        query = query.where(_OPEN, Case.state != State.RESOLVED, within, ~told)
        if only is not None:
            query = query.where(Referral.case_id == only)
        query = query.order_by(Referral.report_due, Referral.case_id).limit(BATCH)
        found += [(case_id, step) for case_id in db.session.scalars(query)]
    return found


def _steps(day: date) -> Iterator[tuple[str, ColumnElement[bool]]]:
    """Each step of the ladder with the dates that stand on it today, the nearest last."""
    calendar = office.calendar(day, days=60)
    edges = [calendar.add_working(day, days) for days in LADDER]
    nearer = [*edges[1:], None]
    for days, edge, inner in zip(LADDER, edges, nearer, strict=True):
        beyond = Referral.report_due > inner if inner else Referral.report_due >= day
        yield str(days), and_(Referral.report_due <= edge, beyond)
    yield OVER, Referral.report_due < day


def seen_by(person: Person) -> Select[Referral]:
    """Every referral whose case ``person`` may see, with the case, its owner and its unit."""
    people = contains_eager(Referral.case)
    return (
        select(Referral).join(Referral.case).where(visible(person))
        .options(people.joinedload(Case.owner), people.joinedload(Case.unit))
    )  # fmt: skip


def _narrowed(query: Select[Referral], within: ColumnElement[bool] | None) -> Select[Referral]:
    return query if within is None else query.where(within)
