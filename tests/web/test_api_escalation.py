"""Escalation chains and hand-over by calls: read, tried, done, and refused in words."""

from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.database import db, transaction
from app.models import Case, EscalationRule, Event, Unit
from app.queries import escalation, people
from tests.factories import settled
from tests.web.callers import bearer
from tests.web.seats import an_office_at_work, email
from workflows import State
from workflows.deadlines import Milestone
from workflows.escalation import DEFAULT_CHAINS, Chain

PAGE, HAND_OVER = "/api/v1/settings/escalation", "/api/v1/settings/hand-over"
LONGER = {"before_days": 10, "every_days": 4, "depth": 2}
REASON = "เกษียณอายุราชการ"


@pytest.fixture
def boss(client: FlaskClient, app: Flask, now: datetime) -> FlaskClient:
    """A manager's program."""
    an_office_at_work(app, now)
    with app.app_context(), transaction():
        held = bearer(people.by_email(email("boss")), now)
    client.environ_base["HTTP_AUTHORIZATION"] = held["Authorization"]
    return client


def send(boss: FlaskClient, etag: str = "", **chains: object) -> TestResponse:
    """The chains, to what was read just now unless an older ``etag`` is given."""
    return boss.post(
        PAGE, json=chains, headers={"If-Match": etag or boss.get(PAGE).headers["ETag"]}
    )


def test_every_chain_is_told_in_figures_and_words(boss: FlaskClient) -> None:
    told = boss.get(PAGE).json
    assert list(told["chains"]) == [m.value for m in Milestone]
    assert told["chains"]["resolve"] == {
        "before_days": 5, "every_days": 3, "depth": 4,
        "text": DEFAULT_CHAINS[Milestone.RESOLVE].words.th,
    }  # fmt: skip
    assert told["circle"] == []


def test_one_chain_is_replaced_and_the_others_stay(boss: FlaskClient, app: Flask) -> None:
    before = boss.get(PAGE).headers["ETag"]
    answer = send(boss, resolve=LONGER)
    assert answer.status_code == 200
    assert answer.headers["ETag"] == boss.get(PAGE).headers["ETag"] != before
    with app.app_context():
        assert escalation.chains() == {**DEFAULT_CHAINS, Milestone.RESOLVE: Chain(10, 4, 2)}
        kept = db.session.scalars(select(EscalationRule.milestone)).all()
    assert kept == ["resolve"]


def test_the_second_of_two_managers_is_told_and_nothing_is_lost(boss: FlaskClient) -> None:
    before = boss.get(PAGE).headers["ETag"]
    assert send(boss, resolve=LONGER).status_code == 200
    assert send(boss, before, assign=LONGER).status_code == 412
    assert boss.post(PAGE, json={"assign": LONGER}).status_code == 428
    assert send(boss, "*", assign=LONGER).status_code == 400
    assert boss.get(PAGE).json["chains"]["assign"]["before_days"] == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"first_answer": {**LONGER, "every_days": 0}}, "first_answer.every_days"),
        ({"first_answer": {**LONGER, "depth": 10}}, "first_answer.depth"),
        ({"first_answer": {**LONGER, "before_days": "สอง"}}, "first_answer.before_days"),
        ({"first_answer": {"every_days": 1, "depth": 1}}, "first_answer.before_days"),
        ({"party": LONGER}, "party"),
    ],
)
def test_a_chain_that_cannot_be_is_refused_at_its_field_and_none_is_kept(
    boss: FlaskClient, app: Flask, wrong: dict, field: str
) -> None:
    answer = send(boss, **{"resolve": LONGER, **wrong})
    assert answer.status_code == 422
    assert [problem["code"] for problem in answer.json["missing"]] == [field]
    with app.app_context():
        assert escalation.chains() == DEFAULT_CHAINS


def test_a_chain_that_loops_is_refused(boss: FlaskClient, app: Flask) -> None:
    with app.app_context(), transaction() as session:
        session.get_one(Unit, "U01").parent_code = "U02"
        session.get_one(Unit, "U02").parent_code = "U01"
    assert boss.get(PAGE).json["circle"] == ["U01", "U02", "U01"]
    answer = send(boss, resolve=LONGER)
    assert answer.status_code == 422
    assert [problem["code"] for problem in answer.json["missing"]] == ["tree"]
    assert "U01 › U02 › U01" in answer.json["detail"]


