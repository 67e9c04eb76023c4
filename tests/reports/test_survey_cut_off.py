"""A form that stops at a day counts the answers of surveys that came by that day."""

from datetime import date, datetime

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import SurveyResponse
from app.reports.facts import Facts, gather
from tests.reports.survey_data import HEARD, OVERALL, a_survey, answers

OPENED, MARCH, CLOSED = date(2026, 10, 1), date(2027, 3, 31), date(2027, 4, 30)
LATE = date(2027, 4, 2)


def asked(now: datetime, *, anonymous: bool) -> None:
    """Six answers; where they bear a day the last two came after March."""
    with transaction() as session:
        items = a_survey(
            now, groups={"G01": 40}, anonymous=anonymous, opens_on=OPENED, closes_on=CLOSED
        )
        answers("G01", items[OVERALL], [5, 5, 4, 4, 1, 1], more=[(items[HEARD], [0])])
        keys = [row.id for row in session.query(SurveyResponse).order_by(SurveyResponse.id)]
        if not anonymous:
            late = update(SurveyResponse).where(SurveyResponse.id.in_(keys[-2:]))
            session.execute(late.values(answered_on=LATE))


def counted(facts: Facts) -> tuple[list[int], int]:
    """By level, highest first, and how many said where they hear from us."""
    group = sum((list(row.counts) for row in facts.survey_groups), [])
    return group, sum(row.answers for row in facts.information)


@pytest.mark.usefixtures("session")
def test_answers_with_a_day_count_up_to_it(now: datetime) -> None:
    asked(now, anonymous=False)
    assert counted(gather(2570)) == ([2, 2, 0, 0, 2], 6)
    assert counted(gather(2570, MARCH)) == ([2, 2, 0, 0, 0], 4)
    assert counted(gather(2570, LATE)) == ([2, 2, 0, 0, 2], 6)


def test_answers_without_a_name_bear_no_day_and_count_when_the_survey_has_closed(
    session: Session, now: datetime
) -> None:
    asked(now, anonymous=True)
    assert counted(gather(2570, MARCH)) == ([], 0)
    assert counted(gather(2570, CLOSED)) == ([2, 2, 0, 0, 2], 6)
