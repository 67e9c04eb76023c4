"""Being away by calls: each for themselves, a manager for anybody."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db, transaction
from app.models import Absence, Event
from app.queries import people
from tests.web.callers import bearer
from tests.web.seats import an_office_at_work, email

OWN, ALL = "/api/v1/absences", "/api/v1/settings/absences"
WEEK = {"from_on": "2026-11-23", "to_on": "2026-11-27"}
Call = Callable[..., tuple[int, dict]]


@pytest.fixture
def call(client: FlaskClient, app: Flask, now) -> Call:
    """A call of one of the office: with a body it is a POST."""
    an_office_at_work(app, now)
    headers: dict[str, dict[str, str]] = {}

    def make(who: str, address: str, *, post: bool = False, **body: str) -> tuple[int, dict]:
        if who not in headers:
            with app.app_context(), transaction():
                headers[who] = bearer(people.by_email(email(who)), now)
        more = {"json": body} if body else {}
        method = "POST" if body or post else "GET"
        answer = client.open(address, method=method, headers=headers[who], **more)
        return answer.status_code, answer.json

    return make


def absences(app: Flask) -> list[tuple[str, date, date]]:
    with app.app_context():
        rows = db.session.scalars(select(Absence).order_by(Absence.id))
        return [(row.person.email, row.from_on, row.to_on) for row in rows]


def test_everybody_on_staff_says_when_they_are_away(call: Call) -> None:
    status, told = call("officer", OWN, **WEEK, deputy=email("other"), note="ลาพักผ่อน")
    assert (status, told) == (201, {
        "id": told["id"], "person": email("officer"), **WEEK, "deputy": email("other"),
        "note": "ลาพักผ่อน", "now": True,
    })  # fmt: skip
    assert call("officer", OWN) == (200, {"items": [told], "covering": []})
    assert call("other", OWN) == (200, {"items": [], "covering": [told]})
    assert call("boss", ALL) == (200, {"items": [told]})


def test_the_same_once_more_changes_nothing(call: Call, app: Flask) -> None:
    first = call("officer", OWN, **WEEK)
    assert call("officer", OWN, **WEEK) == first
    assert call("boss", ALL, **WEEK, person=email("officer")) == first
    assert len(absences(app)) == 1
    with app.app_context():
        events = db.session.scalars(select(Event).where(Event.what == "absence_added")).all()
    assert len(events) == 1


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"to_on": "2026-11-20"}, "to_on", "วันสุดท้ายต้องไม่อยู่ก่อนวันแรก"),
        ({"from_on": "23/11/2569"}, "from_on", ""),
        ({"deputy": email("officer")}, "deputy", "เลือกผู้อื่นทำหน้าที่แทน"),
        ({"deputy": email("auditor")}, "deputy", "ผู้นี้รับเรื่องแทนไม่ได้"),
        ({"deputy": email("nobody")}, "deputy", "ผู้นี้รับเรื่องแทนไม่ได้"),
        ({"person": email("boss")}, "person", "ไม่รู้จักช่องนี้"),  # for others: a manager, there
    ],
)
def test_an_absence_that_cannot_be_is_refused_at_its_field(
    call: Call, app: Flask, wrong: dict, field: str, said: str
) -> None:
    status, told = call("officer", OWN, **{**WEEK, **wrong})
    assert (status, [problem["code"] for problem in told["missing"]]) == (422, [field])
    assert said in told["detail"]
    assert absences(app) == []


def test_a_deputy_of_a_deputy_of_oneself_is_refused(call: Call, app: Flask) -> None:
    assert call("officer", OWN, **WEEK, deputy=email("other"))[0] == 201
    assert call("other", OWN, **WEEK, deputy=email("keeper"))[0] == 201
    status, told = call("keeper", OWN, **WEEK, deputy=email("officer"))
    assert (status, [problem["code"] for problem in told["missing"]]) == (422, ["deputy"])
    assert [row[0] for row in absences(app)] == [email("officer"), email("other")]


def test_a_manager_says_it_for_anybody_who_works_here(call: Call, app: Flask) -> None:
    assert call("boss", ALL, **WEEK, person=email("auditor"))[0] == 201
    status, told = call("boss", ALL, **WEEK, person="nobody@example.org")
    assert (status, told["missing"][0]["code"]) == (422, "person")
    assert call("boss", ALL, **WEEK)[1]["missing"][0]["code"] == "person"
    assert [row[0] for row in absences(app)] == [email("auditor")]


def test_one_ends_ones_own_absence_and_a_manager_anybodys(call: Call, app: Flask) -> None:
    first = call("officer", OWN, from_on="2026-11-20", to_on="2026-11-27")[1]["id"]
    later = call("officer", OWN, from_on="2026-12-01", to_on="2026-12-04")[1]["id"]
    assert call("other", f"{OWN}/{first}/end", post=True)[0] == 404
    status, left = call("officer", f"{OWN}/{first}/end", post=True)
    assert (status, [one["id"] for one in left["items"]]) == (200, [later])
    assert absences(app)[0][1:] == (date(2026, 11, 20), date(2026, 11, 22))
    assert call("boss", f"{ALL}/{later}/end", post=True) == (200, {"items": []})
    assert len(absences(app)) == 1  # what never began never was
