"""Attacks on keys, secrets, sessions and logs; each was a hole once, or could become one."""

import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from time_machine import Traveller

from app.actions.keep_person import set_password
from app.actions.send_letter import send_letter
from app.database import db, transaction
from app.extensions import network
from app.models import Letter, Person, TrackLink
from tests.factories import a_person, an_office
from tests.web.callers import REFERRED, SUBMITTED, bearer
from tests.web.seats import an_office_at_work, email, step

PASSWORD = "ม้าแก่กินหญ้าเขียว"
CANARY = "ความลับของผู้แจ้ง-7319"


@pytest.fixture
def office(app: Flask, now: datetime) -> None:
    with app.app_context(), transaction():
        an_office()
        for who in ("officer", "other"):
            set_password(a_person(now, "officer", email=f"{who}@oie.example"), PASSWORD)


def sign_in(client: FlaskClient, address: str, password: str = PASSWORD) -> int:
    return client.post("/sign-in", data={"email": address, "password": password}).status_code


@pytest.mark.usefixtures("office")
def test_a_key_made_to_look_like_an_agencys_gives_no_secret_of_its_referral(
    client: FlaskClient, app: Flask, now: datetime
) -> None:
    with app.app_context(), transaction():
        agency = a_person(now, "agency", "")
        db.session.flush()
        key, theirs = f"{agency.id}:1234", bearer(agency, now)
    sent = client.post("/api/v1/referrals", json=REFERRED,
                       headers={**theirs, "Idempotency-Key": "1234"})  # fmt: skip
    made = client.post("/api/v1/cases", json=SUBMITTED, headers={"Idempotency-Key": key})
    assert sent.status_code == made.status_code == 201
    assert made.json["secret"] != sent.json["secret"]
    tried = {"Authorization": f"Case {made.json['secret']}"}
    assert client.get(f"/api/v1/cases/{sent.json['reference']}", headers=tried).status_code == 404


@pytest.mark.usefixtures("office")
def test_anothers_key_with_other_words_tells_neither_reference_nor_secret(
    client: FlaskClient,
) -> None:
    key = {"Idempotency-Key": "1"}
    first = client.post("/api/v1/cases", json=SUBMITTED, headers=key)
    for other in (
        {"subject": "เรื่องอื่น"},
        {"topic": None},
        {"correspondent": None, "anonymous": True},
    ):
        again = client.post("/api/v1/cases", json={**SUBMITTED, **other}, headers=key)
        assert again.status_code == 422
        assert first.json["reference"] not in again.text
        assert first.json["secret"] not in again.text


@pytest.mark.parametrize(("step_name", "who", "given"), [
    ("assign", "boss", {"owner": email("officer"), "note": "เปิด [link] นี้"}),
])  # fmt: skip
def test_a_letter_to_staff_never_holds_the_link_of_the_correspondent(
    app: Flask, client: FlaskClient, now: datetime, tmp_path, step_name: str, who: str, given: dict
) -> None:
    an_office_at_work(app, now)
    made = client.post("/api/v1/cases", json={**SUBMITTED, "subject": "ดูที่ [link]"})
    step(app, now, made.json["reference"], step_name, who, **given)
    with app.app_context():
        letter = db.session.scalars(select(Letter).where(Letter.name == "yours")).one()
        assert "[link]" in letter.text
        sent = {"key": "k" * 40, "base_url": "https://siang.example", "kept": tmp_path}
        assert send_letter(letter.id, now, **sent)
        links = select(TrackLink).where(TrackLink.letter_id == letter.id)
        assert db.session.scalars(links).all() == []
    assert "/track/open/" not in "".join(file.read_text() for file in tmp_path.iterdir())


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("odd", ["\x01", "\x7f", "\ufeff", "\x00"])
def test_an_invisible_character_does_not_make_another_account_to_guess_at(
    client: FlaskClient, clock: Traveller, now: datetime, odd: str
) -> None:
    for minute in range(10):
        clock.move_to(now + timedelta(seconds=61 * minute))
        assert sign_in(client, f"off{odd * minute}icer@oie.example", "wrong") == 422
    assert sign_in(client, "officer@oie.example") == 429


@pytest.mark.usefixtures("office")
def test_the_count_of_one_case_does_not_change_with_how_its_reference_is_typed(
    client: FlaskClient,
) -> None:
    statuses = set()
    for number in range(61):
        typed = f"OIE{'-‐‑–—'[number % 5]}{' ' * number}๒๕๗๐-0001\u200b"
        peer = {"REMOTE_ADDR": f"192.0.2.{number}"}
        answer = client.post("/track", data={"reference": typed, "secret": "A" * 28},
                             environ_base=peer)  # fmt: skip
        statuses.add(answer.status_code)
    assert (answer.status_code, statuses) == (429, {404, 429})


