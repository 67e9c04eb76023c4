"""Gives a case its owner: the first time (assign) or another one later (transfer)."""

from datetime import datetime

from app.actions.advance import advance
from app.actions.classify import classify
from app.actions.given import Given, Hats
from app.actions.record import in_place_of
from app.actions.tell import tell_correspondent, tell_staff
from app.database import db
from app.models import Case, Person, Unit
from app.queries import people, walls
from app.queries.rights import may_own
from workflows import By
from workflows.errors import Invalid
from workflows.words import Words


def assign(case: Case, actor: Person, now: datetime, given: Given, worn: Hats) -> None:
    """The case has an owner; owner and correspondent are told. Kind and topic may be set too."""
    if given.kind or given.topic or not case.kind_confirmed:
        classify(case, actor, now, kind=given.kind or case.kind, topic=given.topic or None)
    _give(case, given)
    advance(case, "assign", actor, now, worn, given.note,
            owner=case.owner.name if case.owner else "", in_place_of="")  # fmt: skip
    _tell(case, now, given.note)


def assign_by_rule(case: Case, owner: Person, unit: str, now: datetime, **told: str) -> None:
    """The case has an owner in the clock's name; a kind that nobody confirmed stays so.

    ``told`` is of the rule, for the timeline.
    """
    _give(case, Given(owner=owner.email, unit=unit))
    advance(case, "assign", None, now, frozenset({By.INTAKE}), owner=owner.name, **told)
    _tell(case, now, f"มอบหมายโดยกฎ “{told['rule']}”")


def transfer(case: Case, actor: Person, now: datetime, given: Given, worn: Hats) -> None:
    """Another owner answers for the case; its deadlines stay."""
    before, absent = case.owner.name if case.owner else "", in_place_of(case, actor)
    _give(case, given)
    advance(case, "transfer", actor, now, worn, given.reason,
            owner=case.owner.name if case.owner else "", before=before,
            in_place_of=absent)  # fmt: skip
    _tell(case, now, given.reason)


def _give(case: Case, given: Given) -> None:
    """Owner and unit as asked for; no owner is left to the rulebook to refuse."""
    if not given.owner:
        case.owner = None
        case.owner_id = None
        return
    owner = people.by_email(given.owner)
    if (
        owner is None
        or not may_own(owner, restricted=case.restricted)
        or owner.id in walls.barred(case)
    ):
        raise Invalid(owner=Words(
            "เลือกผู้รับผิดชอบที่รับเรื่องนี้ได้", "Choose someone who may own this case"
        ))  # fmt: skip
    unit = given.unit or owner.unit_code
    if unit and (unit in walls.units(case) or not _takes(unit, case)):
        raise Invalid(unit=Words("เลือกหน่วยงานจากรายการ", "Choose a unit from the list"))
    case.owner = owner
    case.owner_id = owner.id
    case.unit_code = unit
    case.unit = db.session.get(Unit, unit) if unit else None


def _takes(code: str, case: Case) -> bool:
    """Whether the case may lie there: a retired unit keeps what it has."""
    unit = db.session.get(Unit, code)
    return unit is not None and (not unit.retired or code == case.unit_code)


def _tell(case: Case, now: datetime, note: str) -> None:
    occasion = f"owner-{case.version}"
    if case.owner:
        tell_staff(case, [case.owner], "yours", occasion, now, note=note)
    tell_correspondent(case, "assigned", occasion, now)
