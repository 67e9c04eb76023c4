"""An appeal: a case of its own at a higher level, away from whoever decided the first one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.actions.record import record
from app.actions.register_beside import register_beside
from app.database import db
from app.intake.channels import CHANNELS
from app.models import Case, Person, Unit
from app.queries import links, windows
from app.queries.rights import may_write
from workflows import Kind, NotAllowed
from workflows.dates import local_day, say_date
from workflows.errors import Invalid
from workflows.limits import SUBJECT
from workflows.words import Words

SUBJECT_IS = Words("อุทธรณ์: {}", "Appeal: {}")
REASON = Words("บอกเหตุผลที่ไม่เห็นด้วยกับผล", "Say why you disagree with the outcome")
# One level here; what is above it stands outside the office.
ONCE = Words(
    "อุทธรณ์ได้หนึ่งชั้น ทางต่อไปคือผู้ตรวจการแผ่นดิน 1676 หรือศาลปกครอง 1355",
    "There is one level of appeal: next are the Ombudsman, tel. 1676, and the Administrative Court",
)
TWICE = Words("เรื่องนี้อุทธรณ์ไปแล้ว", "This case was appealed before")
CHANNEL = Words("เลือกช่องทางจากรายการ", "Choose the channel from the list")


@dataclass(frozen=True)
class Appealed:
    """What was said, and by which way; ``source_key`` makes twice the same appeal one."""

    reason: str
    channel: str
    source_key: str
    secret_hash: str = ""
    acknowledged: bool = False  # the door shows reference and dates itself


def appeal(case: Case, now: datetime, given: Appealed, actor: Person | None = None) -> Case:
    """The appeal is a complaint with a reference and dates of its own; both cases say so.

    It lies with the unit above the one that decided; who decided may not own it.
    """
    if actor and not may_write(case, actor):
        raise NotAllowed("appeal", case.state, forbidden=True)
    there = links.appeal_of(case)
    if there is not None and there.source_key == given.source_key:
        return there
    _check(case, now, given, there)
    subject = SUBJECT_IS.say(case.language).format(case.subject)[:SUBJECT]
    made = register_beside(
        case, now, actor, answer=True, kind=Kind.COMPLAINT.value, subject=subject,
        body=given.reason.strip(), channel=given.channel,
        received_at=now, imported=False, source_key=given.source_key, appeal_of_id=case.id,
        unit=_above(case), secret_hash=given.secret_hash or case.secret_hash,
        acknowledged=given.acknowledged,
    )  # fmt: skip
    made.routed_at = now  # its level is the law's to choose, not a routing rule's
    for one in (case, made):
        record(one, "appealed", now, actor=actor, by="staff" if actor else "correspondent")
    return made


def _check(case: Case, now: datetime, given: Appealed, there: Case | None) -> None:
    window = windows.of(case, now)
    if window is None:
        raise NotAllowed("appeal", case.state)
    if case.appeal_of_id is not None:
        raise NotAllowed("appeal", case.state, because=ONCE)
    if there is not None:
        raise NotAllowed("appeal", case.state, because=TWICE)
    if not window.appeals(local_day(now)):
        raise NotAllowed("appeal", case.state, because=Words(
            f"อุทธรณ์ได้ถึง {say_date(window.appeal_until, 'th')} ซึ่งพ้นไปแล้ว "
            "ท่านยังแจ้งศูนย์บริการประชาชน 1111 หรือผู้ตรวจการแผ่นดิน 1676 ได้",
            f"An appeal could be lodged until {say_date(window.appeal_until, 'en')}. You may "
            "still turn to the centre 1111 or to the Ombudsman, tel. 1676.",
        ))  # fmt: skip
    if given.channel not in CHANNELS or CHANNELS[given.channel].referral:
        raise Invalid(channel=CHANNEL)
    if not given.reason.strip():
        raise Invalid(reason=REASON)


def _above(case: Case) -> str | None:
    """The unit above the one that decided, or the office's top; None leaves it to intake."""
    above = db.session.get(Unit, case.unit.parent_code or "") if case.unit else None
    if above and not above.retired:
        return above.code
    parents = select(Unit.parent_code).where(Unit.parent_code.is_not(None))
    tops = select(Unit.code).where(Unit.parent_code.is_(None), Unit.code.in_(parents))
    tops = tops.where(Unit.retired.is_(False)).order_by(Unit.position, Unit.code)
    return db.session.scalar(tops.limit(1))
