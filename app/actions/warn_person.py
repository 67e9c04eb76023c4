"""Warns a colleague by letter that their way in changed, in case it was not they who did it."""

from datetime import datetime

from app.mail import outbox
from app.models import Person
from workflows.dates import say_date, say_time
from workflows.house_events import HOUSE_EVENTS
from workflows.words import Words

ACCOUNT_CHANGED = "account_changed"  # the letter
EMAIL_CHANGED = "email_changed"
WARNED_OF = frozenset({
    "password_changed", "password_set", "factor_added", "factor_removed", "factors_forgotten",
    "recovery_code_used",
})  # fmt: skip
_SAID = HOUSE_EVENTS | {
    EMAIL_CHANGED: Words("เปลี่ยนอีเมลของบัญชี", "E-mail address of the account changed")
}


def warn_person(person: Person, what: str, now: datetime, *, to: str = "", by: str = "") -> None:
    """A letter that says what changed and when stands in the outbox, without secret or link.

    ``to``: another address than the account's, such as the one that it had until now. ``by``: who
    did it, where it was an administrator.
    """
    outbox.put_elsewhere(
        ACCOUNT_CHANGED, f"{what}:{person.id}:{int(now.timestamp())}", now,
        to=to or person.email, dear=person.name, changed=_SAID[what].th,
        day=say_date(now, "th", "long"), time=say_time(now, "th"), by=by,
    )  # fmt: skip
