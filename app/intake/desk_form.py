"""Translator of the desk's form: what a caller said, or a letter brought, becomes a submission."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.intake.channels import CHANNELS
from app.intake.submission import About, ActsFor, File, Referral, Sender, Submission
from workflows.secrets import digest

NOT_WORDS = ("token", "csrf_token", "files")  # the files themselves are counted by content


def to_submission(
    given: Mapping[str, Any], received_at: datetime, files: tuple[File, ...], secret: str
) -> Submission:
    """The submission of a form filled in by staff; ``given`` are its fields by name."""
    anonymous = given["anonymous"] == "yes"
    return Submission(
        channel=given["channel"], kind=given["kind"], topic=given["topic"] or None,
        subject=given["subject"], body=given["body"], received_at=received_at,
        source_key=f"form:{given['token']}", fingerprint=_fingerprint(given, files),
        secret_hash=digest(secret), anonymous=anonymous,
        sender=Sender() if anonymous else _sender(given), files=files, referral=_referral(given),
        registry_number=given["registry_number"], letter_number=given["letter_number"],
        letter_date=given["letter_date"], acknowledged=given["acknowledged"],
        severity=given["severity"], complexity=given["complexity"], remedy=given["remedy"],
        place=given["place"], representative=_acts_for(given), about=_about(given),
    )  # fmt: skip


def _sender(given: Mapping[str, Any]) -> Sender:
    return Sender(
        name=given["name"], email=given["email"], phone=given["phone"], address=given["address"]
    )


def _acts_for(given: Mapping[str, Any]) -> ActsFor | None:
    if not given["acts_name"]:
        return None
    return ActsFor(
        name=given["acts_name"], relation=given["acts_relation"] or "other",
        authority=given["acts_authority"], email=given["acts_email"], phone=given["acts_phone"],
    )  # fmt: skip


def _about(given: Mapping[str, Any]) -> About | None:
    about = About(given["person"], given["unit"], given["outside_body"])
    return about if about.person or about.unit else None


def _referral(given: Mapping[str, Any]) -> Referral | None:
    if not CHANNELS[given["channel"]].referral:
        return None
    due: date | None = given["report_due"]
    return Referral(
        agency=given["agency"], letter_number=given["referral_number"],
        letter_date=given["referral_date"], report_due=due,
    )  # fmt: skip


def _fingerprint(given: Mapping[str, Any], files: tuple[File, ...]) -> str:
    """The same form sent twice is one case; another content under its token is refused."""
    words = {name: value for name, value in given.items() if name not in NOT_WORDS}
    kept = [(file.name, hashlib.sha256(file.content).hexdigest()) for file in files]
    written = json.dumps([words, kept], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()
