"""THE MATRIX: every route as every role, against a table written by hand; then case by case."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.actions.keep_mail import keep
from app.actions.keep_person import issue_token
from app.database import transaction
from app.intake.submission import File, Referral
from app.models import (
    Absence,
    Attachment,
    Case,
    DeadlineRule,
    Evidence,
    Improvement,
    Letter,
    Mission,
    Person,
    ReadyAnswer,
    RoutingRule,
)
from tests.factories import a_case, a_person, an_ask, an_office
from tests.surveys import a_survey
from tests.web.rights_rows import ROLES
from tests.web.rights_table import RIGHTS
from workflows import State
from workflows.dates import local_day

FILE = (File("ภาพถ่าย.txt", "ไฟดับ".encode()),)
SEATS = {  # role → what they are, and where they sit
    "officer": ("officer", "U02"), "owner": ("officer", "U02"), "stranger": ("officer", "U01"),
    "intake": ("intake", "U01"), "manager": ("manager", "U01"), "auditor": ("auditor", "U01"),
    "confidential": ("confidential", "U06"), "admin": ("admin", "U02"), "agency": ("agency", ""),
}  # fmt: skip
WEEK = timedelta(days=7)
ANSWERS = {401: "?", 403: "x", 404: "-"}
PROPOSAL = {"step": "dismiss", "given": {"outcome": "spam", "answer": "ก"}}


@dataclass
class World:
    """An office with somebody of every role, and what the addresses name."""

    app: Flask
    sessions: dict[str, str]
    tokens: dict[str, str]
    names: dict[str, object]

    def ask(self, who: str, method: str, address: str, sent: dict) -> TestResponse:
        """The call as that person makes it: with a token at the API, signed in on pages."""
        client = self.app.test_client()
        path = address.format(**self.names)
        if path.startswith("/api/"):
            headers = {"If-Match": f'"{version(self)}"'}
            if who in self.tokens:
                headers["Authorization"] = f"Bearer {self.tokens[who]}"
            body = {"json": sent} if method == "POST" else {}
            return client.open(path, method=method, headers=headers, buffered=True, **body)
        if who in self.sessions:
            sign_in(client, self.sessions[who])
        body = {"data": {"version": version(self), **sent}} if method == "POST" else {}
        return client.open(path, method=method, buffered=True, **body)


def sign_in(client: FlaskClient, word: str) -> None:
    with client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = word, True


def version(world: World) -> int:
    with world.app.app_context(), transaction() as session:
        query = select(Case.version).where(Case.reference == world.names["reference"])
        return session.scalars(query).one()


def settle(app: Flask, now: datetime, make: Callable[[dict[str, Person]], Case]) -> World:
    with app.app_context(), transaction() as session:
        an_office()
        people = {who: a_person(now, *seat) for who, seat in SEATS.items()}
        session.flush()
        case = make(people)
        mail = keep(b" ", "f" * 64, now)
        mail.state = "quarantine"
        held = keep(b"Subject: Re: x", "e" * 64, now)
        broken = keep(b" ", "d" * 64, now)  # what cannot be read is shown, and stays
        held.state = broken.state = "held"
        case_mail = keep(b"Subject: x", hashlib.sha256(b"Subject: x").hexdigest(), now)
        case_mail.state, case_mail.case_id, case_mail.html = "done", case.id, "<p>ก</p>"
        session.flush()
        mission = Mission(code="P1", name_th="พัฒนาอุตสาหกรรม")
        rule = DeadlineRule(kind="complaint", milestone="assign", days=3)
        proof = Evidence(fiscal_year=2570, criterion="CS3", kind="made", made="flow_chart",
                         title="แผนผัง", added_at=now)  # fmt: skip
        session.add_all([mission, rule, proof])
        improvement = Improvement(code="I01", name_th="ส่งวารสารให้ตรงเวลา")
        session.add(improvement)
        session.flush()
        letter = session.scalars(select(Letter).where(Letter.case_id == case.id)).first()
        file = session.scalars(select(Attachment).where(Attachment.case_id == case.id)).one()
        draft = Letter(case_id=case.id, name="answer", occasion="draft-1", status="draft",
                       subject="แจ้งผล", text="แก้แล้ว", author_id=people["owner"].id,
                       created_at=now, next_try_at=now, message_id="<draft@test>",
                       proposal=PROPOSAL)  # fmt: skip
        ready = ReadyAnswer(title="ขอบคุณ", body="ขอบคุณที่แจ้ง", scope="unit", unit_code="U02",
                            owner_id=people["owner"].id, made_at=now)  # fmt: skip
        session.add_all([draft, ready])
        routing = RoutingRule(name="เว็บไซต์", unit_code="U02", how="unit", topic_code="C04")
        day = local_day(now)
        away = Absence(person_id=people["owner"].id, from_on=day, to_on=day)
        later = Absence(person_id=people["owner"].id, from_on=day + WEEK, to_on=day + WEEK)
        session.add_all([routing, away, later])
        ask = an_ask(case, people["owner"], now)
        survey = a_survey(now)
        session.flush()
        names = {"reference": case.reference, "attachment": file.id, "file": file.token,
                 "letter": letter.id, "mail": mail.id, "held": held.id, "broken": broken.id,
                 "case_mail": case_mail.id, "mission": mission.id, "rule": rule.id, "ask": ask.id,
                 "routing": routing.id, "absence": away.id, "later": later.id,
                 "person": people["owner"].id, "draft": draft.id, "ready": ready.id,
                 "survey": survey.code, "questionnaire": survey.questionnaire_id,
                 "evidence": proof.id, "improvement": improvement.id}  # fmt: skip
        tokens = {who: issue_token(person, "api", now) for who, person in people.items()}
        sessions = {who: person.get_id() for who, person in people.items()}
    return World(app, sessions, tokens, names)


@pytest.fixture
def world(app: Flask, client: FlaskClient, now: datetime) -> World:
    """The ordinary case: sent by the agency, owned in U02."""

    def ordinary(people: dict[str, Person]) -> Case:
        sent = Referral("ศูนย์บริการประชาชน 1111", agency_person_id=people["agency"].id)
        return a_case(now, State.ASSIGNED, people["owner"], files=FILE, referral=sent)

    return settle(app, now, ordinary)


@pytest.fixture
def hidden(app: Flask, client: FlaskClient, now: datetime) -> World:
    """A restricted case, which the confidential officer owns."""

    def restricted(people: dict[str, Person]) -> Case:
        return a_case(now, State.ASSIGNED, people["confidential"], files=FILE, topic="C08")

    return settle(app, now, restricted)


def told(answer: TestResponse) -> str:
    """The sign of an answer in the table; ``!`` for what broke stands nowhere in it."""
    if answer.status_code >= 500:
        return "!"
    if answer.status_code in (302, 303) and answer.location.startswith("/sign-in?next="):
        return "?"
    return ANSWERS.get(answer.status_code, "+")


def test_every_method_of_every_route_has_its_row(app: Flask) -> None:
    routes = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert set(RIGHTS) == routes


def test_every_row_has_an_answer_for_each_role() -> None:
    signs = {call: row.answers.replace(" ", "") for call, row in RIGHTS.items()}
    assert {call for call, row in signs.items() if len(row) != len(ROLES)} == set()
    assert set("".join(signs.values())) == set("+-?x")


@pytest.mark.parametrize("who", ROLES)
def test_a_role_is_answered_everywhere_as_the_table_says(world: World, who: str) -> None:
    seat = ROLES.index(who)
    expected = {call: row.answers.replace(" ", "")[seat] for call, row in RIGHTS.items()}
    found = {
        (endpoint, method): told(world.ask(who, method, row.address, row.sent))
        for (endpoint, method), row in RIGHTS.items()
    }
    assert found == expected


def test_a_final_slash_leads_to_the_same_page_with_the_same_rights(world: World) -> None:
    routes = world.app.url_map.bind("localhost")
    for (endpoint, method), row in RIGHTS.items():
        path = row.address.format(**world.names).partition("?")[0]
        bare = path.rstrip("/")
        assert {routes.match(one, method)[0] for one in (bare or "/", f"{bare}/")} == {endpoint}
    assert [told(world.ask(who, "GET", "/settings/", {})) for who in ("nobody", "officer")] == [
        "?", told(world.ask("officer", "GET", "/settings", {}))]  # fmt: skip
    assert told(world.ask("officer", "GET", "/desk/", {})) == "+"


@pytest.mark.parametrize("call", [
    ("desk.case", "GET"), ("desk.step", "GET"), ("desk.act", "POST"),
    ("desk.letter", "GET"), ("api.case", "GET"), ("api.attachment", "GET"), ("api.step", "POST"),
    ("api.letters", "POST"), ("api.notes", "POST"), ("api.acknowledge", "POST"),
], ids="-".join)  # fmt: skip
def test_a_restricted_case_is_there_for_confidential_officers_alone(
    hidden: World, call: tuple[str, str]
) -> None:
    row = RIGHTS[call]
    found = {who: told(hidden.ask(who, call[1], row.address, row.sent)) for who in ROLES}
    assert found == {**dict.fromkeys(ROLES, "-"), "nobody": "?", "confidential": "+"}


@pytest.mark.parametrize("path", ["/api/v1/cases", "/desk?queue=all", "/desk/outbox"])
def test_no_list_shows_a_restricted_case_to_others(hidden: World, path: str) -> None:
    named = hidden.names["reference"]
    shown = {who for who in SEATS if named in hidden.ask(who, "GET", path, {}).text}
    assert shown == {"confidential"}


@pytest.mark.parametrize("path", ["/api/v1/cases", "/desk?queue=all", "/desk/outbox"])
def test_a_list_shows_an_ordinary_case_to_those_who_may_see_it(world: World, path: str) -> None:
    named = world.names["reference"]
    shown = {who for who in SEATS if named in world.ask(who, "GET", path, {}).text}
    may_see = {"officer", "owner", "intake", "manager", "auditor"}
    assert shown == (may_see | {"agency"} if path.startswith("/api") else may_see)


def test_a_file_is_given_only_with_its_own_case(world: World, now: datetime) -> None:
    with world.app.app_context(), transaction():
        other = a_case(now).reference
    asked = f"/api/v1/cases/{other}/attachments/{world.names['attachment']}"
    assert world.ask("manager", "GET", asked, {}).status_code == 404


def test_who_is_told_there_is_nothing_cannot_tell_it_from_an_unknown_reference(
    world: World,
) -> None:
    for path in ("/api/v1/cases/{}", "/desk/cases/{}"):
        named, unknown = str(world.names["reference"]), "OFFICE-2570-9999"
        there = world.ask("stranger", "GET", path.format(named), {})
        nowhere = world.ask("stranger", "GET", path.format(unknown), {})
        assert there.status_code == nowhere.status_code == 404
        assert there.text.replace(named, unknown) == nowhere.text


def test_somebody_who_left_is_nobody(world: World, session: Session) -> None:
    with transaction():
        for person in session.scalars(select(Person)):
            person.active = False
    assert told(world.ask("manager", "GET", "/api/v1/cases", {})) == "?"
    assert told(world.ask("manager", "GET", "/desk", {})) == "?"
