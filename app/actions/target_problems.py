"""What is wrong with a target: nobody could ever be given it, or nobody could read it.

Of two targets that hold the heavier wins, and of the same weight the newer: so on its first day a
target wins wherever no more particular one holds. What never matches is one whose topic or channel
its kind never has, whose milestone its kind lacks, or that ends before it begins.
"""

from app.database import db
from app.intake.channels import CHANNELS
from app.models import Topic
from workflows.assessment import SEVERITIES
from workflows.deadlines import Milestone, Target
from workflows.kinds import Kind
from workflows.targets import RESTRICTED, TargetRule
from workflows.words import CHOOSE, Words

MOST, LEGAL = 366, 300
NOT_PLAIN = Words(
    "หัวข้อนี้เป็นเรื่องลับ ใช้กับประเภทเรื่องทั่วไปไม่ได้",
    "This topic is restricted: no ordinary case ever has it",
)
NOT_SECRET = Words(
    "หัวข้อนี้ไม่ใช่เรื่องลับ เลือกหัวข้อที่เป็นเรื่องลับ",
    "This topic is not restricted: choose a restricted one",
)
SECRET_CHANNEL = Words("ช่องทางนี้รับแต่เรื่องลับ", "Only restricted cases come in by this channel")
NO_ANALYSIS = Words("คำชมเชยไม่มีขั้นวิเคราะห์", "A compliment is never analysed")
BEFORE_START = Words("วันสิ้นสุดต้องอยู่หลังวันที่เริ่มใช้", "It must end after it began")
DAYS = Words(f"ใส่จำนวนวัน 0 ถึง {MOST}", f"Give 0 to {MOST} days")
NO_BASIS = Words("บอกกฎหมาย ระเบียบ หรือประกาศที่อ้างอิง", "Name the law, rule or announcement")
LONG_TEXT = Words(f"เขียนได้ไม่เกิน {LEGAL} ตัวอักษร", f"At most {LEGAL} characters")


def problems_of(rule: TargetRule) -> dict[str, Words]:
    """The words for each field that cannot be taken."""
    problems: dict[str, Words | None] = {
        "kind": None if rule.table in (*Kind, RESTRICTED) else CHOOSE,
        "milestone": _milestone(rule),
        "topic": _topic(rule),
        "severity": None if rule.severity in ("", *SEVERITIES) else CHOOSE,
        "channel": _channel(rule),
        "valid_to": _end(rule),
        **_promise(rule.target),
    }
    return {field: words for field, words in problems.items() if words}


def _milestone(rule: TargetRule) -> Words | None:
    unknown = rule.milestone is Milestone.ANALYSE and rule.table == Kind.COMPLIMENT
    return NO_ANALYSIS if unknown else None


def _topic(rule: TargetRule) -> Words | None:
    if not rule.topic:
        return None
    topic = db.session.get(Topic, rule.topic)
    if topic is None or topic.retired:
        return CHOOSE
    if topic.restricted == (rule.table == RESTRICTED):
        return None
    return NOT_PLAIN if topic.restricted else NOT_SECRET


def _channel(rule: TargetRule) -> Words | None:
    if rule.channel not in ("", *CHANNELS):
        return CHOOSE
    secret = bool(rule.channel) and CHANNELS[rule.channel].restricted
    return SECRET_CHANNEL if secret and rule.table != RESTRICTED else None


def _end(rule: TargetRule) -> Words | None:
    if rule.valid_from is None or rule.valid_to is None or rule.valid_to > rule.valid_from:
        return None
    return BEFORE_START


def _promise(target: Target | None) -> dict[str, Words | None]:
    if target is None:
        return {}
    basis = None if target.basis.strip() else NO_BASIS
    return {
        "days": None if 0 <= target.days <= MOST else DAYS,
        "legal_basis": LONG_TEXT if len(target.basis) > LEGAL else basis,
    }
