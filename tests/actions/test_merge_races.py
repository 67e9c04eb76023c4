"""Two cases that are merged into one another at once: exactly one follows, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app.actions.given import Given
from app.actions.merge import merge
from app.actions.take_step import take_step
from app.database import transaction
from app.models import Case, CaseLink
from app.queries import cases, people
from tests.factories import a_case, a_person
from workflows import State
from workflows.errors import Conflict

OWNER, PEOPLE = "owner@oie.example", ("a@oie.example", "b@oie.example")
DONE, CHANGED = "done", "changed meanwhile"
Pair = tuple[tuple[str, int], tuple[str, int]]


@pytest.fixture
def pair(office: None, now: datetime) -> Pair:
    """Two cases about the same matter: reference and version of each."""
    with transaction():
        for email in PEOPLE:
            a_person(now, "manager", "U01", email)
        owner = a_person(now, "officer", "U02", OWNER)
        first, second = (a_case(now, State.ASSIGNED, owner) for _ in range(2))
    return (first.reference, first.version), (second.reference, second.version)


def attempt(
    app: Flask, act: str, own: tuple[str, int], other: str, email: str, now: datetime,
    before: Barrier | None = None, holding: Barrier | None = None,
) -> str:  # fmt: skip
    """One person's try by the way of every door; they meet before it, or with a case in hand."""
    if before:
        before.wait(timeout=30)
    with app.app_context():
        try:
            with transaction():
                who = people.by_email(email)
                assert who is not None
                case = cases.find_to_change(own[0], who, own[1])
                if holding:
                    holding.wait(timeout=30)
                if act == "merge":
                    merge(case, other, who, now)
                else:
                    given = Given(outcome="duplicate", reason="เรื่องเดียวกัน", duplicate_of=other,
                                  answer="รวมพิจารณากับเรื่องเดิม")  # fmt: skip
                    take_step(case, "dismiss", who, now, given)
            return DONE
        except (Conflict, StaleDataError):
            return CHANGED


def race(app: Flask, act: str, pair: Pair, now: datetime, **meeting: Barrier) -> list[str]:
    sides = ((pair[0], pair[1][0], PEOPLE[0]), (pair[1], pair[0][0], PEOPLE[1]))
    with ThreadPoolExecutor(2) as pool:
        later = now + timedelta(minutes=1)
        tries = [pool.submit(attempt, app, act, *side, later, **meeting) for side in sides]
        return [one.result(timeout=60) for one in tries]


def check_one_follows(session: Session, came: list[str]) -> None:
    session.rollback()
    assert sorted(came) == [CHANGED, DONE]
    link = session.scalars(select(CaseLink)).one()
    for key in (link.case_id, link.other_id):
        case = session.get_one(Case, key)
        assert [e.what for e in cases.events(case)].count("merged") == 1
        assert case.state is State.ASSIGNED


def test_of_two_opposite_merges_at_once_one_wins_and_the_other_is_told(
    app: Flask, session: Session, pair: Pair, now: datetime
) -> None:
    session.rollback()
    check_one_follows(session, race(app, "merge", pair, now, before=Barrier(2)))


@pytest.mark.postgresql
def test_two_that_each_hold_one_of_the_cases_do_not_wait_for_one_another(
    app: Flask, session: Session, pair: Pair, now: datetime
) -> None:
    session.rollback()
    check_one_follows(session, race(app, "merge", pair, now, holding=Barrier(2)))


@pytest.mark.postgresql
def test_two_cases_closed_as_duplicates_of_one_another_at_once_are_both_closed(
    app: Flask, session: Session, pair: Pair, now: datetime
) -> None:
    session.rollback()
    assert race(app, "dismiss", pair, now, holding=Barrier(2)) == [DONE, DONE]


@pytest.mark.postgresql
def test_a_lower_case_that_somebody_else_is_changing_is_not_waited_for(
    app: Flask, session: Session, pair: Pair, now: datetime
) -> None:
    (lower, version), higher = pair
    session.rollback()
    with ThreadPoolExecutor(1) as pool, app.app_context(), transaction():
        who = people.by_email(PEOPLE[0])
        assert who is not None
        cases.find_to_change(lower, who, version)
        told = pool.submit(attempt, app, "merge", higher, lower, PEOPLE[1], now)
        assert told.result(timeout=30) == CHANGED
