"""Who stands above a case: the heads of its unit and of the units above, then the managers."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.models import Case, Person, Unit
from app.queries import absences, office, people
from app.queries.walls import barred
from workflows.absence import stands_in
from workflows.roles import Role

Rungs = list[list[Person]]


@dataclass(frozen=True)
class Staff:
    """Who works here, where, and who is away on one day: read once for a whole ladder."""

    people: Mapping[int, Person]
    units: Mapping[str, Unit]
    deputies: Mapping[int, int | None]

    @classmethod
    def on(cls, day: date) -> "Staff":
        """Everybody as they stand on ``day``."""
        return cls(
            {person.id: person for person in people.active()},
            {unit.code: unit for unit in office.units()},
            absences.deputies(day),
        )

    def here(self, key: int | None) -> Person | None:
        """That person, or who stands in for them while they are away."""
        if key is not None and key in self.deputies:
            key = stands_in(key, self.deputies)
        return self.people.get(key) if key else None

    def present(self, found: Collection[Person]) -> list[Person]:
        """Those of ``found`` who are here; all of them when nobody is."""
        return [person for person in found if person.id not in self.deputies] or list(found)


def rungs_of(case: Case, staff: Staff) -> Rungs:
    """The whole ladder above a case, level 1 first; of a restricted one confidential people only.

    Nobody stands on it twice, nor the owner, nor anybody behind a wall of the case.
    """
    may = may_be_told(case)
    top = Role.CONFIDENTIAL if case.restricted else Role.MANAGER
    return rungs(case.unit_code, staff, lambda p: p.id != case.owner_id and may(p), top)


def rungs(
    unit_code: str | None, staff: Staff, may: Callable[[Person], bool], top: Role = Role.MANAGER
) -> Rungs:
    """The ladder above a unit. One without anybody who ``may`` be told is left out of it."""
    found: Rungs = []
    told: set[int] = set()
    for unit in line(unit_code, staff.units):
        head = staff.here(unit.head_id)
        if head is not None and head.id not in told and may(head):
            found.append([head])
            told.add(head.id)
    last = [p for p in staff.people.values() if p.has(top) and p.id not in told and may(p)]
    return [*found, staff.present(last)] if last else found


def may_be_told(case: Case) -> Callable[[Person], bool]:
    """Whether somebody may know of the case at all."""
    away = barred(case)
    return lambda p: p.id not in away and (not case.restricted or p.has(Role.CONFIDENTIAL))


def line(unit_code: str | None, units: Mapping[str, Unit]) -> Iterator[Unit]:
    """The unit and those above it, each once: a tree that bites its tail ends there."""
    seen: set[str] = set()
    while unit_code is not None and unit_code in units and unit_code not in seen:
        seen.add(unit_code)
        yield units[unit_code]
        unit_code = units[unit_code].parent_code


def circle() -> Sequence[str]:
    """The first circle in the tree, from a unit to itself; nothing in a tree that is one."""
    parents = {unit.code: unit.parent_code for unit in office.units()}
    return next((found for code in parents if (found := circle_of(code, parents))), [])


def circle_of(code: str, parents: Mapping[str, str | None]) -> Sequence[str]:
    """The way from a unit up to that unit again; nothing for one that never stands above itself."""
    walked = [code]
    while (up := parents.get(walked[-1])) and up not in walked:
        walked.append(up)
    return [*walked, code] if up == code else []
