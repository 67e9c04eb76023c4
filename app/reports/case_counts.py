"""What criterion CS3 counts: the cases of one fiscal year, restricted ones in the totals only."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from sqlalchemy import and_, exists, func, or_, select

from app.database import db
from app.models import Case, Event, Rating, Referral
from app.reports.counting import bangkok_date
from workflows import Kind, State
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


def count_cases(year: int) -> CaseCounts:
    """The cases of fiscal year ``year`` counted once, in three questions."""
    span = fiscal_days(year)
    counts = CaseCounts()
    _count_slices(counts, span)
    _count_referrals(counts, span)
    _count_ratings(counts, span)
    return counts


def _count_slices(counts: CaseCounts, span: Span) -> None:
    resolved = Case.state == State.RESOLVED
    on_time = and_(resolved, bangkok_date(Case.resolved_at) <= Case.resolve_by)
    parts = (Case.kind, Case.channel, Case.topic_code)
    query = select(
        *parts, func.count(), func.count().filter(resolved), func.count().filter(on_time)
    )
    for row in db.session.execute(query.where(Case.official_on.between(*span)).group_by(*parts)):
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


def _count_referrals(counts: CaseCounts, span: Span) -> None:
    """A report without a date of its own went out with the answer.

    What is in progress puts the date off; a report that came after its date stays late for ever.
    """
    late = exists().where(
        Event.case_id == Referral.case_id, Event.what == "reported", Event.subject == "late"
    )
    told = bangkok_date(func.coalesce(Referral.reported_at, Case.resolved_at))
    in_time = or_(
        told <= Referral.report_due, and_(told.is_not(None), Referral.report_due.is_(None))
    )
    query = select(func.count(), func.count().filter(in_time, ~late)).join(Referral.case)
    row = db.session.execute(query.where(Case.official_on.between(*span))).one()
    counts.referrals_received, counts.referrals_reported_on_time = row


def _count_ratings(counts: CaseCounts, span: Span) -> None:
    query = select(func.count(), func.sum(Rating.handling)).join(Case, Case.id == Rating.case_id)
    number, total = db.session.execute(query.where(Case.official_on.between(*span))).one()
    counts.ratings = number
    counts.ratings_mean = Fraction(int(total), number) if number else None
