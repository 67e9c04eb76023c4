"""The small office in which every action is tried."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Case, Person
from tests.factories import a_case, a_person
from workflows import State


@pytest.fixture
def team(office: None, now: datetime) -> list[Person]:
    """Three officers of U02."""
    with transaction():
        return [a_person(now, "officer") for _ in range(3)]


@pytest.fixture
def case(session: Session, now: datetime, owner: Person) -> Case:
    """A complaint of this Monday, with its owner."""
    with transaction():
        return a_case(now, State.ASSIGNED, owner)
