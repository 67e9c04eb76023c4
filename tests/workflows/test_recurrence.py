"""Equal periods before and after an improvement, whatever day it is asked on."""

from datetime import date, timedelta

import pytest

from workflows.recurrence import LONGEST, periods

DONE = date(2026, 6, 30)


@pytest.mark.parametrize("passed", [1, 30, LONGEST, LONGEST + 400])
def test_both_sides_are_as_long_and_meet_at_the_day_it_was_done(passed: int) -> None:
    found = periods(DONE, DONE + timedelta(days=passed))
    assert found is not None
    lengths = [(last - first).days + 1 for first, last in (found.before, found.after)]
    assert lengths == [found.days, found.days] == [min(passed, LONGEST)] * 2
    assert found.before[1] == DONE
    assert found.after[0] == DONE + timedelta(days=1)
    assert found.over == (passed >= LONGEST)


def test_nothing_is_compared_before_the_first_day_after() -> None:
    assert periods(DONE, DONE) is None
    assert periods(DONE, DONE - timedelta(days=9)) is None
