"""The list of cases at the API: scoped, filtered, paged, and as cheap at any length."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.actions.receive_message import receive_message
from app.actions.write_note import write_note
from app.database import transaction
from app.queries import cases
from tests.factories import a_person, settled
from tests.web.callers import a_caller
from tests.web.questions import questions
from workflows import State

CASES = "/api/v1/cases"
KEY = {"Idempotency-Key": "7d9f6a52-5f0e-4c9e-9d1c-2b1f0c2f7a11"}
pytestmark = pytest.mark.usefixtures("office")


def test_a_list_is_read_page_by_page_in_due_order(client: FlaskClient, now: datetime) -> None:
    late = [settled(now - timedelta(weeks=n), subject=f"เรื่องที่ {n}") for n in range(5)]
    desk = a_caller(now, "intake")
    read, after = [], ""
    while True:
        query = {"queue": "all", "page[size]": 2, "page[after]": after, "sort": "due"}
        page = client.get(CASES, query_string=query, headers=desk).json
        read += page["items"]
        if page["next"] is None:
            break
        after = page["next"]
    assert [i["reference"] for i in read[:3]] == [late[4], late[3], late[2]]
    assert sorted(i["reference"] for i in read) == sorted(late)
    assert [i["days_left"] for i in read] == sorted(i["days_left"] for i in read)


def test_a_line_of_the_list_has_the_shape_programs_rely_on(
    client: FlaskClient, now: datetime
) -> None:
    reference = settled(now, State.ASSIGNED)
    (line,) = client.get(CASES, headers=a_caller(now, "manager")).json["items"]
    assert {k: line[k] for k in line if k not in ("deadlines", "owner", "version")} == {
        "reference": reference, "kind": "complaint", "topic": "C04", "channel": "web",
        "state": "assigned", "subject": "วารสารส่งล่าช้าเกือบ ๓ เดือน", "unit": "U02",
        "received_at": "2026-11-23T10:00:00+07:00", "official": "2026-11-23",
        "next_deadline": "2026-11-24", "days_left": 1, "clock_stopped": False,
        "restricted": False,
    }  # fmt: skip
    assert line["owner"].endswith("@oie.example")


def test_an_empty_value_of_a_query_is_none(client: FlaskClient, now: datetime) -> None:
    settled(now)
    query = "state=&kind=&q=&queue=&page[size]=&page[after]="
    assert len(client.get(f"{CASES}?{query}", headers=a_caller(now, "intake")).json["items"]) == 1


def test_a_list_asks_the_same_few_questions_however_long_it_is(
    app: Flask, client: FlaskClient, now: datetime
) -> None:
    settled(now, State.ASSIGNED)
    desk = a_caller(now, "manager")
    with questions(app) as short:
        client.get(CASES, headers=desk)
    for _ in range(5):
        settled(now, State.ASSIGNED)
    with questions(app) as long:
        assert len(client.get(CASES, headers=desk).json["items"]) == 6
    assert len(long) == len(short) < 8


def test_a_whole_case_asks_the_same_questions_however_much_hangs_on_it(
    app: Flask, client: FlaskClient, now: datetime
) -> None:
    reference = settled(now, State.ASSIGNED)
    desk, asked = a_caller(now, "manager"), []
    for number in range(5):
        with transaction():
            case = cases.find(reference, a_person(now, "manager"))
            write_note(case, a_person(now, "manager"), now, f"บันทึก {number}")
            receive_message(case, now, f"ข้อความ {number}", f"key:{number}")
        with questions(app) as found:
            read = client.get(f"{CASES}/{reference}", headers=desk).json
        asked.append(len(found))
    assert (len(read["notes"]), len(read["messages"])) == (5, 5)
    assert len(set(asked)) == 1
    assert asked[0] <= 18


@pytest.mark.parametrize("q", ["ส่งล่าช้า", "๓ เดือน", "3 เดือน", "สมหมาย"])
def test_a_search_finds_normalised_substrings(client: FlaskClient, now: datetime, q: str) -> None:
    reference = settled(now)
    settled(now, subject="ขอชมเชยเจ้าหน้าที่", body="บริการดี", anonymous=True)
    found = client.get(CASES, query_string={"q": q}, headers=a_caller(now, "auditor")).json
    assert [item["reference"] for item in found["items"]] == [reference]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("page[size]=0", 422),
        ("page[size]=201", 422),
        ("page[size]=x", 422),
        ("page[after]=x", 400),
        ("page[after]=2026-13-01_1", 400),
        ("page[offset]=10", 422),
        ("queue=secret", 422),
        ("state=lost", 422),
        ("kind=rant", 422),
        ("sort=name", 422),
        ("q=a&q=b", 422),
    ],
)
def test_a_query_that_means_nothing_is_refused(
    client: FlaskClient, now: datetime, query: str, status: int
) -> None:
    answer = client.get(f"{CASES}?{query}", headers=a_caller(now, "intake"))
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
