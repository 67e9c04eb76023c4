"""What a stranger says in headers, and which numbers they try: kept nowhere, answered alike.

K-09 and K-44 of the incidents elsewhere.
"""

import logging
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.database import db, transaction
from app.models.base import Base
from tests.factories import a_case
from tests.web.callers import a_caller
from tests.web.conftest import Seat
from tests.web.seats import email

MARK = "canary-4471"
SAID = {
    "X-Forwarded-For": f"<a href=//sink.example/{MARK}>", "CF-Connecting-IP": f"{MARK}'\"><script>",
    "X-Real-IP": MARK, "Forwarded": f"for={MARK}", "User-Agent": f"</pre><script>{MARK}",
    "X-Original-URL": f"/{MARK}", "X-Remote-User": MARK, "Remote-User": email("boss"),
}  # fmt: skip


@pytest.mark.usefixtures("seat")
def test_headers_of_a_stranger_reach_no_log_no_table_and_no_page(
    app: Flask, client: FlaskClient, seat: Seat, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    for _ in range(12):  # the last of them are told to wait
        wrong = {"email": email("officer"), "password": "wrong"}
        client.post("/sign-in", data=wrong, headers=SAID)
    assert client.get("/desk", headers=SAID).location.startswith("/sign-in")
    assert MARK not in caplog.text
    with app.app_context():
        tables = Base.metadata.sorted_tables
        rows = [str(row) for table in tables for row in db.session.execute(select(table))]
    assert [row for row in rows if MARK in row] == []
    for who, page in (("auditor", "/audit"), ("boss", "/desk/outbox"), ("admin", "/settings")):
        shown = seat(who).get(page, follow_redirects=True)
        assert shown.status_code == 200
        assert MARK not in shown.text


def test_a_number_alone_opens_nothing_and_tells_not_even_that_it_was_given(
    app: Flask, client: FlaskClient, seat: Seat, now: datetime
) -> None:
    with app.app_context(), transaction():
        plain, secret = a_case(now).reference, a_case(now, topic="C08").reference
        outsider = a_caller(now, "officer")
    stranger = app.test_client()
    told: dict[str, set[tuple[int, str]]] = {}

    def note(door: str, number: str, answer: TestResponse) -> None:
        shown = (answer.text + answer.headers.get("Location", "")).replace(number, "")
        told.setdefault(door, set()).add((answer.status_code, shown))

    doors = ("/track?reference={}", "/desk/cases/{}", "/api/v1/cases/{}", "/rate/{}", "/files/{}")
    for number in (plain, secret, "OFFICE-2570-9999"):
        for door in doors:
            note(door, number, stranger.get(door.format(number)))
        wrong = {"reference": number, "secret": "AAAA BBBB"}
        note("a wrong code", number, stranger.post("/track", data=wrong))
        if number != plain:
            call = stranger.get(f"/api/v1/cases/{number}", headers=outsider)
            note("an officer's call", number, call)
    assert {door: len(answers) for door, answers in told.items()} == dict.fromkeys(told, 1)
