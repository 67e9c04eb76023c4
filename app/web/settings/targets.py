"""The SLA targets: what holds today and why, all versions, and what was changed."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from flask import render_template, url_for

from app.actions.keep_targets import said_target
from app.intake.channels import CHANNELS
from app.queries import office, target_versions
from app.queries.cases import today
from app.queries.target_versions import TABLES
from app.web import rehearsing
from app.web.access import actor
from app.web.settings._blueprint import blueprint
from app.web.settings.target_forms import COUNTS_FROM, EVERY, TABLE_LABELS
from workflows.assessment import severity_label
from workflows.deadlines import Milestone
from workflows.events import EVENTS
from workflows.kinds import Kind
from workflows.roles import Role
from workflows.targets import DEFAULT_TARGETS, RESTRICTED, Matter, TargetRule, targets_for
from workflows.words import Words

SHIPPED = Words("ค่าเริ่มต้นของระบบ", "What the system starts with")


@blueprint.get("/targets")
def targets() -> str:
    """The promises of today by kind, then every version of every promise."""
    day, topics = today(datetime.now(UTC)), _topics()
    versions = target_versions.versions()
    rules = [office.as_rule(row) for row in versions]
    return render_template(
        "settings/targets.html", may_write=actor().has(Role.MANAGER),
        progress=rehearsing.progress(), today=day,
        tables=[{"label": TABLE_LABELS[t], "rows": _in_force(t, rules, day)} for t in TABLES],
        versions=[_version(row, topics, day) for row in versions],
        happened=[_told(event) for event in target_versions.events()],
    )  # fmt: skip


def whose(rule: TargetRule, topics: Mapping[str, Words]) -> Words:
    """For which of its cases: a topic, a severity, a channel, or all."""
    parts = [
        topics.get(rule.topic, Words(rule.topic, rule.topic)) if rule.topic else None,
        severity_label(rule.severity) if rule.severity else None,
        CHANNELS[rule.channel].label if rule.channel in CHANNELS else None,
    ]
    said = [part for part in parts if part]
    return Words(*(" · ".join(part[n] for part in said) for n in (0, 1))) if said else EVERY


def _topics() -> dict[str, Words]:
    return {topic.code: topic.name for topic in office.topics(restricted=True)}


def _in_force(table: str, rules: list[TargetRule], day: date) -> list[list[Any]]:
    """Milestone, promise, what it counts from, legal basis: for cases that no rule singles out."""
    kind = Kind.COMPLAINT if table == RESTRICTED else Kind(table)
    found = targets_for(Matter(kind, day, restricted=table == RESTRICTED), rules)
    rows = []
    for milestone in Milestone:
        target = found[milestone]
        shipped = target is not None and target == DEFAULT_TARGETS[table][milestone]
        basis = (target.basis if target else "") or (SHIPPED if shipped else None)
        start = COUNTS_FROM["receipt" if target and target.from_receipt else "official"]
        rows.append([milestone.label, said_target(target), start if target else None, basis])
    return rows


def _version(row: Any, topics: Mapping[str, Words], day: date) -> dict[str, Any]:
    rule = office.as_rule(row)
    begun = rule.valid_from is None or rule.valid_from <= day
    return {
        "table": TABLE_LABELS[rule.table], "milestone": rule.milestone.label,
        "whose": whose(rule, topics), "promise": said_target(rule.target),
        "from_receipt": row.from_receipt, "basis": row.legal_basis,
        "valid_from": rule.valid_from, "valid_to": rule.valid_to,
        "holds": begun and (rule.valid_to is None or day < rule.valid_to),
        "end": None if rule.valid_to else url_for("settings.end_version", key=row.id),
    }  # fmt: skip


def _told(event: Any) -> dict[str, Any]:
    details = event.details or {}
    said = Words(*details["said"]) if details.get("said") else Words("", "")
    basis = details.get("legal_basis") or ""
    text = Words(*(" · ".join(filter(None, (words, basis))) for words in said))
    return {
        "what": EVENTS[event.what].desk, "when": event.at, "soft": True, "text": text,
        "who": event.actor.name if event.actor else None,
    }  # fmt: skip
