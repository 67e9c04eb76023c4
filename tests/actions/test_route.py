"""New cases go where the rules say, by the first that holds; once."""

import threading
from collections import Counter
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.given import Given
from app.actions.reclassify import reclassify
from app.actions.route import route
from app.actions.take_step import take_step
from app.database import db, transaction
from app.jobs.runner import run
from app.models import Case, Letter, Person
from app.queries import cases, due
from tests.factories import a_case
from tests.routed import a_rule, arrived, away, events
from workflows import Kind, NotAllowed, State


def test_the_first_rule_that_holds_gives_unit_and_owner(team: list[Person], now: datetime) -> None:
    a_rule(now, name="วารสาร", topic="C01", unit="U01", how="unit")
    a_rule(now, name="เว็บไซต์", topic="C04")
    a_rule(now, name="ที่เหลือ", unit="U01", how="unit")
    case = arrived(now)
    assert (case.state, case.unit_code, case.owner_id) == (State.ASSIGNED, "U02", team[0].id)
    (routed,), (assign,) = events(case, "routed"), events(case, "assign")
    assert routed.details == {"rule": "เว็บไซต์", "unit": "U02", "because": {"topic": "C04"}}
    assert (assign.by, assign.actor_id) == ("clock", None)
    assert assign.details == {"owner": team[0].name, "rule": "เว็บไซต์", "why": "turn", "unit": "U02"}


def test_the_letters_are_those_of_any_assignment(
    session: Session, team: list[Person], now: datetime
) -> None:
    a_rule(now)
    case = arrived(now)
    letters = {letter.name: letter for letter in cases.letters(case)}
    assert set(letters) == {"acknowledgement", "yours", "assigned"}
    assert letters["yours"].recipient == team[0].email
    assert "กฎ “เว็บไซต์”" in letters["yours"].text


def test_a_rule_for_the_unit_alone_leaves_the_owner_to_its_head(
    team: list[Person], now: datetime
) -> None:
    a_rule(now, unit="U01", how="unit")
    case = arrived(now)
    assert (case.state, case.unit_code, case.owner_id) == (State.RECEIVED, "U01", None)
    assert len(events(case, "routed")) == 1


def test_a_case_that_no_rule_holds_for_stays_as_it_is(team: list[Person], now: datetime) -> None:
    a_rule(now, topic="C01")
    with transaction():
        before = a_case(now)
        key, version = before.id, before.version
    assert run("route", now) == (1, 0)
    case = db.session.get_one(Case, key)
    assert (case.state, case.unit_code, case.version) == (State.RECEIVED, "U02", version)
    assert case.routed_at == now
    assert [event.what for event in cases.events(case)] == ["registered"]


def test_a_rule_that_is_off_sends_nothing(team: list[Person], now: datetime) -> None:
    a_rule(now, active=False)
    assert arrived(now).state is State.RECEIVED


def test_rules_are_asked_once(team: list[Person], now: datetime) -> None:
    first = arrived(now)
    a_rule(now)
    assert due.unrouted() == []
    with transaction():
        assert not route(cases.get_to_change(first.id), now)
    assert db.session.get_one(Case, first.id).state is State.RECEIVED


def test_a_kind_that_nobody_confirmed_stays_unconfirmed(team: list[Person], now: datetime) -> None:
    a_rule(now)
    case = arrived(now, channel="email", kind_confirmed=False)
    assert case.state is State.ASSIGNED
    assert not case.kind_confirmed


def test_a_case_with_a_history_elsewhere_is_not_sent_anywhere(
    team: list[Person], now: datetime
) -> None:
    a_rule(now)
    assert arrived(now, imported=True).state is State.RECEIVED


def test_words_place_and_time_are_read(team: list[Person], now: datetime) -> None:
    a_rule(now, words=["ไฟ ดับ"], place="อาคาร 2", time="office_hours")
    said = {"subject": "ไฟดับ", "place": "ชั้น ๓ อาคาร ๒"}
    assert arrived(now, **said).state is State.ASSIGNED
    assert arrived(now, **{**said, "place": "ลานจอดรถ"}).state is State.RECEIVED
    night = now - timedelta(hours=6)
    assert arrived(night, **said).state is State.RECEIVED


