"""A deadline explained: every day of it, and nothing but what the deadline was counted by."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.test_deadlines import CALENDAR, DAYS_OFF, WORKED, at
from workflows.deadlines import (
    Calendar,
    Extension,
    Milestone,
    OutsideCalendar,
    Stop,
    Target,
    deadlines,
    due,
)
from workflows.ledger import How, Line, Names, Rule, explained, ledger
from workflows.targets import DEFAULT_TARGETS
from workflows.words import Words

NAMES = Names(
    days_off={date(2025, 10, 23): Words("วันปิยมหาราช (มติ ครม. 14 พ.ค. 2567)", "Chulalongkorn Day")},
    stops={
        Stop(date(2026, 6, 15), date(2026, 6, 17)): Words(
            "หยุดนับเวลา: รอข้อมูลจากผู้แจ้ง", "Clock stopped"
        )
    },
)
NAMELESS = Names()


def told(lines: list[Line]) -> list[tuple[str, str]]:
    """Day and reason, as a person reads them."""
    return [(f"{line.day:%d.%m}", line.why.th) for line in lines]


@pytest.mark.parametrize("line", WORKED.strip().splitlines())
def test_each_worked_case_explained_counts_exactly_the_days_promised(line: str) -> None:
    received, targets, *_ = line.split()
    found = deadlines(at(f"20{received}"), DEFAULT_TARGETS[targets], CALENDAR)
    for milestone, target in DEFAULT_TARGETS[targets].items():
        if target is None:
            continue
        lines = explained(at(f"20{received}"), Rule(target, CALENDAR), NAMES)
        assert sum(line.counted for line in lines) == target.days
        assert lines[-1].day == found.of(milestone)
        assert [line.day for line in lines if line.is_due] == [lines[-1].day]
        days = [line.day for line in lines]
        assert days == [days[0] + timedelta(days=n) for n in range(len(days))]


def test_working_days_are_numbered_and_days_off_said_by_name() -> None:
    lines = ledger(date(2025, 10, 21), Rule(Target(3, working=True), CALENDAR), NAMES)
    assert told(lines) == [
        ("21.10", "วันรับเรื่อง ไม่นับ"),
        ("22.10", "วันทำการที่ 1"),
        ("23.10", "วันปิยมหาราช (มติ ครม. 14 พ.ค. 2567)"),
        ("24.10", "วันทำการที่ 2"),
        ("25.10", "วันเสาร์"),
        ("26.10", "วันอาทิตย์"),
        ("27.10", "วันทำการที่ 3 · ครบกำหนด"),
    ]
    assert [line.number for line in lines] == [None, 1, None, 2, None, None, 3]


def test_a_holiday_without_a_name_is_a_public_holiday() -> None:
    lines = ledger(date(2025, 10, 22), Rule(Target(1, working=True), CALENDAR), NAMELESS)
    assert lines[1].why == Words("วันหยุดราชการ", "Public holiday")


def test_calendar_days_run_through_days_off_and_stops_and_say_so() -> None:
    stops = [Stop(date(2026, 6, 11), date(2026, 6, 30))]
    lines = ledger(date(2026, 6, 11), Rule(Target(3, working=False), CALENDAR, stops), NAMES)
    assert told(lines) == [
        ("11.06", "วันรับเรื่อง ไม่นับ"),
        ("12.06", "วันที่ 1"),
        ("13.06", "วันที่ 2 · วันเสาร์ นับวันหยุดด้วย"),
        ("14.06", "วันที่ 3 · วันอาทิตย์ นับวันหยุดด้วย · ครบกำหนด"),
    ]


def test_a_stopped_day_says_what_we_waited_for() -> None:
    rule = Rule(Target(2, working=True), CALENDAR, list(NAMES.stops))
    lines = ledger(date(2026, 6, 15), rule, NAMES)
    assert told(lines) == [
        ("15.06", "วันรับเรื่อง ไม่นับ"),
        ("16.06", "หยุดนับเวลา: รอข้อมูลจากผู้แจ้ง"),
        ("17.06", "หยุดนับเวลา: รอข้อมูลจากผู้แจ้ง"),
        ("18.06", "วันทำการที่ 1"),
        ("19.06", "วันทำการที่ 2 · ครบกำหนด"),
    ]


def test_a_case_that_came_in_the_evening_before_a_holiday_is_told_from_that_evening() -> None:
    lines = explained(at("2025-10-22T20:41"), Rule(Target(1, working=True), CALENDAR), NAMES)
    assert told(lines) == [
        ("22.10", "รับเรื่องหลังเวลาทำการ ถือว่ารับในวันทำการถัดไป"),
        ("23.10", "วันปิยมหาราช (มติ ครม. 14 พ.ค. 2567)"),
        ("24.10", "วันที่ถือว่ารับเรื่อง ไม่นับ"),
        ("25.10", "วันเสาร์"),
        ("26.10", "วันอาทิตย์"),
        ("27.10", "วันทำการที่ 1 · ครบกำหนด"),
    ]
    assert [line.how for line in lines][:3] == [How.BEFORE, How.BEFORE, How.RECEIVED]


def test_a_case_that_came_on_a_saturday_says_so() -> None:
    lines = explained(at("2026-06-13T10:00"), Rule(Target(1, working=True), CALENDAR), NAMES)
    assert told(lines)[0][1] == "รับเรื่องในวันหยุด (วันเสาร์) ถือว่ารับในวันทำการถัดไป"


def test_a_promise_from_the_receipt_itself_starts_on_that_very_day() -> None:
    target = Target(2, working=False, from_receipt=True)
    lines = explained(at("2025-10-22T20:41"), Rule(target, CALENDAR), NAMES)
    assert (lines[0].day, lines[-1].day) == (date(2025, 10, 22), date(2025, 10, 24))
    assert lines[0].why.th == "วันรับเรื่อง ไม่นับ"


def test_a_promise_of_no_days_is_due_on_the_day_of_receipt() -> None:
    (line,) = ledger(date(2026, 6, 11), Rule(Target(0, working=True), CALENDAR), NAMES)
    assert (line.is_due, line.why.th) == (True, "วันรับเรื่อง ไม่นับ · ครบกำหนด")


def test_an_extension_stands_after_the_days_promised_and_on_the_day_it_was_granted() -> None:
    extension = Extension(date(2026, 6, 20), granted_on=date(2026, 6, 15))
    rule = Rule(Target(3, working=False), CALENDAR, extension=extension)
    lines = ledger(date(2026, 6, 14), rule, NAMES)
    assert told(lines)[1] == ("15.06", "วันที่ 1 · อนุมัติขยายเวลาถึง 20 มิ.ย. 2569")
    assert told(lines)[-1] == ("20.06", "เวลาที่ขยาย วันที่ 3 · ครบกำหนด")
    assert sum(line.counted for line in lines) == 3


def test_a_year_that_nobody_knows_has_no_ledger() -> None:
    with pytest.raises(OutsideCalendar):
        ledger(date(2027, 12, 30), Rule(Target(5, working=True), CALENDAR), NAMES)


days = st.dates(date(2025, 3, 1), date(2026, 9, 30))
targets = st.builds(Target, st.integers(0, 60), working=st.booleans())
holidays = st.frozensets(st.dates(date(2025, 1, 1), date(2027, 12, 31)), max_size=40)
spans = st.lists(
    st.builds(lambda day, n: Stop(day, day + timedelta(days=n)), days, st.integers(0, 40)),
    max_size=4,
)


@given(start=days, target=targets, more=holidays, stops=spans)
def test_counted_days_equal_the_target_and_the_last_day_is_the_deadline(
    start: date, target: Target, more: frozenset[date], stops: list[Stop]
) -> None:
    calendar = Calendar(DAYS_OFF | more, range(2025, 2029))
    lines = ledger(start, Rule(target, calendar, stops), NAMELESS)
    assert sum(line.counted for line in lines) == target.days
    assert lines[-1].day == due(start, target, calendar, stops)
    assert [line.day for line in lines if line.is_due] == [lines[-1].day]
    assert all(line.why.th and line.why.en for line in lines)


@given(
    start=days, target=targets.filter(lambda t: t.days > 1), more=st.integers(0, 40),
    waited=st.integers(0, 20),
)  # fmt: skip
def test_with_an_extension_too_the_last_day_is_the_deadline(
    start: date, target: Target, more: int, waited: int
) -> None:
    promised = due(start, target, CALENDAR)
    assert promised is not None
    extension = Extension(promised + timedelta(days=more), granted_on=start + timedelta(days=1))
    stops = [Stop(start + timedelta(days=2), start + timedelta(days=2 + waited))]
    lines = ledger(start, Rule(target, CALENDAR, stops, extension), NAMELESS)
    received = at(f"{start.isoformat()}T10:00")
    asked = {Milestone.RESOLVE: Target(target.days, target.working, from_receipt=True)}
    found = deadlines(received, asked, CALENDAR, stops, extension)
    assert lines[-1].day == found.resolve
    assert sum(line.counted for line in lines) == target.days
