"""What criterion CS3 counts: the cases of one fiscal year, restricted ones in the totals only."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.database import db
from app.models import Case, Event, Rating, Referral
from app.reports.counting import bangkok_date
from workflows import Kind, State
from workflows.dates import end_of
from workflows.fiscal import fiscal_days

Span = tuple[date, date]


@dataclass
class CaseCounts:
    """Cases by their official date of receipt, as they stand now."""

    received: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)
    by_channel: Counter[str] = field(default_factory=Counter)
    by_topic: Counter[str] = field(default_factory=Counter)
    resolved: int = 0
    resolved_on_time: int = 0
    complaints_due: int = 0
    complaints_on_time: int = 0
    referrals_received: int = 0
    referrals_reported_on_time: int = 0
    ratings: int = 0
    ratings_mean: Fraction | None = None


def count_cases(year: int, cut_off: date | None = None) -> CaseCounts:
    """The cases of fiscal year ``year`` counted once, in three questions.

    With ``cut_off`` only what had happened by the end of that day: received, resolved, reported,
    rated. Kind, topic and due dates are those of now.
    """
    span = fiscal_days(year)
    counts, until = CaseCounts(), end_of(cut_off) if cut_off else None
    _count_slices(counts, span, until)
    _count_referrals(counts, span, until)
    _count_ratings(counts, span, until)
    return counts


def _count_slices(counts: CaseCounts, span: Span, until: datetime | None) -> None:
    resolved, on_time = resolved_by(until), resolved_on_time(until)
    parts = (Case.kind, Case.channel, Case.topic_code)
    query = select(
        *parts, func.count(), func.count().filter(resolved), func.count().filter(on_time)
    )
    for row in db.session.execute(query.where(*received_by(span, until)).group_by(*parts)):
        kind, channel, topic, received, done, timely = row
        counts.received += received
        counts.by_kind[kind.value] += received
        counts.by_channel[channel] += received
        counts.by_topic[topic or "none"] += received
        counts.resolved += done
        counts.resolved_on_time += timely
        if kind is Kind.COMPLAINT:
            counts.complaints_due += done
            counts.complaints_on_time += timely


def received_by(span: Span, until: datetime | None) -> list[ColumnElement[bool]]:
    """The cases of ``span``; with ``until`` those that were here by then."""
    within = Case.official_on.between(*span)
    return [within] if until is None else [within, Case.received_at < until]


def resolved_by(until: datetime | None) -> ColumnElement[bool]:
    """The case was resolved, now or at ``until``."""
    return answered_at(until).is_not(None) if until else Case.state == State.RESOLVED


def resolved_on_time(until: datetime | None) -> ColumnElement[bool]:
    """The same, and by its date."""
    return and_(resolved_by(until), bangkok_date(answered_at(until)) <= Case.resolve_by)


def answered_at(until: datetime | None) -> ColumnElement[Any]:
    """When the answer was given that stood at ``until``; null where none stood.

    A case that was opened again afterwards has its answer of then in its events only.
    """
    if until is None:
        return Case.resolved_at.expression
    reopened = aliased(Event)
    again = exists().where(
        reopened.case_id == Event.case_id, reopened.what == "reopen",
        reopened.at >= Event.at, reopened.at < until,
    )  # fmt: skip
    before = select(func.max(Event.at)).where(
        Event.case_id == Case.id, Event.to_state == State.RESOLVED.value,
        Event.from_state.is_not(None), Event.at < until, ~again,
    )  # fmt: skip
    return case((Case.resolved_at < until, Case.resolved_at), else_=before.scalar_subquery())


def _by(moment: InstrumentedAttribute[Any], until: datetime | None) -> ColumnElement[Any]:
    return case((moment < until, moment)) if until else moment.expression


def reported_on_time(until: datetime | None) -> ColumnElement[bool]:
    """Of a referral joined to its case: a report without a date of its own was the answer.

    What is in progress puts the date off; a report that came after its date stays late for ever.
    """
    late = exists().where(
        Event.case_id == Referral.case_id, Event.what == "reported", Event.subject == "late",
        *([Event.at < until] if until else []),
    )  # fmt: skip
    told = bangkok_date(func.coalesce(_by(Referral.reported_at, until), answered_at(until)))
    in_time = or_(
        told <= Referral.report_due, and_(told.is_not(None), Referral.report_due.is_(None))
    )
    return and_(in_time, ~late)


def _count_referrals(counts: CaseCounts, span: Span, until: datetime | None) -> None:
    query = select(func.count(), func.count().filter(reported_on_time(until))).join(Referral.case)
    row = db.session.execute(query.where(*received_by(span, until))).one()
    counts.referrals_received, counts.referrals_reported_on_time = row


def _count_ratings(counts: CaseCounts, span: Span, until: datetime | None) -> None:
    query = select(func.count(), func.sum(Rating.handling)).join(Case, Case.id == Rating.case_id)
    given = [Rating.at < until] if until else []
    number, total = db.session.execute(query.where(*received_by(span, until), *given)).one()
    counts.ratings = number
    counts.ratings_mean = Fraction(int(total), number) if number else None
