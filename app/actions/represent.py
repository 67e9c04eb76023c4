"""Records who acts for the correspondent, by which authority; and the end of it."""

from datetime import datetime

from sqlalchemy import select, update

from app.actions.record import record
from app.database import db
from app.intake.submission import ActsFor
from app.models import Case, Letter, Person, Representative, TrackLink
from app.models.base import either
from app.queries import representatives
from app.queries.rights import may_write
from workflows import NotAllowed
from workflows.errors import Invalid
from workflows.relations import RELATIONS
from workflows.words import Words

NO_NAME = Words("เขียนชื่อผู้รับมอบอำนาจ", "Write the representative's name")
NO_RELATION = Words("เลือกความเกี่ยวข้องจากรายการ", "Choose the relation from the list")
NO_AUTHORITY = Words(
    "เขียนหลักฐานการมอบอำนาจ เช่น หนังสือมอบอำนาจ ลงวันที่ 2 พ.ย. 2569",
    "Write the authority, for example: letter of attorney of 2 November 2026",
)
ONE = Words("มีผู้รับมอบอำนาจอยู่แล้ว สิ้นสุดคนเดิมก่อน", "Someone acts for them already: end that first")
NONE = Words("เรื่องนี้ไม่มีผู้รับมอบอำนาจ", "Nobody acts for the correspondent of this case")


def represent(case: Case, actor: Person, now: datetime, given: ActsFor) -> Representative:
    """Letters to the correspondent go to the representative from now on, if an e-mail is known."""
    if not may_write(case, actor):
        raise NotAllowed("representative", case.state, forbidden=True)
    return stand_in(case, actor, now, given)


def stand_in(case: Case, actor: Person, now: datetime, given: ActsFor) -> Representative:
    """The same, for whoever has just registered the case."""
    wrong = {
        "name": ONE if representatives.standing(case) else None if given.name else NO_NAME,
        "relation": None if given.relation in RELATIONS else NO_RELATION,
        "authority": None if given.authority else NO_AUTHORITY,
    }
    if problems := {name: words for name, words in wrong.items() if words}:
        raise Invalid(**problems)
    acting = Representative(
        name=given.name, relation=given.relation, email=given.email,
        phone=given.phone, authority=given.authority, recorded_by_id=actor.id, recorded_at=now,
    )  # fmt: skip
    case.representatives.append(acting)
    record(case, "representative_recorded", now, actor=actor, relation=given.relation)
    return acting


def end_representation(case: Case, actor: Person, now: datetime) -> None:
    """Nobody acts for the correspondent; the links of the letters to the former one are dead."""
    if not may_write(case, actor):
        raise NotAllowed("end-representative", case.state, forbidden=True)
    acting = representatives.standing(case)
    if acting is None:
        raise Invalid(representative=NONE)
    acting.ended_at = now
    record(case, "representative_ended", now, actor=actor, relation=acting.relation)
    own = case.correspondent.email if case.correspondent else ""
    if acting.email and acting.email != own:
        _revoke(case, acting.email, now)


def _revoke(case: Case, address: str, now: datetime) -> None:
    letters = select(Letter.id).where(
        Letter.case_id == case.id, Letter.recipient.in_(either(address))
    )
    links = update(TrackLink).where(
        TrackLink.letter_id.in_(letters), TrackLink.revoked_at.is_(None)
    )
    db.session.execute(links.values(revoked_at=now))
