"""Questions about cases: one, a queue, a search; every answer is scoped by rights."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    false,
    func,
    select,
    true,
    tuple_,
    union,
)
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import (
    Attachment,
    Case,
    CaseText,
    Event,
    Letter,
    Message,
    Note,
    Person,
    Rating,
    RawMail,
    TrackLink,
)
from app.queries.rights import in_unit, visible, ways
from workflows import State
from workflows.deadlines import BANGKOK
from workflows.errors import Conflict, UnknownReference
from workflows.secrets import digest, matches
from workflows.text import normalise

PAGE = 50
COUNTED = 1000  # a queue is counted up to here; more reads "999+"
QUEUES = ("mine", "unit", "unassigned", "overdue", "all")
_FAR = date(9999, 12, 31)
_NOBODY = digest("no such case")


@dataclass(frozen=True)
class Asked:
    """What a list was asked for; ``after`` is the key of the last row seen."""

    queue: str = "mine"
    state: str = ""
    kind: str = ""
    topic: str = ""
    channel: str = ""
    q: str = ""
    size: int = PAGE
    after: tuple[date, int] | None = None


@dataclass(frozen=True)
class Found:
    """One page of cases and the key of the next page, None at the end."""

    cases: Sequence[Case]
    next: tuple[date, int] | None


def find(reference: str, person: Person) -> Case:
    """The case, for someone who may see it; UnknownReference otherwise."""
    query = _with_people(select(Case)).where(Case.reference == reference, visible(person))
    case = db.session.scalar(query)
    if case is None:
        raise UnknownReference(reference)
    return case


def find_to_change(reference: str, person: Person, version: int) -> Case:
    """The same, locked until the transaction ends; Conflict if it is no longer ``version``."""
    query = select(Case).where(Case.reference == reference, visible(person))
    case = db.session.scalar(query.with_for_update(of=Case))
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
        .where(TrackLink.hash == digest(token), TrackLink.revoked_at.is_(None))
    )
    case = db.session.scalar(query)
    if case is None:
        raise UnknownReference("link")
    return case


def get(case_id: int) -> Case:
    """A case by its key, for the correspondent's signed-in session and for jobs."""
    case = db.session.get(Case, case_id)
    if case is None:
        raise UnknownReference(str(case_id))
    return case


def get_to_change(case_id: int) -> Case:
    """The same, locked until the transaction ends."""
    return db.session.scalars(select(Case).where(Case.id == case_id).with_for_update(of=Case)).one()


def by_reference(reference: str) -> Case | None:
    """The case of that number, for what runs in nobody's name: an office file."""
    return db.session.scalar(select(Case).where(Case.reference == reference))


def by_source(source_key: str) -> Case | None:
    """The case that this very submission became, if it did."""
    return db.session.scalar(select(Case).where(Case.source_key == source_key))


def page(asked: Asked, person: Person, now: datetime) -> Found:
    """One page of a queue in due order, read from its indexes from where the last page ended.

    Resolved cases are due no more: a list of them begins with the newest.
    """
    found = select(_walk(asked, person, now, asked.size + 1).c.id)
    query = _with_people(select(Case)).where(Case.id.in_(found)).order_by(*_order(asked))
    cases = db.session.scalars(query.limit(asked.size + 1)).all()
    shown, more = cases[: asked.size], len(cases) > asked.size
    last = shown[-1] if more else None
    return Found(shown, (last.next_due_on or _FAR, last.id) if last else None)


def counts(person: Person, now: datetime) -> dict[str, int]:
    """How many each queue holds, each counted up to COUNTED, in one question."""
    walks = {queue: _walk(Asked(queue), person, now, COUNTED) for queue in QUEUES}
    numbers = [
        select(func.count()).select_from(walk).scalar_subquery().label(queue)
        for queue, walk in walks.items()
    ]
    row = db.session.execute(select(*numbers)).one()
    return {queue: min(number, COUNTED) for queue, number in row._mapping.items()}


