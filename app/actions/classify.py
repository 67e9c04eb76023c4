"""Says what kind of case it is and what it is about; its dates follow."""

from datetime import datetime

from app.actions.record import record
from app.actions.set_deadlines import dates_of, set_deadlines
from app.database import db
from app.models import Case, Person, Topic
from workflows import Kind, State
from workflows.errors import Invalid
from workflows.words import Words


def classify(case: Case, actor: Person, now: datetime, *, kind: str, topic: str | None) -> None:
    """Kind and topic stand as said and confirmed; when they changed, the dates are counted anew.

    ``topic`` None leaves the topic as it is.
    """
    before = {"kind": case.kind.value, "topic": case.topic_code, **dates_of(case)}
    _set_kind(case, kind)
    if topic is not None:
        _set_topic(case, topic)
    case.kind_confirmed = True
    set_deadlines(case)
    after = {"kind": case.kind.value, "topic": case.topic_code, **dates_of(case)}
    if before != after:
        record(case, "reclassified", now, actor=actor, before=before, after=after)


def _set_kind(case: Case, kind: str) -> None:
    if kind not in list(Kind):
        raise Invalid(kind=Words("เลือกประเภทเรื่องจากรายการ", "Choose a kind from the list"))
    if kind == Kind.COMPLIMENT and case.state is State.ANALYSED:
        raise Invalid(kind=Words(
            "คำชมเชยไม่มีขั้นวิเคราะห์ ส่งเรื่องกลับก่อนจึงเปลี่ยนประเภท",
            "A compliment has no analysis: return the case first, then change its kind",
        ))  # fmt: skip
    case.kind = Kind(kind)


def _set_topic(case: Case, code: str) -> None:
    topic = db.session.get(Topic, code)
    if topic is None or topic.restricted != case.restricted:
        raise Invalid(topic=Words("เลือกหัวข้อจากรายการ", "Choose a topic from the list"))
    case.topic = topic
    case.topic_code = topic.code
    if case.owner_id is None:
        case.unit_code = topic.unit_code
