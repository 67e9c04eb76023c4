"""Who sees which case, and which hats they wear there: asked by every door, written once.

Officers see the cases of their unit and their own; intake, managers and auditors every
unrestricted one; confidential officers the restricted ones too; administrators no case at all;
an agency the referrals it sent. While somebody is away their deputy has their cases like own ones.
Nobody sees a case behind a wall of their own, and who decided a case may read the appeal against
it, but does nothing there.
(docs/decisions/0004-rights.md)
"""

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, select

from app.models import Case, Person, Referral, Wall
from app.queries.walls import barred
from workflows import By
from workflows.roles import Role

SEE_ALL = (Role.INTAKE, Role.MANAGER, Role.AUDITOR)
SEE_UNIT = (Role.OFFICER, Role.CONFIDENTIAL)
READS_NO_CASE = (Role.ADMIN, Role.ASSESSOR)
MAY_OWN = (Role.OFFICER, Role.INTAKE, Role.MANAGER, Role.CONFIDENTIAL)


def visible(person: Person) -> ColumnElement[bool]:
    """The condition on ``Case`` that leaves only what ``person`` may see."""
    return or_(false(), *ways(person))


def ways(
    person: Person, *, unit: bool = True, own: bool = True, apart: bool = False
) -> list[ColumnElement[bool]]:
    """The ways in which ``person`` sees cases, each a condition that has its own index.

    Among the cases of their unit nothing is added by seeing their own, and the other way round.
    With ``apart`` their own are those in other units: no case is seen in both ways.
    """
    ways: list[ColumnElement[bool]] = []
    plain = not_(Case.restricted)
    if person.has(*SEE_ALL):
        ways.append(plain)
    elif person.has(*SEE_UNIT):
        ways += [and_(plain, in_unit(person))] if unit else []
        twice = apart and unit and person.unit_code
        beyond = [Case.unit_code.is_distinct_from(person.unit_code)] if twice else []
        ways += [and_(plain, owned, *beyond) for owned in _owned(person)] if own else []
    if person.has(Role.CONFIDENTIAL):
        ways.append(Case.restricted.is_(True))
    if person.has(Role.AGENCY):
        sent = exists().where(Referral.case_id == Case.id, Referral.agency_person_id == person.id)
        ways.append(and_(plain, sent))
    return [and_(way, unwalled(person)) for way in ways]


def own(person: Person) -> list[ColumnElement[bool]]:
    """The cases that ``person`` answers for as owner or for an absent one, an index for each."""
    if not person.has(*SEE_ALL, *SEE_UNIT):
        return []
    sight = [] if person.has(Role.CONFIDENTIAL) else [not_(Case.restricted)]
    return [and_(owned, *sight, unwalled(person)) for owned in _owned(person)]


def _owned(person: Person) -> list[ColumnElement[bool]]:
    return [Case.owner_id == key for key in (person.id, *sorted(person.stands_for))]


def unwalled(person: Person) -> ColumnElement[bool]:
    """No wall that still stands names the person or their unit; asked once, not for each case."""
    names = [Wall.person_id == person.id]
    if person.unit_code:
        names.append(Wall.unit_code == person.unit_code)
    walled = select(Wall.case_id).where(or_(*names), Wall.lifted_at.is_(None))
    return Case.id.not_in(walled)


def in_unit(person: Person) -> ColumnElement[bool]:
    """The condition on ``Case`` that it lies with the unit of ``person``; nothing without one."""
    return Case.unit_code == person.unit_code if person.unit_code else false()


def hats(case: Case, person: Person) -> frozenset[By]:
    """The hats of the steps table that ``person`` wears on ``case``.

    The deputy of an absent owner wears the owner's, as long as the absence lasts. On restricted
    cases the confidential officers do the work of intake and managers.
    """
    worn = set()
    if _decided_before(case, person):
        return frozenset()
    if case.owner_id == person.id or stands_in(case, person):
        worn.add(By.OWNER)
    if case.restricted:
        if person.has(Role.CONFIDENTIAL):
            worn |= {By.INTAKE, By.MANAGER}
        return frozenset(worn)
    if person.has(Role.INTAKE):
        worn.add(By.INTAKE)
    if person.has(Role.MANAGER):
        worn.add(By.MANAGER)
    return frozenset(worn)


def stands_in(case: Case, person: Person) -> bool:
    """Whether ``person`` answers for the case today because its owner is away."""
    may = not case.restricted or person.has(Role.CONFIDENTIAL)
    return may and case.owner_id in person.stands_for


def may_write(case: Case, person: Person) -> bool:
    """Whether ``person`` may write letters and notes on a case they see; auditors only read."""
    return bool(hats(case, person)) or (
        person.has(Role.OFFICER, Role.CONFIDENTIAL)
        and person.unit_code is not None
        and case.unit_code == person.unit_code
        and not _decided_before(case, person)
    )


def _decided_before(case: Case, person: Person) -> bool:
    """Whether the case is an appeal against what this very person decided."""
    return case.appeal_of_id is not None and person.id in barred(case)


def may_own(person: Person, *, restricted: bool) -> bool:
    """Whether a case may be given to ``person``."""
    wanted = (Role.CONFIDENTIAL,) if restricted else MAY_OWN
    return person.active and person.has(*wanted)
