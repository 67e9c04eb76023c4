"""The routing rules by calls: tried before switched on, refused with the reason."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Event, RoutingRule
from tests.factories import an_office, settled
from tests.web.callers import a_caller, seen
from workflows import State

PAGE = "/api/v1/settings/routing"
NEW = {"name": "เว็บไซต์", "topic": "C04", "unit": "U02", "how": "round_robin"}
Call = Callable[..., tuple[int, dict]]


@pytest.fixture
def call(session: Session, client: FlaskClient, now: datetime) -> Call:
    """A manager's call: with a body, or the version that was read, it is a POST."""
    with transaction():
        an_office()
    headers = a_caller(now, "manager")

    def make(address: str = "", version: int = 0, **body: object) -> tuple[int, dict]:
        method = "POST" if body or version else "GET"
        sent = {**headers, **(seen(version) if version else {})}
        more = {"json": body} if body else {}
        answer = client.open(PAGE + address, method=method, headers=sent, **more)
        return answer.status_code, answer.json

    return make


def codes(told: dict) -> list[str]:
    return [problem["code"] for problem in told["missing"]]


def on(call: Call, rule: dict) -> dict:
    """The rule was tried and switched on; as it stands then."""
    assert call(f"/{rule['id']}/try", rule["version"])[0] == 200
    status, told = call(f"/{rule['id']}/do", rule["version"], do="on")
    assert status == 200, told
    return next(one for one in told["rules"] if one["id"] == rule["id"])


def test_a_new_rule_is_off_until_it_was_tried_and_switched_on(call: Call, now: datetime) -> None:
    reference = settled(now, State.ASSIGNED)
    status, rule = call(**NEW)
    assert status == 201
    assert (rule["active"], rule["owner"], rule["trial"], rule["words"]) == (False, None, None, [])
    refused = call(f"/{rule['id']}/do", rule["version"], do="on")
    assert (refused[0], codes(refused[1])) == (422, ["rule"])
    status, trial = call(f"/{rule['id']}/try", rule["version"])
    assert (status, trial["cases"], trial["none"]) == (200, 1, 0)
    (tried,) = trial["rules"]
    assert (tried["rule"], tried["matched"], tried["percent"]) == (rule["id"], 1, 100.0)
    assert [case["reference"] for case in tried["examples"]] == [reference]
    assert call(f"/{rule['id']}/do", rule["version"], do="on")[0] == 200
    (listed,) = call()[1]["rules"]
    assert listed["active"]
    assert listed["trial"] == {"cases": 1, "matched": 1, "agreed": 1}


def test_a_trial_that_only_looks_keeps_nothing(call: Call, session: Session, now: datetime) -> None:
    settled(now, topic=None)
    rule = call(**{**NEW, "topic": "", "kind": "complaint"})[1]
    assert call("/trial")[1]["rules"] == []
    (one,) = call(f"/trial?rule={rule['id']}&of=year")[1]["rules"]
    assert (one["matched"], one["went"]) == (1, {"-": 1})
    assert call("/trial?rule=99")[0] == 404
    assert call("/trial?of=century")[0] == 422
    assert session.scalars(select(Event).where(Event.what == "rule_tried")).all() == []


def test_a_restricted_case_is_counted_by_a_trial_and_never_its_example(
    call: Call, now: datetime
) -> None:
    settled(now, topic="C08")
    rule = call(**{**NEW, "topic": "C08", "unit": "U06", "how": "unit"})[1]
    (one,) = call(f"/trial?rule={rule['id']}")[1]["rules"]
    assert (one["matched"], one["examples"]) == (1, [])


def test_a_rule_that_was_changed_is_off_and_must_be_tried_again(call: Call) -> None:
    rule = on(call, call(**NEW)[1])
    status, renamed = call(f"/{rule['id']}", rule["version"], **{**NEW, "name": "เว็บล่ม"})
    assert (status, renamed["active"]) == (200, True)  # another name is the same rule
    changed = call(f"/{rule['id']}", renamed["version"], **NEW, words=["เว็บ", "ล่ม"])[1]
    assert (changed["active"], changed["trial"], changed["words"]) == (False, None, ["เว็บ", "ล่ม"])
    assert call(f"/{rule['id']}/do", changed["version"], do="on")[0] == 422


def test_of_two_who_change_a_rule_the_second_is_told(call: Call) -> None:
    rule = call(**NEW)[1]
    one = f"/{rule['id']}"
    assert call(one, rule["version"], **NEW, place="ลาน")[0] == 200
    assert call(one, rule["version"], **NEW, place="โถง")[0] == 412
    assert call(one + "/do", rule["version"], do="retire")[0] == 412
    assert call(one + "/try", rule["version"])[0] == 412
    assert call(one, **NEW, place="โถง")[0] == 428
    assert [rule["place"] for rule in call()[1]["rules"]] == ["ลาน"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"unit": "U99"}, "unit"),
        ({"topic": "C99"}, "topic"),
        ({"kind": "joke"}, "kind"),
        ({"words": ["เว็บ", "\u00ad"]}, "words"),
        ({"how": "person"}, "owner"),
        ({"topic": "C08"}, "unit"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_rule_that_could_never_do_is_refused_at_its_field(
    call: Call, session: Session, wrong: dict, field: str
) -> None:
    status, told = call(**{**NEW, **wrong})
    assert (status, codes(told)) == (422, [field])
    assert session.scalars(select(RoutingRule)).all() == []


def test_a_rule_that_could_never_match_below_another_is_refused(call: Call) -> None:
    wide = on(call, call(**{**NEW, "name": "ทุกเรื่องของเว็บ"})[1])
    status, told = call(**{**NEW, "kind": "complaint"})
    assert (status, codes(told)) == (422, ["rule"])
    assert "ทุกเรื่องของเว็บ" in told["detail"]
    call(f"/{wide['id']}/do", wide["version"], do="off")
    narrow = on(call, call(**{**NEW, "kind": "complaint"})[1])
    assert narrow["position"] == 2
    below = call()[1]["rules"][0]
    assert call(f"/{below['id']}/try", below["version"])[0] == 200
    refused = call(f"/{below['id']}/do", below["version"], do="on")  # above the narrow one
    assert (refused[0], codes(refused[1])) == (422, ["rule"])


def test_rules_change_places_and_go(call: Call, session: Session) -> None:
    first = call(name="ก", topic="C01", unit="U01")[1]
    second = call(name="ข", topic="C04", unit="U02")[1]
    status, told = call(f"/{second['id']}/do", second["version"], do="up")
    assert (status, [rule["name"] for rule in told["rules"]]) == (200, ["ข", "ก"])
    top = told["rules"][0]
    same = call(f"/{top['id']}/do", top["version"], do="up")[1]
    assert [rule["name"] for rule in same["rules"]] == ["ข", "ก"]
    gone = call(f"/{top['id']}/do", top["version"], do="retire")[1]
    assert [rule["id"] for rule in gone["rules"]] == [first["id"]]
    assert call(f"/{top['id']}/do", top["version"], do="retire")[0] == 404
    assert call(f"/{first['id']}/do", 1, do="burn")[0] == 422
    events = session.scalars(select(Event).where(Event.what == "rule_retired"))
    assert [event.details["name"] for event in events] == ["ข"]
