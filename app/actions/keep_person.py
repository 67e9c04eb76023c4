"""Accounts: who works here, with which roles, and the keys handed to them once."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import update

from app.database import db
from app.models import Person, Token, Unit
from app.queries import people
from workflows.errors import Invalid
from workflows.roles import Role
from workflows.secrets import digest, new_token
from workflows.words import Words

SETUP_ENDS = timedelta(hours=24)
PASSWORD_MIN = 12
_hasher = PasswordHasher()
_NOBODY = _hasher.hash(new_token())


def add_person(
    now: datetime, *, email: str, name: str, roles: Sequence[str], unit: str | None,
    expires_on: date | None = None, **more: str,
) -> Person:  # fmt: skip
    """A person who can not sign in yet: a set-up link lets them choose a password."""
    check_person(email, roles, unit)
    check_assessor(roles, expires_on)
    person = Person(
        email=email.strip().lower(),
        name=name.strip() or email,
        roles=[Role(role).value for role in roles],
        unit_code=unit,
        created_at=now,
        expires_on=expires_on,
        **more,
    )
    db.session.add(person)
    db.session.flush()
    return person


def check_person(
    email: str, roles: Sequence[str], unit: str | None, itself: Person | None = None
) -> None:
    """Nothing; Invalid for an address that is another's, no role, or a unit that is not there."""
    if "@" not in email or people.by_email(email) not in (None, itself):
        raise Invalid(email=Words("อีเมลนี้ใช้ไม่ได้หรือมีแล้ว", "This address is taken or no address"))
    if not roles or any(role not in list(Role) for role in roles):
        raise Invalid(role=Words("เลือกบทบาทจากรายการ", "Choose roles from the list"))
    row = db.session.get(Unit, unit) if unit else None
    if unit and row is None:
        raise Invalid(unit=Words("ไม่มีหน่วยงานรหัสนี้", "There is no such unit"))
    if row and row.retired and not (itself and itself.unit_code == unit):
        raise Invalid(unit=Words("หน่วยนี้เลิกใช้แล้ว", "This unit is retired"))


def check_assessor(roles: Sequence[str], expires_on: date | None) -> None:
    """An assessor comes from outside: read only, and until a day that is named."""
    if Role.ASSESSOR not in roles:
        return
    if len(set(roles)) > 1:
        raise Invalid(role=Words("ผู้ประเมินภายนอกมีบทบาทอื่นด้วยไม่ได้", "An assessor holds no other role"))
    if expires_on is None:
        raise Invalid(
            until=Words("บัญชีผู้ประเมินต้องมีวันสุดท้าย", "An assessor's account needs its last day")
        )


def extend_assessor(person: Person, expires_on: date) -> None:
    """The assessor's account is open until that day; Invalid for anybody else."""
    check_assessor([Role.ASSESSOR, *person.roles], expires_on)
    person.expires_on = expires_on


def issue_token(
    person: Person | None, purpose: str, now: datetime, token: str | None = None
) -> str:
    """A key shown once: ``setup`` (used once, 24 hours) or ``api`` (until withdrawn).

    Without a ``token`` of the caller's own it is a random one.
    """
    token = token or new_token()
    ends = now + SETUP_ENDS if purpose == "setup" else None
    db.session.add(Token(
        person_id=person.id if person else None, purpose=purpose, hash=digest(token),
        created_at=now, expires_at=ends,
    ))  # fmt: skip
    return token


def renew_set_up(person: Person, now: datetime, token: str | None = None) -> str:
    """A set-up link for somebody who works here; the ones they had before work no more."""
    if not person.active:
        raise Invalid(email=Words("ผู้นี้ไม่ได้ทำงานที่นี่แล้ว", "This person works here no more"))
    end_set_up(person, now)
    return issue_token(person, "setup", now, token)


def end_set_up(person: Person, now: datetime) -> None:
    """No set-up link that the person has works any more."""
    older = update(Token).where(
        Token.person_id == person.id, Token.purpose == "setup", Token.used_at.is_(None)
    )
    db.session.execute(older.values(used_at=now))


def set_password(person: Person, password: str) -> None:
    """The person signs in with ``password`` from now on; older sessions end everywhere."""
    if len(password) < PASSWORD_MIN or len(password) > 1000 or len(set(password)) < 5:
        raise Invalid(password=Words(
            f"รหัสผ่านต้องยาวอย่างน้อย {PASSWORD_MIN} ตัวอักษร และไม่ซ้ำตัวเดียวกัน",
            f"At least {PASSWORD_MIN} characters, not the same few again and again",
        ))  # fmt: skip
    person.password_hash = _hasher.hash(password)
    person.session_version = (person.session_version or 0) + 1


def check_password(email: str, password: str) -> Person | None:
    """The person, or None; an unknown address takes the same time as a wrong password."""
    person = people.by_email(email)
    usable = person is not None and person.active and bool(person.password_hash)
    stored = person.password_hash if person and usable else _NOBODY
    return person if _is_right(stored, password) and usable else None


def _is_right(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password[:1000])
    except (VerifyMismatchError, InvalidHashError):
        return False
