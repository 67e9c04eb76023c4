"""Questions about ratings after a case: the ready reasons, and whether mail is still welcome."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select

from app.database import db
from app.models import Case, Rating, RatingReason


def offered(case: Case) -> Sequence[RatingReason]:
    """The reasons in use for the topic of the case, those for every topic first."""
    topic = RatingReason.topic_code
    query = select(RatingReason).where(
        RatingReason.retired.is_(False), or_(topic.is_(None), topic == case.topic_code)
    )
    return db.session.scalars(query.order_by(topic.is_not(None), RatingReason.code)).all()


def chosen(codes: Collection[str]) -> Sequence[RatingReason]:
    """The reasons of a rating, those too that are not offered any more."""
    if not codes:
        return []
    query = select(RatingReason).where(RatingReason.code.in_(codes))
    return db.session.scalars(query.order_by(RatingReason.code)).all()


def unwelcome(case: Case) -> bool:
    """Whether the correspondent has said, last, that they want no further mail."""
    rating = db.session.get(Rating, case.id) if case.id else None
    return rating is not None and rating.contact is False
