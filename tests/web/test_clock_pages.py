"""Stopping, resuming and extending at the desk, by the API and from the correspondent's page."""

import re
from datetime import date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.actions.receive_message import receive_message
from app.actions.stop_clock import StopAsked, stop_clock
from app.database import db, transaction
from app.models import Case, Message, Person
from tests.factories import a_case, a_person, an_office
from tests.web.callers import SUBMITTED, a_caller, bearer, seen
from tests.web.seats import case_of, email, filled, hidden, text
from tests.web.visitors import open_case
from workflows import State

ASKED = {"reason": "correspondent", "question": "ขอสำเนาใบเสร็จ", "resume_on": "15/12/2569"}


@pytest.fixture
def owned(seat, new_case, app: Flask) -> str:
    """A case of the officer's."""
    reference = new_case(State.RECEIVED, topic="C04")
    boss = seat("boss")
    form = filled(boss, f"/desk/cases/{reference}/steps/assign", owner=email("officer"))
    boss.post(f"/desk/cases/{reference}/steps/assign", data=form)
    return reference


def do(client: FlaskClient, reference: str, act: str, **given: str):
    place = f"/desk/cases/{reference}/{act}"
    return client.post(place, data=filled(client, place, **given), follow_redirects=True)


def test_an_owner_stops_the_clock_and_the_page_says_since_when_and_why(
    seat, owned: str, app: Flask
) -> None:
    page = text(do(seat("officer"), owned, "stop", **ASKED))
    for words in ("หยุดนับเวลาอยู่", "รอข้อมูลจากผู้แจ้ง", "ขอสำเนาใบเสร็จ", "15 ธ.ค. 2569", "นับเวลาต่อ"):
        assert words in page
    assert owned in text(seat("officer").get("/desk?queue=waiting"))


def test_a_stopped_case_is_marked_in_its_queue_and_tells_old_and_new_dates(
    seat, owned: str
) -> None:
    page = text(do(seat("officer"), owned, "stop", **ASKED))
    assert "กำหนดวิเคราะห์: จาก 2 ธ.ค. 2569 เป็น 24 ธ.ค. 2569" in page
    assert "siang-days--stopped" in seat("officer").get(f"/desk/cases/{owned}").text
    queue = seat("officer").get("/desk?queue=mine").text
    assert "siang-days--stopped" in queue
    page = text(do(seat("officer"), owned, "resume", reason="ผู้แจ้งโทรมาตอบแล้ว"))
    assert "กำหนดวิเคราะห์: จาก 24 ธ.ค. 2569 เป็น 2 ธ.ค. 2569" in page
    assert "siang-days--stopped" not in seat("officer").get("/desk?queue=mine").text


def test_a_question_put_to_the_correspondent_answers_what_they_wrote(
    seat, owned: str, app: Flask, now: datetime
) -> None:
    with app.app_context(), transaction():
        receive_message(case_of(app, owned), now, "ทำไมช้า", "form:1")
    assert "ผู้แจ้งเขียนถึงเรา" in text(seat("officer").get(f"/desk/cases/{owned}"))
    do(seat("officer"), owned, "stop", **ASKED)
    assert "ผู้แจ้งเขียนถึงเรา" not in text(seat("officer").get(f"/desk/cases/{owned}"))


def test_a_date_that_cannot_be_is_said_at_its_field_in_thai(seat, owned: str) -> None:
    given = {**ASKED, "from_on": "20/11/2569"}
    answer = do(seat("officer"), owned, "stop", **given)
    assert answer.status_code == 422
    assert "วันที่เริ่มหยุดต้องไม่มาก่อนวันรับเรื่อง (23 พ.ย. 2569)" in text(answer)
    assert 'value="20/11/2569"' in answer.text


def test_what_is_missing_is_said_at_its_field_and_nothing_is_stopped(
    seat, owned: str, app: Flask
) -> None:
    answer = do(seat("officer"), owned, "stop", reason="correspondent", resume_on="1/12/2569")
    assert answer.status_code == 422
    assert "เขียนคำถามที่ส่งถึงผู้แจ้ง" in text(answer)
    with app.app_context():
        assert case_of(app, owned).stopped_on is None


