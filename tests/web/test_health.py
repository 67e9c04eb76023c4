"""What operators are told: up, ready, and what is wrong, the last only to those of the house."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.actions.keep_mail import keep
from app.actions.run_job import start
from app.database import db, transaction
from app.models import Letter
from app.storage import cupboard
from tests.factories import a_case, an_office

READY = "/health/ready"
ELSEWHERE = {"environ_base": {"REMOTE_ADDR": "203.0.113.7"}}
PARTS = {"db", "intake", "outbox", "clock", "storage"}


@pytest.fixture
def ticking(session: Session, now: datetime) -> None:
    with transaction():
        start("send_letters", now, now - timedelta(minutes=1))


def away(*_: object, **__: object) -> None:
    raise OperationalError("SELECT", {}, Exception("no route"))


@pytest.mark.usefixtures("ticking")
def test_a_site_that_works_is_ready_in_every_part(client: FlaskClient) -> None:
    answer = client.get(READY)
    assert answer.status_code == 200
    assert answer.json == {"status": "ok", **dict.fromkeys(PARTS, "ok")}


def test_a_clock_that_never_ran_is_told_and_stops_nobody(client: FlaskClient) -> None:
    answer = client.get(READY)
    assert (answer.status_code, answer.json["status"]) == (200, "ok")
    assert answer.json["clock"] == "not ok"


@pytest.mark.usefixtures("ticking")
def test_a_clock_that_stood_still_is_told(client: FlaskClient, clock: object) -> None:
    clock.shift(timedelta(minutes=10))  # type: ignore[attr-defined]  # a traveller
    assert client.get(READY).json["clock"] == "not ok"


@pytest.mark.parametrize(("minutes", "word"), [(4, "ok"), (6, "not ok")])
def test_mail_that_waits_too_long_is_told(
    client: FlaskClient, session: Session, now: datetime, minutes: int, word: str
) -> None:
    with transaction():
        keep(b"From: a@example.org\r\n\r\nx", "0" * 64, now - timedelta(minutes=minutes))
    answer = client.get(READY)
    assert (answer.status_code, answer.json["intake"]) == (200, word)


@pytest.mark.usefixtures("ticking")
def test_a_door_that_is_shut_by_its_backlog_is_told(
    app: Flask, client: FlaskClient, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], mail_backlog=1))
    assert client.get(READY).json["intake"] == "ok"
    with transaction():
        keep(b"From: a@example.org\r\n\r\nx", "0" * 64, now)
    answer = client.get(READY)
    assert (answer.status_code, answer.json["intake"]) == (200, "not ok")


@pytest.mark.parametrize(("minutes", "word"), [(9, "ok"), (11, "not ok")])
def test_a_letter_that_should_have_left_is_told(
    client: FlaskClient, session: Session, now: datetime, minutes: int, word: str
) -> None:
    with transaction():
        an_office()
        a_case(now - timedelta(minutes=minutes))
        assert session.query(Letter).one().status == "ready"
    assert client.get(READY).json["outbox"] == word


def test_without_its_database_it_is_alive_and_not_ready(
    client: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(db.engine.dialect), "do_execute", away)
    answer = client.get(READY)
    assert answer.status_code == 503
    assert (answer.json["status"], answer.json["db"]) == ("not ok", "not ok")
    assert client.get("/health/live").json == {"status": "ok"}


def test_without_a_place_for_files_it_is_not_ready(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cupboard.store, "place", cupboard.store.place / "gone")
    answer = client.get(READY)
    assert (answer.status_code, answer.json["storage"]) == (503, "not ok")


def test_a_stranger_learns_only_whether_it_is_ready(client: FlaskClient) -> None:
    assert client.get(READY, **ELSEWHERE).json == {"status": "ok"}


def test_a_stranger_whom_an_unknown_proxy_forwards_is_a_stranger(client: FlaskClient) -> None:
    forwarded = {"X-Forwarded-For": "203.0.113.7"}
    assert client.get(READY, headers=forwarded).json == {"status": "ok"}


@pytest.mark.parametrize(
    ("token", "shown", "sees"),
    [
        ("a-long-token", "Bearer a-long-token", True),
        ("a-long-token", "Bearer another", False),
        ("a-long-token", "", False),
        ("", "Bearer ", False),
    ],
)
def test_the_operator_s_token_shows_the_parts(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch,
    token: str, shown: str, sees: bool,
) -> None:  # fmt: skip
    settings = replace(app.config["SETTINGS"], health_token=token)
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    headers = {"Authorization": shown}
    answer = client.get(READY, headers=headers, **ELSEWHERE)
    assert (set(answer.json) > PARTS) is sees
