"""Words that a person typed on the desk and has not sent."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Case, Draft, Person
from app.queries.rights import visible

PAGE = 20
LONGEST = timedelta(days=90)


def of(case: Case, person: Person) -> dict[str, Draft]:
    """What the person has begun on this case, by its form."""
    query = select(Draft).where(Draft.case_id == case.id, Draft.person_id == person.id)
    return {draft.form: draft for draft in db.session.scalars(query)}


def left(person: Person) -> Sequence[Draft]:
    """The newest drafts of the person on cases that they may still see."""
    query = select(Draft).join(Draft.case).where(Draft.person_id == person.id, visible(person))
    query = query.options(joinedload(Draft.case)).order_by(Draft.saved_at.desc(), Draft.id.desc())
    return db.session.scalars(query.limit(PAGE)).all()


def left_over(now: datetime) -> Sequence[int]:
    """Those that nobody sent: older than LONGEST, or of before their case was resolved."""
    query = (
        select(Draft.id)
        .join(Draft.case)
        .where(or_(Draft.saved_at <= now - LONGEST, Draft.saved_at <= Case.resolved_at))
    )
    return db.session.scalars(query.order_by(Draft.id)).all()
