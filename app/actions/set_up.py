"""Redeems a one-time set-up link: somebody's password, or the first start of an empty office."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from app.actions.keep_office import ensure_office
from app.actions.keep_person import add_person, set_password
from app.actions.note_person import note_account, note_key
from app.database import changed
from app.models import Person, Token
from app.queries import people
from workflows.errors import UnknownReference
from workflows.roles import Role


@dataclass(frozen=True)
class FirstStart:
    """What an empty office must be told: its names and its administrator."""

    code: str
    name_th: str
    name_en: str
    phone: str
    person: str
    email: str


def set_up(token: str, now: datetime, password: str, first: FirstStart | None = None) -> Person:
    """The link is used up and its person signs in with ``password``; UnknownReference otherwise.

    With ``first`` the office has its names, and the person is its administrator and manager.
    """
    person = _redeem(token, now)
    if person is None:
        if first is None or people.anybody():
            raise UnknownReference("set-up link")
        person = _start(first, now)
    first_one = not person.password_hash
    set_password(person, password)
    note = note_key if first_one else note_account  # of the first one nobody need be warned
    note(person, "password_set", now, person)
    return person


def _redeem(token: str, now: datetime) -> Person | None:
    """Whom the link was for, None for an empty office; of two at once only one comes through."""
    row = people.valid_token(token, "setup", now)
    mine = update(Token).where(Token.id == (row.id if row else 0), Token.used_at.is_(None))
    if row is None or not changed(mine.values(used_at=now)):
        raise UnknownReference("set-up link")
    return row.person


def _start(first: FirstStart, now: datetime) -> Person:
    office = ensure_office()
    office.code, office.phone = first.code, first.phone
    office.name_th, office.name_en = first.name_th, first.name_en
    roles = (Role.ADMIN.value, Role.MANAGER.value)
    return add_person(now, email=first.email, name=first.person, roles=roles, unit=None)