def _walk(asked: Asked, person: Person, now: datetime, limit: int) -> Subquery:
    """The keys of the first cases asked for: one index is read for each way of seeing them.

    One condition with OR would make the database read and sort everything that is open.
    """
    order, chosen = _order(asked), _conditions(asked, person, now)
    walks = [
        select(Case.id).where(way, *chosen).order_by(*order).limit(limit).subquery()
        for way in ways(person) or [false()]
    ]
    if len(walks) == 1:
        return walks[0]
    return union(*(select(walk.c.id) for walk in walks)).subquery()


def _order(asked: Asked) -> tuple[ColumnElement, ...]:
    if asked.state == State.RESOLVED:
        return (Case.id.desc(),)
    return (_due(asked), Case.id.asc())


def _due(asked: Asked) -> ColumnElement:
    if _has_closed(asked):
        return func.coalesce(Case.next_due_on, _FAR)
    return Case.next_due_on.expression


def _beyond(asked: Asked) -> list[ColumnElement[bool]]:
    """What lies after the last row seen, in the order of this list."""
    if asked.after is None:
        return []
    if asked.state == State.RESOLVED:
        return [Case.id < asked.after[1]]
    return [tuple_(_due(asked), Case.id) > asked.after]


def _conditions(asked: Asked, person: Person, now: datetime) -> list[ColumnElement[bool]]:
    today = now.astimezone(BANGKOK).date()
    is_open = Case.state != State.RESOLVED
    queue = {
        "mine": and_(is_open, Case.owner_id == person.id),
        "unit": and_(is_open, in_unit(person)),
        "unassigned": Case.state == State.RECEIVED,
        "overdue": and_(is_open, Case.next_due_on < today),
        "all": true() if _has_closed(asked) else is_open,
    }[asked.queue]
    chosen = [queue, *_beyond(asked)]
    for column, value in (
        (Case.state, asked.state), (Case.kind, asked.kind),
        (Case.topic_code, asked.topic), (Case.channel, asked.channel),
    ):  # fmt: skip
        if value:
            chosen.append(column == value)
    if asked.q.strip():
        chosen.append(_says(asked.q))
    return chosen


def _has_closed(asked: Asked) -> bool:
    """Resolved cases are listed only when they are asked for, or when something is sought."""
    return asked.queue == "all" and (bool(asked.q.strip()) or asked.state == State.RESOLVED)


def _says(q: str) -> ColumnElement[bool]:
    """Every word of ``q`` somewhere in the case, as normalised substrings (docs/search)."""
    terms = [term for word in q.split() if (term := normalise(word))]
    found = [CaseText.text.contains(term, autoescape=True) for term in terms]
    return Case.id.in_(select(CaseText.case_id).where(*found))


def _with_people(query: Select[Case]) -> Select[Case]:
    """Owner, unit and topic in the same query: a list costs the same whatever its length."""
    return query.options(joinedload(Case.owner), joinedload(Case.unit), joinedload(Case.topic))


# ---- what hangs on one case


def events(case: Case) -> Sequence[Event]:
    """The timeline, oldest first, with the people in it."""
    query = select(Event).where(Event.case_id == case.id).options(joinedload(Event.actor))
    return db.session.scalars(query.order_by(Event.at, Event.id)).all()


def letters(case: Case, *, to_staff: bool | None = None) -> Sequence[Letter]:
    """The letters of a case, oldest first."""
    query = select(Letter).where(Letter.case_id == case.id).order_by(Letter.id)
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


def raw_mails(case: Case) -> Sequence[RawMail]:
    """The mails, byte for byte, that this case came from."""
    return db.session.scalars(select(RawMail).where(RawMail.case_id == case.id)).all()


def today(now: datetime) -> date:
    """The date in Bangkok."""
    return now.astimezone(BANGKOK).date()
