"""How an office works comes from its file too: who is away, who gets what, who is told when."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Absence, DayOff, DeadlineRule, EscalationRule, Person, RoutingRule, Unit
from app.office.file import Wrong, load
from app.queries import office
from tests.office.files import SMALL, written
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
    assert [fault.what for fault in refused.value.faults] == ["no unit U77"]


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("deputy: O06", "deputy: O02", "absences[0].deputy"),
        ('to: "2026-12-03"', 'to: "2026-11-30"', "absences[0]"),
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


_TABLES = (Absence, DayOff, DeadlineRule, EscalationRule, RoutingRule)
