"""A moment of which only the day is kept."""

from datetime import UTC, datetime, time, timedelta

import pytest

from workflows.coarse import coarse, is_coarse, next_night
from workflows.dates import BANGKOK, local_day

OPENS, CLOSES = time(8, 30), time(16, 30)


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 11, 23, hour, minute, 17, 654_321, BANGKOK).astimezone(UTC)


@pytest.mark.parametrize(
    ("hour", "minute", "kept"),
    [(0, 0, "00:00"), (8, 29, "00:00"), (8, 30, "08:30"), (13, 7, "08:30"), (16, 30, "16:30"),
     (23, 59, "16:30")],
)  # fmt: skip
def test_only_the_day_and_the_office_hours_are_kept(hour: int, minute: int, kept: str) -> None:
    found = coarse(at(hour, minute), OPENS, CLOSES)
    assert f"{found.astimezone(BANGKOK):%H:%M}" == kept
    assert local_day(found) == local_day(at(hour, minute))
    assert found <= at(hour, minute) + timedelta(seconds=1)
    assert is_coarse(found)
    assert not is_coarse(at(hour, minute))


def test_two_visits_of_one_half_day_cannot_be_told_apart_but_keep_their_order() -> None:
    first, second = coarse(at(9, 0), OPENS, CLOSES, 3), coarse(at(15, 0), OPENS, CLOSES, 4)
    assert coarse(at(15, 0), OPENS, CLOSES, 3) == first < second


def test_notices_leave_at_the_next_midnight() -> None:
    assert next_night(at(9, 0)) == datetime(2026, 11, 24, tzinfo=BANGKOK)
