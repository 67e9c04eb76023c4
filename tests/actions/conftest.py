"""The small office in which every action is tried."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Person
from tests.factories import a_person, an_office


@pytest.fixture
def office(session: Session) -> None:
    """Units, topics and causes."""
    with transaction():
        an_office()


@pytest.fixture
def owner(office: None, now: datetime) -> Person:
    """The officer who works the case."""
    with transaction():
        return a_person(now, "officer", name="นายข้อมูล ตัวอย่างดี")


@pytest.fixture
def manager(office: None, now: datetime) -> Person:
    """Who may do almost everything."""
    with transaction():
        return a_person(now, "manager", "U01")
