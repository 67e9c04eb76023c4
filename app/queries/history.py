"""The other cases of whoever brought a case, and how they rated us: a right of its own.

Nobody is looked up who is anonymous or hidden here, or there; restricted cases stay out of it.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, false, not_, or_, select

from app.database import db
from app.models import Case, Correspondent, Person, Rating
from app.models.base import either
from app.queries.cases import with_people
from app.queries.rights import visible

SHOWN = 50


def is_told(case: Case) -> bool:
    """Whether this case says who brought it, so that their others may be shown."""
    return not (case.anonymous or case.identity_hidden or case.restricted) and bool(
        case.correspondent
    )


def others(case: Case, person: Person) -> Sequence[tuple[Case, Rating | None]]:
    """Their other cases that ``person`` may see, newest first, each with its rating."""
    if not is_told(case):
        return []
    query = with_people(select(Case)).join(Correspondent, Correspondent.id == Case.correspondent_id)
    query = query.where(
        _same(case), Case.id != case.id, visible(person), not_(Case.restricted),
        not_(Case.identity_hidden), not_(Case.anonymous),
    )  # fmt: skip
    found = db.session.scalars(query.order_by(Case.id.desc()).limit(SHOWN)).all()
    rated = select(Rating).where(Rating.case_id.in_([one.id for one in found]))
    ratings = {rating.case_id: rating for rating in db.session.scalars(rated)}
    return [(one, ratings.get(one.id)) for one in found]


def _same(case: Case) -> ColumnElement[bool]:
    """The same record of a person, or another with the same address."""
    who = case.correspondent
    if who is None:
        return false()
    same = [Correspondent.id == who.id]
    if who.email:
        same.append(Correspondent.email.in_(either(who.email)))
    return or_(*same)
