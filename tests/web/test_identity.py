"""A named person may be hidden from those who work on the case: no page, call or letter tells."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.actions.keep_person import issue_token
from app.database import db, transaction
from app.intake.submission import Sender
from app.jobs.runner import run
from app.models import Case, CaseText, Letter
from app.queries import cases, people
from tests.web.seats import PEOPLE, case_of, email, filled, sit, step
from tests.web.visitors import receipt, tell
from workflows import State

WHO = Sender(
    name="นางสาวนกขมิ้น เหลืองอ่อน", email="canary-7f3@example.org", phone="089-555-7171",
    address="99/7171 ถนนคลองนกขมิ้น",
)  # fmt: skip
CANARIES = ("นกขมิ้น", "canary-7f3", "7171")
REASON = "ต้องนัดสอบข้อเท็จจริงกับผู้แจ้ง"


@pytest.fixture
def hidden(app: Flask, new_case) -> str:
    """A case whose person is hidden, with an owner, letters and an answer."""
    reference: str = new_case(State.ASSIGNED, sender=WHO, identity_hidden=True)
    now = datetime.now(UTC)
    step(app, now, reference, "analyse", "officer", root_cause="กระบวนงาน", finding="ช้า")
    desk, url = sit(app, "officer"), f"/desk/cases/{reference}/letters"
    page = f"/desk/cases/{reference}"
    sent = desk.post(url, data=filled(desk, page, text="กำลังตรวจ", how="email"))
    assert sent.status_code in (302, 303)
    return reference


def answers(app: Flask, who: str, reference: str) -> dict[str, str]:
    """Everything that this person can open about the case, by address."""
    desk, found = sit(app, who), {}
    pages = [f"/desk/cases/{reference}", "/desk?queue=all", "/desk?queue=unit", "/desk/outbox",
             f"/desk/cases/{reference}/deadlines",
             f"/desk/cases/{reference}/transfer", f"/desk/cases/{reference}/track-link",
             "/figures/sla", "/figures/sla.csv", "/figures/sla-anonymous.csv"]  # fmt: skip
    with app.app_context():
        pages += [f"/desk/outbox/{key}" for key in db.session.scalars(select(Letter.id))]
        with transaction():
            person = people.by_email(email(who))
            assert person is not None
            token = issue_token(person, "api", datetime.now(UTC))
    for page in pages:
        found[page] = desk.get(page).text
    key = {"Authorization": f"Bearer {token}"}
    for call in (
        f"/api/v1/cases/{reference}",
        "/api/v1/cases?queue=all",
        "/api/v1/cases?q=canary-7f3",
    ):
        found[call] = app.test_client().get(call, headers=key).get_data(as_text=True)
    return found


@pytest.mark.parametrize("who", PEOPLE)
def test_nothing_that_staff_can_open_tells_who_it_is(app: Flask, hidden: str, who: str) -> None:
    for page, shown in answers(app, who, hidden).items():
        assert [canary for canary in CANARIES if canary in shown] == [], page


def test_a_case_that_hides_nobody_is_read_as_before(app: Flask, new_case) -> None:
    reference = new_case(sender=WHO)
    assert WHO.email in sit(app, "boss").get(f"/desk/cases/{reference}").text


def test_letters_reach_the_person_and_do_not_name_them(app: Flask, hidden: str) -> None:
    with app.app_context():
        run("send_letters", datetime.now(UTC))
        own = select(Letter).where(Letter.to_staff.is_(False))
        letters = db.session.scalars(own).all()
        assert {letter.recipient for letter in letters} == {WHO.email}
        assert {letter.status for letter in letters} == {"kept"}
        assert [x for x in letters if "นกขมิ้น" in x.text] == []


def test_a_search_does_not_find_the_name(app: Flask, hidden: str) -> None:
    with app.app_context():
        words = "\n".join(db.session.scalars(select(CaseText.text)))
    assert "นกขมิ้น" not in words
    assert hidden not in sit(app, "boss").get("/desk?queue=all&q=นกขมิ้น").text


def open_it(app: Flask, who: str, reference: str, reason: str = REASON) -> Any:
    return sit(app, who).post("/desk/identity", data={"reference": reference, "reason": reason})


def test_a_custodian_opens_it_with_a_reason_that_auditors_read(app: Flask, hidden: str) -> None:
    keeper = sit(app, "keeper")
    page = keeper.post("/desk/identity", data={"reference": hidden, "reason": REASON})
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert all(canary in page.text for canary in CANARIES)
    assert "นกขมิ้น" not in keeper.get(f"/desk/identity?reference={hidden}").text
    with app.app_context():
        event = cases.events(case_of(app, hidden))[-1]
        assert (event.what, event.note) == ("identity_opened", REASON)
        assert event.actor is not None
        assert event.actor.email == email("keeper")
        assert event.details == {}
    shown = sit(app, "auditor").get(f"/desk/cases/{hidden}").text
    assert REASON in shown
    assert "เปิดดูชื่อผู้แจ้งที่ปกปิดไว้" in shown


def test_without_a_reason_nothing_is_told(app: Flask, hidden: str) -> None:
    page = open_it(app, "keeper", hidden, "  ")
    assert page.status_code == 422
    assert "นกขมิ้น" not in page.text


@pytest.mark.parametrize("who", [who for who in PEOPLE if who != "keeper"])
def test_nobody_else_opens_it(app: Flask, hidden: str, who: str) -> None:
    assert open_it(app, who, hidden).status_code == 404


def test_a_custodian_never_opens_the_identity_of_their_own_case(app: Flask, new_case) -> None:
    reference = new_case(topic="C08", sender=WHO, identity_hidden=True)
    step(app, datetime.now(UTC), reference, "assign", "keeper", owner=email("keeper"))
    page = open_it(app, "keeper", reference)
    assert page.status_code == 422
    assert "นกขมิ้น" not in page.text


def test_the_form_and_the_api_take_the_wish(app: Flask, client: FlaskClient, seat: object) -> None:
    tell(client, hide_identity="y")
    body = {"kind": "complaint", "subject": "ไฟดับ", "body": "หน้าอาคาร", "hide_identity": True,
            "correspondent": {"name": "นายทดสอบ", "email": "t@example.org"}}  # fmt: skip
    assert client.post("/api/v1/cases", json=body).status_code == 201
    nobody = {**body, "correspondent": None}
    assert client.post("/api/v1/cases", json=nobody).status_code == 201
    with app.app_context():
        made = [
            (c.identity_hidden, c.anonymous)
            for c in db.session.scalars(select(Case).order_by(Case.id))
        ]
    assert made == [(True, False), (True, False), (False, True)]


def test_an_anonymous_person_has_nothing_to_hide(
    app: Flask, client: FlaskClient, seat: object
) -> None:
    tell(client, hide_identity="y", anonymous="yes", name=None, email=None)
    reference, _ = receipt(client)
    with app.app_context():
        assert not case_of(app, reference).identity_hidden


def test_programs_open_it_too_with_a_reason(app: Flask, hidden: str) -> None:
    with app.app_context(), transaction():
        keeper = people.by_email(email("keeper"))
        assert keeper is not None
        key = {"Authorization": f"Bearer {issue_token(keeper, 'api', datetime.now(UTC))}"}
    url = f"/api/v1/cases/{hidden}/identity"
    assert app.test_client().post(url, json={"reason": ""}, headers=key).status_code == 422
    told = app.test_client().post(url, json={"reason": REASON}, headers=key)
    assert told.json == {"name": WHO.name, "email": WHO.email, "phone": WHO.phone,
                         "address": WHO.address}  # fmt: skip
