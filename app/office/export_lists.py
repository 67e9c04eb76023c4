"""The lists of an office as its file writes them: office, people, topics, promises, calendar."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import select

from app.database import db
from app.intake.old_case import full_name
from app.models import (
    Absence,
    DayOff,
    DeadlineRule,
    EscalationRule,
    Office,
    Person,
    RootCause,
    RoutingRule,
    Topic,
    Unit,
)
from app.office.yaml_text import flow
from workflows.deadlines import Target

Codes = Mapping[int, str]
Row = dict[str, Any]
OFFICE = ("code", "name_th", "name_en", "short_th", "self_reference_th", "ministry_th", "phone",
          "email", "address", "reopen_days", "signed_answers", "second_factor_roles")  # fmt: skip
NEVER = ("compliment", "analyse")  # a promise of the first seed that no file may make


def lists(people: Codes) -> Iterator[tuple[str, str]]:
    """Each part with its lines, one at a time; ``people`` are their ids in the file."""
    yield "meta", "  version: 1\n"
    office = db.session.get(Office, Office.THE)
    if office is not None:
        for name, value in _office(office).items():
            yield "office", f"  {name}: {flow(value)}\n"
    for part, rows in _parts(people):
        for row in rows:
            yield part, f"  - {flow(row)}\n"
    yield from _promises()
    for chain in _all(EscalationRule, EscalationRule.milestone):
        steps = {"before": chain.before_days, "every": chain.every_days, "depth": chain.depth}
        yield "escalation", f"  {chain.milestone}: {flow(steps)}\n"


def _parts(people: Codes) -> Iterator[tuple[str, Iterable[Row]]]:
    yield "units", (_unit(row, people) for row in _all(Unit, Unit.code))
    yield "officers", (_officer(row, people) for row in _all(Person, Person.id))
    yield "topics", map(_topic, _all(Topic, Topic.code))
    yield "root_causes", (row.name_th for row in _all(RootCause, RootCause.position))
    yield "days_off", map(_day, _all(DayOff, DayOff.day))
    yield "absences", _absences(people)
    yield "routing_rules", _rules(people)


def _all(model: Any, *order: Any) -> Iterable[Any]:
    return db.session.scalars(select(model).order_by(*order))


def _said(**values: Any) -> Row:
    """Only what says something."""
    return {name: value for name, value in values.items() if value not in (None, "", False)}


def _office(row: Office) -> Row:
    hours = {"start": f"{row.opens:%H:%M}", "end": f"{row.closes:%H:%M}"}
    return {name: getattr(row, name) for name in OFFICE} | {"office_hours": hours}


def _unit(row: Unit, people: Codes) -> Row:
    return _said(
        id=row.code, name_th=row.name_th, name_en=row.name_en, parent=row.parent_code,
        head=people.get(row.head_id) if row.head_id else None, phone=row.phone,
        stop_budget=row.stop_budget, position=row.position or None, retired=row.retired,
    )  # fmt: skip


def _officer(row: Person, people: Codes) -> Row:
    """The name in its parts where they give it again, else whole."""
    title = row.title
    first = row.name.removeprefix(title).strip() if title else row.name
    whole = {} if full_name(title, first, "") == row.name else {"name_th": row.name}
    return _said(
        id=people[row.id], unit=row.unit_code, role=list(row.roles), email=row.email,
        title_th=title, first_th=first or row.name, position_th=row.position, phone=row.phone,
        expires_on=row.expires_on, **whole,
    ) | ({"capacity": row.capacity} if row.capacity != 100 else {}) | (
        {} if row.active else {"active": False}
    )  # fmt: skip


def _topic(row: Topic) -> Row:
    return _said(id=row.code, name_th=row.name_th, name_en=row.name_en, default_unit=row.unit_code,
                 restricted=row.restricted, retired=row.retired,
                 position=row.position or None)  # fmt: skip


def _day(row: DayOff) -> Row:
    return _said(day=row.day, name_th=row.name_th, name_en=row.name_en, legal_ref=row.legal_ref)


def _absences(people: Codes) -> Iterator[Row]:
    """Those of people who work here: of others nobody waits."""
    for row in _all(Absence, Absence.from_on, Absence.id):
        if row.person.active and (row.deputy is None or row.deputy.active):
            deputy = people[row.deputy_id] if row.deputy_id else None
            yield {"officer": people[row.person_id], **_said(
                **{"from": row.from_on}, to=row.to_on, deputy=deputy, note=row.note)}  # fmt: skip


def _rules(people: Codes) -> Iterator[Row]:
    for row in _all(RoutingRule, RoutingRule.position, RoutingRule.id):
        owner = people[row.owner_id] if row.owner_id else None
        yield _said(
            name=row.name, unit=row.unit_code, kind=row.kind, topic=row.topic_code,
            channel=row.channel, words=list(row.words) or None, place=row.place, time=row.time,
            how=row.how, owner=owner,
        ) | {"active": row.active}  # fmt: skip


def _promises() -> Iterator[tuple[str, str]]:
    begun = False
    for row in _all(DeadlineRule, DeadlineRule.kind, DeadlineRule.id):
        if not begun:
            yield "deadline_rules", "  versions:\n"
            begun = True
        if (row.kind, row.milestone) != NEVER:
            yield "deadline_rules", f"    - {flow(_promise(row))}\n"


def _promise(row: DeadlineRule) -> Row:
    target = str(Target(row.days, working=row.working)) if row.days is not None else None
    named = {"kind": row.kind, "milestone": row.milestone, "target": target, "as_kept": True}
    return named | _said(
        topic=row.topic_code, severity=row.severity, channel=row.channel,
        counts_from="receipt" if row.from_receipt else None, legal_basis=row.legal_basis,
        **{"from": row.valid_from}, to=row.valid_to,
    )  # fmt: skip
