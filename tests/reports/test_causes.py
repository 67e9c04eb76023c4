"""Causes counted, compared before and after, and told once when they come back."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.improve import Begun, begin
from app.database import transaction
from app.jobs.runner import run
from app.models import Event, Improvement, Letter, Person
from app.queries import improvements as kept
from app.reports.causes import Asked, by_topic, pareto
from app.reports.form23 import form23
from app.reports.recurrence import recurrences
from tests.factories import a_case, a_person
from tests.reports.causes import CAUSE, an_improvement, caused
from tests.reports.test_criteria import figures
from workflows import State
from workflows.errors import Invalid

DONE = date(2026, 10, 20)  # 34 days before the still clock
YEAR = Asked(date(2026, 10, 1), date(2027, 9, 30))
pytestmark = pytest.mark.usefixtures("office")


def days(*numbers: int) -> list[date]:
    return [DONE + timedelta(days=number) for number in numbers]


def written(session: Session, name: str) -> list[Letter]:
    return list(session.scalars(select(Letter).where(Letter.name == name).order_by(Letter.id)))


def test_causes_are_ranked_with_their_running_share(now: datetime) -> None:
    day = date(2026, 10, 5)
    with transaction():
        caused(day, day, day, topic_code="C01", unit_code="U01")
        caused(day, cause="ระบบสารสนเทศ", topic_code="C04", unit_code="U02")
        caused(day, cause="ระบบสารสนเทศ", topic_code="C08", restricted=True)
        caused(day, cause="")
        caused(date(2026, 9, 30))
    found = pareto(YEAR, now)
    assert [(c.name, c.cases, c.percent, c.cumulative) for c in found.causes] == [
        (CAUSE, 3, 60.0, 60.0), ("ระบบสารสนเทศ", 2, 40.0, 100.0),
    ]  # fmt: skip
    assert (found.known, found.unknown, found.causes[1].restricted) == (5, 1, 1)
    assert by_topic(YEAR)[CAUSE, "C01"] == 3
    narrowed = pareto(Asked(YEAR.first, YEAR.last, topic="C04", unit="U02"), now)
    assert [(c.name, c.cases) for c in narrowed.causes] == [("ระบบสารสนเทศ", 1)]


def test_the_same_number_of_days_is_counted_before_and_after(now: datetime) -> None:
    with transaction():
        caused(*days(-40, -33, -1, 0, 1, 34, 35))  # the first and the last stand outside
        caused(*days(1), cause="ระบบสารสนเทศ")
        row = an_improvement(DONE)
    found = recurrences([row], now.date())["I01"]
    assert (found.periods.days, found.before, found.after) == (34, 3, 2)
    assert found.said.th == "3 → 2 เรื่อง (ก่อนและหลัง ด้านละ 34 วัน)"


def test_nothing_is_counted_for_what_is_under_way_or_names_no_cause(now: datetime) -> None:
    with transaction():
        caused(*days(1, 2))
        rows = [an_improvement(), an_improvement(DONE, code="I02", cause="")]
    assert recurrences(rows, now.date()) == {}


def test_claim_five_of_cs3_says_what_came_before_and_after(now: datetime) -> None:
    with transaction():
        (case,) = caused(DONE)
        an_improvement(DONE, sources=[case.reference])
        caused(*days(5))
    said = figures(form23(2570, now))
    assert [said[f"cs3.recurrence.I01.{part}"] for part in ("days", "before", "after")] == [
        34,
        1,
        1,
    ]


def test_its_owner_hears_once_that_the_cause_came_back(session: Session, now: datetime) -> None:
    with transaction():
        owner = a_person(now, "officer", email="owner@oie.example")
        caused(*days(0))
        an_improvement(DONE, owner_id=owner.id)
    assert run("recurrences", now) == (0, 0)
    with transaction():
        caused(*days(3))
    assert run("recurrences", now) == (1, 0)
    assert run("recurrences", now + timedelta(days=1)) == (0, 0)
    (letter,) = written(session, "improvement_recurred")
    assert letter.recipient == "owner@oie.example"
    assert "ก่อนปรับปรุง 1 เรื่อง หลังปรับปรุง 1 เรื่อง" in letter.text
    assert CAUSE in letter.text


def test_without_an_owner_who_works_here_every_manager_hears(
    session: Session, now: datetime
) -> None:
    with transaction():
        gone = a_person(now, "officer")
        gone.active = False
        boss = a_person(now, "manager", "U01")
        caused(*days(3))
        an_improvement(DONE, owner_id=gone.id)
    run("recurrences", now)
    assert [letter.recipient for letter in written(session, "improvement_recurred")] == [boss.email]


def test_with_nobody_to_tell_nothing_is_written_again_and_again(
    session: Session, now: datetime
) -> None:
    with transaction():
        caused(*days(3))
        an_improvement(DONE)
        an_improvement(code="I02", due_on=DONE)
    assert (run("recurrences", now), run("improvements", now)) == ((0, 0), (0, 0))
    assert session.scalars(select(Event)).all() == []


def test_the_owner_is_reminded_before_the_date_and_after_it_once_each(
    session: Session, now: datetime
) -> None:
    with transaction():
        owner = a_person(now, "officer")
        row = an_improvement(owner_id=owner.id, due_on=now.date() + timedelta(days=8))
        an_improvement(DONE, code="I02", due_on=DONE, owner_id=owner.id)  # done: nobody waits
    assert run("improvements", now) == (0, 0)
    assert run("improvements", now + timedelta(days=1)) == (1, 0)
    assert run("improvements", now + timedelta(days=8)) == (0, 0)  # the day itself is in time
    assert run("improvements", now + timedelta(days=9)) == (1, 0)
    assert run("improvements", now + timedelta(days=30)) == (0, 0)
    assert len(written(session, "improvement_due")) == 1
    (late,) = written(session, "improvement_overdue")
    assert "เลยมาแล้ว 1 วัน" in late.text
    assert kept.overdue(now.date() + timedelta(days=9)) == 1
    with transaction():
        session.get_one(Improvement, row.id).due_on = now.date() + timedelta(days=40)
    assert run("improvements", now + timedelta(days=34)) == (1, 0)  # another date, another letter


def begun(owner: Person, now: datetime, **more: object) -> Begun:
    fields = {
        "name": "ส่งวารสารให้ตรงเวลา", "cause": CAUSE, "finding": "ได้รับช้า",
        "action": "เปลี่ยนโรงพิมพ์", "owner": owner.email,
        "due_on": now.date() + timedelta(days=60), "unit": "U01",
    }  # fmt: skip
    return Begun(**{**fields, **more})


def test_an_improvement_begun_stands_in_the_register(session: Session, now: datetime) -> None:
    with transaction():
        boss, owner = a_person(now, "manager", "U01"), a_person(now, "officer")
        case = a_case(now, State.RESOLVED, owner)
        row = begin(begun(owner, now, sources=[case.reference] * 2), boss, now)
        second = begin(begun(owner, now), boss, now)
    assert (row.code, second.code) == ("IMP-2570-01", "IMP-2570-02")
    assert (row.cause, row.owner_id, row.sources) == (CAUSE, owner.id, [case.reference])
    assert kept.newest_of(CAUSE, YEAR.conditions, boss) == [case.reference]


def test_what_cannot_be_begun_is_said_field_by_field(session: Session, now: datetime) -> None:
    with transaction():
        boss, owner = a_person(now, "manager", "U01"), a_person(now, "officer")
        owner.active = False
        secret = a_case(now, topic="C08")
    asked = begun(
        owner, now, name=" ", due_on=now.date() - timedelta(days=1), unit="U77",
        sources=[secret.reference, "OIE-2569-0404"],
    )  # fmt: skip
    with pytest.raises(Invalid) as refused, transaction():
        begin(asked, boss, now)
    assert set(refused.value.problems) == {"name", "owner", "due_on", "unit", "sources"}
    assert secret.reference in refused.value.problems["sources"].th
    assert session.scalars(select(Improvement)).all() == []
