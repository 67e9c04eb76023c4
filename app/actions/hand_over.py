"""Hands the cases of somebody who leaves to another, and lets them go once they own none."""

from datetime import datetime

from app.actions.choose_owner import choose_owner
from app.actions.move_case import TRANSFER, Move, move
from app.actions.record import record_elsewhere
from app.models import Case, Person, RoutingRule
from app.queries import accounts, load
from workflows.dates import local_day
from workflows.errors import Conflict, Invalid
from workflows.routing import How
from workflows.words import Words

SHARED = ""  # instead of one address: to whoever of the case's unit has least to do
STILL = Words(
    "ผู้นี้ยังมีเรื่องที่ยังไม่ยุติ รวมถึงเรื่องที่ท่านอาจไม่มีสิทธิ์เห็น ส่งมอบให้ครบก่อน",
    "This person still owns open cases, perhaps some that you may not see: hand them over first",
)
LAST = Words(
    "ต้องเหลือผู้ดูแลระบบที่เข้าระบบได้อย่างน้อยหนึ่งคน",
    "At least one administrator who can sign in must remain",
)
ONESELF = Words("ให้ผู้อื่นปิดบัญชีของท่าน", "Somebody else must close your own account")
NOBODY = Words("ไม่มีผู้ใดรับเรื่องนี้แทนได้", "Nobody else may own this case")


def hand_over(
    case: Case, leaver: Person, actor: Person, now: datetime, *, to: str, reason: str
) -> int:
    """The case is another's, its deadlines as they were; how many letters go out.

    Conflict for one that is no longer the leaver's; refused as the step ``transfer`` is.
    """
    if case.owner_id != leaver.id:
        raise Conflict(case.reference)
    wanted = Move(to, reason=reason, step=TRANSFER)
    if to == SHARED:
        owner = _least_busy(case, leaver, now)
        wanted = Move(owner.email, case.unit_code or "", reason, TRANSFER)
    return move(case, actor, now, wanted)


def note_hand_over(
    leaver: Person, actor: Person, now: datetime, reason: str, *, done: int, left: int
) -> None:
    """It is on record how many cases went, and how many could not."""
    record_elsewhere(f"person:{leaver.id}", "handed_over", now, actor=actor, note=reason,
                     done=done, left=left)  # fmt: skip


def let_go(leaver: Person, actor: Person, now: datetime) -> None:
    """The person works here no more and is signed out everywhere; refused while they own cases."""
    if leaver.id == actor.id:
        raise Invalid(leaver=ONESELF)
    if load.open_cases([leaver.id])[leaver.id]:
        raise Invalid(leaver=STILL)
    if accounts.is_last_admin(leaver, local_day(now)):
        raise Invalid(leaver=LAST)
    if leaver.active:
        leaver.active = False
        leaver.session_version += 1
        record_elsewhere(f"person:{leaver.id}", "person_left", now, actor=actor)


def _least_busy(case: Case, leaver: Person, now: datetime) -> Person:
    if case.unit_code is None:
        raise Invalid(owner=NOBODY)
    rule = RoutingRule(unit_code=case.unit_code, how=How.LEAST_OPEN)
    chosen = choose_owner(case, rule, local_day(now), without=leaver)
    if chosen is None:
        raise Invalid(owner=NOBODY)
    return chosen.person
