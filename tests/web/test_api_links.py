"""The API ties cases together, for staff and for correspondents."""

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.actions.given import Given
from app.actions.take_step import take_step
from app.database import transaction
from app.models import Case
from app.queries import cases, people
from tests.factories import a_case, a_person, an_office
from tests.web.callers import SUBMITTED, bearer, seen
from workflows import State

API = "/api/v1/cases"
Headers = dict[str, str]


@pytest.fixture
def boss(app: Flask, client: FlaskClient, now: datetime) -> Headers:
    with app.app_context(), transaction():
        an_office()
        a_person(now, "officer", "U02", "officer@oie.example")
        return bearer(a_person(now, "manager", "U01", "boss@oie.example"), now)


def new(app: Flask, now: datetime, state: State = State.RECEIVED) -> tuple[str, int]:
    """Reference and version of a case."""
    with app.app_context(), transaction() as session:
        officer = people.by_email("officer@oie.example")
        case = a_case(now, state, officer if state is not State.RECEIVED else None)
        session.flush()
        return case.reference, case.version


def answered(app: Flask, client: FlaskClient, now: datetime) -> tuple[str, Headers]:
    """Reference of a case that was submitted and answered, and the key of who wrote it."""
    made = client.post(API, json=SUBMITTED).get_json()
    with app.app_context(), transaction():
        case = cases.by_reference(made["reference"])
        officer, chief = (people.by_email(f"{who}@oie.example") for who in ("officer", "boss"))
        assert case
        assert officer
        assert chief
        take_step(case, "assign", chief, now, Given(owner=officer.email))
        take_step(case, "analyse", officer, now, Given(root_cause="กระบวนงาน", finding="ส่งช้า"))
        take_step(case, "resolve", officer, now, Given(outcome="upheld", answer="แก้ไขแล้ว"))
    return made["reference"], {"Authorization": f"Case {made['secret']}"}


def test_another_look_is_asked_for_with_the_secret_and_refused_with_a_token(
    app: Flask, client: FlaskClient, boss: Headers, now: datetime
) -> None:
    reference, own = answered(app, client, now)
    asked = client.post(f"{API}/{reference}/reopen-request", json={"reason": "ไม่ครบ"}, headers=own)
    assert (asked.status_code, asked.get_json()["reference"]) == (201, reference)
    again = client.post(f"{API}/{reference}/reopen-request", json={"reason": "ไม่ครบ"}, headers=own)
    assert again.status_code == 409
    version = client.get(f"{API}/{reference}", headers=boss).get_json()["version"]
    done = client.post(f"{API}/{reference}/refuse-reopen", json={"reason": "ครบแล้ว"},
                       headers=boss | seen(version))  # fmt: skip
    assert done.status_code == 200
    public = client.get(f"{API}/{reference}", headers=own).get_json()
    assert (public["reopen_until"], public["appeal_until"]) == ("2026-12-23", "2027-01-07")
    assert "ครบแล้ว" in public["messages"][-1]["body"]


def test_a_wrong_secret_asks_for_nothing(
    app: Flask, client: FlaskClient, boss: Headers, now: datetime
) -> None:
    reference, _ = answered(app, client, now)
    wrong = {"Authorization": "Case ABCD"}
    for act in ("reopen-request", "appeal"):
        answer = client.post(f"{API}/{reference}/{act}", json={"reason": "ไม่ครบ"}, headers=wrong)
        assert answer.status_code == 404


def test_an_appeal_gives_reference_and_secret_and_the_same_again_for_the_same_key(
    app: Flask, client: FlaskClient, boss: Headers, now: datetime
) -> None:
    reference, own = answered(app, client, now)
    keyed = own | {"Idempotency-Key": "my-own-number-42"}
    made = client.post(f"{API}/{reference}/appeal", json={"reason": "ไม่เห็นด้วย"}, headers=keyed)
    assert made.status_code == 201
    receipt = made.get_json()
    assert client.post(
        f"{API}/{reference}/appeal", json={"reason": "ไม่เห็นด้วย"}, headers=keyed
    ).get_json() == receipt  # fmt: skip
    other = client.post(f"{API}/{reference}/appeal", json={"reason": "อีกครั้ง"}, headers=own)
    assert other.status_code == 409
    key = {"Authorization": f"Case {receipt['secret']}"}
    public = client.get(f"{API}/{receipt['reference']}", headers=key).get_json()
    assert public["related"] == [{"tie": "appeal_of", "reference": reference}]
    first = client.get(f"{API}/{reference}", headers=own).get_json()
    assert first["related"] == [{"tie": "appeal", "reference": receipt["reference"]}]
    assert first["appeal_until"] is None


