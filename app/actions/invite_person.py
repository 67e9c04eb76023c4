"""Invites a colleague by a letter with a one-time link, which nobody else here need ever see."""

from datetime import datetime

from app.actions.keep_person import SETUP_ENDS, renew_set_up
from app.actions.note_person import note_key
from app.database import alone, db
from app.mail import outbox
from app.models import Person
from app.queries import accounts
from workflows.roles import Role
from workflows.secrets import derive_token

SET_UP_LINK = "set-up"  # what the token in the letter is derived for


def invite_all(actor: Person, now: datetime, key: str) -> list[tuple[Person, str]]:
    """Everybody who waits for an invitation has one, each with the token of their link."""
    alone(db.session, "accounts")
    return [(one, invite_person(one, actor, now, key)) for one in accounts.uninvited(now)]


def invite_person(person: Person, actor: Person, now: datetime, key: str) -> str:
    """A letter with a set-up link stands in the outbox, and older links work no more.

    The token comes back for an office without mail. It is in no table: the letter gets it, from
    ``key``, when it is sent.
    """
    number = accounts.set_up_links(person)
    letter = outbox.put_elsewhere(
        accounts.INVITATION, f"set-up:{person.id}:{number}", now, to=person.email,
        dear=person.name, fresh=not person.password_hash, roles=[Role(r) for r in person.roles],
        hours=int(SETUP_ENDS.total_seconds() // 3600),
    )  # fmt: skip
    token = renew_set_up(person, now, derive_token(key, SET_UP_LINK, letter.message_id))
    note_key(person, "set_up_link", now, actor=actor)
    return token
