"""A unit has so many days of stopped clocks in a fiscal year."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from app.actions.resume_clock import resume_clock
from app.actions.stop_clock import stop_clock
from app.database import transaction
from app.models import Case, Person, Unit
from tests.actions.stops import DAY, TODAY, agency, refused
from tests.factories import a_case
from workflows import State

pytestmark = pytest.mark.usefixtures("office")


def test_the_unit_has_a_yearly_budget_which_only_a_manager_may_exceed(
    now: datetime, owner: Person, manager: Person, session: Session, case: Case
) -> None:
    with transaction():
        session.get_one(Unit, "U02").stop_budget = 5
        other = a_case(now, State.ASSIGNED, owner)
        stop_clock(case, owner, now, agency(TODAY + 4 * DAY))  # four working days
        assert refused(other, owner, now, agency(TODAY + 2 * DAY)) == {"resume_on"}
        stop_clock(other, owner, now, agency(TODAY + DAY))
        third = a_case(now, State.ASSIGNED, owner)
        assert refused(third, owner, now, agency(TODAY + DAY)) == {"resume_on"}
        stop_clock(third, manager, now, agency(TODAY + 30 * DAY))


def test_days_that_were_given_back_count_against_no_budget_and_a_new_year_begins_with_all(
    now: datetime, owner: Person, session: Session, case: Case
) -> None:
    september = datetime(2027, 9, 27, 3, tzinfo=UTC)  # Monday; the year ends on Thursday
    with transaction():
        session.get_one(Unit, "U02").stop_budget = 4
        stop_clock(case, owner, now, agency(TODAY + 4 * DAY))
        resume_clock(case, now + DAY, "staff", owner, "กรมตอบแล้ว")
        old = a_case(september, State.ASSIGNED, owner)
        stop_clock(old, owner, september, agency(date(2027, 10, 4)))  # three days of this year
        october = datetime(2027, 10, 5, 3, tzinfo=UTC)
        new = a_case(october, State.ASSIGNED, owner)
        assert refused(new, owner, october, agency(date(2027, 10, 11))) == {"resume_on"}
        stop_clock(new, owner, october, agency(date(2027, 10, 7)))
