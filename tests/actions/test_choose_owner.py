"""Who gets a case that a rule sends: in turn, by load, whoever is here and may have it."""

from collections import Counter
from datetime import datetime

import pytest
from sqlalchemy import select

from app.database import db, transaction
from app.jobs.runner import run
from app.models import Case, Person
from app.queries import cases
from tests.factories import a_case, a_person
from tests.routed import a_rule, arrived, away, events, lead, wall
from workflows import State


@pytest.fixture
def boss(office: None, now: datetime) -> Person:
    """The head of U02."""
    with transaction():
        head = a_person(now, "manager", "U02", name="นางหัวหน้า ทดสอบ")
    lead("U02", head)
    return head


def test_thirty_cases_in_turn_are_ten_for_each_of_three(team: list[Person], now: datetime) -> None:
    a_rule(now)
    with transaction():
        for _ in range(30):
            a_case(now)
    assert run("route", now) == (30, 0)
    owners = Counter(db.session.scalars(select(Case.owner_id)))
    assert owners == {person.id: 10 for person in team}


def test_the_least_open_work_counts_by_capacity(team: list[Person], now: datetime) -> None:
    with transaction():
        team[1].capacity, team[2].capacity = 50, 0
        db.session.add_all(team)
    a_rule(now, how="least_open")
    with transaction():
        for _ in range(30):
            a_case(now)
    assert run("route", now) == (30, 0)
    owners = Counter(db.session.scalars(select(Case.owner_id)))
    assert owners == {team[0].id: 20, team[1].id: 10}


def test_resolved_cases_are_no_open_work(team: list[Person], now: datetime) -> None:
    with transaction():
        for _ in range(2):
            a_case(now, State.RESOLVED, team[0])
        for person in team[1:]:
            a_case(now, State.ASSIGNED, person)
    a_rule(now, how="least_open")
    assert arrived(now).owner_id == team[0].id


def test_who_is_away_gets_no_turn(team: list[Person], now: datetime) -> None:
    a_rule(now)
    away(now, team[1])
    assert [arrived(now).owner_id for _ in range(3)] == [team[0].id, team[2].id, team[0].id]


def test_the_named_person_gets_it_and_their_deputy_while_they_are_away(
    team: list[Person], now: datetime
) -> None:
    a_rule(now, how="person", owner=team[0].email)
    assert arrived(now).owner_id == team[0].id
    away(now, team[0], deputy=team[1])
    away(now, team[1], deputy=team[2])
    case = arrived(now)
    assert case.owner_id == team[2].id
    assert events(case, "assign")[0].details["why"] == "deputy"


def test_when_everybody_is_away_the_head_gets_it_then_their_deputy_then_a_manager(
    team: list[Person], boss: Person, manager: Person, now: datetime
) -> None:
    with transaction():
        other = a_person(now, "officer", "U01")
    a_rule(now)
    away(now, *team)
    with transaction():  # else the head of the unit would have a turn of their own
        boss.capacity = 0
        db.session.add(boss)
    found = [arrived(now)]
    away(now, boss, deputy=other)
    found.append(arrived(now))
    away(now, other)
    found.append(arrived(now))
    assert [case.owner_id for case in found] == [boss.id, other.id, manager.id]
    assert [events(case, "assign")[0].details["why"] for case in found] == [
        "head", "head_deputy", "manager",
    ]  # fmt: skip
    assert {case.unit_code for case in found} == {"U02"}


def test_when_the_managers_are_away_too_one_of_them_gets_it_all_the_same(
    team: list[Person], manager: Person, now: datetime
) -> None:
    a_rule(now)
    away(now, *team, manager)
    assert arrived(now).owner_id == manager.id


def test_an_office_where_nobody_may_own_cases_leaves_it_unassigned_and_says_so(
    office: None, now: datetime
) -> None:
    with transaction():
        a_person(now, "auditor")
    a_rule(now)
    case = arrived(now)
    assert (case.state, case.unit_code) == (State.RECEIVED, "U02")
    assert events(case, "routed")[0].details["why"] == "nobody"


def test_who_is_named_in_a_case_never_gets_it(team: list[Person], now: datetime) -> None:
    a_rule(now)
    owners = set()
    for _ in range(6):
        with transaction():
            case = a_case(now)
            wall(now, case, person_id=team[0].id)
            key = case.id
        run("route", now)
        owners.add(db.session.get_one(Case, key).owner_id)
    assert owners == {team[1].id, team[2].id}


def test_a_case_that_names_a_unit_is_not_routed_to_it(
    team: list[Person], manager: Person, now: datetime
) -> None:
    a_rule(now, topic="C04")
    a_rule(now, name="ที่เหลือ", unit="U01")
    with transaction():
        case = a_case(now)
        wall(now, case, unit_code="U02")
        key = case.id
    run("route", now)
    case = db.session.get_one(Case, key)
    assert (case.unit_code, case.owner_id) == ("U01", manager.id)


def test_a_restricted_case_goes_to_confidential_officers_only(
    team: list[Person], boss: Person, now: datetime
) -> None:
    a_rule(now)  # for every case, to a unit without a confidential officer
    with transaction():
        keeper = a_person(now, "confidential", "U06")
    case = arrived(now, topic="C08")
    assert case.owner_id == keeper.id
    told = {letter.recipient for letter in cases.letters(case) if letter.to_staff}
    assert told == {keeper.email}


def test_a_second_confidential_officer_gets_it_when_the_first_is_accused(
    team: list[Person], now: datetime
) -> None:
    with transaction():
        accused, second = (a_person(now, "confidential", "U06") for _ in range(2))
    a_rule(now, unit="U06", topic="C08")
    with transaction():
        case = a_case(now, topic="C08")
        wall(now, case, person_id=accused.id)
        key = case.id
    run("route", now)
    assert db.session.get_one(Case, key).owner_id == second.id
