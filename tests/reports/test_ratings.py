"""Ratings after a case: handling and outcome apart, who was asked, and nothing of too few."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from app.database import db, transaction
from app.models import Correspondent, Unit
from app.models.base import either
from app.reports.ratings import HIDDEN, rating_data, rating_tables, ratings
from app.reports.sla_table import names
from tests.factories import a_person
from tests.reports.rated import a_rated_case
from workflows import State

NOW = datetime(2026, 11, 2, 3, tzinfo=UTC)


@pytest.fixture
def rated(session: Session) -> None:
    """U01: six of eight answered; U02: five; one more of U03; and cases that do not count."""
    with transaction():
        for unit in ("U01", "U02", "U03"):
            db.session.add(Unit(code=unit, name_th=f"สำนัก {unit}"))
        db.session.flush()
        for handling, outcome in [(5, 1), (5, 2), (4, 5), (4, 4), (2, 1), (1, 1)]:
            a_rated_case(handling, outcome, mail="sent")
        a_rated_case(mail="kept")
        a_rated_case(mail="failed")
        for _ in range(5):
            a_rated_case(5, 5, "U02", channel="phone")
        a_rated_case(1, 1, "U03")
        a_rated_case(state=State.ASSIGNED, resolved_at=None)  # not asked yet
        a_rated_case(imported=True)  # nobody knows who was asked
        colleague = a_person(NOW, "officer", "U01")
        for form in either(colleague.email):
            own = Correspondent(name="เพื่อนร่วมงาน", email=form)
            db.session.add(own)
            db.session.flush()
            a_rated_case(correspondent_id=own.id)  # we never ask ourselves
        a_rated_case(3, official_on=date(2026, 9, 30), fiscal_year=2569)


@pytest.mark.usefixtures("rated")
def test_handling_and_outcome_are_counted_each_for_itself() -> None:
    made = ratings(2570)
    one, two, three = made.by["unit"]
    assert (one.asked, one.mailed, one.answered, one.silent) == (8, 7, 6, 2)
    assert one.response_percent == 75.0
    assert not three.handling.shown
    assert not two.handling.shown  # or the total would give the one answer away
    assert (one.handling.mean, one.handling.satisfied_percent) == (3.5, 66.67)  # 21 ÷ 6
    assert (one.outcome.n, one.outcome.mean, one.outcome.dissatisfied_percent) == (6, 2.33, 66.67)
    assert (made.total.asked, made.total.handling.n, made.total.outcome.n) == (14, 12, 12)
    assert made.total.handling.mean == 3.92  # 47 ÷ 12


@pytest.mark.usefixtures("rated")
def test_every_way_of_dividing_has_the_same_total_and_hides_too_few() -> None:
    made = ratings(2570)
    for by in made.by.values():
        assert sum(row.asked for row in by) == made.total.asked
        assert sum(row.answered for row in by) == made.total.answered
    tables = rating_tables(made, names({}))
    assert [table.name for table in tables] == ["unit", "kind", "channel", "month"]
    assert all(len(row) == len(table.head) for table in tables for row in table.rows)
    assert [HIDDEN in row for row in tables[0].rows] == [False, True, True]
    assert rating_data(made)["by_unit"][2]["handling"]["mean"] is None


def test_a_year_without_cases_has_no_value(session: Session) -> None:
    made = ratings(2569)
    assert (made.total.asked, made.total.response_percent, made.total.handling.mean) == (
        0, None, None,
    )  # fmt: skip
