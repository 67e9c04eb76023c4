"""The list of routing rules: added, changed, moved, tried, switched on and off, retired."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from app.actions.record import record_elsewhere
from app.actions.rule_values import FIELDS, read_rule
from app.database import alone, db
from app.models import Person, RoutingRule
from app.queries import office, routing
from app.reports.routing_trial import Trial, trial
from workflows.dates import local_day
from workflows.errors import Invalid
from workflows.routing import shadowed
from workflows.words import Words

LAST = 500  # cases a trial is made on before a rule is switched on
YEAR = timedelta(days=365)
UNTRIED = Words(
    "ทดลองกฎนี้กับเรื่องที่ผ่านมาก่อน แล้วจึงเปิดใช้", "Try this rule on past cases before switching it on"
)


def add_rule(values: Mapping[str, Any], actor: Person | None, now: datetime) -> RoutingRule:
    """One more rule at the end of the list, off until it was tried. Invalid says what is wrong."""
    _alone()
    read = read_rule(values)
    there = routing.rules()
    rule = RoutingRule(position=max((r.position for r in there), default=0) + 1, **read)
    _refuse_shadowed([*(r for r in there if r.active), rule])
    db.session.add(rule)
    db.session.flush()
    _told(rule, "rule_added", actor, now, values=_plain(rule))
    return rule


def change_rule(
    rule: RoutingRule, values: Mapping[str, Any], actor: Person | None, now: datetime
) -> None:
    """The rule is as ``values`` say; if it is another rule then, it is off until tried again."""
    _alone()
    before = _plain(rule)
    for name, value in read_rule(values, rule).items():
        setattr(rule, name, value)
    after = _plain(rule)
    changed = {name for name in after if after[name] != before[name]}
    if not changed:
        return
    if changed != {"name"}:
        rule.active = False
    _refuse_shadowed([r for r in routing.rules() if r.active or r is rule])
    _told(rule, "rule_changed", actor, now, values=after, before=before)


def keep_rule(now: datetime, *, active: bool, actor: Person | None = None, **values: Any) -> None:
    """The rule of that name is as an office file says, on or off: the file is the office's word.

    A name that is unknown is added at the end; what has these values already is not touched.
    """
    rule = routing.by_name(values.get("name", ""))
    if rule is None:
        rule = add_rule(values, actor, now)
    else:
        was = rule.active
        change_rule(rule, values, actor, now)
        rule.active = was
    if rule.active != active:
        _switch(rule, actor, now, on=active)


def move_rule(rule: RoutingRule, actor: Person, now: datetime, *, up: bool) -> None:
    """The rule changed places with its neighbour; at the end of the list nothing happens."""
    _alone()
    order = list(routing.rules())
    here = order.index(rule)
    there = here + (-1 if up else 1)
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for position, one in enumerate(order, start=1):
        if one.position != position:
            one.position = position
    _refuse_shadowed([one for one in order if one.active])
    _told(rule, "rule_moved", actor, now, position=there + 1)


def try_rule(rule: RoutingRule, actor: Person, now: datetime) -> Trial:
    """The rule was tried on past cases, and the figures stand beside it in the list."""
    tried = trial_of(now, rule)
    figures = next(one for one in tried.rules if one.rule is rule)
    _told(rule, "rule_tried", actor, now, cases=tried.cases, matched=figures.matched,
          agreed=figures.agreed)  # fmt: skip
    return tried


def trial_of(now: datetime, rule: RoutingRule | None = None, *, year: bool = False) -> Trial:
    """The list that is in force, with ``rule`` as if it were on, tried on the cases of the past."""
    today = local_day(now)
    listed = [one for one in routing.rules() if one.active or one is rule]
    since = today - YEAR if year else None
    hours = (routing.long_calendar(today), office.office().opens)
    return trial(listed, *hours, since=since, last=LAST)


def switch_on(rule: RoutingRule, actor: Person, now: datetime) -> None:
    """New cases go by the rule from now on. Invalid for one that was not tried as it is."""
    if rule.id not in routing.trials():
        raise Invalid(rule=UNTRIED)
    _switch(rule, actor, now, on=True)


def switch_off(rule: RoutingRule, actor: Person, now: datetime) -> None:
    """No case goes by the rule any more; it keeps its place."""
    _switch(rule, actor, now, on=False)


def retire_rule(rule: RoutingRule, actor: Person, now: datetime) -> None:
    """The rule is gone from the list; its event keeps what it said."""
    _told(rule, "rule_retired", actor, now, values=_plain(rule))
    db.session.delete(rule)


def _switch(rule: RoutingRule, actor: Person | None, now: datetime, *, on: bool) -> None:
    if rule.active == on:
        return
    _alone()
    rule.active = on
    _refuse_shadowed([r for r in routing.rules() if r.active])
    _told(rule, "rule_switched_on" if on else "rule_switched_off", actor, now)


def _refuse_shadowed(rules: Sequence[RoutingRule]) -> None:
    """No rule stands below one that takes all its cases: it would never get a turn."""
    found = shadowed([rule.rule for rule in rules])
    for place, earlier in found.items():
        never, before = rules[place].name, rules[earlier].name
        raise Invalid(rule=Words(
            f"กฎ “{never}” จะไม่มีวันถูกใช้ เพราะกฎ “{before}” ที่อยู่ก่อนรับเรื่องเดียวกันทั้งหมด",
            f"“{never}” could never match: “{before}”, which stands before it, takes all its cases",
        ))  # fmt: skip


def _alone() -> None:
    """Two people who change the list at once do so one after the other."""
    alone(db.session, routing.LIST)


def _plain(rule: RoutingRule) -> dict[str, Any]:
    return {name: getattr(rule, name) for name in FIELDS}


def _told(
    rule: RoutingRule, what: str, actor: Person | None, now: datetime, **details: Any
) -> None:
    told = {"name": rule.name, **details}
    record_elsewhere(routing.subject(rule.id), what, now, actor=actor, **told)
