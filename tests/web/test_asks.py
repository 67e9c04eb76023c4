"""Asking another unit, at the desk and by program: who sees how much, who answers, who acts."""

from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db, transaction
from app.models import Letter, UnitQuestion
from app.queries import asks, people
from tests.factories import a_case, a_person, an_ask
from tests.web.callers import bearer, seen
from tests.web.questions import questions
from tests.web.seats import case_of, email, filled, text
from workflows import State

QUESTION = {"unit": "U01", "question": "วารสารฉบับนี้พิมพ์เมื่อใด", "due_on": "30 พ.ย. 2569"}
API = "/api/v1"


@pytest.fixture
def asked(seat, new_case) -> str:
    """A case for which its officer has asked U01; its reference."""
    reference, desk = new_case(State.ASSIGNED), seat("officer")
    url = f"/desk/cases/{reference}/ask-unit"
    assert desk.post(url, data=filled(desk, url, **QUESTION)).status_code == 302
    return reference


def the_ask(app) -> UnitQuestion:
    return db.session.scalars(select(UnitQuestion)).one()


def test_a_question_is_asked_seen_and_answered_and_stands_on_the_case(seat, app, asked) -> None:
    unit = seat("other")
    assert "หน่วยอื่นรอคำตอบจากหน่วยของท่าน 1" in text(unit.get("/desk"))
    listed = unit.get("/desk/asks")
    assert "วารสารฉบับนี้พิมพ์เมื่อใด" in text(listed)
    with app.app_context():
        url = f"/desk/asks/{the_ask(app).id}"
    page = text(unit.get(url))
    for words in (asked, "ข้อร้องเรียน", "วารสารฉบับนี้พิมพ์เมื่อใด", "30 พ.ย. 2569", "คุณofficer"):
        assert words in page
    answer = unit.post(url, data={"version": "1", "text": "พิมพ์วันที่ ๕ ตุลาคม"})
    assert answer.status_code == 302
    assert "ส่งคำตอบให้ผู้ถามแล้ว" in text(unit.get(url))
    case = text(seat("officer").get(f"/desk/cases/{asked}"))
    for words in ("ถามหน่วยอื่น", "พิมพ์วันที่ ๕ ตุลาคม", "คุณother", "หน่วยที่ถามตอบแล้ว"):
        assert words in case
    assert "รอคำตอบจากหน่วยของท่าน" not in text(unit.get("/desk"))
    assert "พิมพ์วันที่ ๕ ตุลาคม" not in text(unit.get("/desk/asks"))
    assert "วารสารฉบับนี้พิมพ์เมื่อใด" in text(unit.get("/desk/asks?show=done"))


def test_the_asked_unit_sees_the_question_and_nothing_of_the_case(seat, app, asked) -> None:
    unit = seat("other")
    with app.app_context():
        case = case_of(app, asked)
        url, secrets = (
            f"/desk/asks/{the_ask(app).id}",
            (case.subject, case.body, "สมหมาย", "sommai"),
        )
    for page in (unit.get("/desk/asks").text, unit.get(url).text):
        assert not [secret for secret in secrets if secret in page]
    assert unit.get(f"/desk/cases/{asked}").status_code == 404


@pytest.mark.parametrize("who", ["officer", "keeper", "auditor", "admin"])
def test_another_unit_and_who_only_reads_find_no_such_question(seat, app, asked, who) -> None:
    with app.app_context():
        url = f"/desk/asks/{the_ask(app).id}"
    assert seat(who).get(url).status_code == 404
    assert seat(who).post(url, data={"version": "1", "text": "ตอบ"}).status_code == 404
    with app.app_context():
        assert the_ask(app).answer == ""


