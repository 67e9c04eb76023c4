"""The wall: for whom it keeps away, the case does not exist at any door."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.actions.raise_wall import Named, raise_wall
from app.actions.receive_message import receive_message
from app.actions.remind import remind
from app.database import transaction
from app.models import Case, Letter, Person
from app.queries import cases, people, queues
from tests.factories import a_case, a_person
from tests.web.rights_table import RIGHTS
from tests.web.test_rights import FILE, World, settle, told
from workflows import State

WALLED = ("officer", "owner", "intake", "manager", "auditor", "head")
LISTS = ("/desk?queue=all", "/desk?queue=all&q=วารสาร", "/desk?queue=unit", "/desk?queue=mine",
         "/desk?queue=overdue", "/desk/outbox", "/desk/walls", "/api/v1/cases",
         "/api/v1/cases?q=วารสาร", "/api/v1/walls")  # fmt: skip


@pytest.fixture
def walled(app: Flask, client: FlaskClient, now: datetime) -> World:
    """An ordinary case of U02, from which everybody of WALLED is kept away."""

    def make(seats: dict[str, Person]) -> Case:
        seats["head"] = a_person(now, "manager", "U02")
        boss, fresh = a_person(now, "manager", "U01"), a_person(now, "officer", "U01")
        case = a_case(now, State.ASSIGNED, seats["owner"], files=FILE)
        receive_message(case, now, "ขอทราบความคืบหน้าเรื่องวารสาร", "message:wall")
        for who in WALLED:
            named = Named(seats[who].email, reason="ถูกร้องเรียน", owner=fresh.email)
            raise_wall(case, boss, now, named)
        return case

    return settle(app, now, make)


@pytest.fixture
def hidden(app: Flask, client: FlaskClient, now: datetime) -> World:
    """A restricted case, from which the first confidential officer is kept away."""

    def make(seats: dict[str, Person]) -> Case:
        second = a_person(now, "confidential", "U06")
        case = a_case(now, State.ASSIGNED, seats["confidential"], files=FILE, topic="C08")
        named = Named(seats["confidential"].email, reason="ถูกกล่าวหา", owner=second.email)
        raise_wall(case, second, now, named)
        return case

    return settle(app, now, make)


def the_case(world: World) -> Case:
    case = cases.by_reference(str(world.names["reference"]))
    assert case
    return case


def of_this_case() -> list[tuple[str, str]]:
    """Every call that names the case, one of its letters or one of its files."""
    signs = ("{reference}", "{letter}", "{attachment}")
    return [
        call for call, row in RIGHTS.items()
        if any(sign in row.address for sign in signs) and not call[0].startswith("public.")
        and call[0] != "api.message" and call[0] != "api.reopen_request"
    ]  # fmt: skip


@pytest.mark.parametrize("who", WALLED)
def test_no_door_knows_the_case_for_a_walled_person(walled: World, who: str) -> None:
    calls = of_this_case()
    assert len(calls) > 15
    found = {
        call: told(walled.ask(who, call[1], RIGHTS[call].address, RIGHTS[call].sent))
        for call in calls
    }
    assert found == dict.fromkeys(calls, "-")


def test_no_door_knows_the_restricted_case_for_the_named_confidential_officer(
    hidden: World,
) -> None:
    calls = of_this_case()
    found = {
        call: told(hidden.ask("confidential", call[1], RIGHTS[call].address, RIGHTS[call].sent))
        for call in calls
    }
    assert found == dict.fromkeys(calls, "-")


@pytest.mark.parametrize("who", WALLED)
@pytest.mark.parametrize("path", LISTS)
def test_no_list_shows_the_case_to_a_walled_person(walled: World, who: str, path: str) -> None:
    assert str(walled.names["reference"]) not in walled.ask(who, "GET", path, {}).text


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("who", ["confidential", "auditor", "manager", "intake", "officer"])
def test_no_list_shows_a_walled_restricted_case_to_those_outside(
    hidden: World, who: str, path: str
) -> None:
    assert str(hidden.names["reference"]) not in hidden.ask(who, "GET", path, {}).text


@pytest.mark.parametrize("who", WALLED)
def test_no_count_counts_the_case_for_a_walled_person(
    walled: World, now: datetime, who: str
) -> None:
    with walled.app.app_context():
        person = people.by_session(walled.sessions[who], now)
        assert person
        assert set(queues.counts(person, now).values()) == {0}
        witness = the_case(walled).owner
        assert witness
        assert queues.counts(witness, now)["mine"] == 1


def test_who_is_told_there_is_nothing_cannot_tell_it_from_an_unknown_reference(
    walled: World,
) -> None:
    named, unknown = str(walled.names["reference"]), "OFFICE-2570-9999"
    for path in ("/api/v1/cases/{}", "/desk/cases/{}", "/desk/cases/{}/wall"):
        there = walled.ask("manager", "GET", path.format(named), {})
        nowhere = walled.ask("manager", "GET", path.format(unknown), {})
        assert there.status_code == nowhere.status_code == 404
        assert there.text.replace(named, unknown) == nowhere.text


def test_no_letter_about_the_case_goes_to_a_walled_person(walled: World, now: datetime) -> None:
    later = datetime.fromisoformat("2027-06-01T10:00:00+07:00")
    with walled.app.app_context(), transaction() as session:
        case = the_case(walled)
        before = session.scalars(select(Letter.id)).all()
        remind(case, later)
        receive_message(case, later, "ยังรออยู่", "message:later")
        away = {people.by_session(walled.sessions[who], now).email for who in WALLED}  # type: ignore[union-attr]
        session.flush()
        new = session.scalars(select(Letter).where(Letter.id.not_in(before))).all()
        assert new
        assert not away & {letter.recipient for letter in new}


def test_published_totals_are_the_same_for_everyone(walled: World, now: datetime) -> None:
    path = "/api/v1/reports/sla?from=2026-11-01&to=2026-11-30&by=unit"
    with walled.app.app_context(), transaction():
        free = a_person(now, "auditor", "U06", "free@oie.example")
        walled.sessions["free"] = free.get_id()
    seen = {who: walled.ask(who, "GET", path, {}).get_json() for who in ("manager", "auditor")}
    assert seen["manager"]["totals"] == seen["auditor"]["totals"]
    assert seen["manager"]["totals"]["received"] == 1
    pages = {walled.ask(w, "GET", "/figures/sla.csv", {}).text for w in ("manager", "free")}
    assert len(pages) == 1


def test_the_same_case_is_there_for_those_who_are_not_walled(walled: World, now: datetime) -> None:
    with walled.app.app_context(), transaction():
        walled.sessions["free"] = a_person(now, "auditor", "U06").get_id()
    page = walled.ask("free", "GET", "/desk/cases/{reference}", {})
    assert page.status_code == 200
    assert "กันผู้มีส่วนได้เสียออกจากเรื่อง" in page.text
    listed = walled.ask("free", "GET", "/desk/walls", {}).text
    assert listed.count("ถูกร้องเรียน") == len(WALLED)


def test_the_auditor_is_told_of_a_wall_of_a_restricted_case_without_the_case(
    hidden: World,
) -> None:
    page = hidden.ask("auditor", "GET", "/desk/walls", {}).text
    assert "เรื่องปกปิด" in page
    assert "กันอยู่" in page
    assert "ถูกกล่าวหา" not in page
    said = hidden.ask("auditor", "GET", "/api/v1/walls", {}).get_json()
    (row,) = said["items"]
    assert {name: row[name] for name in ("wall", "reference", "person", "unit", "reason")} == {
        "wall": None, "reference": None, "person": None, "unit": None, "reason": "",
    }  # fmt: skip


def test_a_manager_who_steps_aside_is_back_at_the_queue(
    seat: Callable[[str], FlaskClient], new_case: Callable[..., str], app: Flask, now: datetime
) -> None:
    with app.app_context(), transaction():
        a_person(now, "manager", "U06", "second@oie.example")
    reference = new_case()
    boss = seat("boss")
    sent: dict[str, Any] = {"person": "boss@oie.example", "reason": "เป็นญาติกับผู้แจ้ง", "version": 1}
    done = boss.post(f"/desk/cases/{reference}/wall", data=sent)
    assert (done.status_code, done.location) == (302, "/desk")
    assert boss.get(f"/desk/cases/{reference}").status_code == 404


def test_a_duplicate_of_a_case_that_one_does_not_see_is_not_named(
    seat: Callable[[str], FlaskClient], new_case: Callable[..., str], app: Flask, now: datetime
) -> None:
    first, second = new_case(), new_case()
    with app.app_context(), transaction() as session:
        rows = {c.reference: c for c in session.scalars(select(Case))}
        boss = people.by_email("boss@oie.example")
        clerk = people.by_email("clerk@oie.example")
        assert boss
        assert clerk
        rows[second].duplicate_of = rows[first]
        raise_wall(rows[first], boss, now, Named(clerk.email, reason="ถูกร้องเรียน"))
    assert first in seat("boss").get(f"/desk/cases/{second}").text
    assert first not in seat("clerk").get(f"/desk/cases/{second}").text
