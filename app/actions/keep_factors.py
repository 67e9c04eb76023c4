"""Second factors: added with a first code, removed, forgotten for somebody who lost theirs."""

from datetime import datetime

import pyotp
from sqlalchemy import delete

from app.actions.note_person import note_account
from app.actions.prove import NOT_RIGHT, take_step
from app.actions.warn_person import warn_person
from app.database import changed, db
from app.models import Authenticator, Person, RecoveryCode
from app.models.base import Secret
from app.queries import factors
from workflows.errors import Invalid
from workflows.secrets import derive_short_code, digest_short, new_token
from workflows.words import Words

CODES = 10
NAME = 100  # characters
APP, PASSKEY = "totp", "passkey"
LAST_ONE = Words(
    "บทบาทของท่านต้องมีวิธียืนยันตัวตนขั้นที่สอง เพิ่มวิธีใหม่ก่อน แล้วจึงลบวิธีนี้",
    "Your role needs a second factor: add another before you remove this one",
)


def begin_app(person: Person, name: str, now: datetime) -> Authenticator:
    """An authenticator app that counts once its first code is right; others begun are gone."""
    begun = delete(Authenticator).where(
        Authenticator.person_id == person.id, Authenticator.confirmed_at.is_(None)
    )
    db.session.execute(begun)
    row = Authenticator(person_id=person.id, kind=APP, name=name[:NAME], created_at=now,
                        secret=Secret(pyotp.random_base32()))  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def address_of(row: Authenticator, issuer: str) -> str:
    """What an app reads from the picture."""
    return pyotp.TOTP(row.secret).provisioning_uri(name=row.person.email, issuer_name=issuer)


def confirm_app(row: Authenticator, typed: str, now: datetime, key: str) -> list[str]:
    """The app counts from now on; recovery codes if there were none. A wrong code is Invalid."""
    if not take_step(row, typed, now):
        raise Invalid(code=NOT_RIGHT)
    return count_in(row, now, key)


def count_in(row: Authenticator, now: datetime, key: str) -> list[str]:
    """The second factor counts from now on; recovery codes if the person had none."""
    row.confirmed_at = now
    note_account(row.person, "factor_added", now, row.person, kind=row.kind)
    return [] if factors.codes_left(row.person) else _new_codes(row.person, now, key)


def remove_factor(row: Authenticator, now: datetime) -> None:
    """It lets nobody in any more; with the last one the codes on paper go too."""
    person = row.person
    if row.confirmed_at is not None and len(factors.of(person)) == 1:
        if factors.must(person):
            raise Invalid(proof=LAST_ONE)
        _forget_codes(person)
    db.session.delete(row)
    db.session.flush()
    note_account(person, "factor_removed", now, person, kind=row.kind)


def renew_codes(person: Person, now: datetime, key: str) -> list[str]:
    """New recovery codes, shown once; the old ones work no more."""
    warn_person(person, "recovery_codes_renewed", now)
    return _new_codes(person, now, key)


def forget_factors(person: Person, actor: Person | None, now: datetime) -> int:
    """For a lost telephone: ``person`` signs in by password alone; how many factors are gone.

    Their sessions end, so that where a role needs a second factor they add a new one at once.
    """
    gone = changed(delete(Authenticator).where(Authenticator.person_id == person.id))
    _forget_codes(person)
    person.session_version += 1
    note_account(person, "factors_forgotten", now, actor)
    return gone


def _new_codes(person: Person, now: datetime, key: str) -> list[str]:
    _forget_codes(person)
    codes = [derive_short_code(new_token(), "recovery", str(n)) for n in range(CODES)]
    db.session.add_all(
        RecoveryCode(person_id=person.id, hash=digest_short(key, code)) for code in codes
    )
    note_account(person, "recovery_codes_renewed", now, person)
    return codes


def _forget_codes(person: Person) -> None:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
