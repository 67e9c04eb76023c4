"""Invented cases are as good as real ones: dates, states and figures agree, and a seed repeats."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.actions.set_deadlines import set_deadlines
from app.database import transaction
from app.intake.channels import CHANNELS
from app.models import Case, CaseText, Event, Person, ReferenceCounter, Referral
from app.office.demo import AlreadyLoaded, NobodyHere, load_cases
from app.queries import cases, office, queues
from app.queries.queues import Asked
from tests.factories import a_case, a_person, an_office
from workflows import Kind, State
from workflows.dates import local_day
from workflows.deadlines import Milestone
from workflows.events import EVENTS

NUMBER = 600


@pytest.fixture
def an_office_with_people(session: Session, now: datetime) -> None:
    with transaction():
        an_office()
        for role, unit in (("officer", "U01"), ("officer", "U02"), ("confidential", "U06")):
            a_person(now, role, unit, f"{role}-{unit.lower()}@oie.example", f"คุณ{role}{unit}")
        a_person(now, "manager", "U01", "boss@oie.example")


@pytest.fixture
def loaded(an_office_with_people: None, session: Session, now: datetime) -> list[Case]:
    load_cases(NUMBER, 7, now, lambda done: None)
    return list(session.scalars(select(Case).order_by(Case.id)))


def as_made(case: Case) -> dict[str, Any]:
    left_out = {"id", "reference", "source_key", "correspondent_id"}
    return {c.name: getattr(case, c.name) for c in Case.__table__.c if c.name not in left_out}


def test_every_kind_channel_topic_and_state_occurs(loaded: list[Case]) -> None:
    assert len(loaded) == NUMBER
    assert {case.kind for case in loaded} == set(Kind)
    assert {case.state for case in loaded} == set(State)
    assert {case.channel for case in loaded} == set(CHANNELS)
    assert {case.topic_code for case in loaded} == {"C01", "C04", "C08"}


def test_dates_are_those_the_office_would_have_promised(loaded: list[Case]) -> None:
    promises = [*(f"{m.value}_by" for m in Milestone), "official_on", "fiscal_year", "target_by"]
    for case in loaded[::20]:
        before = {name: getattr(case, name) for name in promises}
        due = (case.next_due_on, case.next_milestone)
        set_deadlines(case)
        assert {name: getattr(case, name) for name in promises} == before
        assert (case.next_due_on, case.next_milestone) == due


def test_a_case_is_as_far_as_its_times_say(loaded: list[Case], now: datetime) -> None:
    for case in loaded:
        times = [case.met_at(m) for m in Milestone]
        assert all(at is None or case.received_at <= at <= now for at in times)
        assert (case.state is State.RESOLVED) == (case.resolved_at is not None)
        assert case.has_owner == (case.state is not State.RECEIVED)
        assert bool(case.outcome) == (case.state is State.RESOLVED)
        assert case.has_answer == (case.state is State.RESOLVED)
        if case.state is State.ANALYSED:
            assert case.has_finding
            assert case.has_root_cause


def test_working_days_are_counted_as_the_rulebook_counts_them(loaded: list[Case]) -> None:
    calendar = office.calendar(date(2025, 10, 1), days=800)
    resolved = [case for case in loaded if case.resolved_at]
    assert [case.working_days for case in resolved] == [
        calendar.working_days(case.official_on, local_day(case.resolved_at)) for case in resolved
    ]


def test_two_fiscal_years_up_to_now_are_filled(loaded: list[Case], now: datetime) -> None:
    assert {case.fiscal_year for case in loaded} == {2569, 2570}
    assert now - max(case.received_at for case in loaded) < timedelta(days=7)


def test_the_timeline_of_each_case_is_there_in_order(loaded: list[Case], session: Session) -> None:
    assert set(session.scalars(select(Event.what).distinct())) <= set(EVENTS)
    for case in loaded[::20]:
        told = cases.events(case)
        assert told[0].what == "registered"
        assert told[0].at == case.received_at
        assert [event.at for event in told] == sorted(event.at for event in told)
        assert told[-1].to_state == case.state


def test_restricted_cases_have_only_confidential_owners(
    loaded: list[Case], session: Session
) -> None:
    secret = [case for case in loaded if case.restricted]
    assert secret
    assert {case.topic_code for case in secret} == {"C08"}
    people = {person.id: person for person in session.scalars(select(Person))}
    owners = {people[case.owner_id].email for case in secret if case.owner_id}
    assert owners <= {"confidential-u06@oie.example"}


def test_no_address_is_of_anybody_real(loaded: list[Case]) -> None:
    emails = [case.correspondent.email for case in loaded if case.correspondent]
    assert any(emails)
    assert all(email.endswith("@example.org") for email in emails if email)


def test_references_go_on_from_those_given_and_have_no_gaps(
    an_office_with_people: None, session: Session, now: datetime
) -> None:
    with transaction():
        a_case(now)
    load_cases(50, 1, now, lambda done: None)
    with transaction():
        last = a_case(now).reference
    numbers = Counter(session.scalars(select(Case.fiscal_year)))
    counters = session.scalars(select(ReferenceCounter)).all()
    assert {row.fiscal_year: row.last for row in counters} == dict(numbers)
    assert last.endswith(f"-2570-{numbers[2570]:04d}")


def test_a_search_finds_what_a_case_says(loaded: list[Case], now: datetime) -> None:
    case = next(case for case in loaded if not case.restricted and case.correspondent)
    boss = Person(roles=["manager"])
    for words in (case.reference, case.subject, case.body[:40], case.correspondent.name):
        found = queues.page(Asked(queue="all", q=words, size=1000), boss, now)
        assert case.id in [one.id for one in found.cases]


def test_the_centres_cases_have_its_letter(loaded: list[Case], session: Session) -> None:
    centre = {case.id for case in loaded if case.channel == "gcc1111"}
    assert set(session.scalars(select(Referral.case_id))) == centre
    assert session.scalar(select(func.count()).select_from(CaseText)) == NUMBER


def test_a_seed_makes_the_same_cases_again(
    an_office_with_people: None, session: Session, now: datetime
) -> None:
    made = []
    for seed in (5, 6):
        load_cases(80, seed, now, lambda done: None)
        of_seed = select(Case).where(Case.source_key.like(f"demo:{seed}:%"))
        rows = session.scalars(of_seed.order_by(Case.id))
        made.append([as_made(case) for case in rows])
    with transaction():
        for table in (Event, Referral, CaseText, Case):
            session.execute(table.__table__.delete())
    load_cases(80, 5, now, lambda done: None)
    again = [as_made(case) for case in session.scalars(select(Case).order_by(Case.id))]
    assert again == made[0]
    assert again != made[1]


def test_the_same_seed_is_refused_a_second_time(loaded: list[Case], now: datetime) -> None:
    with pytest.raises(AlreadyLoaded):
        load_cases(10, 7, now, lambda done: None)


def test_an_empty_office_is_told_what_it_lacks(session: Session, now: datetime) -> None:
    with pytest.raises(NobodyHere):
        load_cases(10, 7, now, lambda done: None)


def test_the_command_ends_with_2_in_an_empty_office(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["demo", "load", "--cases", "5", "--seed", "1"])
    assert done.exit_code == 2
    assert "units, topics and officers" in done.stderr


def test_the_command_loads_and_rolls_up(app: Flask, an_office_with_people: None) -> None:
    runner = app.test_cli_runner()
    done = runner.invoke(args=["demo", "load", "--cases", "40", "--seed", "1"])
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    assert "days rolled up" in done.stderr
    assert runner.invoke(args=["rollup", "verify"]).exit_code == 0
