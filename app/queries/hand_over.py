"""What somebody who leaves still owns, as far as the person who hands it over may see it."""

from collections.abc import Sequence

from sqlalchemy import select

from app.database import db
from app.models import Case, Person
from app.queries import load, people
from app.queries.rights import visible
from workflows import State
from workflows.errors import UnknownReference
from workflows.roles import Role

MOST = 500  # cases that go at once


def work() -> list[tuple[Person, int]]:
    """Everybody who may leave, and how many open cases they own; the most first."""
    here = {person.id: person for person in people.active() if not person.has(Role.AGENCY)}
    found = [(here[key], number) for key, number in load.open_cases(list(here)).items()]
    return sorted(found, key=lambda pair: (-pair[1], pair[0].name))


def leaver(key: int) -> Person:
    """Somebody who works here; UnknownReference otherwise."""
    found = db.session.get(Person, key)
    if found is None or not found.active:
        raise UnknownReference(str(key))
    return found


def open_of(leaver: Person, viewer: Person) -> Sequence[Case]:
    """The open cases of ``leaver`` that ``viewer`` sees, the first due first."""
    query = select(Case).where(
        Case.owner_id == leaver.id, Case.state != State.RESOLVED, visible(viewer)
    )
    return db.session.scalars(query.order_by(Case.next_due_on, Case.id).limit(MOST)).all()
