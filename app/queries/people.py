"""Questions about people: who signs in, who may own a case, who is told."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from app.database import db
from app.models import Case, Person, Token, Unit
from app.queries.rights import hats, may_own
from app.queries.walls import barred
from workflows import By
from workflows.dates import local_day
from workflows.roles import Role
from workflows.secrets import digest

OUTSIDE = (Role.AGENCY, Role.ASSESSOR)  # they have accounts here, and do not work here


def by_email(email: str) -> Person | None:
    """The person with this address, whatever its letters' case."""
    return db.session.scalar(
        select(Person).where(func.lower(Person.email) == email.strip().lower())
    )


def by_code(code: str) -> Person | None:
    """The person whom office files call ``code``."""
    return db.session.scalar(select(Person).where(Person.code == code))


def by_key(key: int | None) -> Person | None:
    """The person with this key, here still or not."""
    return db.session.get(Person, key) if key else None


def active() -> Sequence[Person]:
    """Everybody who works here now, in the order they came."""
    return db.session.scalars(select(Person).where(Person.active).order_by(Person.id)).all()


def staff() -> Sequence[Person]:
    """Everybody who works here now, by name; other offices' people are none of them."""
    people = db.session.scalars(select(Person).where(Person.active).order_by(Person.name)).all()
    return [person for person in people if not person.has(*OUTSIDE)]


def overseen(person: Person) -> Sequence[Person]:
    """Those by whose work a list may be narrowed: everybody's for a manager, a head's own unit."""
    if person.has(Role.MANAGER):
        return staff()
    if person.unit is None or person.unit.head_id != person.id:
        return []
    return [one for one in staff() if one.unit_code == person.unit_code]


def may_enter(person: Person, day: date) -> bool:
    """Whether ``person`` signs in on pages: everybody but other offices' systems, while here."""
    return person.is_here(day) and any(role != Role.AGENCY for role in person.roles)


def by_session(word: str, now: datetime) -> Person | None:
    """The person a session belongs to; None once it was ended everywhere or they left."""
    key, _, version = word.partition(".")
    if not key.isdecimal():
        return None
    person = db.session.get(Person, int(key))
    alive = person is not None and person.is_here(local_day(now))
    return person if person and alive and str(person.session_version) == version else None


def by_api_token(token: str, now: datetime) -> Person | None:
    """Whose API token this is; None for one that is unknown, ended or withdrawn."""
    row = valid_token(token, "api", now)
    return row.person if row and row.person and row.person.is_here(local_day(now)) else None


def valid_token(token: str, purpose: str, now: datetime) -> Token | None:
    """The unused, unexpired token row of ``purpose``; looked up by its digest."""
    row = db.session.scalar(
        select(Token).where(Token.hash == digest(token), Token.purpose == purpose)
    )
    if row is None or row.used_at is not None:
        return None
    return row if row.expires_at is None or row.expires_at > now else None


def first_start_is_open(now: datetime) -> bool:
    """Whether a set-up link for an empty office was handed out and still works."""
    query = select(Token.id).where(
        Token.purpose == "setup", Token.person_id.is_(None), Token.used_at.is_(None),
        Token.expires_at > now,
    )  # fmt: skip
    return db.session.scalar(query.limit(1)) is not None


def possible_owners(*, restricted: bool) -> Sequence[Person]:
    """Everybody a case may be given to, by first name."""
    people = db.session.scalars(select(Person).where(Person.active).order_by(Person.name)).all()
    return [person for person in people if may_own(person, restricted=restricted)]


def owners_for(case: Case) -> Sequence[Person]:
    """Everybody this very case may be given to: nobody behind its walls."""
    away = barred(case)
    return [p for p in possible_owners(restricted=case.restricted) if p.id not in away]


def praisable(case: Case) -> Sequence[Person]:
    """Every colleague a compliment may be for, those of the case's unit first.

    The words of a restricted case stay with the confidential officers.
    """
    away = barred(case)
    here = [p for p in active() if p.id not in away and not p.has(*OUTSIDE)]
    if case.restricted:
        here = [person for person in here if person.has(Role.CONFIDENTIAL)]
    return sorted(here, key=lambda p: (p.unit_code != case.unit_code, p.name))


def anybody() -> bool:
    """Whether any account exists."""
    return db.session.scalar(select(Person.id).limit(1)) is not None


def manager_of(case: Case) -> Sequence[Person]:
    """Who answers for a late case: the head of its unit, else every manager.

    Of a restricted case only confidential officers are told anything; nobody behind a wall.
    """
    away = barred(case)
    people = [person for person in active() if person.id not in away]
    if case.restricted:
        return [person for person in people if person.has(Role.CONFIDENTIAL)]
    unit = db.session.get(Unit, case.unit_code) if case.unit_code else None
    heads = [p for p in people if unit and p.id == unit.head_id and p.id != case.owner_id]
    return heads or [p for p in people if p.has(Role.MANAGER)]


def deciders(case: Case) -> Sequence[Person]:
    """Who may decide what a manager must: those who answer for the case first, nobody walled."""
    above = [person for person in manager_of(case) if By.MANAGER in hats(case, person)]
    if above:
        return above
    away = barred(case)
    return [p for p in active() if p.id not in away and By.MANAGER in hats(case, p)]


def names(ids: Collection[int | None]) -> dict[int, str]:
    """Who these people are, in one question, however many they are."""
    wanted = [key for key in ids if key]
    if not wanted:
        return {}
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {row.id: row.name for row in rows}
