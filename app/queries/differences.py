"""Where our ledger of referred cases and the referring office's do not agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, select

from app.database import db
from app.models import Case, Letter, Person, Referral
from app.queries import people, referrals
from app.queries.cases import today
from workflows import State
from workflows.roles import Role
from workflows.words import Words

LIMIT = 100  # of one sort: whoever has more begins with these
PATIENCE = timedelta(days=1)  # the other office closes its own a day after our report at latest
LETTER = "differences"
_RESOLVED = Case.state == State.RESOLVED
_OPEN = Case.state != State.RESOLVED
# A case taken over from an old ledger says nothing of where it stands elsewhere until it is told.
_KNOWN = Case.imported.is_(False) | Referral.their_state_at.is_not(None)


@dataclass(frozen=True)
class Difference:
    """One sort of difference and the referrals in which it is found, at most LIMIT of them."""

    code: str
    label: Words
    referrals: Sequence[Referral]


LABELS = {
    "they_wait": Words("เราแจ้งผลแล้ว แต่ทางนั้นยังไม่ยุติ", "We reported the end, theirs is still open"),
    "we_wait": Words("ทางนั้นยุติแล้ว แต่ของเรายังไม่ยุติ", "Theirs is closed, ours is still open"),
    "unreported": Words("เรายุติแล้ว แต่ยังไม่ได้รายงานผล", "Ours is resolved, but not reported"),
    "due_before": Words("กำหนดรายงานผลมาก่อนกำหนดของเรา", "The report is due before our own date"),
    "no_number": Words("ไม่มีเลขที่ของหน่วยงานที่ส่งเรื่อง", "Their number is missing"),
}


def listed(person: Person, now: datetime) -> list[Difference]:
    """The differences in what ``person`` may see, by their sort; none where all agrees."""
    found = []
    for code, condition in _conditions(now).items():
        query = referrals.seen_by(person).where(condition).order_by(Referral.case_id.desc())
        rows = db.session.scalars(query.limit(LIMIT)).all()
        if rows:
            found.append(Difference(code, LABELS[code], rows))
    return found


def untold(now: datetime) -> list[int]:
    """Who at intake and among the managers has differences and no letter of today about them."""
    day = today(now)
    keepers = [p for p in people.active() if p.has(Role.INTAKE, Role.MANAGER)]
    return [p.id for p in keepers if not _told(p, day) and listed(p, now)]


def _told(person: Person, day: date) -> bool:
    query = select(Letter.id).where(
        Letter.case_id.is_(None), Letter.name == LETTER, Letter.occasion == day.isoformat(),
        Letter.recipient == person.email,
    )  # fmt: skip
    return db.session.scalar(query) is not None


def _conditions(now: datetime) -> dict[str, ColumnElement[bool]]:
    unreported, theirs_open = Referral.reported_at.is_(None), Referral.their_state == "open"
    return {
        "they_wait": and_(_RESOLVED, theirs_open, Referral.reported_at < now - PATIENCE, _KNOWN),
        "we_wait": and_(_OPEN, Referral.their_state == "closed"),
        "unreported": and_(_RESOLVED, unreported),
        "due_before": and_(_OPEN, unreported, Referral.report_due < Case.resolve_by),
        "no_number": and_(Referral.letter_number == "", Referral.their_reference == "", _KNOWN),
    }
