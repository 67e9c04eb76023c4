"""Keeps the versions of the SLA targets: one is added or ended, and never edited."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from app.actions.record import record_elsewhere
from app.actions.recount import ask_recount
from app.actions.target_problems import BEFORE_START, problems_of
from app.database import alone, db
from app.models import DeadlineRule, Person
from app.queries import office
from workflows.deadlines import Milestone, Target
from workflows.errors import Invalid, UnknownReference
from workflows.kinds import Kind
from workflows.targets import TargetRule
from workflows.words import Words

NO_START = Words("บอกวันที่เริ่มใช้", "Say from which day it holds")
ENDED = Words("มาตรฐานนี้สิ้นสุดแล้ว", "This target has ended already")
TWICE = Words("มีมาตรฐานเช่นนี้ที่เริ่มใช้วันเดียวกันแล้ว", "There is such a target from the same day already")
_RESTRICTED = Words("เรื่องลับ", "Restricted cases")


def check_target(rule: TargetRule) -> None:
    """Nothing; Invalid for a promise that nobody could read, keep, or ever be given."""
    problems = problems_of(rule)
    if rule.valid_from is None:
        problems["valid_from"] = NO_START
    if not problems and any(_same_promise(rule, other) for other in office.rules(rule.table)):
        problems["valid_from"] = TWICE
    if problems:
        raise Invalid(**problems)


def rules_with(rule: TargetRule) -> list[TargetRule]:
    """Every rule as they would be: what a rehearsal counts by."""
    return [*office.rules(), rule]


def rules_when_ended(key: int, valid_to: date | None) -> list[TargetRule]:
    """The same, when the target of that key ends; Invalid where it cannot."""
    _check_end(target(key), valid_to)
    rows = db.session.scalars(select(DeadlineRule).order_by(DeadlineRule.id))
    return [
        replace(office.as_rule(row), valid_to=valid_to) if row.id == key else office.as_rule(row)
        for row in rows
    ]


def add_target(rule: TargetRule, actor: Person, now: datetime) -> DeadlineRule:
    """The promise holds from its day on, and the open cases will be counted anew."""
    alone(db.session, "targets")
    check_target(rule)
    made = rule.target
    row = DeadlineRule(
        kind=rule.table, milestone=rule.milestone.value, topic_code=rule.topic,
        severity=rule.severity, channel=rule.channel, days=made.days if made else None,
        working=bool(made and made.working), from_receipt=bool(made and made.from_receipt),
        legal_basis=made.basis if made else "", valid_from=rule.valid_from, valid_to=rule.valid_to,
    )  # fmt: skip
    db.session.add(row)
    _told("target_added", row, actor, now)
    ask_recount("targets", said(rule).th, actor, now)
    return row


def end_target(key: int, valid_to: date | None, actor: Person, now: datetime) -> DeadlineRule:
    """The promise holds until the day before ``valid_to``; the open cases are counted anew."""
    alone(db.session, "targets")
    row = target(key)
    _check_end(row, valid_to)
    row.valid_to = valid_to
    _told("target_ended", row, actor, now)
    ask_recount("targets", f"สิ้นสุด {said(office.as_rule(row)).th}", actor, now)
    return row


def target(key: int) -> DeadlineRule:
    """The version of that key; UnknownReference if there is none."""
    row = db.session.get(DeadlineRule, key)
    if row is None:
        raise UnknownReference(str(key))
    return row


def said(rule: TargetRule) -> Words:
    """The promise in a line: whose, which milestone, how many days of which sort."""
    table = _RESTRICTED if rule.table not in list(Kind) else Kind(rule.table).label
    label, promise = rule.milestone.label, said_target(rule.target)
    return Words(f"{table.th} {label.th} {promise.th}", f"{table.en}: {label.en} {promise.en}")


def said_target(made: Target | None) -> Words:
    """``10 วันทำการ``, or that nothing is promised."""
    if made is None:
        return Words("ไม่กำหนด", "no promise")
    thai, noun = ("วันทำการ", "working day") if made.working else ("วัน", "day")
    return Words(f"{made.days} {thai}", f"{made.days} {noun}{'' if made.days == 1 else 's'}")


def _check_end(row: DeadlineRule, valid_to: date | None) -> None:
    if row.valid_to is not None:
        raise Invalid(valid_to=ENDED)
    if valid_to is None or (row.valid_from is not None and valid_to <= row.valid_from):
        raise Invalid(valid_to=BEFORE_START)


def _same_promise(rule: TargetRule, other: TargetRule) -> bool:
    whose = ("milestone", "topic", "severity", "channel", "valid_from")
    return all(getattr(rule, name) == getattr(other, name) for name in whose)


def _told(what: str, row: DeadlineRule, actor: Person, now: datetime) -> None:
    rule = office.as_rule(row)
    details: dict[str, Any] = {
        "said": list(said(rule)), "topic": row.topic_code, "severity": row.severity,
        "channel": row.channel, "from_receipt": row.from_receipt, "legal_basis": row.legal_basis,
        "valid_from": row.valid_from and row.valid_from.isoformat(),
        "valid_to": row.valid_to and row.valid_to.isoformat(),
    }  # fmt: skip
    subject = f"target:{row.kind}:{Milestone(row.milestone).value}"
    record_elsewhere(subject, what, now, actor=actor, **details)
