"""The clock tells whoever keeps an improvement: it is due, it is late, its cause came back."""

from datetime import datetime
from typing import Any

from app.actions.record import record_elsewhere
from app.database import db
from app.mail import outbox
from app.models import Improvement
from app.queries import improvements
from app.queries.cases import today
from app.reports.recurrence import LETTER, recurrences
from workflows.dates import say_date

SUBJECT = "register:improvements:"  # the improvement's history, with its key


def remind_of_improvement(key: int, step: str, now: datetime) -> bool:
    """Its owner (without one, every manager) has the letter of that step for its date."""
    row = _locked(key)
    if row is None or row.done_on or row.due_on is None:
        return False
    late = (today(now) - row.due_on).days
    if not _tell(row, improvements.LETTERS[step], improvements.occasion(row), now,
                 due=say_date(row.due_on, "th", "long"), late=late):  # fmt: skip
        return False
    record_elsewhere(f"{SUBJECT}{key}", "improvement_reminded", now, actor=None, step=step,
                     due=row.due_on.isoformat())  # fmt: skip
    return True


def tell_recurred(key: int, now: datetime) -> bool:
    """The same people know that its cause came back, once, with the count before and after."""
    row = _locked(key)
    found = recurrences([row], today(now)).get(row.code) if row else None
    if row is None or row.done_on is None or found is None or not found.after:
        return False
    if not _tell(row, LETTER, row.code, now, found=found, done=say_date(row.done_on, "th", "long")):
        return False
    record_elsewhere(f"{SUBJECT}{key}", "improvement_recurred", now, actor=None,
                     before=found.before, after=found.after, days=found.periods.days)  # fmt: skip
    return True


def _locked(key: int) -> Improvement | None:
    row = db.session.get(Improvement, key, with_for_update=True)
    return None if row is None or row.retired else row


def _tell(row: Improvement, name: str, occasion: str, now: datetime, **told: Any) -> bool:
    """Whether there was anybody to tell."""
    people = improvements.keepers(row)
    for person in people:
        outbox.put_elsewhere(name, occasion, now, to=person.email, about=row.code, reader=person,
                             row=row, **told)  # fmt: skip
    return bool(people)