def test_an_owner_proposes_and_a_manager_grants_the_extension(seat, owned: str, app: Flask) -> None:
    page = text(do(seat("officer"), owned, "extend", until="29/1/2570", reason="รอผลตรวจโรงงาน"))
    assert "ขอขยายเวลาถึง" in page
    assert f"/desk/cases/{owned}/decide-extension" not in page
    form = text(seat("boss").get(f"/desk/cases/{owned}/decide-extension"))
    assert "จากวันที่ 23 ธ.ค. 2569 ถึงวันที่ 29 ม.ค. 2570 เพราะ รอผลตรวจโรงงาน" in form
    page = text(do(seat("boss"), owned, "decide-extension", grant="yes"))
    assert "ขยายเวลาแจ้งผลถึง" in page
    with app.app_context():
        assert str(case_of(app, owned).resolve_by) == "2027-01-29"


def test_someone_who_only_reads_the_case_is_offered_no_stop(seat, owned: str) -> None:
    assert seat("auditor").get(f"/desk/cases/{owned}/stop").status_code == 403


@pytest.fixture
def office(app: Flask) -> None:
    with app.app_context(), transaction():
        an_office()


def the_case() -> Case:
    return db.session.scalars(select(Case)).one()


def ask(app: Flask, now: datetime) -> None:
    """The only case is assigned and waits for its correspondent."""
    with app.app_context(), transaction():
        boss = a_person(now, "manager", "U01")
        case = the_case()
        asked = StopAsked("correspondent", question="ขอเลขที่ใบเสร็จ",
                          resume_on=date(2026, 12, 15))  # fmt: skip
        stop_clock(case, boss, now, asked)


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("words", ["", "เลขที่ ๑๒๓/๒๕๖๙"])
def test_the_correspondent_says_that_they_answered_and_the_clock_runs(
    client: FlaskClient, app: Flask, now: datetime, words: str
) -> None:
    open_case(client)
    ask(app, now)
    page = client.get("/track/case")
    assert "ขอเลขที่ใบเสร็จ" in page.text
    assert "รอข้อมูลจากท่าน ตั้งแต่วันจันทร์ที่" in text(page)
    assert 'formaction="/track/answered"' in page.text
    half = client.post("/track/message", data={"answer": "กำลังหา", "language": "th"})
    assert "กำลังหา</textarea>" in half.text
    data = {"answer": words, "token": hidden(page, "token")}
    for _ in range(2):
        assert client.post("/track/answered", data=data).status_code == 303
    with app.app_context():
        assert the_case().stopped_on is None
        assert db.session.scalars(select(Message.body)).all() == [f"ตอบครบแล้ว\n\n{words}".strip()]
    assert "/track/answered" not in client.get("/track/case").text


@pytest.mark.usefixtures("office")
def test_an_answer_that_is_too_long_is_shown_again_and_nothing_of_it_is_lost(
    client: FlaskClient, app: Flask, now: datetime
) -> None:
    open_case(client)
    ask(app, now)
    words = "ใบเสร็จ" * 3000
    answer = client.post("/track/answered", data={"answer": words, "token": "t" * 30})
    assert answer.status_code == 422
    assert words in answer.text
    assert len(re.findall(r'id="answer"', answer.text)) == 1
    with app.app_context():
        assert the_case().stopped_on is not None


@pytest.mark.usefixtures("office")
def test_an_answer_that_comes_after_the_clock_ran_again_is_kept_all_the_same(
    client: FlaskClient, app: Flask
) -> None:
    open_case(client)
    sent = {"answer": "เลขที่ ๑๒๓/๒๕๖๙", "token": "t" * 30}
    assert client.post("/track/answered", data=sent).status_code == 303
    assert "เลขที่ ๑๒๓/๒๕๖๙" in client.get("/track/case").text


def call(client: FlaskClient, path: str, version: int, who: dict, **body: object):
    return client.post(f"/api/v1/cases/{path}", json=body, headers={**who, **seen(version)})


@pytest.fixture
def programs(client: FlaskClient, app: Flask, now: datetime) -> tuple[str, dict, dict]:
    """A case, its owner's key and a manager's."""
    with app.app_context():
        with transaction():
            an_office()
            owner: Person = a_person(now, "officer")
            case = a_case(now, State.ASSIGNED, owner)
            reference, key = case.reference, bearer(owner, now)
        return reference, key, a_caller(now, "manager", "U01")


def test_programs_stop_and_resume_by_version(
    client: FlaskClient, programs: tuple[str, dict, dict]
) -> None:
    reference, owner, _ = programs
    version = client.get(f"/api/v1/cases/{reference}", headers=owner).json["version"]
    stopped = call(client, f"{reference}/stop", version, owner, reason="inspection",
                   resume_on="2026-12-15", **{"from": "2026-11-23"})  # fmt: skip
    assert stopped.status_code == 200, stopped.json
    assert client.get(f"/api/v1/cases/{reference}", headers=owner).json["clock_stopped"]
    again = call(client, f"{reference}/stop", version, owner, reason="court",
                 resume_on="2026-12-15")  # fmt: skip
    assert again.status_code == 412
    resumed = call(client, f"{reference}/resume", stopped.json["version"], owner, reason="ได้ผลแล้ว")
    assert resumed.status_code == 200
    listed = client.get("/api/v1/cases?queue=waiting", headers=owner).json["items"]
    assert listed == []


