"""Questions about one case and what hangs on it; for staff scoped by their rights."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import (
    Attachment,
    Case,
    Event,
    Letter,
    Message,
    Note,
    Person,
    Rating,
    TrackLink,
)
from app.queries.rights import visible
from app.queries.track_links import LOST
from workflows.dates import BANGKOK
from workflows.errors import Conflict, UnknownReference
from workflows.secrets import digest, matches

UNSIGNED = ("draft", "refused")  # letters that nobody outside has read
_NOBODY = digest("no such case")
_PEOPLE = (joinedload(Case.owner), joinedload(Case.unit), joinedload(Case.topic))


def find(reference: str, person: Person) -> Case:
    """The case, for someone who may see it; UnknownReference otherwise."""
    query = with_people(select(Case)).where(Case.reference == reference, visible(person))
    beside = (joinedload(Case.correspondent), joinedload(Case.referral), joinedload(Case.praised))
    case = db.session.scalar(query.options(*beside))
    if case is None:
        raise UnknownReference(reference)
    return case


def sees(reference: str, person: Person) -> bool:
    """Whether there is such a case for this person."""
    query = select(Case.id).where(Case.reference == reference, visible(person))
    return db.session.scalar(query) is not None


def glance(reference: str, person: Person) -> Case | None:
    """The case for someone who may see it, with its people; None otherwise."""
    query = with_people(select(Case)).where(Case.reference == reference, visible(person))
    return db.session.scalar(query)


def last_message(case: Case) -> Message | None:
    """The last that the correspondent wrote after the first words."""
    query = select(Message).where(Message.case_id == case.id)
    return db.session.scalars(query.order_by(Message.id.desc()).limit(1)).first()


def find_to_change(reference: str, person: Person, version: int) -> Case:
    """The same, locked until the transaction ends; Conflict if it is no longer ``version``."""
    query = select(Case).where(Case.reference == reference, visible(person))
    case = db.session.scalar(_locked(query))
    if case is None:
        raise UnknownReference(reference)
    if case.version != version:
        raise Conflict(reference)
    return case


def find_by_secret(reference: str, secret: str) -> Case:
    """The correspondent's own case; unknown reference and wrong secret take the same road."""
    case = db.session.scalar(select(Case).where(Case.reference == reference.strip().upper()))
    right = matches(secret, (case.secret_hash if case else "") or _NOBODY)
    if case is None or not right:
        raise UnknownReference(reference)
    return case


def find_by_link(token: str) -> Case:
    """The case a letter's link leads to; UnknownReference for a revoked or made-up one."""
    query = (
        select(Case)
        .join(TrackLink, TrackLink.case_id == Case.id)
        .join(Letter, Letter.id == TrackLink.letter_id)
        .where(TrackLink.hash == digest(token), TrackLink.revoked_at.is_(None))
        .where(Letter.name != LOST)
    )
    case = db.session.scalar(query)
    if case is None:
        raise UnknownReference("link")
    return case


def get(case_id: int) -> Case:
    """A case by its key, for the correspondent's signed-in session and for jobs."""
    case = db.session.get(Case, case_id, options=_PEOPLE)
    if case is None:
        raise UnknownReference(str(case_id))
    return case


def get_to_change(case_id: int) -> Case:
    """The same, locked until the transaction ends."""
    return db.session.scalars(_locked(select(Case).where(Case.id == case_id))).one()


def beside_to_change(case: Case, other_id: int) -> Case:
    """Another case, locked beside ``case``; Conflict if it comes first and is being changed now.

    Rows are waited for in the order of their keys, so that two who hold one each and want the
    other's do not wait for one another.
    """
    first = other_id < case.id
    other = db.session.scalar(_locked(select(Case).where(Case.id == other_id), wait=not first))
    if other is None:
        raise Conflict(case.reference)
    return other


def by_reference(reference: str) -> Case | None:
    """The case of that number, for what runs in nobody's name: an office file."""
    return db.session.scalar(select(Case).where(Case.reference == reference))


def by_source(source_key: str) -> Case | None:
    """The case that this very submission became, if it did."""
    return db.session.scalar(select(Case).where(Case.source_key == source_key))


def _locked(query: Select[Case], *, wait: bool = True) -> Select[Case]:
    """For one writer; others may still point at the row, as a duplicate's own row does."""
    return query.with_for_update(of=Case, key_share=True, skip_locked=not wait)


def with_people(query: Select[Case]) -> Select[Case]:
    """Owner, unit and topic in the same query: a list costs the same whatever its length."""
    return query.options(*_PEOPLE)


# ---- what hangs on one case


def events(case: Case) -> Sequence[Event]:
    """The timeline, oldest first, with the people in it."""
    query = select(Event).where(Event.case_id == case.id).options(joinedload(Event.actor))
    return db.session.scalars(query.order_by(Event.at, Event.id)).all()


def reason_told(case: Case, events: Sequence[Event]) -> str:
    """Why the case was resolved as it was, in the words the correspondent has been told."""
    ends = [event for event in events if event.what in ("resolve", "dismiss")]
    return ends[-1].note if ends and ends[-1].what == "resolve" and not case.state.is_open else ""


def letters(case: Case, *, to_staff: bool | None = None, drafts: bool = False) -> Sequence[Letter]:
    """The letters of a case, oldest first; what is not signed yet only on demand."""
    query = select(Letter).where(Letter.case_id == case.id).order_by(Letter.id)
    if not drafts:
        query = query.where(Letter.status.not_in(UNSIGNED))
    if to_staff is not None:
        query = query.where(Letter.to_staff.is_(to_staff))
    return db.session.scalars(query).all()


def messages(case: Case) -> Sequence[Message]:
    """What the correspondent wrote later, oldest first."""
    query = select(Message).where(Message.case_id == case.id).order_by(Message.id)
    return db.session.scalars(query).all()


def notes(case: Case) -> Sequence[Note]:
    """Internal notes, oldest first; for staff only."""
    return db.session.scalars(select(Note).where(Note.case_id == case.id).order_by(Note.id)).all()


def attachments(case: Case) -> Sequence[Attachment]:
    """The files of a case, oldest first."""
    query = select(Attachment).where(Attachment.case_id == case.id).order_by(Attachment.id)
    return db.session.scalars(query).all()


def attachment(case: Case, attachment_id: int) -> Attachment:
    """One file of this very case; UnknownReference for any other."""
    found = db.session.get(Attachment, attachment_id)
    if found is None or found.case_id != case.id:
        raise UnknownReference(str(attachment_id))
    return found


def rating(case: Case) -> Rating | None:
    """What the correspondent thought of our work, if they said."""
    return db.session.get(Rating, case.id)


def today(now: datetime) -> date:
    """The date in Bangkok."""
    return now.astimezone(BANGKOK).date()
