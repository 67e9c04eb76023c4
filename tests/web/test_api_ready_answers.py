"""Ready answers by calls: for oneself, a unit or all; offered where they fit, changed, retired."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database import transaction
from app.queries import people
from tests.web.callers import bearer
from tests.web.conftest import Seat
from tests.web.seats import email
from workflows import State

URL = "/api/v1/ready-answers"
THANKS = {"title": "ขอบคุณ", "body": "เรียน {name} ขอบคุณที่แจ้ง"}
Key = Callable[[str], dict[str, str]]


@pytest.fixture
def key(app: Flask, seat: Seat, now: datetime) -> Key:
    """The header of a caller by their seat."""

    def make(who: str) -> dict[str, str]:
        with app.app_context(), transaction():
            return bearer(people.by_email(email(who)), now)

    return make


def kept(client: FlaskClient, key: dict[str, str], **more: str) -> dict[str, Any]:
    made = client.post(URL, headers=key, json={**THANKS, **more})
    assert made.status_code == 201, made.text
    return made.json


@pytest.mark.parametrize(
    ("scope", "readers"),
    [("own", {"officer"}), ("unit", {"officer"}), ("all", {"officer", "other", "boss"})],
)
def test_each_reads_those_whose_scope_names_them(
    client: FlaskClient, key: Key, scope: str, readers: set[str]
) -> None:
    made = kept(client, key("boss" if scope == "all" else "officer"), scope=scope)
    found = {
        who for who in ("officer", "other", "boss")
        if client.get(f"{URL}/{made['id']}", headers=key(who)).status_code == 200
        and made["id"] in [row["id"] for row in client.get(URL, headers=key(who)).json["items"]]
    }  # fmt: skip
    assert found == readers
    assert made == {"id": made["id"], **THANKS, "scope": scope, "topic": None, "step": "",
                    "language": "th", "yours": True}  # fmt: skip


def test_those_that_fit_a_case_and_a_step_are_offered(
    client: FlaskClient, key: Key, new_case: Callable[..., str]
) -> None:
    reference, mine = new_case(State.ASSIGNED, topic="C04"), key("officer")
    fits = kept(client, mine, topic="C04", step="resolve")["id"]
    kept(client, mine, topic="C08", step="resolve")
    kept(client, mine, step="update")
    kept(client, mine, language="en")
    asked = {"reference": reference, "step": "resolve"}
    items = client.get(URL, headers=mine, query_string=asked).json["items"]
    assert [row["id"] for row in items] == [fits]
    other = client.get(URL, headers=key("other"), query_string=asked)
    assert other.status_code == 404  # a case that this caller does not see


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"title": " "}, "title"), ({"body": ""}, "body"), ({"body": "{link}"}, "body"),
     ({"body": "ก" * 10_001}, "body"), ({"scope": "all"}, "scope"), ({"scope": "ours"}, "scope"),
     ({"topic": "C99"}, "topic"), ({"step": "assign"}, "step"), ({"more": "x"}, "more")],
)  # fmt: skip
def test_what_cannot_be_one_is_refused_by_its_field(
    client: FlaskClient, key: Key, wrong: dict[str, str], field: str
) -> None:
    mine = key("officer")
    refused = client.post(URL, headers=mine, json={**THANKS, **wrong})
    assert (refused.status_code, refused.json["missing"][0]["code"]) == (422, field)
    assert client.get(URL, headers=mine).json["items"] == []


def test_who_may_changes_and_retires_it_and_nobody_else(client: FlaskClient, key: Key) -> None:
    boss, officer = key("boss"), key("officer")
    url = f"{URL}/{kept(client, boss, scope='all')['id']}"
    new = {**THANKS, "body": "ได้รับเรื่องแล้ว", "scope": "all"}
    assert client.get(url, headers=officer).json["yours"] is False
    assert client.post(url, headers=officer, json=new).status_code == 403
    assert client.post(f"{url}/retire", headers=officer).status_code == 403
    assert client.post(url, headers=boss, json=new).json["body"] == "ได้รับเรื่องแล้ว"
    assert client.get(url, headers=officer).json["body"] == "ได้รับเรื่องแล้ว"
    assert client.post(f"{url}/retire", headers=boss).json == {"items": []}
    assert client.get(url, headers=boss).status_code == 404