@pytest.mark.parametrize(("address", "counted"), [
    ("203.0.113.7", "203.0.113.7"), ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
    ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::/64"), ("::ffff:203.0.113.7", "203.0.113.7"),
    ("", ""),
])  # fmt: skip
def test_a_household_with_many_addresses_counts_as_one(
    app: Flask, address: str, counted: str
) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert network() == counted


@pytest.mark.usefixtures("office")
def test_a_header_of_a_stranger_does_not_start_a_new_count(client: FlaskClient) -> None:
    tried = [
        client.post("/sign-in", data={"email": f"a{n}@oie.example", "password": "x"},
                    headers={"X-Forwarded-For": f"198.51.100.{n}", "X-Real-IP": f"10.0.0.{n}",
                             "Forwarded": f"for=198.51.100.{n}"}).status_code
        for n in range(11)
    ]  # fmt: skip
    assert tried == [422] * 10 + [429]


@pytest.mark.usefixtures("office")
def test_a_session_ends_twelve_hours_after_signing_in_however_busy_it_is(
    client: FlaskClient, clock: Traveller, now: datetime
) -> None:
    assert sign_in(client, "officer@oie.example") == 303
    for hour in range(1, 12):
        clock.move_to(now + timedelta(hours=hour))
        assert client.get("/desk").status_code == 200
    clock.move_to(now + timedelta(hours=12, minutes=1))
    assert client.get("/desk").location.startswith("/sign-in")


@pytest.mark.usefixtures("office")
def test_a_new_password_ends_the_sessions_of_before_and_nobody_elses(
    client: FlaskClient, app: Flask
) -> None:
    elsewhere, bystander = app.test_client(), app.test_client()
    assert sign_in(elsewhere, "officer@oie.example") == 303
    assert sign_in(bystander, "other@oie.example") == 303
    with app.app_context(), transaction() as session:
        query = select(Person).where(Person.email == "officer@oie.example")
        set_password(session.scalars(query).one(), PASSWORD + "ใหม่")
    assert elsewhere.get("/desk").location.startswith("/sign-in")
    assert bystander.get("/desk").status_code == 200


def test_what_a_person_wrote_is_not_in_the_log_when_the_database_refuses_it(
    client: FlaskClient, app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with app.app_context(), pytest.raises(Exception, match="no_such_table") as refused:
        db.session.execute(text("insert into no_such_table values (:a)"), {"a": CANARY})
    with app.test_request_context("/"), caplog.at_level(logging.INFO):
        app.handle_user_exception(refused.value)
    assert CANARY not in caplog.text + str(refused.value)


def test_no_log_line_holds_what_a_visitor_types(
    client: FlaskClient, app: Flask, office: None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    told = {**SUBMITTED, "subject": CANARY, "body": CANARY}
    made = client.post("/api/v1/cases", json=told)
    tried = {"reference": made.json["reference"], "secret": made.json["secret"]}
    assert client.post("/track", data=tried).status_code == 303
    client.post("/track/message", data={"body": CANARY, "token": "t" * 30})
    sign_in(client, f"{CANARY}@oie.example", CANARY)
    client.get(f"/track/open/{CANARY}")
    assert CANARY not in caplog.text
    assert made.json["secret"] not in caplog.text


@pytest.mark.usefixtures("office")
def test_behind_https_a_page_that_sends_no_referer_may_be_posted(
    app_with: Callable[..., Flask],
) -> None:
    client = app_with(SIANG_PROXIES="1", SIANG_BASE_URL="https://siang.example").test_client()
    https = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.9"}
    page = client.get("/sign-in", headers=https, base_url="https://siang.example")
    cookie = page.headers["Set-Cookie"]
    assert cookie.startswith("__Host-siang=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(re.split("; ?", cookie))
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    sent = {"csrf_token": token[1] if token else ""}
    left = client.post("/sign-out", data=sent, headers=https, base_url="https://siang.example")
    assert left.status_code == 303


@pytest.mark.usefixtures("office")
def test_the_link_of_a_letter_opens_its_own_case_only(client: FlaskClient, app: Flask) -> None:
    for odd in ("0", "null", "%00", "A" * 64, "x" * 5000):
        assert client.get(f"/track/open/{odd}").status_code == 404
    assert client.get("/track/open/").status_code == 404


def test_a_form_of_unsaid_length_is_refused_before_it_fills_memory(client: FlaskClient) -> None:
    """6.5 million fields in 26 MB took more than a gigabyte."""
    body = BytesIO(b"a=1&" * 400_000)
    for address in ("/track", "/sign-in", "/desk/intake", "/language/en", "/api/v1/cases"):
        answer = client.post(
            address, input_stream=body, content_type="application/x-www-form-urlencoded",
            environ_overrides={"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"},
        )  # fmt: skip
        assert answer.status_code == 411
        assert body.tell() == 0
