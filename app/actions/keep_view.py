"""A list with its filters is kept under a name: for oneself, or for one's whole unit."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from app.database import alone, db
from app.models import Person, SavedView
from workflows.errors import Invalid
from workflows.text import clean
from workflows.words import Words

NAME, MOST = 100, 20  # code points of a name; views of one person
NAMELESS = Words("ตั้งชื่อมุมมอง", "Give the view a name")
LONG = Words(f"ชื่อยาวได้ไม่เกิน {NAME} ตัวอักษร", f"A name has at most {NAME} characters")
TAKEN = Words("ท่านมีมุมมองชื่อนี้แล้ว", "You have a view of this name already")
FULL = Words(
    f"เก็บได้ไม่เกิน {MOST} มุมมอง ลบที่ไม่ใช้แล้วก่อน",
    f"At most {MOST} views are kept: delete one that you no longer use",
)
NO_UNIT = Words("ท่านไม่ได้อยู่ในหน่วยใด", "You belong to no unit")


def save_view(
    person: Person, name: str, filters: Mapping[str, str], now: datetime, *, shared: bool
) -> SavedView:
    """The view is the person's; Invalid for a name that cannot be, or one view too many."""
    alone(db.session, f"views:{person.id}")
    mine = db.session.scalars(select(SavedView).where(SavedView.person_id == person.id)).all()
    if len(mine) >= MOST:
        raise Invalid(name=FULL)
    view = SavedView(person_id=person.id, filters=dict(filters), created_at=now)
    _name(view, name, mine)
    _share(view, person, shared=shared)
    db.session.add(view)
    return view


def change_view(view: SavedView, person: Person, name: str, *, shared: bool) -> None:
    """Another name, or another reach; Invalid as above. The view is the person's own."""
    alone(db.session, f"views:{person.id}")
    mine = db.session.scalars(select(SavedView).where(SavedView.person_id == person.id)).all()
    _name(view, name, [one for one in mine if one is not view])
    _share(view, person, shared=shared)


def delete_view(view: SavedView) -> None:
    """It is gone, for the unit too."""
    db.session.delete(view)


def _name(view: SavedView, name: str, others: Sequence[SavedView]) -> None:
    name = " ".join(clean(name).split())
    if not name:
        raise Invalid(name=NAMELESS)
    if len(name) > NAME:
        raise Invalid(name=LONG)
    if any(one.name == name for one in others):
        raise Invalid(name=TAKEN)
    view.name = name


def _share(view: SavedView, person: Person, *, shared: bool) -> None:
    if shared and not person.unit_code:
        raise Invalid(shared=NO_UNIT)
    view.unit_code = person.unit_code if shared else None
