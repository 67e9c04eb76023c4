"""Questions about the SLA targets: their versions, and what was done to them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.models import DeadlineRule, Event
from workflows.deadlines import Milestone
from workflows.kinds import Kind
from workflows.targets import RESTRICTED

TABLES = (*(kind.value for kind in Kind), RESTRICTED)
SHOWN = 50


def versions() -> Sequence[DeadlineRule]:
    """Every version, by whose it is; of one promise the newest first."""
    rows = db.session.scalars(select(DeadlineRule)).all()
    places = {name: n for n, name in enumerate((*TABLES, *Milestone))}
    newest = sorted(rows, key=lambda row: (row.valid_from or date.min, row.id), reverse=True)
    return sorted(newest, key=lambda row: (places[row.kind], places[row.milestone]))


def events() -> Sequence[Event]:
    """What was done to the targets, the newest first."""
    subjects = [f"target:{table}:{m.value}" for table in TABLES for m in Milestone]
    # the second condition is that of the index, which SQLite must see to use it
    query = select(Event).where(Event.subject.in_(subjects), Event.subject != "")
    query = query.options(joinedload(Event.actor)).order_by(Event.id.desc())
    return db.session.scalars(query.limit(SHOWN)).all()
