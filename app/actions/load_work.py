"""Puts into the tables how an office file says that the office works; twice changes nothing."""

from collections.abc import Container, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.actions.keep_absence import add_absence
from app.actions.keep_days_off import NO_YEAR
from app.actions.keep_escalation import keep_escalation, sign
from app.actions.keep_row import keep_row
from app.actions.keep_rule import keep_rule
from app.actions.keep_targets import NO_START, TWICE
from app.actions.target_problems import NO_BASIS, problems_of
from app.database import db
from app.intake.office_file.lists import Steps
from app.intake.office_file.work import AbsenceRow, ChainRow, DayOffRow, RoutingRow, TargetRow
from app.models import DayOff, DeadlineRule, Person
from app.queries import escalation
from workflows.deadlines import Milestone, Target
from workflows.errors import Invalid
from workflows.escalation import Chain
from workflows.targets import TargetRule

_ANY: dict[str, Any] = {"topic_code": "", "severity": "", "channel": "", "valid_from": None}


def load_day_off(row: DayOffRow, years: Container[int]) -> None:
    """The office is closed on that day; Invalid in a year of which no other day off is known."""
    if row.day.year not in years:
        raise Invalid(day=NO_YEAR)
    keep_row(DayOff, {"day": row.day}, **row.model_dump(exclude={"day"}))


def load_steps(kind: str, steps: Steps) -> None:
    """A kind that is named has all its promises from the file; null promises nothing.

    Invalid, by milestone, for a promise that nobody could keep or ever be given.
    """
    made = {m: _target(getattr(steps, m.value)) for m in Milestone}
    problems = {m.value: _problem(TargetRule(kind, m, target)) for m, target in made.items()}
    if found := {name: words for name, words in problems.items() if words}:
        raise Invalid(**found)
    for milestone, target in made.items():
        key = {"kind": kind, "milestone": milestone.value, **_ANY}
        keep_row(DeadlineRule, key, days=target.days if target else None,
                 working=bool(target and target.working))  # fmt: skip


def load_target(row: TargetRow, before: set[TargetRule]) -> None:
    """The version of the promise is as the row says; Invalid where its page would refuse it.

    ``before`` are the versions of the rows before, each with nothing but what names it.
    """
    rule, named = _rule(row), _named(row)
    problems = problems_of(rule)
    if named in before:
        problems["valid_from"] = TWICE
    elif not (row.from_ or row.topic or row.severity or row.channel):
        problems["valid_from"] = NO_START  # it would be the kind's own promise, which ``steps`` has
    if row.as_kept:  # in force at another site: nobody is asked again for its law and its start
        problems = {name: w for name, w in problems.items() if w not in (NO_BASIS, NO_START)}
    if problems:
        raise Invalid(**problems)
    before.add(named)
    key = {
        "kind": rule.table, "milestone": rule.milestone.value, "topic_code": rule.topic,
        "severity": rule.severity, "channel": rule.channel, "valid_from": rule.valid_from,
    }  # fmt: skip
    made = rule.target
    keep_row(
        DeadlineRule, key, days=made.days if made else None, working=bool(made and made.working),
        from_receipt=bool(made and made.from_receipt), legal_basis=row.legal_basis,
        valid_to=rule.valid_to,
    )  # fmt: skip


def load_chains(rows: Mapping[Milestone, ChainRow], now: datetime) -> None:
    """Each deadline that is named has the chain of its row; Invalid as ``keep_escalation``."""
    there = escalation.chains()
    given = {m: Chain(row.before, row.every, row.depth) for m, row in rows.items()}
    keep_escalation({**there, **given}, sign(there), None, now)


def load_absence(row: AbsenceRow, now: datetime) -> None:
    """The officer is away on these days; Invalid where ``add_absence`` refuses it."""
    add_absence(
        _officer(row.officer), now, actor=None, from_on=row.from_, to_on=row.to,
        deputy=_officer(row.deputy) if row.deputy else None, note=row.note,
    )  # fmt: skip


def load_rule(row: RoutingRow, now: datetime) -> None:
    """The rule of that name is as the row says; Invalid where ``keep_rule`` refuses it."""
    keep_rule(
        now, active=row.active, name=row.name, unit=row.unit, how=row.how, kind=row.kind,
        owner=_officer(row.owner).email if row.owner else "", topic=row.topic or "",
        channel=row.channel, words=list(row.words), place=row.place, time=row.time,
    )  # fmt: skip


def _problem(rule: TargetRule) -> Any:
    """What is wrong with a kind's own promise, which names no law; None where nothing is."""
    if rule.target is None:
        return None
    found = problems_of(rule)
    return next((words for name, words in found.items() if name != "legal_basis"), None)


def _rule(row: TargetRow) -> TargetRule:
    made = _target(row.target)
    if made:
        receipt = row.counts_from == "receipt"
        made = Target(made.days, made.working, receipt, row.legal_basis)
    return TargetRule(row.kind, row.milestone, made, row.topic or "", row.severity, row.channel,
                      row.from_, row.to)  # fmt: skip


def _named(row: TargetRow) -> TargetRule:
    return TargetRule(row.kind, row.milestone, None, row.topic or "", row.severity, row.channel,
                      row.from_)  # fmt: skip


def _target(promise: str | None) -> Target | None:
    return Target.parse(promise) if promise else None


def _officer(code: str) -> Person:
    return db.session.scalars(select(Person).where(Person.code == code)).one()
