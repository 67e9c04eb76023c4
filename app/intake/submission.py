"""The one shape in which anything arrives, whatever its channel."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Sender:
    """Who brings the case, as they named themselves; every part may be missing."""

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True)
class File:
    """One file as it arrived: the name is the sender's word, the bytes are the evidence."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Referral:
    """Another office sent this case and waits for our report (the 1111 centre)."""

    agency: str
    letter_number: str = ""
    letter_date: date | None = None
    report_due: date | None = None
    agency_person_id: int | None = None


@dataclass(frozen=True)
class ActsFor:
    """Who acts for the correspondent, and by which authority."""

    name: str
    relation: str  # workflows.relations
    authority: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class About:
    """Whom here the case is about: the address of a person, or the code of a unit.

    ``outside_body`` has it where nobody else here may decide it.
    """

    person: str = ""
    unit: str = ""
    outside_body: str = ""


@dataclass(frozen=True)
class Submission:
    """What a channel handed over, ready for ``actions.register``.

    ``source_key`` makes twice the same thing once: the sha256 of a raw mail, a form's one-time
    token, an Idempotency-Key. ``fingerprint`` is a digest of the content, to tell the same key
    with another body. ``secret_hash`` is the stored form of the correspondent's secret code.
    """

    channel: str
    kind: str
    subject: str
    body: str
    received_at: datetime
    source_key: str
    fingerprint: str = ""
    secret_hash: str = ""
    topic: str | None = None
    group: str | None = None
    language: str = "th"
    anonymous: bool = False
    identity_hidden: bool = False  # from those who work on the case
    restricted: bool = False
    kind_confirmed: bool = True
    severity: str = "medium"
    complexity: str = "medium"
    remedy: str = ""  # what the correspondent asks for
    place: str = ""
    sender: Sender = Sender()
    files: tuple[File, ...] = ()
    referral: Referral | None = None
    correspondent_id: int | None = None  # of a case that follows from another: the same person
    appeal_of_id: int | None = None
    unit: str | None = None  # where it lies from the beginning, whatever its topic says
    representative: ActsFor | None = None  # recorded by the staff who register the case
    about: About | None = None  # named by them too: kept away from the first moment
    registry_number: str = ""
    letter_number: str = ""
    letter_date: date | None = None
    reference: str | None = None
    acknowledged: bool = False
    imported: bool = False  # it has a history elsewhere: a time that is absent is not counted
