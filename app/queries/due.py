"""What is due and not yet done: the questions of the clock, each an index look-up."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, String, and_, case, cast, exists, literal, or_, select

from app.database import db
from app.models import Case, Event, Letter
from app.models.case import MET
from app.queries import cases, escalation
from app.queries.escalation import ESCALATED, REMINDED
from workflows import State
from workflows.deadlines import Milestone
from workflows.escalation import AT, BEFORE, Chain, last_passed, last_reminded

BATCH = 500
Chains = Mapping[Milestone, Chain]
_BY = {milestone: getattr(Case, f"{milestone.value}_by") for milestone in Milestone}


def letters(now: datetime) -> Sequence[int]:
    """Letters of the outbox whose time has come, oldest first."""
    query = select(Letter.id).where(Letter.status == "ready", Letter.next_try_at <= now)
    return db.session.scalars(query.order_by(Letter.id).limit(BATCH)).all()


def unrouted() -> Sequence[int]:
    """New cases about which the routing rules were not asked yet, oldest first."""
    query = select(Case.id).where(Case.state == State.RECEIVED, Case.routed_at.is_(None))
    return db.session.scalars(query.order_by(Case.id).limit(BATCH)).all()


def near(now: datetime) -> Sequence[int]:
    """Cases with a deadline so near that its reminder is due and was not written."""
    today = cases.today(now)
    return _near(escalation.chains(), today) if escalation.is_office_time(now, today) else []


def _near(chains: Chains, today: date) -> Sequence[int]:
    calendar = escalation.calendar_for(chains.values(), today)
    until = {m: last_reminded(chain, today, calendar) for m, chain in chains.items()}
    late = [
        and_(_owed(m, last), _BY[m] >= today, ~_told(REMINDED, m, literal(str(BEFORE))))
        for m, last in until.items()
    ]
    return _first(max(until.values()), late)


def passed(now: datetime) -> Sequence[int]:
    """Cases, owned or not, with a deadline gone by of whose present stage nobody was told."""
    today = cases.today(now)
    return _passed(escalation.chains(), today) if escalation.is_office_time(now, today) else []


def next_round(chains: Chains, today: date) -> tuple[int, int]:
    """Of how many deadlines, near and gone by, the clock would tell next by these chains.

    It takes ``BATCH`` of each at once.
    """
    return len(_near(chains, today)), len(_passed(chains, today))


def _passed(chains: Chains, today: date) -> Sequence[int]:
    calendar = escalation.calendar_for(chains.values(), today)
    late = []
    for m, chain in chains.items():
        ends = [last_passed(chain, k, today, calendar) for k in range(AT, chain.depth + 1)]
        late.append(and_(_owed(m, ends[0]), ~_told(ESCALATED, m, _stage(m, ends))))
    return _first(today, late)


def _first(until: date, any_of: Sequence[ColumnElement[bool]]) -> Sequence[int]:
    """Open cases of which any is true; by their earliest deadline the queue's index finds them."""
    query = select(Case.id).where(
        Case.state != State.RESOLVED, Case.next_due_on <= until, or_(*any_of)
    )
    return db.session.scalars(query.order_by(Case.next_due_on, Case.id).limit(BATCH)).all()


def _owed(milestone: Milestone, until: date) -> ColumnElement[bool]:
    """The same as ``Case.owed``, for a deadline up to ``until``."""
    owed = and_(_BY[milestone] <= until, getattr(Case, MET[milestone]).is_(None))
    return and_(owed, ~Case.imported) if milestone is Milestone.ACKNOWLEDGE else owed


def _stage(milestone: Milestone, ends: Sequence[date]) -> ColumnElement[str]:
    """The stage that a deadline has come to; ``ends`` are the last dates of stage 1, 2 and on."""
    higher = [(_BY[milestone] <= end, str(k)) for k, end in enumerate(ends, start=AT)]
    return case(*higher[:0:-1], else_=str(AT)) if len(ends) > 1 else literal(str(AT))


def _told(what: str, milestone: Milestone, stage: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether the event of ``queries.escalation.occasion`` is there."""
    occasion = literal(f"{milestone.value}:") + cast(_BY[milestone], String) + ":" + stage
    return exists().where(
        Event.case_id == Case.id, Event.subject == occasion, Event.subject != "",
        Event.what == what,
    )  # fmt: skip
