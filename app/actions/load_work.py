"""Puts into the tables how an office file says that the office works; twice changes nothing."""

from typing import Any

from sqlalchemy import select

from app.actions.keep_row import keep_row
from app.database import db
from app.intake.office_file import OfficeFile
from app.intake.office_file.work import AbsenceRow, RoutingRow, TargetRow
from app.models import Absence, DayOff, DeadlineRule, EscalationRule, Person, RoutingRule
from workflows.deadlines import Target


def load_work(file: OfficeFile) -> None:
    """Days off, versions of targets, absences, routing rules and chains are as ``file`` says."""
    for day in file.days_off:
        values = day.model_dump(exclude={"day"})
        keep_row(DayOff, {"day": day.day}, **values)
    for target in file.deadline_rules.versions if file.deadline_rules else ():
        _target(target)
    for absence in file.absences:
        _absence(absence)
    for position, rule in enumerate(file.routing_rules, start=1):
        _rule(rule, position)
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


def _absence(row: AbsenceRow) -> None:
    key = {"person_id": _key(row.officer), "from_on": row.from_, "to_on": row.to}
    keep_row(Absence, key, deputy_id=_key(row.deputy), note=row.note)


def _rule(row: RoutingRow, position: int) -> None:
    keep_row(
        RoutingRule, {"name": row.name}, position=position, active=row.active, kind=row.kind,
        topic_code=row.topic or "", channel=row.channel, words=list(row.words), place=row.place,
        time=row.time, unit_code=row.unit, how=row.how, owner_id=_key(row.owner),
    )  # fmt: skip


def _key(code: str | None) -> int | None:
    return db.session.scalar(select(Person.id).where(Person.code == code)) if code else None
