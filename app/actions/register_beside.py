"""Registers a case that follows from another one: of the same correspondent, with its walls."""

import hashlib
from datetime import datetime
from typing import Any

from app.actions.raise_wall import carry_walls
from app.actions.register import register
from app.actions.tell import tell_correspondent
from app.database import db
from app.intake.submission import Submission
from app.models import Case, Person, Representative
from app.queries import cases, representatives

# What the new case has from the first one, unless it is said otherwise.
SAME = ("channel", "language", "anonymous", "identity_hidden", "restricted", "severity",
        "complexity", "place", "received_at", "secret_hash", "correspondent_id",
        "imported")  # fmt: skip


def register_beside(
    case: Case, now: datetime, actor: Person | None, *, answer: bool, **more: Any
) -> Case:
    """The new case, once for its ``source_key``; acknowledged by letter where ``answer`` says so.

    Whoever is kept away from the first one is kept away from it too, and who acts for the
    correspondent acts for them here.
    """
    there = cases.by_source(more["source_key"])
    if there is not None:
        return there
    same = {name: getattr(case, name) for name in SAME}
    words = f"{more['subject']}\n{more['body']}"
    given = {**same, "group": case.group_code, "topic": _topic(case), **more}
    submission = Submission(fingerprint=hashlib.sha256(words.encode()).hexdigest(), **given)
    made = register(submission, now, actor, answer=False)
    carry_walls(case, made, actor, now)
    _carry_representative(case, made, now)
    if answer:
        tell_correspondent(made, "acknowledgement", "received", now)
    return made


def _topic(case: Case) -> str | None:
    """A topic that is not used any more is left for intake to choose."""
    return case.topic_code if case.topic and not case.topic.retired else None


def _carry_representative(case: Case, made: Case, now: datetime) -> None:
    acting = representatives.standing(case)
    if acting is not None:
        db.session.add(Representative(
            case_id=made.id, name=acting.name, relation=acting.relation, email=acting.email,
            phone=acting.phone, authority=acting.authority, recorded_at=now,
            recorded_by_id=acting.recorded_by_id,
        ))  # fmt: skip
