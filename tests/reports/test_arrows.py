"""What really happened on the arrows: counted by hand beside counted in SQL."""

from datetime import datetime, timedelta
from statistics import median

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.given import Given
from app.actions.take_step import take_step
from app.database import transaction
from app.models import Case, DayOff, Event, Person
from app.office.demo import load_cases
from app.queries import office
from app.reports.arrows import Arrow, Way, arrows
from tests.factories import a_case, a_person, an_office
from workflows import TABLES, Kind, State
from workflows.dates import local_day
from workflows.fiscal import fiscal_year

WHY = Given(reason="มีข้อมูลใหม่")
YEAR = 2570  # of the day on which the tests stand


@pytest.fixture
def boss(session: Session, now: datetime) -> Person:
    with transaction():
        an_office()
        return a_person(now, "manager", "U01")


def steps(case: Case, boss: Person, *taken: tuple[str, datetime]) -> None:
    """The manager takes each step at its time."""
    found = Given(root_cause="กระบวนงาน", finding="โรงพิมพ์ส่งช้า")
    given = {"assign": Given(owner=boss.email), "analyse": found,
             "resolve": Given(outcome="upheld", answer="แก้ไขแล้ว")}  # fmt: skip
    for step, at in taken:
        take_step(case, step, boss, at, given.get(step, WHY))


@pytest.mark.usefixtures("boss")
def test_a_year_without_steps_has_no_arrows(now: datetime) -> None:
    with transaction():
        a_case(now)
    assert arrows(YEAR) == {}


def test_the_days_of_an_arrow_are_working_days_since_the_step_before(
    session: Session, now: datetime, boss: Person
) -> None:
    friday, week = now + timedelta(days=4), timedelta(days=7)
    with transaction():
        session.add(DayOff(day=(now + week).date(), name_th="วันหยุดพิเศษ"))  # the next Monday
        steps(a_case(now), boss, ("assign", friday), ("analyse", friday + week))
    found = arrows(YEAR)
    assert found[Kind.COMPLAINT, "assign", State.RECEIVED] == Arrow(1, 4)
    assert found[Kind.COMPLAINT, "analyse", State.ASSIGNED] == Arrow(1, 4)
    assert len(found) == 2


def test_the_first_step_counts_from_the_day_on_which_receipt_counts(
    now: datetime, boss: Person
) -> None:
    evening = now + timedelta(hours=9)  # 19.00 in Bangkok: received tomorrow
    with transaction():
        steps(a_case(evening), boss, ("assign", now + timedelta(days=1, hours=1)))
    assert arrows(YEAR)[Kind.COMPLAINT, "assign", State.RECEIVED] == Arrow(1, 0)


def test_a_case_that_takes_an_arrow_twice_is_one_case_with_two_spans(
    now: datetime, boss: Person
) -> None:
    day = timedelta(days=1)
    with transaction():
        steps(a_case(now), boss, ("assign", now), ("analyse", now + day), ("return", now + day),
              ("analyse", now + 4 * day))  # fmt: skip
    found = arrows(YEAR)
    assert found[Kind.COMPLAINT, "analyse", State.ASSIGNED] == Arrow(1, 2)  # of 1 and 3
    assert found[Kind.COMPLAINT, "return", State.ANALYSED] == Arrow(1, 0)


def test_a_step_of_this_year_counts_from_one_of_last_year_and_not_from_years_ago(
    now: datetime, boss: Person
) -> None:
    last_year, long_ago = now - timedelta(days=60), now - timedelta(days=800)
    with transaction():
        steps(a_case(last_year), boss, ("assign", last_year), ("analyse", now))
    assert arrows(YEAR)[Kind.COMPLAINT, "analyse", State.ASSIGNED].days > 30
    with transaction():
        steps(a_case(long_ago, kind="opinion"), boss, ("assign", long_ago), ("analyse", now))
    assert arrows(YEAR)[Kind.OPINION, "analyse", State.ASSIGNED] == Arrow(1, None)


@pytest.mark.usefixtures("boss")
def test_a_thousand_steps_are_counted_as_by_hand(session: Session, now: datetime) -> None:
    with transaction():
        a_person(now, "officer")
        a_person(now, "confidential", "U06")
    load_cases(300, 7, now, lambda done: None)
    assert arrows(YEAR - 1) == by_hand(session, YEAR - 1)
    assert arrows(YEAR) == by_hand(session, YEAR)


def by_hand(session: Session, year: int) -> dict[Way, Arrow]:
    """Case by case, event by event."""
    spans: dict[Way, list[int]] = {}
    cases: dict[Way, set[int]] = {}
    triggers = {row.trigger for row in TABLES[Kind.COMPLAINT]}
    for case in session.scalars(select(Case)):
        before, calendar = case.official_on, office.calendar(case.official_on, days=900)
        rows = session.scalars(select(Event).where(Event.case_id == case.id).order_by(Event.id))
        for event in rows:
            if event.what not in triggers:
                continue
            day = local_day(event.at)
            if fiscal_year(day) == year:
                way = case.kind, event.what, State(event.from_state)
                spans.setdefault(way, []).append(max(calendar.working_days(before, day), 0))
                cases.setdefault(way, set()).add(case.id)
            before = day
    return {way: Arrow(len(cases[way]), median(days)) for way, days in spans.items()}
