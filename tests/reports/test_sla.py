"""What counts as due, as met and as late, and how the report is put together."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.database import transaction
from app.models import Case
from app.reports.catalogue import CATALOGUE, SLA
from app.reports.measures import median, nearest_rank, percent
from app.reports.sla import UnknownGroup, report, sla_report
from app.reports.sla_table import definitions_table, main_table, names
from tests.factories import a_case
from workflows import State, Words
from workflows.dates import BANGKOK

FIRST, LAST = date(2026, 10, 1), date(2027, 9, 30)
pytestmark = pytest.mark.usefixtures("office")


def totals(now: datetime) -> dict[str, Any]:
    return sla_report(FIRST, LAST, [], now)["totals"]


def a_kept_case(now: datetime, state: State = State.RECEIVED, **changes: Any) -> Case:
    with transaction():
        case = a_case(now, state)
        for name, value in changes.items():
            setattr(case, name, value)
    return case


def test_an_empty_period_has_no_value_rather_than_zero_percent(now: datetime) -> None:
    found = totals(now)
    assert found["on_time"]["resolve"] == {"met": 0, "due": 0, "percent": None}
    assert found["on_time"]["public"] == {"met": 0, "due": 0, "percent": None}
    assert found["working_days"] == found["worked_days"] == {"median": None, "p90": None}
    assert found["stopped_days"] == 0
    assert found["resolved_on_time"] == {"met": 0, "resolved": 0, "percent": None}


def test_the_report_has_the_shape_that_programs_rely_on(now: datetime) -> None:
    a_kept_case(now)
    made = sla_report(FIRST, LAST, ["month", "unit"], now)
    assert list(made) == ["from", "to", "by", "rows", "totals", "definitions", "as_known_on"]
    assert (made["from"], made["to"]) == ("2026-10-01", "2027-09-30")
    (row,) = made["rows"]
    assert list(row) == [
        "month", "unit", "received", "resolved", "open", "overdue", "on_time", "working_days",
        "worked_days", "stopped_days",
    ]  # fmt: skip
    assert (row["month"], row["unit"]) == ("2026-11", "U02")
    assert list(row["on_time"]) == ["acknowledge", "first_answer", "resolve", "public"]
    assert made["as_known_on"] == "2026-11-23"
    assert set(made["definitions"]) == {"period", *SLA.figures}


@pytest.mark.parametrize(
    ("after", "met"), [(timedelta(0), 1), (timedelta(seconds=-1), 1), (timedelta(seconds=1), 0)]
)
def test_the_last_second_of_the_day_in_bangkok_is_in_time(
    now: datetime, after: timedelta, met: int
) -> None:
    case = a_kept_case(now, State.RESOLVED)
    last = datetime.combine(case.resolve_by, datetime.max.time(), BANGKOK).replace(microsecond=0)
    with transaction() as session:
        session.get_one(Case, case.id).resolved_at = (last + after).astimezone(UTC)
    assert totals(last.astimezone(UTC))["on_time"]["resolve"]["met"] == met


def test_a_deadline_is_due_the_day_after_it_passed_and_the_case_overdue(now: datetime) -> None:
    case = a_kept_case(now)
    by = case.resolve_by - now.date()
    on_the_day, after = totals(now + by), totals(now + by + timedelta(days=1))
    assert on_the_day["on_time"]["resolve"] == {"met": 0, "due": 0, "percent": None}
    assert after["on_time"]["resolve"] == {"met": 0, "due": 1, "percent": 0.0}
    assert after["overdue"] == 1


def test_a_milestone_that_was_never_promised_is_never_due(now: datetime) -> None:
    a_kept_case(now, State.RESOLVED, resolve_by=None)
    found = totals(now)
    assert found["on_time"]["resolve"]["due"] == 0
    assert found["resolved_on_time"] == {"met": 0, "resolved": 1, "percent": 0.0}


def test_an_imported_case_without_its_acknowledgement_is_not_counted(now: datetime) -> None:
    a_kept_case(now, acknowledged_at=None)
    a_kept_case(now, acknowledged_at=None, imported=True)
    assert totals(now + timedelta(days=30))["on_time"]["acknowledge"]["due"] == 1


def test_resolved_in_time_of_resolved_stands_beside_resolved_in_time_of_due(now: datetime) -> None:
    a_kept_case(now, State.RESOLVED)
    a_kept_case(now)
    found = totals(now + timedelta(days=60))
    assert found["on_time"]["resolve"] == {"met": 1, "due": 2, "percent": 50.0}
    assert found["resolved_on_time"] == {"met": 1, "resolved": 1, "percent": 100.0}


def test_a_stopped_case_took_fewer_days_by_the_work_clock_and_the_difference_is_told(
    now: datetime,
) -> None:
    a_kept_case(now, State.RESOLVED, working_days=20, worked_days=12)
    a_kept_case(now, State.RESOLVED, working_days=4, worked_days=4)
    a_kept_case(now, State.RESOLVED, working_days=6, worked_days=None)
    found = totals(now)
    assert found["working_days"] == {"median": 6, "p90": 20}
    assert found["worked_days"] == {"median": 6, "p90": 12}
    assert found["stopped_days"] == 8


def test_an_extended_case_is_in_time_by_its_new_date_and_late_by_the_public_clock(
    now: datetime,
) -> None:
    day = now.date()
    a_kept_case(
        now, State.RESOLVED, resolve_by=day + timedelta(days=20), public_resolve_by=day,
        resolved_at=now + timedelta(days=10),
    )  # fmt: skip
    found = totals(now + timedelta(days=10))["on_time"]
    assert found["resolve"] == {"met": 1, "due": 1, "percent": 100.0}
    assert found["public"] == {"met": 0, "due": 1, "percent": 0.0}


def test_an_open_case_is_due_by_the_public_clock_though_its_own_date_was_moved(
    now: datetime,
) -> None:
    day = now.date()
    a_kept_case(now, resolve_by=day + timedelta(days=20), public_resolve_by=day)
    found = totals(now + timedelta(days=1))["on_time"]
    assert (found["resolve"]["due"], found["public"]["due"]) == (0, 1)


@pytest.mark.parametrize(
    ("days", "age"),
    [(0, None), (1, "1-7"), (7, "1-7"), (8, "8-15"), (15, "8-15"), (16, "16-30"), (30, "16-30"),
     (31, "over_30"), (400, "over_30")],
)  # fmt: skip
def test_overdue_cases_are_told_by_age(now: datetime, days: int, age: str | None) -> None:
    case = a_kept_case(now)
    late = case.next_due_on - now.date() + timedelta(days=days)
    found = totals(now + late)["overdue_by_age"]
    assert {name for name, number in found.items() if number} == ({age} if age else set())


def test_periods_follow_the_official_date_and_take_both_ends(now: datetime) -> None:
    a_kept_case(now)
    day = date(2026, 11, 23)
    assert sla_report(day, day, [], now)["totals"]["received"] == 1
    tomorrow = day + timedelta(days=1)
    assert sla_report(tomorrow, LAST, [], now)["totals"]["received"] == 0


def test_a_restricted_case_is_a_number_under_its_codes(now: datetime) -> None:
    with transaction():
        a_case(now, topic="C08", channel="antigraft", kind="complaint", subject="ความลับของเรื่อง")
    made = sla_report(FIRST, LAST, ["topic", "channel"], now)
    assert made["rows"][0]["topic"] == "C08"
    assert "ความลับ" not in repr(made)


def test_an_unknown_group_is_refused(now: datetime) -> None:
    with pytest.raises(UnknownGroup, match="owner"):
        report(FIRST, LAST, ["month", "owner"], now)


def test_a_table_says_codes_in_words_and_ends_with_the_total(now: datetime) -> None:
    a_kept_case(now)
    made = report(FIRST, LAST, ["month", "unit", "channel"], now)
    head, rows = main_table(made, names({"web": Words("แบบฟอร์มบนเว็บไซต์", "Web form")}), "th")
    assert rows[0][:4] == ["พ.ย. 2569", "ศูนย์สารสนเทศ", "แบบฟอร์มบนเว็บไซต์", 1]
    assert rows[-1][:4] == ["รวม", "", "", 1]
    assert {len(row) for row in rows} == {len(head)}


def test_every_figure_of_the_catalogue_is_defined_in_both_languages() -> None:
    figures = [figure for each in CATALOGUE.values() for figure in each.figures.values()]
    said = [text for figure in figures for text in (*figure.label, *figure.definition)]
    assert said
    assert all(text.strip() for text in said)
    assert len(definitions_table("en")[1]) == len(SLA.figures) + 1


@pytest.mark.parametrize(
    ("counted", "middle", "ninety"),
    [({5: 1}, 5, 5), ({1: 1, 2: 1}, 1.5, 2), ({1: 9, 50: 1}, 1, 1), ({1: 8, 50: 2}, 1, 50),
     ({3: 2, 4: 2}, 3.5, 4), ({}, None, None)],
)  # fmt: skip
def test_median_and_nearest_rank(
    counted: dict[int, int], middle: float | None, ninety: int | None
) -> None:
    assert median(counted) == middle
    assert nearest_rank(counted, 90) == ninety


def test_percent_has_two_decimals() -> None:
    assert (percent(2, 3), percent(0, 0), percent(0, 4)) == (66.67, None, 0.0)
