"""What the tests of recounts begin with: days off that are saved, and cases that move."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.keep_days_off import Closing, add_days_off
from app.database import transaction
from app.models import Case, Event, Person
from tests.factories import a_case
from tests.reports.proposals import RESOLUTION
from workflows import State

BRIDGE = date(2026, 11, 27)  # a Friday, four working days after the clock's Monday
LATER = timedelta(minutes=1)


def closing(day: date = BRIDGE, last: date | None = None) -> Closing:
    return Closing(day, last, "วันหยุดพิเศษ", legal_ref=RESOLUTION)


def saved(manager: Person, now: datetime, day: date = BRIDGE) -> None:
    with transaction():
        add_days_off(closing(day), manager, now)


def fetch(session: Session, key: int) -> Case:
    session.expire_all()
    return session.get_one(Case, key)


def kept(now: datetime, state: State = State.RECEIVED, **more: object) -> int:
    with transaction():
        return a_case(now, state, **more).id


def recounted(session: Session, key: int) -> Sequence[Event]:
    query = select(Event).where(Event.case_id == key, Event.what == "recounted")
    return session.scalars(query).all()
