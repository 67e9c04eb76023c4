"""An administrator keeps the accounts: adds, changes, closes, opens, and signs people out."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.actions.hand_over import LAST, let_go
from app.actions.keep_factors import forget_factors
from app.actions.keep_person import (
    add_person,
    check_assessor,
    check_person,
    end_set_up,
    issue_token,
)
from app.actions.note_person import note_key
from app.actions.record import record_elsewhere
from app.actions.tell_of_account import tell_of_sight
from app.actions.warn_person import EMAIL_CHANGED, warn_person
from app.database import alone, db
from app.models import Person
from app.queries import accounts, load
from app.queries.rights import MAY_OWN, READS_NO_CASE
from workflows.dates import local_day
from workflows.errors import Invalid
from workflows.roles import Role
from workflows.words import Words

OWN_ROLE = Words(
    "ให้ผู้ดูแลระบบคนอื่นเปลี่ยนบทบาทผู้ดูแลระบบของท่าน",
    "Another administrator must change your own role of administrator",
)
NOT_ONESELF = Words(
    "ให้ตนเองอ่านเรื่องมากขึ้นไม่ได้ ผู้ดูแลระบบคนอื่นต้องเป็นผู้ให้บทบาทนี้",
    "You cannot let yourself read more cases: another administrator must give you this role",
)
NOT_OWN = Words("ลบวิธียืนยันตัวตนของท่านเองที่หน้า “บัญชีของฉัน”", "Remove your own at “My account”")
OWNS = Words(
    "ผู้นี้ยังมีเรื่องที่ยังไม่ยุติ ซึ่งบทบาทใหม่ดูแลไม่ได้ ส่งมอบงานก่อน",
    "This person owns open cases that the new roles may not own: hand them over first",
)
PAST = Words("วันสุดท้ายต้องไม่อยู่ก่อนวันนี้", "The last day may not be past")


@dataclass(frozen=True)
class Wanted:
    """An account as an administrator fills it in."""

    name: str
    email: str
    role: tuple[str, ...]
    position: str = ""
    phone: str = ""
    unit: str | None = None
    until: date | None = None


def add_account(wanted: Wanted, actor: Person, now: datetime) -> Person:
    """The account is there, without a password; Invalid where it can not be."""
    if wanted.until and wanted.until < local_day(now):
        raise Invalid(until=PAST)
    person = add_person(
        now, email=wanted.email, name=wanted.name, roles=wanted.role, unit=wanted.unit,
        expires_on=wanted.until, position=wanted.position, phone=wanted.phone,
    )  # fmt: skip
    note_key(person, "person_added", now, actor=actor)
    tell_of_sight(person, (), actor, now)
    return person


def check_change(person: Person, wanted: Wanted, actor: Person, now: datetime) -> None:
    """Nothing; Invalid where the account can not become what is wanted."""
    check_person(wanted.email, wanted.role, wanted.unit, person)
    check_assessor(wanted.role, wanted.until)
    today = local_day(now)
    if wanted.until and wanted.until != person.expires_on and wanted.until < today:
        raise Invalid(until=PAST)
    stays = Role.ADMIN in wanted.role
    if person.id == actor.id and stays != person.has(Role.ADMIN):
        raise Invalid(role=OWN_ROLE)
    if person.id == actor.id and set(wanted.role) - set(person.roles) - {*READS_NO_CASE}:
        raise Invalid(role=NOT_ONESELF)
    if accounts.is_last_admin(person, today) and not (stays and wanted.until is None):
        raise Invalid(role=LAST)
    if _loses_cases(person, wanted):
        raise Invalid(role=OWNS)


def change_account(person: Person, wanted: Wanted, actor: Person, now: datetime) -> None:
    """The account is as wanted, and what was changed is on record; Invalid otherwise.

    A set-up link that went to an address that is theirs no more does not work.
    """
    alone(db.session, "accounts")
    check_change(person, wanted, actor, now)
    email = wanted.email.strip().lower()
    values = {
        "name": wanted.name, "email": email, "position": wanted.position, "phone": wanted.phone,
        "unit_code": wanted.unit, "roles": list(wanted.role), "expires_on": wanted.until,
    }  # fmt: skip
    changed = [name for name, value in values.items() if getattr(person, name) != value]
    if not changed:
        return
    if "email" in changed:
        end_set_up(person, now)
        for address in (person.email, email):
            warn_person(person, EMAIL_CHANGED, now, to=address)
    before = person.roles
    for name in changed:
        setattr(person, name, values[name])
    tell_of_sight(person, before, actor, now)
    told: dict[str, Any] = (
        {"roles_before": before, "roles_after": person.roles} if "roles" in changed else {}
    )
    record_elsewhere(f"person:{person.id}", "person_changed", now, actor=actor, fields=changed,
                     **told)  # fmt: skip


def close_account(person: Person, actor: Person, now: datetime) -> None:
    """The person works here no more, and no link or session of theirs is worth anything."""
    alone(db.session, "accounts")
    let_go(person, actor, now)
    end_set_up(person, now)


def open_account(person: Person, actor: Person, now: datetime) -> None:
    """The person works here again, with the roles and the password they had."""
    if not person.active:
        person.active = True
        record_elsewhere(f"person:{person.id}", "person_back", now, actor=actor)


def end_sessions(person: Person, actor: Person, now: datetime) -> None:
    """The person is signed out everywhere, and may sign in again."""
    person.session_version += 1
    record_elsewhere(f"person:{person.id}", "sessions_ended", now, actor=actor)


def forget_second_factors(person: Person, actor: Person, now: datetime) -> None:
    """For a lost telephone: none is left, their sessions end, and a letter tells them."""
    if person.id == actor.id:
        raise Invalid(factor=NOT_OWN)
    forget_factors(person, actor, now)


def give_api_key(person: Person, actor: Person, now: datetime) -> str:
    """A new API key of the person, shown this once."""
    if not person.is_here(local_day(now)):
        raise Invalid(key=Words("บัญชีนี้ปิดอยู่", "This account is closed"))
    note_key(person, "api_token", now, actor=actor)
    if person.id != actor.id and not person.has(Role.AGENCY):
        warn_person(person, "api_token", now, by=actor.name)
    return issue_token(person, "api", now)


def end_api_key(person: Person, key: int, actor: Person, now: datetime) -> None:
    """That key of the person opens nothing any more."""
    accounts.api_key(person, key).used_at = now
    note_key(person, "api_token_ended", now, actor=actor)


def _loses_cases(person: Person, wanted: Wanted) -> bool:
    """Whether open cases would stay with somebody who may not own, or may not see them."""
    able = set(wanted.role) & {role.value for role in MAY_OWN}
    hides = person.has(Role.CONFIDENTIAL) and Role.CONFIDENTIAL not in wanted.role
    if able and not hides:
        return False
    return load.owns_open(person.id, restricted_only=bool(able))
