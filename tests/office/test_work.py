"""How an office works comes from its file too: who is away, who gets what, who is told when."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import (
    Absence,
    DayOff,
    DeadlineRule,
    EscalationRule,
    Event,
    Person,
    RoutingRule,
    Unit,
)
from app.office.file import Wrong, load
from app.queries import office
from tests.office.files import SMALL, with_, written
from workflows import Kind
from workflows.deadlines import Milestone, Target
from workflows.targets import Matter

WORK = """
absences:
  - {officer: O02, from: "2026-12-01", to: "2026-12-03", deputy: O06, note: ลาพักผ่อน}
routing_rules:
  - {name: วารสาร, topic: C01, unit: U01, how: person, owner: O02, words: [วารสาร]}
escalation:
  resolve: {before: 3, every: 2, depth: 2}
days_off:
  - {day: "2026-12-04", name_th: วันหยุดพิเศษ, legal_ref: มติคณะรัฐมนตรี}
deadline_rules:
  versions:
    - {kind: complaint, milestone: resolve, target: 10WD, topic: C01, from: "2026-12-01",
       legal_basis: ประกาศสำนักงาน}
"""


def work(folder: Path, now: datetime, text: str = SMALL + WORK) -> None:
    with transaction():
        load(written(text, folder), now)


def test_everything_about_the_work_is_taken_over(
    session: Session, tmp_path: Path, now: datetime
) -> None:
    work(tmp_path, now)
    away, rule = session.scalars(select(Absence)).one(), session.scalars(select(RoutingRule)).one()
    assert (away.from_on, away.to_on) == (date(2026, 12, 1), date(2026, 12, 3))
    assert (rule.topic_code, rule.how, rule.words, rule.active) == (
        "C01",
        "person",
        ["วารสาร"],
        True,
    )
    chain = session.get_one(EscalationRule, "resolve")
    assert (chain.before_days, chain.every_days, chain.depth) == (3, 2, 2)
    assert session.get_one(DayOff, date(2026, 12, 4)).legal_ref == "มติคณะรัฐมนตรี"


def test_a_version_of_a_target_holds_from_its_day_on_and_for_its_topic(
    session: Session, tmp_path: Path, now: datetime
) -> None:
    work(tmp_path, now)

    def promised(day: date, topic: str) -> Target | None:
        return office.targets(Matter(Kind.COMPLAINT, day, topic=topic))[Milestone.RESOLVE]

    new = Target(10, working=True, basis="ประกาศสำนักงาน")
    assert promised(date(2026, 12, 1), "C01") == new
    assert promised(date(2026, 11, 30), "C01") == Target(30, working=False)
    assert promised(date(2026, 12, 1), "C08") == Target(30, working=False)


def test_loading_it_twice_changes_nothing(session: Session, tmp_path: Path, now: datetime) -> None:
    work(tmp_path, now)
    first = [session.scalars(select(table.__table__)).all() for table in _TABLES]
    work(tmp_path, now)
    assert [session.scalars(select(table.__table__)).all() for table in _TABLES] == first


def test_capacity_and_budget_are_the_files(session: Session, tmp_path: Path, now: datetime) -> None:
    text = SMALL.replace("role: intake", "role: intake, capacity: 50")
    work(tmp_path, now, text.replace("head: O02}", "head: O02, stop_budget: 40}"))
    assert session.scalars(select(Person.capacity).order_by(Person.code)).all() == [50, 100]
    assert session.get_one(Unit, "U01").stop_budget == 40


def test_a_rule_for_a_unit_nobody_has_is_a_fault(
    session: Session, tmp_path: Path, now: datetime
) -> None:
    wrong = SMALL + WORK.replace("unit: U01, how", "unit: U77, how")
    with pytest.raises(Wrong) as refused:
        work(tmp_path, now, wrong)
    assert [fault.what.en for fault in refused.value.faults] == ["no unit U77"]


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("deputy: O06", "deputy: O02", "absences[0].deputy"),
        ('to: "2026-12-03"', 'to: "2026-11-30"', "absences[0].to"),
        ("how: person, owner: O02", "how: person", "routing_rules[0]"),
    ],
)
def test_what_a_page_would_refuse_a_file_may_not_bring_either(
    session: Session, tmp_path: Path, now: datetime, old: str, new: str, where: str
) -> None:
    assert WORK.count(old) == 1
    with pytest.raises(Wrong) as refused:
        work(tmp_path, now, SMALL + WORK.replace(old, new))
    assert [fault.where.startswith(where) for fault in refused.value.faults] == [True]
    assert session.scalars(select(RoutingRule)).all() == []


# what is written, what is written instead, where it is, what is wrong
REFUSED = {
    "a promise of no law": (
        "legal_basis: ประกาศสำนักงาน", "legal_basis: ''",
        "line 41: deadline_rules.versions[0].legal_basis: Name the law, rule or announcement",
    ),
    "a promise for a topic nobody has": (
        "topic: C01, from", "topic: C99, from",
        "line 40: deadline_rules.versions[0].topic: Choose from the list",
    ),
    "a promise for a restricted topic that no ordinary case has": (
        "topic: C01, from", "topic: C08, from",
        "line 40: deadline_rules.versions[0].topic: "
        "This topic is restricted: no ordinary case ever has it",
    ),
    "a promise for a channel there is not": (
        "topic: C01, from", "channel: pigeon, from",
        "line 40: deadline_rules.versions[0].channel: Choose from the list",
    ),
    "a promise nobody would live to see": (
        "target: 10WD", "target: 367WD",
        "line 40: deadline_rules.versions[0].target: should be like 7WD, 15D or null",
    ),
    "a promise that ends before it begins": (
        '"2026-12-01",\n', '"2026-12-01", to: "2026-12-01",\n',
        "line 40: deadline_rules.versions[0].to: It must end after it began",
    ),
    "a version that begins never and is for nobody else": (
        'topic: C01, from: "2026-12-01",\n', "\n",
        "line 40: deadline_rules.versions[0]: Say from which day it holds",
    ),
    "the same version twice": (
        "  versions:\n",
        "  versions:\n    - {kind: complaint, milestone: resolve, target: null, topic: C01,\n"
        '       from: "2026-12-01"}\n',
        "line 42: deadline_rules.versions[1].from: "
        "There is such a target from the same day already",
    ),
    "a compliment that is analysed": (
        "  versions:\n", "  steps: {compliment: {analyse: 3WD}}\n  versions:\n",
        "line 39: deadline_rules.steps.compliment.analyse: A compliment is never analysed",
    ),
    "a chain that never goes on": (
        "every: 2", "every: 0", "line 35: escalation.resolve.every: A whole number, 1 to 60",
    ),
    "a chain higher than anybody could stand": (
        "depth: 2", "depth: 10", "line 35: escalation.resolve.depth: A whole number, 1 to 9",
    ),
    "a chain that sleeps": (
        "before: 3", "before: 61", "line 35: escalation.resolve.before: A whole number, 0 to 60",
    ),
    "a day off of a year nobody knows": (
        'day: "2026-12-04"', 'day: "2055-12-03"',
        "line 37: days_off[0].day: There is no calendar of this year: create it first",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_never_work_is_refused_with_its_line(
    session: Session, tmp_path: Path, now: datetime, name: str
) -> None:
    old, new, fault = REFUSED[name]
    with pytest.raises(Wrong) as refused:
        work(tmp_path, now, SMALL + with_(old, new, WORK))
    assert [str(found) for found in refused.value.faults] == [fault]
    assert [session.scalars(select(table)).all() for table in _TABLES if table is not DayOff] == [
        [], [], [], [],
    ]  # fmt: skip


def test_the_faults_of_all_of_them_are_named_together(
    session: Session, tmp_path: Path, now: datetime
) -> None:
    text = with_("every: 2", "every: 0", with_("deputy: O06", "deputy: O02", WORK))
    with pytest.raises(Wrong) as refused:
        work(tmp_path, now, SMALL + with_("topic: C01, from", "topic: C99, from", text))
    assert [fault.where for fault in refused.value.faults] == [
        "absences[0].deputy", "escalation.resolve.every", "deadline_rules.versions[0].topic",
    ]  # fmt: skip


def test_a_chain_is_refused_where_the_units_here_go_round(
    session: Session, tmp_path: Path, now: datetime
) -> None:
    work(tmp_path, now, SMALL)
    with transaction() as own:
        own.get_one(Unit, "U01").parent_code = "U06"
        own.get_one(Unit, "U06").parent_code = "U01"
    with pytest.raises(Wrong) as refused:
        work(tmp_path, now, "escalation:\n  resolve: {before: 3, every: 2, depth: 2}\n")
    (fault,) = refused.value.faults
    assert str(fault).startswith("line 1: escalation: The units stand above one another")
    work(tmp_path, now, "root_causes: [บุคลากร]\n")  # which says nothing of chains


def test_a_chain_has_its_event_and_the_second_load_none(
    session: Session, tmp_path: Path, now: datetime
) -> None:
    for _ in range(2):
        work(tmp_path, now)
    event = session.scalars(select(Event).where(Event.what == "escalation_changed")).one()
    assert (event.by, event.details["after"]) == ("clock", {"resolve": [3, 2, 2]})


_TABLES = (Absence, DayOff, DeadlineRule, EscalationRule, RoutingRule)
