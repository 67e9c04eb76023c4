"""The chain of events: what is not sealed yet, and whether what is sealed is still as it was."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import and_, exists, func, or_, select

from app.database import db
from app.models import Case, Event, EventSeal
from workflows.dates import start_of_day

BEGINNING = "0" * 64
LATE = timedelta(hours=1)  # an event older than this ought to be sealed
_SPAN = 20_000  # keys below the newest sealed one that a slow transaction may still fill
BATCH = 2000
_BATCHES = 25  # of one run: the rest waits for the next


def digest(before: str, event: Event) -> str:
    """The link of ``event`` after the link ``before``."""
    told = [
        event.id, event.case_id, event.subject, event.at.astimezone(UTC).isoformat(), event.what,
        event.by, event.actor_id, event.from_state, event.to_state, event.note, event.details,
    ]  # fmt: skip
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(f"{before}\n{text}".encode()).hexdigest()


def head() -> tuple[int, str]:
    """How many links there are, counted by key, and the last of them."""
    last = db.session.execute(
        select(EventSeal.id, EventSeal.digest).order_by(EventSeal.id.desc()).limit(1)
    ).one_or_none()
    return (last.id, last.digest) if last else (0, BEGINNING)


def batches() -> Sequence[int]:
    """A turn for each batch that may wait, at most _BATCHES; none when everything is sealed."""
    return range(_BATCHES) if unsealed(1) else ()


def unsealed(limit: int, *, anywhere: bool = False) -> Sequence[Event]:
    """The first events without a link; ``anywhere`` looks below the newest ones too."""
    newest = 0 if anywhere else db.session.scalar(select(func.max(EventSeal.event_id))) or 0
    sealed = exists().where(EventSeal.event_id == Event.id)
    query = select(Event).where(Event.id > newest - _SPAN, ~sealed)
    return db.session.scalars(query.order_by(Event.id).limit(limit)).all()


def broken(now: datetime, heads: Sequence[tuple[int, str]] = ()) -> str | None:
    """The first place where the chain does not hold, in words; None when all of it does.

    ``heads`` are the key and digest of links noted down elsewhere: a chain that was made anew, or
    cut, does not have them.
    """
    noted, before = dict(heads), BEGINNING
    for seal, event in _links():
        if event is None:
            return f"event {seal.event_id} is gone (link {seal.id})"
        if digest(before, event) != seal.digest:
            return f"event {event.id} of {event.at.isoformat()} is not as it was (link {seal.id})"
        before = seal.digest
        if noted.pop(seal.id, before) != before:
            return f"link {seal.id} is not the one that was noted down outside"
    if noted:
        return f"link {min(noted)} was noted down outside and is gone"
    return _forgotten(now)


def _links() -> Iterator[tuple[EventSeal, Event | None]]:
    """Every link in order with its event, a batch in memory at a time."""
    query = select(EventSeal, Event).outerjoin(Event, Event.id == EventSeal.event_id)
    query, after = query.order_by(EventSeal.id).limit(BATCH), 0
    while rows := db.session.execute(query.where(EventSeal.id > after)).all():
        for seal, event in rows:
            after = seal.id
            yield seal, event
        db.session.expunge_all()


def _forgotten(now: datetime) -> str | None:
    sealed = exists().where(EventSeal.event_id == Event.id)
    # Of an anonymous case only the day is known: late once that day is over.
    day_only = exists().where(Case.id == Event.case_id, Case.anonymous)
    old = now - LATE
    late = or_(Event.at < min(old, start_of_day(now)), and_(Event.at < old, ~day_only))
    query = select(Event.id).where(late, ~sealed).order_by(Event.id).limit(1)
    found = db.session.scalar(query)
    return f"event {found} was never sealed: is the clock running?" if found else None