def test_an_answer_to_a_question_that_ended_meanwhile_is_kept_on_the_page(seat, app, asked) -> None:
    unit, owner = seat("other"), seat("officer")
    with app.app_context():
        ask_id = the_ask(app).id
    url = f"/desk/cases/{asked}/withdraw-ask"
    assert owner.post(url, data=filled(owner, url, ask=str(ask_id))).status_code == 302
    for version, status in (("1", 409), ("2", 422)):
        page = unit.post(f"/desk/asks/{ask_id}", data={"version": version, "text": "ข้อมูลยาว ๆ"})
        assert page.status_code == status
        assert "ข้อมูลยาว ๆ" in text(page)
        assert "ยังไม่มีสิ่งใดถูกบันทึก" in text(page)


def test_a_form_that_lacks_something_comes_back_with_its_words(seat, new_case) -> None:
    desk, reference = seat("officer"), new_case(State.ASSIGNED)
    url = f"/desk/cases/{reference}/ask-unit"
    page = desk.post(
        url, data=filled(desk, url, **{**QUESTION, "due_on": "23/11/2569", "unit": ""})
    )
    assert page.status_code == 422
    for words in ("เลือกวันหลังจากวันนี้", "เลือกหน่วยงานจากรายการ", "วารสารฉบับนี้พิมพ์เมื่อใด"):
        assert words in text(page)


def test_who_neither_owns_nor_manages_is_offered_no_question(seat, new_case) -> None:
    page = seat("clerk").get(f"/desk/cases/{new_case(State.ASSIGNED)}")
    assert "ask-unit" not in page.text
    assert "ask-unit" in seat("boss").get(f"/desk/cases/{new_case(State.ASSIGNED)}").text


def test_a_page_of_many_questions_asks_the_database_no_more_than_one_of_few(
    seat, app, new_case, now
) -> None:
    def ask(number: int) -> int:
        with app.app_context(), transaction():
            owner = people.by_email(email("officer"))
            for _ in range(number):
                an_ask(a_case(now, State.ASSIGNED, owner), owner, now)
        with questions(app) as found:
            assert desk.get("/desk/asks").status_code == 200
        return len(found)

    desk = seat("other")
    assert ask(2) == ask(12)


def test_a_representative_is_recorded_shown_and_ended_at_the_desk(seat, app, new_case) -> None:
    desk, reference = seat("officer"), new_case(State.ASSIGNED)
    url = f"/desk/cases/{reference}/representative"
    given = {"name": "นางสมศรี ทนายดี", "relation": "lawyer", "email": "somsri@example.org"}
    page = desk.post(url, data=filled(desk, url, **given))
    assert page.status_code == 422
    assert "เขียนหลักฐานการมอบอำนาจ" in text(page)
    given["authority"] = "หนังสือมอบอำนาจ ลว. 2 พ.ย. 2569"
    assert desk.post(url, data=filled(desk, url, **given)).status_code == 302
    page = text(desk.get(f"/desk/cases/{reference}"))
    for words in ("ผู้รับมอบอำนาจของผู้แจ้ง", "นางสมศรี ทนายดี", "ทนายความ", given["authority"]):
        assert words in page
    url = f"/desk/cases/{reference}/end-representative"
    assert desk.post(url, data=filled(desk, url)).status_code == 302
    page = text(desk.get(f"/desk/cases/{reference}"))
    assert "สิ้นสุดการมอบอำนาจ" in page
    assert given["authority"] not in page


def test_a_program_asks_lists_and_answers(client: FlaskClient, seat, app, new_case, now) -> None:
    reference = new_case(State.ASSIGNED)
    with app.app_context(), transaction():
        owner = bearer(people.by_email(email("officer")), now)
        unit = bearer(people.by_email(email("other")), now)
    asked = {**QUESTION, "due_on": "2026-11-30"}
    made = client.post(f"{API}/cases/{reference}/asks", json=asked, headers={**owner, **seen(2)})
    assert made.status_code == 201, made.json
    (item,) = client.get(f"{API}/asks", headers=unit).json["items"]
    assert (item["reference"], item["question"], item["open"]) == (
        reference, QUESTION["question"], True,
    )  # fmt: skip
    assert {"body", "subject", "correspondent"} & set(item) == set()
    url, said = f"{API}/asks/{item['id']}/answer", {"text": "วันที่ ๕ ตุลาคม"}
    assert client.post(url, json=said, headers=unit).status_code == 428
    assert client.post(url, json=said, headers={**unit, **seen(9)}).status_code == 412
    done = client.post(url, json=said, headers={**unit, **seen(item["version"])})
    assert (done.status_code, done.json["answer"], done.json["open"]) == (200, said["text"], False)
    assert done.headers["ETag"] == f'"{done.json["version"]}"'
    case = client.get(f"{API}/cases/{reference}", headers=owner).json
    assert [ask["answer"] for ask in case["asks"]] == [said["text"]]
    assert client.get(f"{API}/asks", headers=unit).json["items"] == []
    assert len(client.get(f"{API}/asks?show=done", headers=unit).json["items"]) == 1


