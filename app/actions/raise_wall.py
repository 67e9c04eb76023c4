"""Keeps a case away from a person or a unit whom it names; lets them near it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.actions.ask_unit import withdraw_unanswerable
from app.actions.assign import assign, transfer
from app.actions.given import Given, Hats
from app.actions.record import record
from app.actions.resolve import dismiss
from app.database import db
from app.models import Case, Person, Unit, Wall
from app.queries import people, walls
from app.queries.rights import hats
from workflows import By, NotAllowed, State
from workflows.errors import Invalid, UnknownReference
from workflows.own_notes import KEPT_AWAY
from workflows.roles import Role
from workflows.words import Words

DESK = frozenset({By.INTAKE, By.MANAGER})
# The timeline says no more than this: whom the wall keeps away, and why, stands on the wall.
WHY = KEPT_AWAY.th
ONE = Words("เลือกบุคคลหรือหน่วยงานอย่างใดอย่างหนึ่ง", "Choose one person, or one unit")
REASON = Words("เขียนเหตุที่ต้องกัน", "Write why they are kept away")
AGAIN = Words("กันผู้นี้ไว้แล้ว", "They are kept away already")
OWNER = Words("ผู้รับผิดชอบคนนี้ถูกกัน เลือกผู้รับผิดชอบใหม่", "The owner is kept away: choose a new owner")
UNIT = Words("หน่วยงานนี้ถูกกัน เลือกหน่วยงานอื่น", "This unit is kept away: choose another one")
OUTSIDE = Words(
    "ไม่เหลือผู้พิจารณาเรื่องนี้ได้ในสำนักงาน ระบุหน่วยงานภายนอกที่รับไปพิจารณา เช่น ป.ป.ท. หรือ ป.ป.ช.",
    "Nobody here is left who may decide it: name the outside body that has it, such as the PACC",
)
STILL_HERE = Words(
    "ยังมีผู้พิจารณาเรื่องนี้ได้ในสำนักงาน เว้นช่องนี้ว่าง",
    "Somebody here may still decide it: leave this empty",
)


@dataclass(frozen=True)
class Named:
    """Whom the case names (an address or a unit's code), and what then becomes of the case."""

    person: str = ""
    unit: str = ""
    reason: str = ""
    outside_body: str = ""
    owner: str = ""  # who takes it over
    new_unit: str = ""


def raise_wall(case: Case, actor: Person, now: datetime, named: Named) -> Wall:
    """For the person, or for all of the unit, the case does not exist any more.

    What they owned is another's in the same breath, and what they were asked is withdrawn. Where
    nobody is left who may decide the case it goes to an outside body: an open one is dismissed and
    forwarded there.
    """
    worn = hats(case, actor)
    if worn.isdisjoint(DESK):
        raise NotAllowed("wall", case.state, forbidden=True)
    return keep_away(case, actor, now, named, worn)


def keep_away(case: Case, actor: Person, now: datetime, named: Named, worn: Hats) -> Wall:
    """The wall stands, by whoever wears ``worn`` on the case or registers it just now."""
    wall = _wall(case, actor, now, named)
    db.session.add(wall)
    db.session.flush()
    record(case, "wall_raised", now, actor=actor, wall=wall.id)
    if not _left(case):
        _hand_out(case, actor, now, named.outside_body.strip(), worn)
    elif wall.outside_body:
        raise Invalid(outside_body=STILL_HERE)
    elif case.state.is_open:
        _hand_on(case, actor, now, named, worn | {By.MANAGER})
    withdraw_unanswerable(case, actor, now)
    return wall


def lift_wall(case: Case, wall_id: int, actor: Person, now: datetime, reason: str) -> None:
    """Who was kept away sees the case again as far as their roles let them."""
    if hats(case, actor).isdisjoint(DESK):
        raise NotAllowed("lift-wall", case.state, forbidden=True)
    if not reason.strip():
        raise Invalid(reason=Words("เขียนเหตุที่เลิกกัน", "Write why they may come near again"))
    wall = next((wall for wall in walls.standing(case) if wall.id == wall_id), None)
    if wall is None:
        raise UnknownReference(str(wall_id))
    wall.lifted_at, wall.lifted_by_id, wall.lift_reason = now, actor.id, reason.strip()
    record(case, "wall_lifted", now, actor=actor, wall=wall.id)


def carry_walls(case: Case, to: Case, actor: Person | None, now: datetime) -> None:
    """A case made of another one keeps the same people away."""
    for wall in walls.standing(case):
        copy = Wall(
            case=to, person_id=wall.person_id, unit_code=wall.unit_code, reason=wall.reason,
            outside_body=wall.outside_body, raised_by_id=wall.raised_by_id, raised_at=now,
        )  # fmt: skip
        db.session.add(copy)
        db.session.flush()
        record(to, "wall_raised", now, actor=actor, wall=copy.id)
    if to.unit_code in walls.units(to):
        to.unit = to.unit_code = None
        record(to, "unit_changed", now, actor=actor)


def _wall(case: Case, actor: Person, now: datetime, named: Named) -> Wall:
    person = people.by_email(named.person) if named.person else None
    unit = db.session.get(Unit, named.unit) if named.unit else None
    given, found = bool(named.person) + bool(named.unit), bool(person) + bool(unit)
    if given != 1 or found != 1:
        raise Invalid(**{"unit" if named.unit and not named.person else "person": ONE})
    if not named.reason.strip():
        raise Invalid(reason=REASON)
    key, code = person.id if person else None, unit.code if unit else None
    if any((wall.person_id, wall.unit_code) == (key, code) for wall in walls.standing(case)):
        raise Invalid(person=AGAIN)
    return Wall(
        case=case, person_id=key, unit_code=code, reason=named.reason.strip(),
        outside_body=named.outside_body.strip(), raised_by_id=actor.id, raised_at=now,
    )  # fmt: skip


def _left(case: Case) -> Sequence[Person]:
    """Who may still decide the case: managers, of a restricted one the confidential officers."""
    wanted, away = Role.CONFIDENTIAL if case.restricted else Role.MANAGER, walls.barred(case)
    return [p for p in people.active() if p.has(wanted) and p.id not in away]


def _hand_out(case: Case, actor: Person, now: datetime, body: str, worn: Hats) -> None:
    if not body:
        raise Invalid(outside_body=OUTSIDE)
    if case.state.is_open:
        told = Words(
            f"เราส่งเรื่องของท่านให้{body}พิจารณา เพราะผู้พิจารณาเรื่องนี้ในสำนักงานมีส่วนได้เสีย",
            f"We sent your case to {body}: nobody here may decide it without a conflict",
        )
        dismiss(case, actor, now, Given(outcome="out_of_remit", reason=WHY, forwarded_to=body,
                                        answer=told.say(case.language)), worn)  # fmt: skip


def _hand_on(case: Case, actor: Person, now: datetime, named: Named, worn: Hats) -> None:
    if named.owner:
        move = assign if case.state is State.RECEIVED else transfer
        given = Given(owner=named.owner, unit=named.new_unit, reason=WHY, note=WHY)
        move(case, actor, now, given, worn)
    elif case.owner_id in walls.barred(case):
        raise Invalid(owner=OWNER)
    elif case.unit_code in walls.units(case) or named.new_unit:
        _move(case, named.new_unit)
        record(case, "unit_changed", now, actor=actor)


def _move(case: Case, code: str) -> None:
    """Without a word the owner's own unit; a case that nobody owns yet may wait without any."""
    code = code or (case.owner.unit_code if case.owner else None) or ""
    unit = db.session.get(Unit, code) if code else None
    if (code in walls.units(case)) or (unit is None and (code or case.owner)):
        raise Invalid(new_unit=UNIT)
    case.unit, case.unit_code = unit, code or None
