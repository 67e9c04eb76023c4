"""Notes what happened to an account: who signed in, who was given a key."""

from datetime import datetime

from app.actions.record import record_elsewhere
from app.actions.warn_person import WARNED_OF, warn_person
from app.models import Person

UNKNOWN = "person:unknown"


def note_sign_in(person: Person | None, now: datetime, *, refused: bool = False) -> None:
    """The audit says that somebody signed in, or could not.

    An unknown address is noted too, without the address, so that both take the same time.
    """
    subject = f"person:{person.id}" if person else UNKNOWN
    what = "sign_in_refused" if refused else "signed_in"
    record_elsewhere(subject, what, now, actor=None if refused else person)


def note_key(person: Person, what: str, now: datetime, actor: Person | None = None) -> None:
    """The audit says what an account was given: ``person_added``, ``api_token``."""
    record_elsewhere(f"person:{person.id}", what, now, actor=actor)


def note_account(
    person: Person, what: str, now: datetime, actor: Person | None, **details: str
) -> None:
    """The audit says what happened to how ``person`` proves who they are; never the proof.

    Of what changes who can sign in (WARNED_OF) the person themselves has a letter as well.
    """
    record_elsewhere(f"person:{person.id}", what, now, actor=actor, **details)
    if what in WARNED_OF:
        warn_person(person, what, now)