def test_a_program_withdraws_a_question(client: FlaskClient, seat, app, new_case, now) -> None:
    reference = new_case(State.ASSIGNED)
    with app.app_context(), transaction():
        person = people.by_email(email("officer"))
        key, ask_id = bearer(person, now), an_ask(case_of(app, reference), person, now).id
    url = f"{API}/cases/{reference}/asks/{ask_id}/withdraw"
    first = client.post(url, headers={**key, **seen(2)})
    assert first.status_code == 200
    again = client.post(url, headers={**key, **seen(first.json["version"])})
    assert (again.status_code, again.json["missing"][0]["code"]) == (422, "ask")


def test_a_program_records_and_ends_a_representative(
    client: FlaskClient, seat, app, new_case, now
) -> None:
    reference = new_case(State.ASSIGNED)
    with app.app_context(), transaction():
        key = bearer(people.by_email(email("officer")), now)
    url = f"{API}/cases/{reference}/representative"
    given = {"name": "สมศรี ทนายดี", "relation": "lawyer", "authority": "หนังสือมอบอำนาจ"}
    made = client.post(url, json=given, headers={**key, **seen(2)})
    assert made.status_code == 201
    told = client.get(f"{API}/cases/{reference}", headers=key).json["representative"]
    assert told["name"] == "สมศรี ทนายดี"
    ended = client.post(f"{url}/end", headers={**key, **seen(made.json["version"])})
    assert ended.status_code == 200
    assert client.get(f"{API}/cases/{reference}", headers=key).json["representative"] is None


def test_intake_records_a_representative_at_once(seat, app, client: FlaskClient) -> None:
    desk = seat("clerk")
    given = {
        "channel": "walkin", "kind": "complaint", "topic": "C04", "received_on": "23/11/2569",
        "received_time": "9.30", "subject": "ขอข้อมูลล่าช้า", "body": "รอมาหนึ่งเดือน", "anonymous": "no",
        "name": "นายสมหมาย ใฝ่อ่าน", "acts_name": "สมศรี ทนายดี", "acts_relation": "lawyer",
        "acts_email": "somsri@example.org",
    }  # fmt: skip
    page = desk.post("/desk/intake", data=given)
    assert page.status_code == 422
    assert "เขียนหลักฐานการมอบอำนาจ" in text(page)
    assert (
        desk.post("/desk/intake", data={**given, "acts_authority": "หนังสือมอบอำนาจ"}).status_code
        == 200
    )
    with app.app_context():
        letter = db.session.scalars(select(Letter).where(Letter.name == "acknowledgement")).one()
        assert letter.recipient == "somsri@example.org"


def test_a_confidential_officer_of_the_unit_answers_on_a_restricted_case(
    seat, app, now: datetime
) -> None:
    seat("keeper")  # the office is there
    with app.app_context(), transaction():
        other = a_person(now, "confidential", "U02", "second@oie.example")
        case = a_case(now - timedelta(days=1), State.ASSIGNED, other, topic="C08")
        ask_id = an_ask(case, other, now, "U06").id
    assert seat("keeper").get(f"/desk/asks/{ask_id}").status_code == 200
    assert seat("other").get(f"/desk/asks/{ask_id}").status_code == 404
    with app.app_context():
        assert asks.count_waiting(people.by_email(email("keeper"))) == 1
