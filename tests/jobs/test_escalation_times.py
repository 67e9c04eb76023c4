"""When a deadline is told of: on its day, in office hours, once, each by its own chain."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.given import Given
from app.actions.remind import escalate, remind
from app.actions.take_step import take_step
from app.database import transaction
from app.jobs.runner import run
from app.models import Case, ClockStop, EscalationRule
from app.queries import cases, due
from tests.jobs.ladder import (
    ANALYSE_BY,
    PAST,
    RECEIVED,
    REMINDED,
    SECOND,
    THIRD,
    assigned,
    at,
    every_day,
    person,
    recipients,
    told,
)

pytestmark = pytest.mark.usefixtures("ladder")


def test_each_stage_comes_on_its_day_and_not_before(session: Session) -> None:
    key = assigned()
    for stage, day in enumerate((REMINDED, PAST, SECOND, THIRD)):
        eve = day - timedelta(days=1)
        assert run("remind", at(eve)) == run("escalate", at(eve)) == (0, 0)
        run("remind", at(day))
        run("escalate", at(day))
        assert [one[1] for one in told(session)] == list(range(stage + 1))
    event = cases.events(cases.get(key))[-1]
    assert event.subject == f"analyse:{ANALYSE_BY}:3"
    assert event.details["late"] == 5


@pytest.mark.parametrize(
    ("day", "hour", "minute", "works"),
    [
        (PAST, 2, 0, False),
        (PAST, 8, 29, False),
        (PAST, 8, 30, True),
        (PAST, 16, 29, True),
        (PAST, 16, 30, False),
        (PAST, 23, 59, False),
        (date(2026, 12, 5), 10, 0, False),  # Saturday
        (date(2026, 12, 6), 10, 0, False),  # Sunday
        (date(2026, 12, 7), 10, 0, False),  # the day off for the 5th
        (date(2026, 12, 10), 10, 0, False),  # Constitution day
    ],
)
def test_nobody_is_told_anything_at_night_at_weekends_and_on_holidays(
    session: Session, day: date, hour: int, minute: int, works: bool
) -> None:
    assigned()
    assert run("escalate", at(day, hour, minute)) == ((1, 0) if works else (0, 0))
    assert bool(told(session)) is works


def test_a_reminder_waits_for_the_office_to_open(session: Session) -> None:
    assigned()
    assert run("remind", at(REMINDED, 8)) == (0, 0)
    assert run("remind", at(REMINDED, 8, 30)) == (1, 0)


def test_twice_is_once_and_of_two_nodes_one_tells(session: Session) -> None:
    assigned()
    moment = at(PAST)
    here, there = due.passed(moment), due.passed(moment)
    assert here == there != []
    with transaction():
        assert escalate(cases.get_to_change(here[0]), moment)
    with transaction():
        assert not escalate(cases.get_to_change(there[0]), moment)
    assert run("escalate", moment) == (0, 0)
    assert len(told(session)) == 1
    assert recipients(session, "overdue") == {"owner", "u03"}


def test_a_new_date_is_a_new_occasion(session: Session) -> None:
    key = assigned()
    run("escalate", at(PAST))
    with transaction():
        case = cases.get_to_change(key)
        case.analyse_by = PAST
        case.look_ahead()
    assert run("escalate", at(PAST)) == (0, 0)
    assert run("escalate", at(date(2026, 12, 4))) == (1, 0)
    assert [stage for _, stage, _ in told(session)] == [1, 1]


def test_a_clock_that_stood_still_tells_every_level_it_missed_once(session: Session) -> None:
    assigned()
    assert run("escalate", at(THIRD)) == (1, 0)
    assert run("escalate", at(THIRD)) == (0, 0)
    assert [stage for _, stage, _ in told(session)] == [1, 2, 3]


def test_a_missed_acknowledgement_hides_no_other_deadline(session: Session) -> None:
    assigned(told=False)
    every_day("remind", RECEIVED, SECOND)
    every_day("escalate", RECEIVED, SECOND)
    stages = {(milestone, stage) for milestone, stage, _ in told(session)}
    assert {("acknowledge", 1), ("acknowledge", 2), ("analyse", 1), ("analyse", 2)} <= stages
    assert ("first_answer", 0) in stages


def test_while_the_clock_stands_no_reminder_of_working_days_goes_out_and_those_of_the_law_do(
    session: Session,
) -> None:
    key = assigned(told=False)
    with transaction():
        session.add(ClockStop(case_id=key, reason="asked_correspondent", from_on=RECEIVED,
                              resume_on=date(2027, 3, 1), made_at=at(RECEIVED)))  # fmt: skip
        cases.get_to_change(key).stopped_on = RECEIVED
    with transaction():
        assert not remind(cases.get_to_change(key), at(REMINDED))
    with transaction():  # the first answer is due on 8 December, in calendar days
        assert remind(cases.get_to_change(key), at(date(2026, 12, 4)))
    assert [milestone for milestone, _, _ in told(session)] == ["first_answer"]


def test_the_office_s_own_chain_holds_before_the_one_we_ship(session: Session) -> None:
    with transaction():
        session.add(EscalationRule(milestone="analyse", before_days=4, every_days=1, depth=2))
    assigned()
    run("remind", at(date(2026, 11, 26)))
    every_day("escalate", PAST, THIRD)
    found = [(stage, to) for _, stage, to in told(session)]
    assert found == [(0, ["เจ้าของเรื่อง"]), (1, ["เจ้าของเรื่อง", "หัวหน้ากลุ่ม"]), (2, ["หัวหน้าศูนย์"])]


def test_an_old_case_taken_over_owes_no_acknowledgement(session: Session) -> None:
    key = assigned(told=False)
    with transaction():
        case = cases.get_to_change(key)
        case.imported = True
        case.look_ahead()
    assert run("escalate", at(date(2026, 11, 27))) == (0, 0)


def test_a_case_closed_meanwhile_is_left_in_peace(session: Session) -> None:
    key = assigned()
    asked = due.passed(at(PAST))
    with transaction():
        given = Given(outcome="withdrawn", reason="ผู้แจ้งขอถอน", no_answer_reason="ผู้แจ้งทราบแล้ว")
        take_step(cases.get_to_change(key), "dismiss", person("boss"), at(PAST), given)
    assert asked == [key]
    with transaction():
        assert not escalate(cases.get_to_change(key), at(PAST))


def test_both_questions_are_looked_up_for_many_cases_as_for_one(session: Session) -> None:
    keys = [assigned() for _ in range(3)]
    assert list(due.passed(at(PAST))) == keys
    assert run("escalate", at(PAST)) == (3, 0)
    session.rollback()
    assert {case.id for case in session.scalars(select(Case))} == set(keys)
    assert list(due.passed(at(PAST))) == []