def test_staff_take_an_appeal_down_with_the_version_they_read(
    app: Flask, client: FlaskClient, boss: Headers, now: datetime
) -> None:
    reference, version = new(app, now, State.RESOLVED)
    path, sent = f"{API}/{reference}/appeal", {"reason": "ไม่เห็นด้วย", "channel": "letter"}
    assert client.post(path, json=sent, headers=boss).status_code == 428
    assert client.post(path, json=sent, headers=boss | seen(version)).status_code == 201
    related = client.get(f"{API}/{reference}", headers=boss).get_json()["related"]
    assert [one["tie"] for one in related] == ["appeal"]


def test_a_wall_is_raised_listed_and_lifted(
    app: Flask, client: FlaskClient, boss: Headers, now: datetime
) -> None:
    reference, version = new(app, now)
    path = f"{API}/{reference}"
    named = {"person": "officer@oie.example", "reason": "ถูกร้องเรียน"}
    done = client.post(f"{path}/wall", json=named, headers=boss | seen(version))
    assert done.status_code == 201
    (row,) = client.get("/api/v1/walls", headers=boss).get_json()["items"]
    assert (row["reference"], row["person"], row["lifted_at"]) == (
        reference, "officer@oie.example", None,
    )  # fmt: skip
    lift = {"wall": row["wall"], "reason": "ตรวจแล้วไม่ใช่"}
    version = done.get_json()["version"]
    done = client.post(f"{path}/lift-wall", json=lift, headers=boss | seen(version))
    assert done.status_code == 200
    assert client.get("/api/v1/walls", headers=boss).get_json()["items"][0]["lifted_at"]
    assert client.get("/api/v1/walls?after=x", headers=boss).status_code == 422


def test_cases_are_merged_and_parted_and_cut(
    app: Flask, client: FlaskClient, boss: Headers, now: datetime
) -> None:
    (main, _), (case, version) = new(app, now, State.ASSIGNED), new(app, now)
    path = f"{API}/{case}"
    wrong = client.post(f"{path}/merge", json={"into": case}, headers=boss | seen(version))
    assert (wrong.status_code, wrong.get_json()["missing"][0]["code"]) == (422, "into")
    done = client.post(f"{path}/merge", json={"into": main}, headers=boss | seen(version))
    assert (done.status_code, done.get_json()["state"]) == (201, "assigned")
    related = client.get(path, headers=boss).get_json()["related"]
    assert related == [{"tie": "merged_into", "reference": main}]
    version = done.get_json()["version"]
    done = client.post(f"{path}/unmerge", json={"reason": "คนละเรื่อง"}, headers=boss | seen(version))
    assert done.status_code == 200
    parts = {"parts": [{"subject": "เว็บไซต์", "body": "ค้นไม่พบ"}]}
    version = done.get_json()["version"]
    done = client.post(f"{path}/split", json=parts, headers=boss | seen(version))
    assert done.status_code == 201
    related = client.get(path, headers=boss).get_json()["related"]
    assert [one["tie"] for one in related] == ["part"]


def test_forwarding_names_the_letter_and_its_date(
    app: Flask, client: FlaskClient, boss: Headers, now: datetime
) -> None:
    reference, version = new(app, now)
    sent = {
        "outcome": "out_of_remit", "reason": "งานของกรมอื่น", "answer": "ส่งต่อแล้ว",
        "forwarded_to": "กรมโรงงานอุตสาหกรรม", "forward_number": "อก 0801/99",
        "forward_date": "2026-11-20",
    }  # fmt: skip
    done = client.post(f"{API}/{reference}/steps/dismiss", json=sent, headers=boss | seen(version))
    assert done.status_code == 200
    told = client.get(f"{API}/{reference}", headers=boss).get_json()
    assert (told["forward_number"], told["forward_date"]) == ("อก 0801/99", "2026-11-20")
    with app.app_context(), transaction() as session:
        assert session.scalars(select(Case.forward_number)).one() == "อก 0801/99"
