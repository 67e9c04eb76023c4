"""Who does the steps of every case now: the people whom the flow chart names."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Person, Unit
from workflows import By
from workflows.roles import Role

_HATS = {By.INTAKE: Role.INTAKE, By.MANAGER: Role.MANAGER}


def wearing() -> dict[By, Sequence[Person]]:
    """The people of each hat, in the order they came; who only keeps secrets wears none."""
    query = select(Person).where(Person.active).options(joinedload(Person.unit))
    here = db.session.scalars(query.order_by(Person.id)).all()
    return {hat: [p for p in here if p.has(role)] for hat, role in _HATS.items()}


def heads() -> dict[str, Person]:
    """The head of each unit by its code; of one who only keeps secrets nobody is told."""
    query = select(Unit.code, Person).join(Person, Person.id == Unit.head_id).where(Person.active)
    found = db.session.execute(query).all()
    return {code: head for code, head in found if set(head.roles) - {Role.CONFIDENTIAL.value}}
