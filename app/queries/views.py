"""Lists that people keep under a name: their own and those of their unit."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Person, SavedView
from workflows.errors import UnknownReference

SHOWN = 30


def of(person: Person) -> Sequence[SavedView]:
    """Own views first, then those that others share with the unit; what they show is a right."""
    seen = [SavedView.person_id == person.id]
    if person.unit_code:
        seen.append(SavedView.unit_code == person.unit_code)
    order = (SavedView.person_id != person.id, SavedView.name, SavedView.id)
    query = select(SavedView).where(or_(*seen)).options(joinedload(SavedView.person))
    return db.session.scalars(query.order_by(*order).limit(SHOWN)).all()


def own(view_id: int, person: Person) -> SavedView:
    """A view that is the person's own; UnknownReference for any other."""
    view = db.session.get(SavedView, view_id)
    if view is None or view.person_id != person.id:
        raise UnknownReference(str(view_id))
    return view
