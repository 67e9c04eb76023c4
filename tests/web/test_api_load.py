"""Open work and capacity by calls: read, set, refused in words."""

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database import db, transaction
from app.models import Event, Person
from tests.factories import a_case, a_person, an_office
from tests.web.callers import a_caller
from workflows import State

DESKS = "/api/v1/settings/load"


@pytest.fixture
def desk(app: Flask, client: FlaskClient, now: datetime) -> tuple[int, dict[str, str]]:
    """An officer with one open case, and the headers of a manager."""
    with app.app_context(), transaction():
        an_office()
        officer = a_person(now, "officer", "U02", "officer@oie.example")
        a_case(now, State.ASSIGNED, owner=officer)
        db.session.flush()
        key = officer.id
    with app.app_context():
        return key, a_caller(now, "manager", "U01")


def line(client: FlaskClient, caller: dict[str, str], key: int) -> dict:
    items = client.get(DESKS, headers=caller).json["items"]
    found: dict = next(item for item in items if item["id"] == key)
    return found


def test_everybody_who_may_own_cases_stands_there_with_their_work(
    client: FlaskClient, desk: tuple[int, dict[str, str]]
) -> None:
    key, caller = desk
    assert line(client, caller, key) == {
        "id": key, "person": "officer@oie.example", "unit": "U02", "open": 1, "capacity": 100,
        "away": False,
    }  # fmt: skip


def test_a_capacity_is_set_and_noted(
    app: Flask, client: FlaskClient, desk: tuple[int, dict[str, str]]
) -> None:
    key, caller = desk
    done = client.post(f"{DESKS}/{key}", headers=caller, json={"capacity": 60})
    assert done.status_code == 200
    assert line(client, caller, key)["capacity"] == 60
    with app.app_context():
        noted = db.session.query(Event).filter_by(what="capacity_set").one()
        assert noted.details == {"before": 100, "after": 60}


@pytest.mark.parametrize("wrong", [-1, 201])
def test_a_capacity_out_of_reason_is_refused_and_nothing_changes(
    app: Flask, client: FlaskClient, desk: tuple[int, dict[str, str]], wrong: int
) -> None:
    key, caller = desk
    refused = client.post(f"{DESKS}/{key}", headers=caller, json={"capacity": wrong})
    assert refused.status_code == 422
    assert "capacity" in refused.text
    with app.app_context():
        assert db.session.get_one(Person, key).capacity == 100
