"""Keeps ready answers: words to start from, of one's own, of a unit, or of everybody."""

from dataclasses import dataclass
from datetime import datetime

from app.actions.record import record_elsewhere
from app.database import db
from app.mail.wording import EVERY_CASE, unknown_in
from app.models import Person, ReadyAnswer, Topic
from app.queries import ready_answers
from app.queries.ready_answers import STEPS
from workflows import NotAllowed, State
from workflows.errors import Invalid
from workflows.words import CHOOSE, Words

TITLE, BODY = 200, 10_000
LANGUAGES = ("th", "en")


@dataclass(frozen=True)
class Ready:
    """What is kept; empty ``topic`` and ``step``: for every one."""

    title: str
    body: str
    scope: str = "own"
    topic: str = ""
    step: str = ""
    language: str = "th"


def add_ready(ready: Ready, actor: Person, now: datetime) -> ReadyAnswer:
    """It is offered from now on to whom its scope names; Invalid for what is none."""
    _check(ready, actor)
    row = ReadyAnswer(owner_id=actor.id, made_at=now)
    _put(row, ready, actor)
    db.session.add(row)
    db.session.flush()
    record_elsewhere(f"ready:{row.id}", "ready_added", now, actor=actor)
    return row


def change_ready(key: int, ready: Ready, actor: Person, now: datetime) -> None:
    """It reads otherwise; who may is its owner, its unit, or a manager for everybody's."""
    row = ready_answers.find(key, actor)
    if not ready_answers.may_change(row, actor):
        raise NotAllowed("ready", State.RECEIVED, forbidden=True)
    _check(ready, actor)
    _put(row, ready, actor)
    record_elsewhere(f"ready:{row.id}", "ready_changed", now, actor=actor)


def retire_ready(key: int, actor: Person, now: datetime) -> None:
    """It is offered no more."""
    row = ready_answers.find(key, actor)
    if not ready_answers.may_change(row, actor):
        raise NotAllowed("ready", State.RECEIVED, forbidden=True)
    row.retired = True
    record_elsewhere(f"ready:{row.id}", "ready_retired", now, actor=actor)


def _check(ready: Ready, actor: Person) -> None:
    wrong = {
        "title": _text(ready.title, TITLE),
        "body": _text(ready.body, BODY) or unknown_in(ready.body, set(EVERY_CASE)),
        "scope": None if ready.scope in ready_answers.scopes(actor) else Words(
            "เลือกผู้ใช้จากรายการ", "Choose for whom from the list"
        ),
        "step": None if ready.step in STEPS else CHOOSE,
        "language": None if ready.language in LANGUAGES else Words("เลือกภาษา", "Choose a language"),
    }  # fmt: skip
    if ready.topic and db.session.get(Topic, ready.topic) is None:
        wrong["topic"] = Words("เลือกหัวข้อจากรายการ", "Choose the topic from the list")
    if problems := {name: words for name, words in wrong.items() if words}:
        raise Invalid(**problems)


def _text(text: str, longest: int) -> Words | None:
    if not text.strip():
        return Words("เขียนข้อความ", "Write the text")
    if len(text) > longest:
        return Words(f"เขียนได้ไม่เกิน {longest:,} ตัวอักษร", f"At most {longest:,} characters")
    return None


def _put(row: ReadyAnswer, ready: Ready, actor: Person) -> None:
    row.title, row.body = ready.title.strip(), ready.body.strip()
    row.scope, row.step, row.language = ready.scope, ready.step, ready.language
    row.topic_code = ready.topic or None
    if ready.scope == "unit":
        row.unit_code = row.unit_code or actor.unit_code
