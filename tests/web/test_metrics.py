"""Numbers for a monitoring system: true, few, and to those of the house only."""

from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.actions.keep_mail import keep
from app.database import transaction
from tests.factories import a_case, an_office
from workflows import State

ELSEWHERE = {"environ_base": {"REMOTE_ADDR": "203.0.113.7"}}


@pytest.fixture
def office(session: Session, now: datetime) -> None:
    with transaction():
        an_office()
        a_case(now)
        a_case(now, State.RESOLVED)
        keep(b"From: a@example.org\r\n\r\nx", "0" * 64, now - timedelta(minutes=4))


def read(client: FlaskClient) -> dict[str, float]:
    lines = client.get("/metrics").text.splitlines()
    pairs = (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {name: float(value) for name, value in pairs}


@pytest.mark.usefixtures("office")
def test_what_waits_is_counted(client: FlaskClient) -> None:
    found = read(client)
    assert found['siang_cases_open{state="received"}'] == 1
    assert found['siang_mails{state="waiting"}'] == 1
    assert found["siang_mail_wait_seconds"] == 240
    assert found['siang_part_ok{part="db"}'] == 1
    assert 'siang_cases_open{state="resolved"}' not in found


@pytest.mark.usefixtures("office")
def test_no_reference_and_no_address_is_among_them(client: FlaskClient) -> None:
    text = client.get("/metrics").text
    assert "example" not in text
    assert "OIE" not in text


def test_strangers_are_told_that_there_is_nothing(client: FlaskClient) -> None:
    assert client.get("/metrics", **ELSEWHERE).status_code == 404


def test_a_database_that_is_away_is_a_number_too(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("SELECT", {}, Exception("no route"))

    monkeypatch.setattr(Session, "execute", away)
    assert read(client)['siang_part_ok{part="db"}'] == 0
