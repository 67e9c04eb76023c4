"""The desk as tests sit down at it."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.intake.submission import File
from app.models import Attachment, Case
from app.queries import people
from tests.factories import settled
from tests.web.kept_files import NAME, Kept
from tests.web.seats import an_office_at_work, email, sit
from workflows import State

Seat = Callable[[str], FlaskClient]


@pytest.fixture
def seat(client: FlaskClient, app: Flask, now: datetime) -> Seat:
    """Anybody of the office at the desk; no form needs its token."""
    an_office_at_work(app, now)
    return lambda who: sit(app, who)


@pytest.fixture
def new_case(seat: Seat, app: Flask, now: datetime) -> Callable[..., str]:
    """A case of the office, by its reference."""

    def make(state: State = State.RECEIVED, **more: object) -> str:
        with app.app_context():
            if state is not State.RECEIVED:
                more["owner"] = people.by_email(email("officer"))
            return settled(now, state, **more)

    return make


@pytest.fixture
def kept(session: Session, new_case: Callable[..., str]) -> Kept:
    """A case in the officers' unit with one file; that file."""

    def make(content: bytes = b"evidence", name: str = NAME, **more: object) -> Attachment:
        reference = new_case(State.ASSIGNED, files=(File(name, content),), **more)
        session.rollback()
        query = select(Attachment).join(Case).where(Case.reference == reference)
        return session.scalars(query).one()

    return make