# ---- beside people


def test_somebody_who_is_away_may_still_be_chosen_by_hand(
    team: list[Person], manager: Person, now: datetime
) -> None:
    away(now, team[0])
    with transaction():
        case = a_case(now)
        take_step(case, "assign", manager, now, Given(owner=team[0].email))
    assert case.owner_id == team[0].id


def test_a_case_that_a_person_assigned_meanwhile_is_left_to_them(
    team: list[Person], manager: Person, now: datetime
) -> None:
    a_rule(now)
    with transaction():
        key = a_case(now).id
    with transaction():
        take_step(cases.get_to_change(key), "assign", manager, now, Given(owner=team[2].email))
    with transaction():
        assert not route(cases.get_to_change(key), now)
    assert db.session.get_one(Case, key).owner_id == team[2].id


def test_another_topic_asks_the_rules_that_read_it_once_more(
    team: list[Person], manager: Person, now: datetime
) -> None:
    case = arrived(now, topic="C01")
    a_rule(now, name="ทุกเรื่อง", channel="web", unit="U01")
    a_rule(now, name="เว็บไซต์", topic="C04")
    with transaction():
        reclassify(cases.get_to_change(case.id), manager, now, kind="complaint", topic="C04")
    case = db.session.get_one(Case, case.id)
    assert (case.unit_code, case.owner_id) == ("U02", team[0].id)
    assert [e.details["rule"] for e in events(case, "routed")] == ["เว็บไซต์"]


def test_rules_that_do_not_read_kind_or_topic_are_not_asked_again(
    team: list[Person], manager: Person, now: datetime
) -> None:
    case = arrived(now)
    a_rule(now, channel="web")
    with transaction():
        reclassify(cases.get_to_change(case.id), manager, now, kind="opinion", topic="C01")
    case = db.session.get_one(Case, case.id)
    assert (case.kind, case.state) == (Kind.OPINION, State.RECEIVED)


def test_a_case_that_has_an_owner_stays_theirs_whatever_it_is_called(
    team: list[Person], manager: Person, now: datetime
) -> None:
    with transaction():
        key = a_case(now, State.ASSIGNED, team[2]).id
    a_rule(now, topic="C01", unit="U01")
    with transaction():
        reclassify(cases.get_to_change(key), manager, now, kind="complaint", topic="C01")
    assert db.session.get_one(Case, key).owner_id == team[2].id


def test_an_edit_without_another_kind_or_topic_asks_no_rule(
    team: list[Person], manager: Person, now: datetime
) -> None:
    case = arrived(now)
    a_rule(now, topic="C04")
    with transaction():
        reclassify(cases.get_to_change(case.id), manager, now, kind="complaint", topic="C04")
    assert db.session.get_one(Case, case.id).state is State.RECEIVED


def test_two_nodes_at_once_assign_each_case_once_and_fairly(
    app: Flask, team: list[Person], now: datetime
) -> None:
    a_rule(now)
    with transaction():
        keys = [a_case(now).id for _ in range(12)]
    start, done = threading.Barrier(2), []

    def node() -> None:
        with app.app_context():
            start.wait()
            for key in keys:
                with transaction():
                    done.append(route(cases.get_to_change(key), now))

    nodes = [threading.Thread(target=node) for _ in range(2)]
    for thread in nodes:
        thread.start()
    for thread in nodes:
        thread.join()
    db.session.rollback()
    assert sorted(done) == [False] * 12 + [True] * 12
    owners = Counter(db.session.scalars(select(Case.owner_id)))
    assert owners == {person.id: 4 for person in team}
    letters = db.session.execute(select(Letter.case_id, Letter.name))
    told = Counter((key, name) for key, name in letters if name == "yours")
    assert told == {(key, "yours"): 1 for key in keys}


def test_the_clock_may_not_take_a_step_that_is_not_there(team: list[Person], now: datetime) -> None:
    a_rule(now, how="unit")
    case = arrived(now)
    with transaction(), pytest.raises(NotAllowed):
        take_step(case, "assign", team[0], now, Given(owner=team[0].email))
