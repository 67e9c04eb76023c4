"""Questions about second factors: who has one, who must have one, and which."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select

from app.database import db
from app.models import Authenticator, Person, RecoveryCode
from app.queries import office
from workflows.roles import Role

BOUND = (*(role for role in Role if role is not Role.AGENCY),)  # roles that sign in on pages


@dataclass(frozen=True)
class Standing:
    """Somebody who signs in here, how many second factors they have, and the last use of one."""

    person: Person
    count: int
    used_at: datetime | None


def of(person: Person, kind: str = "") -> Sequence[Authenticator]:
    """The second factors of ``person`` that count, of one ``kind`` or of both, oldest first."""
    query = select(Authenticator).where(
        Authenticator.person_id == person.id, Authenticator.confirmed_at.is_not(None)
    )
    query = query.where(Authenticator.kind == kind) if kind else query
    return db.session.scalars(query.order_by(Authenticator.id)).all()


def has_one(person: Person) -> bool:
    """Whether ``person`` has a second factor that counts."""
    query = exists().where(
        Authenticator.person_id == person.id, Authenticator.confirmed_at.is_not(None)
    )
    return bool(db.session.scalar(select(query)))


def mine(key: int, person: Person) -> Authenticator | None:
    """That authenticator, confirmed or not, if it is ``person``'s own."""
    query = select(Authenticator).where(
        Authenticator.id == key, Authenticator.person_id == person.id
    )
    return db.session.scalar(query)


def by_credential(credential: str) -> Authenticator | None:
    """The passkey of this credential (base64url)."""
    return db.session.scalar(select(Authenticator).where(Authenticator.credential == credential))


def codes_left(person: Person) -> int:
    """How many recovery codes ``person`` may still use."""
    query = select(func.count()).where(
        RecoveryCode.person_id == person.id, RecoveryCode.used_at.is_(None)
    )
    return db.session.scalar(query) or 0


def must(person: Person) -> bool:
    """Whether one of the roles of ``person`` may not work without a second factor."""
    return bool(set(person.roles) & set(office.office().second_factor_roles))


def owes(person: Person) -> bool:
    """Whether ``person`` must add a second factor before anything else."""
    return must(person) and not has_one(person)


def standings() -> Sequence[Standing]:
    """Everybody who signs in on pages, by name."""
    counted = (
        select(Authenticator.person_id, func.count().label("count"),
               func.max(Authenticator.used_at).label("used_at"))
        .where(Authenticator.confirmed_at.is_not(None))
        .group_by(Authenticator.person_id)
        .subquery()
    )  # fmt: skip
    query = select(Person, counted.c.count, counted.c.used_at).where(Person.active)
    query = query.outerjoin(counted, counted.c.person_id == Person.id).order_by(Person.name)
    rows = db.session.execute(query).all()
    return [Standing(who, count or 0, used) for who, count, used in rows if who.has(*BOUND)]


def asked_to_add(roles: Collection[str]) -> list[Person]:
    """Who has none, were ``roles`` the ones that must have one."""
    return [
        one.person for one in standings() if not one.count and set(one.person.roles) & set(roles)
    ]
