"""One's own password: another one, and a link when it is forgotten."""

from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from app.actions.keep_person import check_password, set_password
from app.actions.note_person import UNKNOWN, note_account
from app.actions.record import record_elsewhere
from app.database import alone, changed, db
from app.mail import outbox
from app.models import Person, Token
from app.queries import people
from workflows.dates import local_day
from workflows.errors import Invalid, UnknownReference
from workflows.secrets import derive_token, digest, new_token
from workflows.words import Words

RESET = "password_reset"  # the letter
PURPOSE = "reset"  # of the token in it
MOST, WITHIN = 3, timedelta(hours=1)  # letters to one address
ENDS = timedelta(minutes=30)
NOT_THE_OLD = Words("รหัสผ่านเดิมไม่ถูกต้อง", "This is not your current password")


def change_password(person: Person, old: str, new: str, now: datetime) -> None:
    """The new password holds and all sessions end; Invalid while the old one is not right."""
    if check_password(person.email, old) is None:
        raise Invalid(old=NOT_THE_OLD)
    set_password(person, new)
    _use_up_links(person, now)
    note_account(person, "password_changed", now, person)


def ask_reset(email: str, now: datetime, key: str) -> None:
    """A link is on its way if somebody signs in with this address; nobody is told whether.

    At most three within an hour. The link says nothing but its key: it is made when the letter
    leaves (``reset_token``), and only its digest, tied to the address, is kept here.
    """
    person = people.by_email(email)
    if person is None or not people.may_enter(person, local_day(now)):
        record_elsewhere(UNKNOWN, "reset_asked", now, actor=None)
        return
    note_account(person, "reset_asked", now, None)
    alone(db.session, f"reset:{person.id}")
    if _asked_lately(person, now) >= MOST:
        return
    occasion = f"{person.id}.{new_token()}"
    db.session.add(Token(
        person_id=person.id, purpose=PURPOSE, created_at=now, expires_at=now + ENDS,
        hash=digest(_bound(reset_token(key, occasion), person)),
    ))  # fmt: skip
    outbox.put_elsewhere(RESET, occasion, now, to=person.email, who=person.name)


def reset_token(key: str, occasion: str) -> str:
    """What stands in the link of the letter of that occasion."""
    return f"{occasion.partition('.')[0]}.{derive_token(key, RESET, occasion)}"


def resets(token: str, now: datetime) -> Token:
    """The row of a link that works, for the address it was sent to; UnknownReference else."""
    number = token.partition(".")[0]
    person = people.by_key(int(number)) if number.isascii() and number.isdecimal() else None
    row = people.valid_token(_bound(token, person), PURPOSE, now) if person else None
    if person is None or row is None or not people.may_enter(person, local_day(now)):
        raise UnknownReference("reset link")
    return row


def reset_password(token: str, password: str, now: datetime) -> Person:
    """The new password holds, all sessions end, and no link that was sent works any more."""
    row = resets(token, now)
    person = db.session.get_one(Person, row.person_id)
    mine = update(Token).where(Token.id == row.id, Token.used_at.is_(None))
    if not changed(mine.values(used_at=now)):
        raise UnknownReference("reset link")
    set_password(person, password)
    _use_up_links(person, now)
    note_account(person, "password_set", now, person)
    return person


def _bound(token: str, person: Person) -> str:
    return f"{token} {person.email.lower()}"


def _asked_lately(person: Person, now: datetime) -> int:
    query = select(func.count()).where(
        Token.person_id == person.id, Token.purpose == PURPOSE, Token.created_at > now - WITHIN
    )
    return db.session.scalar(query) or 0


def _use_up_links(person: Person, now: datetime) -> None:
    open_ones = update(Token).where(
        Token.person_id == person.id, Token.purpose == PURPOSE, Token.used_at.is_(None)
    )
    db.session.execute(open_ones.values(used_at=now))
