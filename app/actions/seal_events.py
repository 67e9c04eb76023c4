"""Seals what happened: each event gets its link in the chain, in the order of their keys."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import insert

from app.database import alone, db
from app.models import EventSeal
from app.queries import chain
from app.queries.chain import BATCH
from workflows.dates import local_day, start_of_day

HEADS = Path("audit") / "heads.txt"


def seal(now: datetime, *, anywhere: bool = False) -> int:
    """Up to BATCH events are sealed; how many. One node at a time."""
    alone(db.session, "seal")
    _, before = chain.head()
    events = chain.unsealed(BATCH, anywhere=anywhere)
    day = start_of_day(now)  # seconds after an event: the moment of a visit would stand here
    links = []
    for event in events:
        before = chain.digest(before, event)
        links.append({"event_id": event.id, "digest": before, "sealed_at": day})
    if links:  # one after the other, in this order: their keys number the chain
        db.session.execute(insert(EventSeal), links)
    return len(links)


def note_head(folder: Path, now: datetime) -> bool:
    """The head of the chain stands in a file outside the database, durably; once a day."""
    number, digest = chain.head()
    day = local_day(now).isoformat()
    place = folder / HEADS
    if not number or any(line.startswith(day) for line in _lines(place)):
        return False
    place.parent.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a") as file:
        file.write(f"{day} {number} {digest}\n")
        file.flush()
        os.fsync(file.fileno())
    return True


def noted_heads(folder: Path) -> list[tuple[int, str]]:
    """Key and digest of every head that was noted down."""
    parts = (line.split() for line in _lines(folder / HEADS))
    return [(int(number), digest) for _, number, digest in parts]


def _lines(place: Path) -> Iterator[str]:
    if place.exists():
        yield from place.read_text().splitlines()
