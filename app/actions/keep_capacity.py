"""How much of a full desk somebody works: what new cases are shared out by."""

from datetime import datetime

from app.actions.record import record_elsewhere
from app.models import Person
from workflows.errors import Invalid
from workflows.words import Words

MOST = 200
RANGE = Words(f"เขียนจำนวนเต็ม 0 ถึง {MOST}", f"Write a whole number from 0 to {MOST}")


def set_capacity(person: Person, capacity: int, actor: Person | None, now: datetime) -> None:
    """Cases are shared out to the person by ``capacity`` percent; with 0 they get none in turn."""
    if not 0 <= capacity <= MOST:
        raise Invalid(capacity=RANGE)
    if person.capacity == capacity:
        return
    before, person.capacity = person.capacity, capacity
    record_elsewhere(f"person:{person.id}", "capacity_set", now, actor=actor, before=before,
                     after=capacity)  # fmt: skip
