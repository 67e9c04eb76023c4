"""Passkeys: a key pair in somebody's telephone or computer, of which we know the public half."""

import json
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

import webauthn
from sqlalchemy import or_, update
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.actions.keep_factors import NAME, PASSKEY, count_in
from app.database import changed, db
from app.models import Authenticator, Person
from app.queries import factors
from workflows.errors import Invalid
from workflows.words import Words

VERIFIED = UserVerificationRequirement.REQUIRED  # by finger, face or PIN: two factors in one
LIVES = AuthenticatorSelectionCriteria(
    resident_key=ResidentKeyRequirement.REQUIRED, user_verification=VERIFIED
)
NOT_ADDED = Words(
    "เพิ่มพาสคีย์ไม่สำเร็จ ลองใหม่อีกครั้ง หรือใช้แอปยืนยันตัวตนแทน",
    "The passkey could not be added. Try again, or use an authenticator app.",
)


@dataclass(frozen=True)
class Site:
    """Where we are, as browsers know it: passkeys are bound to this name."""

    host: str
    origin: str

    @property
    def may_have_passkeys(self) -> bool:
        """Browsers keep passkeys for names, never for numbers."""
        try:
            ip_address(self.host)
        except ValueError:
            return bool(self.host)
        return False


@dataclass(frozen=True)
class Challenge:
    """What the browser was asked to sign, and when."""

    word: str  # base64url
    at: datetime


def site_of(base_url: str) -> Site:
    """The site that people reach at ``base_url``."""
    parts = urlsplit(base_url)
    return Site(parts.hostname or "", f"{parts.scheme}://{parts.netloc}")


def ask_to_add(person: Person, site: Site, office: str) -> tuple[str, str]:
    """What the browser needs to make a passkey, as JSON; and the challenge in it."""
    known = [base64url_to_bytes(row.credential or "") for row in factors.of(person, PASSKEY)]
    asked = webauthn.generate_registration_options(
        rp_id=site.host, rp_name=office, user_name=person.email, user_display_name=person.name,
        user_id=str(person.id).encode(), authenticator_selection=LIVES,
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
    )  # fmt: skip
    return webauthn.options_to_json(asked), bytes_to_base64url(asked.challenge)


def ask_to_prove(site: Site) -> tuple[str, str]:
    """The same to use one: the browser asks which."""
    asked = webauthn.generate_authentication_options(rp_id=site.host, user_verification=VERIFIED)
    return webauthn.options_to_json(asked), bytes_to_base64url(asked.challenge)


def add_passkey(  # noqa: PLR0913 - whose, what, and in answer to what
    person: Person, told: str, asked: Challenge, site: Site, name: str, now: datetime, key: str
) -> list[str]:  # fmt: skip
    """The passkey counts from now on; recovery codes if the person had none. Else Invalid."""
    try:
        made = webauthn.verify_registration_response(
            credential=told, expected_challenge=base64url_to_bytes(asked.word),
            expected_rp_id=site.host, expected_origin=site.origin, require_user_verification=True,
        )  # fmt: skip
    except (WebAuthnException, ValueError) as error:
        raise Invalid(credential=NOT_ADDED) from error
    credential = bytes_to_base64url(made.credential_id)
    if len(credential) > 1400 or factors.by_credential(credential):
        raise Invalid(credential=NOT_ADDED)
    row = Authenticator(
        person_id=person.id, person=person, kind=PASSKEY, name=name[:NAME], created_at=now,
        credential=credential, sign_count=made.sign_count,
        public_key=bytes_to_base64url(made.credential_public_key),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return count_in(row, now, key)


def take_passkey(told: str, asked: Challenge, site: Site, now: datetime) -> Person | None:
    """Whose passkey signed the challenge; None for a wrong answer, or one that was used before.

    A counter that goes back belongs to a copy of the passkey, and is refused.
    """
    row = factors.by_credential(_credential_in(told))
    if row is None or row.confirmed_at is None:
        return None
    try:
        done = webauthn.verify_authentication_response(
            credential=told, expected_challenge=base64url_to_bytes(asked.word),
            expected_rp_id=site.host, expected_origin=site.origin, require_user_verification=True,
            credential_public_key=base64url_to_bytes(row.public_key),
            credential_current_sign_count=row.sign_count,
        )  # fmt: skip
    except (WebAuthnException, ValueError):
        return None
    return row.person if _advance(row, done.new_sign_count, asked, now) else None


def _advance(row: Authenticator, count: int, asked: Challenge, now: datetime) -> bool:
    """Whether this answer is newer than all before, on every node; afterwards it is not."""
    unchanged = Authenticator.sign_count == (0 if count == 0 else -1)  # some never count
    newer = update(Authenticator).where(
        Authenticator.id == row.id,
        or_(Authenticator.used_at.is_(None), Authenticator.used_at < asked.at),
        or_(Authenticator.sign_count < count, unchanged),
    )
    return bool(changed(newer.values(sign_count=count, used_at=now)))


def _credential_in(told: str) -> str:
    try:
        found = json.loads(told)
    except ValueError:
        return ""
    return str(found.get("id", "")) if isinstance(found, dict) else ""