def test_a_reason_in_words_is_kept_and_a_question_makes_it_a_wait_for_them(
    client: FlaskClient, programs: tuple[str, dict, dict]
) -> None:
    reference, owner, _ = programs
    version = client.get(f"/api/v1/cases/{reference}", headers=owner).json["version"]
    call(client, f"{reference}/stop", version, owner, reason="รอสำเนาใบเสร็จ",
         question="ขอสำเนาใบเสร็จ", resume_on="2026-12-15")  # fmt: skip
    events = client.get(f"/api/v1/cases/{reference}", headers=owner).json["events"]
    assert events[-1]["what"] == "stop"
    assert events[-1]["details"]["reason"] == "correspondent"
    assert events[-1]["note"] == "รอสำเนาใบเสร็จ"


def test_an_extension_is_proposed_by_the_owner_and_granted_by_a_manager(
    client: FlaskClient, programs: tuple[str, dict, dict]
) -> None:
    reference, owner, boss = programs
    version = client.get(f"/api/v1/cases/{reference}", headers=owner).json["version"]
    asked = call(client, f"{reference}/extend", version, owner, until="2027-01-29", reason="รอผล")
    assert asked.status_code == 200, asked.json
    refused = call(client, f"{reference}/extend/decision", asked.json["version"], owner, grant=True)
    assert refused.status_code == 403
    done = call(client, f"{reference}/extend/decision", asked.json["version"], boss, grant=True)
    assert done.status_code == 200
    told = client.get(f"/api/v1/cases/{reference}", headers=boss).json
    assert told["deadlines"]["resolve"] == "2027-01-29"
    assert told["extension"]["granted"] is True
    assert told["extension"]["until"] == "2027-01-29"


def test_a_whole_case_lists_its_stops(
    client: FlaskClient, programs: tuple[str, dict, dict]
) -> None:
    reference, owner, _ = programs
    version = client.get(f"/api/v1/cases/{reference}", headers=owner).json["version"]
    call(client, f"{reference}/stop", version, owner, reason="court", resume_on="2026-12-15")
    (stop,) = client.get(f"/api/v1/cases/{reference}", headers=owner).json["stops"]
    assert (stop["reason"], stop["since"], stop["resume_on"], stop["until"]) == (
        "court", "2026-11-23", "2026-12-15", None,
    )  # fmt: skip


def test_a_program_is_told_the_field_by_the_name_it_used(
    client: FlaskClient, programs: tuple[str, dict, dict]
) -> None:
    reference, owner, _ = programs
    version = client.get(f"/api/v1/cases/{reference}", headers=owner).json["version"]
    answer = call(client, f"{reference}/stop", version, owner, reason="court",
                  resume_on="2026-12-15", **{"from": "2026-11-24"})  # fmt: skip
    assert answer.status_code == 422
    assert [lacking["code"] for lacking in answer.json["missing"]] == ["from"]


def test_what_cannot_be_done_now_says_why_to_a_program(
    client: FlaskClient, programs: tuple[str, dict, dict]
) -> None:
    reference, owner, boss = programs
    version = client.get(f"/api/v1/cases/{reference}", headers=owner).json["version"]
    for act, who, body, words in (
        ("resume", owner, {"reason": "ได้ผลแล้ว"}, "เรื่องนี้ไม่ได้หยุดนับเวลา"),
        ("extend/decision", boss, {"grant": True}, "ไม่มีคำขอขยายเวลาที่รอการพิจารณา"),
    ):
        answer = call(client, f"{reference}/{act}", version, who, **body)
        assert (answer.status_code, answer.json["detail"]) == (409, words)


def test_a_message_with_the_secret_of_the_case_ends_the_wait(
    client: FlaskClient, app: Flask, now: datetime
) -> None:
    with app.app_context(), transaction():
        an_office()
    made = client.post("/api/v1/cases", json=SUBMITTED).json
    ask(app, now)
    own = {"Authorization": f"Case {made['secret']}"}
    address = f"/api/v1/cases/{made['reference']}/messages"
    assert client.post(address, json={"body": "ใบเสร็จเลขที่ ๑๒๓"}, headers=own).status_code == 201
    with app.app_context():
        assert the_case().stopped_on is None
