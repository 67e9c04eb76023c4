"""Questions about accounts: who may sign in, who was invited, and what hangs on somebody."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import Absence, Event, Letter, Person, RoutingRule, Token, Unit
from app.models.base import either
from app.queries import load
from app.queries.people import may_enter
from workflows.dates import local_day
from workflows.errors import UnknownReference
from workflows.roles import Role
from workflows.routing import How
from workflows.words import Words

INVITATION = "invitation"
STATES = {
    "here": Words("ใช้งานอยู่", "Works here"),
    "invited": Words("เชิญแล้ว รอตั้งรหัสผ่าน", "Invited, no password yet"),
    "uninvited": Words("ยังไม่ได้เชิญ หรือลิงก์หมดอายุ", "Not invited, or the link has ended"),
    "expired": Words("พ้นวันสุดท้ายแล้ว", "Past the last day"),
    "closed": Words("ปิดบัญชีแล้ว", "Closed"),
}


@dataclass(frozen=True)
class Account:
    """Somebody with the state of their account and the day they last signed in."""

    person: Person
    state: str
    signed_in: date | None


@dataclass(frozen=True)
class Holdings:
    """What hangs on a person, and what becomes of it is asked before their account is closed."""

    open_cases: int
    rules: Sequence[str]
    units: Sequence[Unit]
    stands_in: int


def everybody(now: datetime) -> list[Account]:
    """All accounts by name, the closed ones too."""
    query = select(Person).options(joinedload(Person.unit)).order_by(Person.name, Person.id)
    return _told(db.session.scalars(query).all(), now)


def uninvited(now: datetime) -> list[Person]:
    """Who may sign in on pages, and has neither a password nor a link that works."""
    day = local_day(now)
    waiting = [one.person for one in everybody(now) if one.state == "uninvited"]
    return [person for person in waiting if may_enter(person, day)]


def account(key: int, now: datetime) -> Account:
    """One of them; UnknownReference otherwise."""
    return _told([find(key)], now)[0]


def find(key: int, *, to_change: bool = False) -> Person:
    """The person of that key, and nobody else changes them meanwhile; UnknownReference else."""
    found = db.session.get(Person, key, with_for_update=to_change or None)
    if found is None:
        raise UnknownReference(str(key))
    return found


def is_last_admin(person: Person, today: date) -> bool:
    """Whether nobody else who can sign in would be administrator without this one."""
    if not (person.active and person.has(Role.ADMIN)):
        return False
    enters = Person.password_hash != ""  # nosec B105: the column of those who chose none
    query = select(Person).where(Person.active, Person.id != person.id, enters)
    return not any(p.has(Role.ADMIN) and p.is_here(today) for p in db.session.scalars(query))


def holdings(person: Person, today: date) -> Holdings:
    """What the person owns, heads and stands in for."""
    rules = select(RoutingRule.name).where(
        RoutingRule.owner_id == person.id, RoutingRule.how == How.PERSON, RoutingRule.active
    )
    units = select(Unit).where(Unit.head_id == person.id).order_by(Unit.code)
    away = select(func.count(Absence.id)).where(
        Absence.deputy_id == person.id, Absence.to_on >= today
    )
    return Holdings(
        load.open_cases([person.id])[person.id],
        db.session.scalars(rules.order_by(RoutingRule.position)).all(),
        db.session.scalars(units).all(), db.session.scalar(away) or 0,
    )  # fmt: skip


def api_keys(person: Person) -> Sequence[Token]:
    """The API keys that work, the oldest first; nobody can read them any more."""
    query = select(Token).where(
        Token.person_id == person.id, Token.purpose == "api", Token.used_at.is_(None)
    )
    return db.session.scalars(query.order_by(Token.id)).all()


def api_key(person: Person, key: int) -> Token:
    """One of them; UnknownReference otherwise."""
    found = next((token for token in api_keys(person) if token.id == key), None)
    if found is None:
        raise UnknownReference(str(key))
    return found


def last_letter(person: Person, name: str) -> Letter | None:
    """The last letter of that name to the person: whether it left, and what was wrong."""
    query = select(Letter).where(
        Letter.case_id.is_(None),
        Letter.name == name,
        Letter.recipient.in_(either(person.email)),
    )
    return db.session.scalar(query.order_by(Letter.id.desc()).limit(1))


def set_up_links(person: Person) -> int:
    """How many set-up links the person was ever given."""
    query = select(func.count(Token.id)).where(
        Token.person_id == person.id, Token.purpose == "setup"
    )
    return db.session.scalar(query) or 0


def _told(found: Sequence[Person], now: datetime) -> list[Account]:
    invited, seen = _invited(now), _signed_in([person.id for person in found])
    return [Account(p, _state(p, invited, local_day(now)), seen.get(p.id)) for p in found]


def _state(person: Person, invited: Collection[int | None], today: date) -> str:
    if not person.active:
        return "closed"
    if not person.is_here(today):
        return "expired"
    if person.password_hash:
        return "here"
    return "invited" if person.id in invited else "uninvited"


def _invited(now: datetime) -> set[int | None]:
    query = select(Token.person_id).where(
        Token.purpose == "setup", Token.used_at.is_(None), Token.expires_at > now
    )
    return set(db.session.scalars(query))


def _signed_in(keys: Collection[int]) -> dict[int, date]:
    """The last day on which each of these people signed in."""
    subjects = {f"person:{key}": key for key in keys}
    query = select(Event.subject, func.max(Event.id)).where(
        Event.subject.in_(subjects), Event.subject != "", Event.what == "signed_in"
    )
    last = {event: subjects[subject] for subject, event in
            db.session.execute(query.group_by(Event.subject))}  # fmt: skip
    rows = db.session.execute(select(Event.id, Event.at).where(Event.id.in_(last)))
    return {last[row.id]: local_day(row.at) for row in rows}
