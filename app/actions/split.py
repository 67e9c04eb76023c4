"""Cuts parts out of a case that is about several matters; each is a case of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.actions.record import record
from app.actions.register_beside import register_beside
from app.actions.tell import tell_correspondent
from app.database import db
from app.models import Case, CaseLink, Person, Topic
from app.queries import links
from app.queries.rights import hats
from workflows import Kind, NotAllowed
from workflows.errors import Invalid
from workflows.limits import BODY, SUBJECT
from workflows.words import Words

MOST = 10
MANY = Words(f"แยกได้ไม่เกิน {MOST} เรื่อง", f"At most {MOST} parts")
NONE = Words("เขียนเรื่องที่จะแยกอย่างน้อยหนึ่งเรื่อง", "Write at least one part")
FULL = Words("เขียนชื่อเรื่องและรายละเอียดของทุกเรื่องที่แยก", "Give every part its subject and details")
LONG = Words("ชื่อเรื่องหรือรายละเอียดยาวเกินไป", "A subject or its details are too long")
KIND = Words("เลือกประเภทเรื่องจากรายการ", "Choose a kind from the list")
TOPIC = Words("เลือกหัวข้อจากรายการ", "Choose a topic from the list")
LEVEL = Words(
    "เรื่องนี้แยกมาจากเรื่องอื่น แยกต่ออีกไม่ได้", "This case was cut from another one: it is not cut again"
)


@dataclass(frozen=True)
class Part:
    """One matter of several, as the officer words it."""

    subject: str
    body: str
    kind: str = ""  # as the whole, unless it is said
    topic: str = ""


def split(case: Case, actor: Person, now: datetime, parts: Sequence[Part]) -> list[Case]:
    """Each part is a case of the same correspondent, as old as the whole, which goes on.

    The correspondent is told once, with all the new references.
    """
    if not hats(case, actor):
        raise NotAllowed("split", case.state, forbidden=True)
    if not case.state.is_open:
        raise NotAllowed("split", case.state)
    if links.origin(case):
        raise NotAllowed("split", case.state, because=LEVEL)
    there = len(links.parts(case))
    _check(case, parts, there)
    made = [_cut(case, part, there + n, actor, now) for n, part in enumerate(parts, 1)]
    record(case, "split", now, actor=actor, parts=len(made))
    tell_correspondent(case, "split", f"split-{there}", now, author=actor, parts=made,
                       words=len(made))  # fmt: skip
    return made


def _check(case: Case, parts: Sequence[Part], there: int) -> None:
    if not parts:
        raise Invalid(parts=NONE)
    if len(parts) + there > MOST:
        raise Invalid(parts=MANY)
    if not all(part.subject.strip() and part.body.strip() for part in parts):
        raise Invalid(parts=FULL)
    if any(len(part.subject) > SUBJECT or len(part.body) > BODY for part in parts):
        raise Invalid(parts=LONG)
    if any(part.kind and part.kind not in list(Kind) for part in parts):
        raise Invalid(parts=KIND)
    if not all(_fits(case, part.topic) for part in parts if part.topic):
        raise Invalid(parts=TOPIC)


def _fits(case: Case, code: str) -> bool:
    topic = db.session.get(Topic, code)
    return topic is not None and not topic.retired and topic.restricted == case.restricted


def _cut(case: Case, part: Part, number: int, actor: Person, now: datetime) -> Case:
    """The secret of the whole opens its parts too: whoever has no name has nothing else."""
    more = {"topic": part.topic} if part.topic else {}
    made = register_beside(
        case, now, actor, answer=case.acknowledged_at is None, kind=part.kind or case.kind.value,
        subject=part.subject.strip(), body=part.body.strip(),
        source_key=f"split:{case.id}:{number}", **more,
    )  # fmt: skip
    made.acknowledged_at = case.acknowledged_at
    made.look_ahead()
    db.session.add(CaseLink(
        case_id=made.id, other_id=case.id, what=links.SPLIT, made_by_id=actor.id, made_at=now,
    ))  # fmt: skip
    record(made, "split_off", now, actor=actor)
    return made
