"""When something breaks a program gets problem details, and learns nothing of our inside."""

from dataclasses import replace
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.database import db
from app.models import Case, Letter
from app.web.api import cases as door
from tests.factories import settled
from tests.web.callers import SUBMITTED, a_caller

CASES = "/api/v1/cases"
INSIDE = ("Traceback", "File ", ".py", "SELECT", "INSERT", "sqlalchemy", "/app/", "ลับมาก")
pytestmark = pytest.mark.usefixtures("office")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/", 404),
        ("DELETE", "/api/v1/cases", 405),
        ("GET", "/api/v1/referrals", 405),
        ("GET", "/api/v1/cases", 401),
    ],
)
def test_every_error_of_the_api_is_a_problem(
    client: FlaskClient, method: str, path: str, status: int
) -> None:
    answer = client.open(path, method=method)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert {"type", "status", "title", "detail"} <= set(answer.json)


def test_a_method_that_is_not_there_says_which_are(client: FlaskClient) -> None:
    answer = client.delete(CASES)
    assert {"GET", "POST"} <= {word.strip() for word in answer.headers["Allow"].split(",")}


def test_the_unexpected_tells_a_code_and_nothing_else(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("SELECT ลับมาก FROM /app/models")

    monkeypatch.setattr(door, "register", breaks)
    answer = client.post(CASES, json=SUBMITTED)
    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert not [word for word in INSIDE if word in answer.text]
    assert answer.json["code"] in caplog.text
    assert "ลับมาก" in caplog.text


def test_with_the_database_away_nothing_is_acknowledged(
    client: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("COMMIT", {}, Exception("server closed the connection"))

    with monkeypatch.context() as patched:
        patched.setattr("sqlalchemy.orm.Session.commit", away)
        answer = client.post(CASES, json=SUBMITTED)
    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")
    assert "secret" not in answer.json
    assert not [word for word in (*INSIDE, "COMMIT") if word in answer.text]
    for kept in (Case, Letter):
        assert session.scalar(select(func.count()).select_from(kept)) == 0


def test_a_database_that_cannot_be_reached_is_503_for_readers_too(
    client: FlaskClient, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference, desk = settled(now), a_caller(now, "intake")

    def away(*_: object, **__: object) -> None:
        raise OperationalError("SELECT", {}, Exception("no route"))

    monkeypatch.setattr(type(db.engine.dialect), "do_execute", away)
    for path in (CASES, f"{CASES}/{reference}"):
        answer = client.get(path, headers=desk)
        assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")


def test_a_body_beyond_the_limit_is_refused_before_it_is_read(client: FlaskClient) -> None:
    too_much = b" " * (27 * 1024 * 1024)
    answer = client.post(CASES, data=too_much, content_type="application/json")
    assert (answer.status_code, answer.mimetype) == (413, "application/problem+json")


def test_too_many_new_cases_from_one_address_wait(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], rate_limit=2))
    answers = [client.post(CASES, json=SUBMITTED) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert answers[-1].mimetype == "application/problem+json"


@pytest.mark.parametrize(
    "path",
    ["/cases/OFFICE%00", "/cases/{}/attachments/99999999999999999999"],
)
def test_an_address_that_no_database_can_hold_is_nobody_s(
    client: FlaskClient, now: datetime, path: str
) -> None:
    address = "/api/v1" + path.format(settled(now))
    answer = client.get(address, headers=a_caller(now, "intake"))
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
