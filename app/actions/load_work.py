"""Puts into the tables how an office file says that the office works; twice changes nothing."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.actions.keep_absence import add_absence
from app.actions.keep_row import keep_row
from app.actions.keep_rule import keep_rule
from app.database import db
from app.intake.office_file import OfficeFile
from app.intake.office_file.work import AbsenceRow, RoutingRow, TargetRow
from app.models import DayOff, DeadlineRule, EscalationRule, Person
from workflows.deadlines import Target


def load_work(file: OfficeFile) -> None:
    """Days off, versions of targets and chains are as ``file`` says."""
    for day in file.days_off:
        values = day.model_dump(exclude={"day"})
        keep_row(DayOff, {"day": day.day}, **values)
    for target in file.deadline_rules.versions if file.deadline_rules else ():
        _target(target)
    for milestone, chain in file.escalation.items():
        keep_row(EscalationRule, {"milestone": milestone.value}, before_days=chain.before,
                 every_days=chain.every, depth=chain.depth)  # fmt: skip


def _target(row: TargetRow) -> None:
    target = Target.parse(row.target) if row.target else None
    key: dict[str, Any] = {
        "kind": row.kind, "milestone": row.milestone.value, "topic_code": row.topic or "",
        "severity": row.severity, "channel": row.channel, "valid_from": row.from_,
    }  # fmt: skip
    keep_row(
        DeadlineRule, key, days=target.days if target else None,
        working=bool(target and target.working), from_receipt=row.counts_from == "receipt",
        legal_basis=row.legal_basis, valid_to=row.to,
    )  # fmt: skip


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


def _officer(code: str) -> Person:
    return db.session.scalars(select(Person).where(Person.code == code)).one()
