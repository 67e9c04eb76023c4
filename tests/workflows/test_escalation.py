"""When each stage of a chain falls: counted in working days, around weekends and holidays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.test_deadlines import CALENDAR
from workflows.deadlines import Milestone
from workflows.escalation import (
    AT,
    BEFORE,
    DEEPEST,
    DEFAULT_CHAINS,
    DO,
    NOT_YET,
    Chain,
    last_passed,
    last_reminded,
    stage_due,
    stage_words,
)

CHAIN = Chain(before_days=2, every_days=3, depth=3)
THURSDAY = date(2026, 4, 9)  # then a weekend, and Songkran from Monday to Wednesday


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        ("2026-04-03", NOT_YET),  # three working days before: Monday the 6th is Chakri day
        ("2026-04-07", BEFORE),
        ("2026-04-09", BEFORE),  # the day itself is not over
        ("2026-04-10", AT),
        ("2026-04-16", AT),  # Songkran is no time in which anybody could have acted
        ("2026-04-17", AT),
        ("2026-04-20", 2),  # three working days later
        ("2026-04-22", 2),
        ("2026-04-23", 3),
        ("2026-06-30", 3),  # the chain ends at its depth
    ],
)
def test_a_stage_falls_on_its_working_day(today: str, stage: int) -> None:
    assert stage_due(CHAIN, THURSDAY, date.fromisoformat(today), CALENDAR) == stage


def test_a_deadline_on_a_saturday_is_reminded_of_on_friday_and_past_on_monday() -> None:
    chain, saturday = Chain(0, 1, 2), date(2026, 6, 13)
    days = [date(2026, 6, 11), date(2026, 6, 12), date(2026, 6, 15), date(2026, 6, 16)]
    stages = [stage_due(chain, saturday, day, CALENDAR) for day in days]
    assert stages == [NOT_YET, BEFORE, AT, 2]


def test_a_chain_of_one_level_stops_at_the_head() -> None:
    assert stage_due(Chain(1, 1, 1), THURSDAY, date(2026, 12, 1), CALENDAR) == AT


@given(
    before=st.integers(0, 12), every=st.integers(1, 6), depth=st.integers(1, DEEPEST),
    day=st.dates(date(2025, 9, 1), date(2027, 6, 1)), ago=st.integers(-40, 120),
)  # fmt: skip
def test_the_threshold_dates_of_a_run_choose_the_same_stage_as_the_case_alone(
    before: int, every: int, depth: int, day: date, ago: int
) -> None:
    chain, today = Chain(before, every, depth), CALENDAR.last_working_by(day)
    due_on = today - timedelta(days=ago)
    come = [k for k in range(AT, depth + 1) if due_on <= last_passed(chain, k, today, CALENDAR)]
    near = today <= due_on <= last_reminded(chain, today, CALENDAR)
    expected = max(come) if come else BEFORE if near else NOT_YET
    assert stage_due(chain, due_on, today, CALENDAR) == expected


@given(day=st.dates(date(2025, 9, 1), date(2027, 6, 1)), ago=st.integers(-40, 120))
def test_a_stage_once_come_to_is_never_taken_back(day: date, ago: int) -> None:
    today = CALENDAR.last_working_by(day)
    due_on, tomorrow = today - timedelta(days=ago), CALENDAR.next_working(today)
    assert stage_due(CHAIN, due_on, today, CALENDAR) <= stage_due(CHAIN, due_on, tomorrow, CALENDAR)


def test_every_milestone_has_a_chain_and_says_what_to_do() -> None:
    assert set(DEFAULT_CHAINS) == set(DO) == set(Milestone)
    for chain in DEFAULT_CHAINS.values():
        assert chain.before_days >= 0
        assert chain.every_days >= 1
        assert AT <= chain.depth <= DEEPEST


def test_a_chain_reads_as_a_sentence() -> None:
    assert CHAIN.words.th == (
        "เตือนผู้รับผิดชอบ 2 วันทำการก่อนครบกำหนด พ้นกำหนดแล้วแจ้งผู้รับผิดชอบและหัวหน้าหน่วย"
        " จากนั้นทุก 3 วันทำการแจ้งสูงขึ้นอีกหนึ่งระดับ จนถึงระดับที่ 3"
    )
    assert Chain(0, 1, 1).words.en == (
        "The owner is reminded on the day itself; once it has passed, owner and head are told, "
        "and nobody above the head"
    )
    assert stage_words(1, 1).en == "1 working day past: owner and head told"
    assert stage_words(2, 4).th == "พ้นกำหนด 4 วันทำการ แจ้งระดับที่ 2"
