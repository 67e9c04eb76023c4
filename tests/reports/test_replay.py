"""A proposed target is tried on a year's resolved cases: what on-time would have been."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Case, ClockStop, Unit
from app.queries import office
from app.reports.replay import Replay, replay
from tests.factories import a_case, a_person, an_office
from tests.reports.proposals import a_rule
from workflows import State
from workflows.deadlines import Milestone
from workflows.targets import TargetRule

RECEIVED = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)  # a Monday of fiscal year 2569
YEAR = 2569


@pytest.fixture(autouse=True)
def an_office_of_units(session: Session) -> None:
    with transaction():
        an_office()


def answered(days: int, unit: str = "U02", **more: object) -> Case:
    """A case that was resolved so many days after it came."""
    with transaction():
        case = a_case(RECEIVED, State.RESOLVED, **more)
        case.resolved_at = RECEIVED + timedelta(days=days)
        case.unit_code = unit
        return case


def tried(rule: TargetRule) -> Replay:
    return replay(rule, YEAR, office.whole_calendar())


def test_fewer_days_would_have_kept_fewer_promises() -> None:
    # 30 days end on 1 April; 10 working days on 17 March, with Makha Bucha on 3 March
    for days in (5, 10, 15, 16, 29, 31):
        answered(days)
    found = tried(a_rule("10WD"))
    assert (found.total.due, found.total.met, found.total.met_then) == (6, 5, 3)
    assert (found.total.percent, found.total.percent_then) == (83.3, 50.0)


def test_it_says_so_unit_by_unit() -> None:
    answered(5, "U01")
    answered(20, "U01")
    answered(40, "U02")
    found = tried(a_rule("10WD"))
    shares = {code: (s.due, s.percent, s.percent_then) for code, s in found.units.items()}
    assert shares == {"U01": (2, 100.0, 50.0), "U02": (1, 0.0, 0.0)}
    assert sum(share.due for share in found.units.values()) == found.total.due


def test_only_the_cases_of_which_the_target_speaks_are_counted() -> None:
    answered(5, topic="C01")
    answered(5, channel="email")
    answered(5, kind="suggestion")
    answered(5, severity="high")
    assert tried(a_rule()).total.due == 3
    assert tried(a_rule(topic="C01")).total.due == 1
    assert tried(a_rule(channel="email")).total.due == 1
    assert tried(a_rule(severity="high")).total.due == 1
    assert tried(a_rule(table="suggestion")).total.due == 1


def test_open_cases_and_other_years_are_left_out() -> None:
    answered(5)
    with transaction():
        a_case(RECEIVED)
    assert tried(a_rule()).total.due == 1
    empty = replay(a_rule(), YEAR - 1, office.whole_calendar()).total
    assert (empty.due, empty.percent, empty.percent_then) == (0, None, None)


def test_a_stop_of_the_clock_counts_for_the_officer() -> None:
    case = answered(18)  # on 20 March, three working days after 17 March
    rule = a_rule("10WD")
    assert tried(rule).total.met_then == 0
    with transaction() as session:
        officer = a_person(RECEIVED, "officer")
        session.add(ClockStop(
            case_id=case.id, reason="answer", from_on=date(2026, 3, 4), resume_on=date(2026, 3, 9),
            until_on=date(2026, 3, 9), made_by_id=officer.id, made_at=RECEIVED,
        ))  # fmt: skip
    assert tried(rule).total.met_then == 1


def test_the_day_a_proposal_would_begin_does_not_matter_to_the_replay() -> None:
    answered(5)
    assert tried(a_rule(valid_from=date(2027, 1, 1))).total.due_then == 1


def test_any_milestone_can_be_tried_and_an_unmet_one_was_not_in_time() -> None:
    for met_at in (RECEIVED, None):
        case = answered(5)
        with transaction():
            case.acknowledged_at = met_at
    found = tried(a_rule("1WD", milestone=Milestone.ACKNOWLEDGE))
    assert (found.total.due, found.total.met) == (2, 1)
    assert (found.total.due_then, found.total.met_then) == (2, 1)


def test_what_an_old_file_does_not_tell_of_is_not_counted() -> None:
    case = answered(5)
    with transaction():
        case.imported, case.acknowledged_at = True, None
    assert tried(a_rule("1WD", milestone=Milestone.ACKNOWLEDGE)).total.due == 0
    assert tried(a_rule("10WD")).total.due == 1


def test_no_promise_leaves_nothing_to_be_late_for() -> None:
    answered(40)
    found = tried(a_rule(target=None)).total
    assert (found.due, found.met, found.due_then, found.percent_then) == (1, 0, 0, None)


def test_restricted_cases_are_a_number_without_units(session: Session) -> None:
    answered(5, "U06", topic="C08")
    found = tried(a_rule("10WD", table="restricted"))
    assert found.total.due == 1
    assert found.units == {}
    assert tried(a_rule()).total.due == 0
    assert session.get(Unit, "U06")
