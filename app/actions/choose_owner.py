"""Finds who gets a case that a rule sent to a unit: somebody who is here and may have it."""

from dataclasses import dataclass
from datetime import date

from app.database import db
from app.models import Case, Person, RoutingRule, Unit
from app.queries import absences, load, people
from workflows.absence import stands_in
from workflows.roles import Role
from workflows.routing import Desk, How, by_load, in_turn


@dataclass(frozen=True)
class Chosen:
    """Who it is, and why (``workflows.routing.WHY``)."""

    person: Person
    why: str


@dataclass(frozen=True)
class Team:
    """Everybody who may own the case, by key, and who is away with which deputy."""

    able: dict[int, Person]
    away: dict[int, int | None]

    def present(self, key: int | None) -> Person | None:
        """That person, if they may own the case and are here."""
        return None if key is None or key in self.away else self.able.get(key)

    def deputy(self, key: int | None) -> Person | None:
        """Who stands in for that person, if they are away."""
        found = stands_in(key, self.away) if key in self.away and key is not None else None
        return self.present(found)


def choose_owner(
    case: Case, rule: RoutingRule, day: date, *, without: Person | None = None
) -> Chosen | None:
    """By the rule's own way; else the head of the unit, their deputy, a manager.

    None only when nobody in the office, ``without`` one, may own the case.
    """
    able = {p.id: p for p in people.owners_for(case) if p is not without}
    team = Team(able, absences.deputies(day))
    unit = db.session.get_one(Unit, rule.unit_code)
    named = rule.how == How.PERSON
    chosen = _named(team, rule.owner_id) if named else _shared(team, unit, rule.how)
    return chosen or _head(team, unit) or _manager(case, team)


def _named(team: Team, key: int | None) -> Chosen | None:
    if person := team.present(key):
        return Chosen(person, "named")
    deputy = team.deputy(key)
    return Chosen(deputy, "deputy") if deputy else None


def _shared(team: Team, unit: Unit, how: str) -> Chosen | None:
    # Whose turn it is stays ours until the commit: another machine's next case waits for it.
    db.session.refresh(unit, with_for_update=True)
    members = [p for p in team.able.values() if p.unit_code == unit.code and team.present(p.id)]
    if how == How.LEAST_OPEN:
        work = load.open_cases([person.id for person in members])
        order = by_load([Desk(p.id, work[p.id], p.capacity) for p in members], unit.last_given_id)
    else:
        order = in_turn([Desk(p.id, 0, p.capacity) for p in members], unit.last_given_id)
    if not order:
        return None
    unit.last_given_id = order[0]
    return Chosen(team.able[order[0]], "least_open" if how == How.LEAST_OPEN else "turn")


def _head(team: Team, unit: Unit) -> Chosen | None:
    if head := team.present(unit.head_id):
        return Chosen(head, "head")
    deputy = team.deputy(unit.head_id)
    return Chosen(deputy, "head_deputy") if deputy else None


def _manager(case: Case, team: Team) -> Chosen | None:
    """One who is here, else who stands in for one, else one who is away: never nobody."""
    role = Role.CONFIDENTIAL if case.restricted else Role.MANAGER
    managers = sorted(key for key, person in team.able.items() if person.has(role))
    tries = (team.present, team.deputy, team.able.get)
    found = (person for ask in tries for key in managers if (person := ask(key)))
    person = next(found, None)
    return Chosen(person, "manager") if person else None
