"""The web form's translator: what a person filled in → a Submission."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from app.intake.submission import File, Sender, Submission
from workflows.secrets import derive_code, digest


@dataclass(frozen=True)
class Filled:
    """The form as it was filled in, checked by the door; ``token`` is its hidden one-time key."""

    token: str
    kind: str
    subject: str
    body: str
    topic: str | None = None
    anonymous: bool = False
    sender: Sender = Sender()
    files: Sequence[File] = ()
    language: str = "th"
    remedy: str = ""
    identity_hidden: bool = False


def to_submission(filled: Filled, now: datetime, key: str) -> Submission:
    """The submission of the form; of a person who gives no name nothing is carried on.

    It counts as acknowledged: the receipt page shows reference and dates.
    """
    return Submission(
        channel="web",
        kind=filled.kind,
        subject=filled.subject,
        body=filled.body,
        received_at=now,
        source_key=source_key(filled.token),
        fingerprint=_fingerprint(filled),
        secret_hash=digest(secret_of(filled.token, key)),
        topic=filled.topic,
        language=filled.language,
        remedy=filled.remedy,
        anonymous=filled.anonymous,
        identity_hidden=filled.identity_hidden and not filled.anonymous,
        sender=Sender() if filled.anonymous else filled.sender,
        files=tuple(filled.files),
        acknowledged=True,
    )


def source_key(token: str) -> str:
    """What makes the same form sent twice one case."""
    return f"form:{token}"


def secret_of(token: str, key: str) -> str:
    """The secret code of the form's case: the same again for the same form, kept nowhere."""
    return derive_code(key, "case", source_key(token))


def _fingerprint(filled: Filled) -> str:
    """A digest of the content, to tell the same token with another content."""
    files = [(file.name, hashlib.sha256(file.content).hexdigest()) for file in filled.files]
    sender = {} if filled.anonymous else asdict(filled.sender)
    content = [filled.kind, filled.subject, filled.body, filled.topic, filled.anonymous]
    content += [filled.remedy] if filled.remedy else []
    content += ["hidden"] if filled.identity_hidden else []
    words = json.dumps([*content, sender, files], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()
