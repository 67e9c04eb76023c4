"""Who is asked for a rating: once, within fourteen days of the answer, and never ourselves."""

from datetime import date, datetime

from app.database import db
from app.models import Case, Rating
from app.queries import people
from workflows.dates import local_day
from workflows.ratings import DAYS
from workflows.ratings import last_day as last_day_of
from workflows.words import Words

ANSWERED = Words(
    "ท่านให้คะแนนเรื่องนี้แล้ว ขอบคุณ คะแนนแรกยังคงอยู่", "You have rated this case; the first rating stands."
)
TOO_LATE = Words(
    f"หมดเวลาให้คะแนนแล้ว เรารับคะแนนภายใน {DAYS} วันหลังแจ้งผล",
    f"It is too late to rate: ratings are taken for {DAYS} days after the answer.",
)
OURS = Words(
    "เรื่องที่เจ้าหน้าที่แจ้งเองไม่มีการให้คะแนน",
    "A case that a colleague brought for themselves is not rated.",
)


def last_day(case: Case) -> date | None:
    """The last day on which the answer may be rated; None without an answer."""
    if case.resolved_at is None or case.state.is_open:
        return None
    return last_day_of(local_day(case.resolved_at))


def refusal(case: Case, rated: Rating | None, now: datetime) -> Words | None:
    """Why an answered case is not rated any more, or not at all; None where it may be."""
    if rated is not None:
        return ANSWERED
    last = last_day(case)
    if last is not None and local_day(now) > last:
        return TOO_LATE
    return OURS if is_ours(case) else None


def is_ours(case: Case) -> bool:
    """Whether somebody who works here brought the case for themselves."""
    address = case.correspondent.email if case.correspondent else ""
    return bool(address) and people.by_email(address) is not None


def wanted(case: Case) -> bool:
    """Whether an answer that is written now asks for a rating: one is enough, and none of ours."""
    return db.session.get(Rating, case.id) is None and not is_ours(case)
