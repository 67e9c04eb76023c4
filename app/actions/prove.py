"""Takes proofs of who somebody is: a code of their app or of their paper, each code once."""

import hmac
from datetime import datetime

import pyotp
from sqlalchemy import update

from app.actions.keep_person import check_password
from app.actions.note_person import note_account
from app.database import changed
from app.models import Authenticator, Person, RecoveryCode
from app.queries import factors
from workflows.errors import Invalid
from workflows.secrets import digest_short
from workflows.text import DIGITS
from workflows.words import Words

NEAR = (0, -1, 1)  # time steps of 30 seconds that a telephone's clock may be off
NOT_RIGHT = Words(
    "รหัสนี้ใช้ไม่ได้ รอรหัสถัดไปแล้วพิมพ์ใหม่ รหัสหนึ่งใช้ได้ครั้งเดียว",
    "This code does not work. Wait for the next one: each works once.",
)
NO_PROOF = Words(
    "พิมพ์รหัสผ่านปัจจุบัน หรือรหัสจากแอปที่ยังไม่ได้ใช้",
    "Type your current password, or a code of your app that was not used yet",
)


def take_code(person: Person, typed: str, now: datetime, key: str) -> bool:
    """Whether ``typed`` is a code of this person that nobody used before; from now on it is used.

    Blanks and Thai digits are nobody's fault. Of two nodes only one takes the same code.
    """
    return take_app_code(person, typed, now) or _take_recovery_code(person, typed, now, key)


def take_app_code(person: Person, typed: str, now: datetime) -> bool:
    """The same for the codes of authenticator apps only."""
    return any(take_step(row, typed, now) for row in factors.of(person, "totp"))


def take_step(row: Authenticator, typed: str, now: datetime) -> bool:
    """Whether ``typed`` is a fresh code of this app; no code of its time step is taken again."""
    step = _step_of(row.secret, typed, now)
    if step is None:
        return False
    further = update(Authenticator).where(
        Authenticator.id == row.id, Authenticator.last_step < step
    )
    return bool(changed(further.values(last_step=step, used_at=now)))


def prove(person: Person, typed: str, now: datetime, key: str) -> None:
    """It is ``person`` who sits there: by password or by a code; Invalid otherwise."""
    if check_password(person.email, typed) is None and not take_code(person, typed, now, key):
        raise Invalid(proof=NO_PROOF)


def _step_of(secret: str, typed: str, now: datetime) -> int | None:
    digits = "".join(typed.split()).translate(DIGITS)
    totp = pyotp.TOTP(secret)
    for near in NEAR:
        right = totp.at(now, counter_offset=near)
        if hmac.compare_digest(right.encode(), digits.encode()):
            return totp.timecode(now) + near
    return None


def _take_recovery_code(person: Person, typed: str, now: datetime, key: str) -> bool:
    unused = update(RecoveryCode).where(
        RecoveryCode.person_id == person.id, RecoveryCode.hash == digest_short(key, typed),
        RecoveryCode.used_at.is_(None),
    )  # fmt: skip
    if not changed(unused.values(used_at=now)):
        return False
    note_account(person, "recovery_code_used", now, person)
    return True
