"""Sends a new case where the routing rules say: to a unit, and to an owner in it.

Rules are asked once, when a case is new. When a manager later changes the kind or topic of a case
that nobody owns yet, only the rules that read kind or topic are asked again, so that no edit
moves a case by a rule that has nothing to do with it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import update

from app.actions.assign import assign_by_rule
from app.actions.choose_owner import Chosen, choose_owner
from app.actions.record import record
from app.database import db
from app.models import Case, RoutingRule, Unit
from app.models.routing import seen
from app.queries import routing, walls
from workflows import State
from workflows.dates import local_day
from workflows.routing import How, because


def route(case: Case, now: datetime) -> bool:
    """The rules were asked about a new case, once; the first that holds has sent it."""
    if case.state is not State.RECEIVED or case.routed_at is not None:
        return False
    # Not through the row: a case that no rule moves was not changed, and keeps its version.
    # Rules are asked within seconds: of an anonymous case that would tell when it came.
    case.visited = case.anonymous
    asked = case.received_at if case.anonymous else now
    db.session.execute(update(Case).where(Case.id == case.id).values(routed_at=asked))
    _send(case, routing.active(), now)
    return True


def route_again(case: Case, now: datetime) -> None:
    """The rules that read kind or topic were asked anew; a case not asked about yet waits."""
    if case.state is State.RECEIVED and case.routed_at is not None:
        _send(case, [rule for rule in routing.active() if rule.rule.reads_kind_or_topic], now)


def _send(case: Case, rules: Sequence[RoutingRule], now: datetime) -> None:
    """The case is with the unit of the first rule that holds, and has an owner if it says so."""
    if not rules:
        return
    walled = walls.units(case)
    facts = seen(case, routing.time_of_receipt(case.received_at))
    for rule in rules:
        reasons = because(rule.rule, facts)
        if reasons is not None and rule.unit_code not in walled:
            _obey(case, rule, reasons, now)
            return


def _obey(case: Case, rule: RoutingRule, reasons: dict[str, str], now: datetime) -> None:
    case.unit = db.session.get_one(Unit, rule.unit_code)
    case.unit_code = rule.unit_code
    told: dict[str, Any] = {"rule": rule.name, "unit": rule.unit_code, "because": reasons}
    if rule.how == How.UNIT:
        record(case, "routed", now, **told)
        return
    chosen = choose_owner(case, rule, local_day(now))
    if chosen is None:
        told["why"] = "nobody"
    record(case, "routed", now, **told)
    if chosen:
        _give(case, rule, chosen, now)


def _give(case: Case, rule: RoutingRule, chosen: Chosen, now: datetime) -> None:
    assign_by_rule(case, chosen.person, rule.unit_code, now, rule=rule.name, why=chosen.why)
    case.updated_at = now
