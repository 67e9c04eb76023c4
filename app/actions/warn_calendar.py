"""Tells a manager, once, that next year's working calendar is not confirmed."""

from datetime import datetime

from app.database import alone, db
from app.mail import outbox
from app.models import Person
from app.queries.calendar_years import LETTER, occasion, unready
from workflows.dates import local_day
from workflows.fiscal import BUDDHIST_ERA


def warn_calendar(person_id: int, now: datetime) -> bool:
    """The manager has the letter of this year; False when it is needed no more."""
    alone(db.session, LETTER)
    missing = unready(local_day(now))
    if missing is None:
        return False
    person = db.session.get_one(Person, person_id)
    year = missing + BUDDHIST_ERA
    outbox.put_elsewhere(LETTER, occasion(missing), now, to=person.email, year=year)
    return True