# ---- hand-over


def given(**more: object) -> dict[str, object]:
    return {"leaver": email("officer"), "to": email("other"), "reason": REASON, **more}


def work(app: Flask, now: datetime) -> str:
    """An open case of the officer's."""
    with app.app_context():
        return settled(now, State.ASSIGNED, owner=people.by_email(email("officer")))


def owner_of(app: Flask, reference: str) -> str:
    with app.app_context():
        case = db.session.scalars(select(Case).where(Case.reference == reference)).one()
        return case.owner.email


def test_who_owns_how_much_is_told(boss: FlaskClient, app: Flask, now: datetime) -> None:
    work(app, now)
    told = boss.get(HAND_OVER).json["people"]
    assert told[0] == {"person": email("officer"), "open": 1}
    assert {one["open"] for one in told[1:]} == {0}


def test_a_dry_run_counts_cases_and_letters_and_hands_nothing_over(
    boss: FlaskClient, app: Flask, now: datetime
) -> None:
    reference = work(app, now)
    told = boss.post(HAND_OVER, json=given(dry_run=True, leaves=True)).json
    assert (told["dry_run"], told["would"], told["done"], told["letters"]) == (True, 1, 0, 2)
    assert (told["unseen"], told["account_closed"]) == (False, False)
    assert [(one["reference"], one["result"]) for one in told["results"]] == [(reference, "would")]
    assert owner_of(app, reference) == email("officer")


@pytest.mark.parametrize("to", [email("other"), "share"])
def test_a_leavers_cases_go_to_another_and_the_account_is_closed(
    boss: FlaskClient, app: Flask, now: datetime, to: str
) -> None:
    reference = work(app, now)
    with app.app_context(), transaction() as session:
        people.by_email(email("other")).unit_code = "U02"
        session.flush()
    told = boss.post(HAND_OVER, json=given(leaves=True, to=to)).json
    assert (told["done"], told["account_closed"], told["still"]) == (1, True, None)
    assert told["results"][0]["version"] > 1
    assert owner_of(app, reference) == email("other")
    with app.app_context():
        assert not people.by_email(email("officer")).active
        event = db.session.scalars(select(Event).where(Event.what == "handed_over")).one()
    assert (event.note, event.details) == (REASON, {"done": 1, "left": 0})


def test_who_owns_what_the_manager_may_not_see_keeps_the_account(
    boss: FlaskClient, app: Flask, now: datetime
) -> None:
    with app.app_context():
        settled(now, State.ASSIGNED, topic="C08", owner=people.by_email(email("keeper")))
    told = boss.post(HAND_OVER, json=given(leaver=email("keeper"), leaves=True)).json
    assert (told["done"], told["unseen"], told["account_closed"]) == (0, True, False)
    assert "ส่งมอบให้ครบก่อน" in told["still"]
    assert "OFFICE" not in str(told)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"leaver": ""}, "leaver"),
        ({"leaver": "nobody@example.org"}, "leaver"),
        ({"to": ""}, "to"),
        ({"to": email("officer").upper()}, "to"),
        ({"reason": " "}, "reason"),
    ],
)
def test_a_hand_over_of_nobody_to_nobody_or_for_no_reason_is_refused(
    boss: FlaskClient, app: Flask, now: datetime, wrong: dict, field: str
) -> None:
    reference = work(app, now)
    answer = boss.post(HAND_OVER, json=given(**wrong))
    assert answer.status_code == 422
    assert [problem["code"] for problem in answer.json["missing"]] == [field]
    assert owner_of(app, reference) == email("officer")


def test_a_case_that_nobody_may_take_is_refused_by_itself(
    boss: FlaskClient, app: Flask, now: datetime
) -> None:
    reference = work(app, now)
    told = boss.post(HAND_OVER, json=given(to=email("auditor"))).json
    assert (told["done"], told["refused"]) == (0, 1)
    assert told["results"][0]["detail"]
    assert owner_of(app, reference) == email("officer")
