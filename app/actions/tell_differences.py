"""Tells whoever keeps the ledger of referred cases where it differs from the other office's."""

from datetime import datetime

from app.database import db
from app.mail import outbox
from app.models import Person
from app.queries import differences
from app.queries.cases import today


def tell_differences(person_id: int, now: datetime) -> bool:
    """A letter of the day lists what that person may see of them; whether there was anything."""
    person = db.session.get_one(Person, person_id)
    found = differences.listed(person, now)
    if not found:
        return False
    total = sum(len(difference.referrals) for difference in found)
    outbox.put_elsewhere(
        differences.LETTER, today(now).isoformat(), now, to=person.email, found=found, total=total
    )
    return True
