"""What another program sends as JSON → a Submission; the same models describe it in OpenAPI."""

import hashlib
from datetime import datetime
from typing import Annotated, Any, Literal

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from app.intake.submission import Sender, Submission
from workflows import Kind, limits
from workflows.errors import Invalid
from workflows.secrets import derive_code, digest
from workflows.text import clean
from workflows.words import Words

LATER = ("remedy", "place", "severity", "complexity", "hide_identity")


class Body(BaseModel):
    """A JSON object in which every field is known and has the type it says."""

    model_config = ConfigDict(extra="forbid", strict=True)


def _tidy(value: Any) -> Any:
    return clean(value).strip() if isinstance(value, str) else value


def _address(email: str) -> str:
    """As the person wrote it, if letters could reach it; nobody is asked over the net."""
    try:
        made = validate_email(email, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise PydanticCustomError("email", "not an e-mail address") from error
    return made.normalized


_CLEAN = BeforeValidator(_tidy)
Subject = Annotated[str, StringConstraints(min_length=1, max_length=limits.SUBJECT), _CLEAN]
Needed = Annotated[str, StringConstraints(min_length=1, max_length=limits.SHORT), _CLEAN]
Line = Annotated[str, StringConstraints(max_length=limits.SHORT), _CLEAN]
Short = Annotated[str, StringConstraints(max_length=100), _CLEAN]
Long = Annotated[str, StringConstraints(max_length=limits.BODY), _CLEAN]
Wish = Annotated[str, StringConstraints(max_length=limits.WISH), _CLEAN]
Written = Annotated[str, StringConstraints(min_length=1, max_length=limits.BODY), _CLEAN]
Email = Annotated[str, StringConstraints(max_length=254), AfterValidator(_address), _CLEAN]


class NewCorrespondent(Body):
    """Who brings the case; every part may be missing."""

    name: Line | None = None
    email: Email | None = None
    phone: Short | None = None


class NewCase(Body):
    """A case as a program hands it over; left out, ``anonymous`` follows from ``correspondent``."""

    kind: Kind
    subject: Subject
    body: Written
    topic: Short | None = None
    anonymous: bool | None = None
    correspondent: NewCorrespondent | None = None
    language: Literal["th", "en"] = "th"
    hide_identity: bool | None = None  # from those who work on the case
    remedy: Wish | None = None
    place: Line | None = None
    severity: Literal["low", "medium", "high"] | None = None  # these two are for staff
    complexity: Literal["simple", "medium", "complex"] | None = None


def to_submission(asked: NewCase, idempotency_key: str, now: datetime, key: str) -> Submission:
    """The submission of a call; it counts as acknowledged: the answer gives reference and dates."""
    source_key = f"api:{digest(idempotency_key)}"
    return Submission(
        channel="api", acknowledged=True, **content(asked, source_key, now, key)
    )  # fmt: skip


def content(asked: NewCase, source_key: str, now: datetime, key: str) -> dict[str, Any]:
    """What a case and a referral have in common, as fields of a submission."""
    sender = _sender(asked)
    return {
        "source_key": source_key,
        "kind": asked.kind.value, "subject": asked.subject, "body": asked.body,
        "topic": asked.topic or None, "language": asked.language, "received_at": now,
        "anonymous": sender is None, "sender": sender or Sender(),
        "identity_hidden": bool(asked.hide_identity and sender),
        "fingerprint": _fingerprint(asked),
        "remedy": asked.remedy or "", "place": asked.place or "",
        "severity": asked.severity or "medium", "complexity": asked.complexity or "medium",
        "secret_hash": digest(secret_of(source_key, key)),
    }  # fmt: skip


def by_staff(asked: NewCase) -> list[str]:
    """The fields of the call that only staff may fill in."""
    return [name for name in ("severity", "complexity") if getattr(asked, name) is not None]


def secret_of(source_key: str, key: str) -> str:
    """The secret code of the case: the same again for the same source, kept nowhere.

    A source has one case, so that no key of anybody else leads to the same secret.
    """
    return derive_code(key, "case", source_key)


def _fingerprint(asked: NewCase) -> str:
    """A digest of the content; fields of later versions count only when they are given."""
    silent = {name for name in LATER if getattr(asked, name) is None}
    return hashlib.sha256(asked.model_dump_json(exclude=silent).encode()).hexdigest()


def _sender(asked: NewCase) -> Sender | None:
    """Nobody, for a person who gives no name; a named person must be somebody."""
    given = asked.correspondent or NewCorrespondent()
    sender = Sender(given.name or "", given.email or "", given.phone or "")
    if asked.anonymous or (asked.anonymous is None and sender == Sender()):
        return None
    if sender == Sender():
        raise Invalid(correspondent=Words(
            "บอกชื่อ อีเมล หรือโทรศัพท์ หรือแจ้งโดยไม่เปิดเผยชื่อ",
            "Give a name, an address or a telephone number, or write anonymously",
        ))  # fmt: skip
    return sender
