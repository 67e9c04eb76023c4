"""What the correspondent does after the answer: another look, an appeal, their other cases."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.actions.given import Given
from app.actions.split import Part, split
from app.actions.take_step import take_step
from app.database import transaction
from app.models import Case, Letter, Person
from app.queries import cases, people
from tests.web.conftest import Seat
from tests.web.seats import case_of, email, text
from tests.web.visitors import errors, open_case, receipt
from workflows import State

WHY = "คำตอบไม่ได้ตอบเรื่องค่าสมาชิก"
TOKEN = "once-" + "b" * 30


def person(who: str) -> Person:
    found = people.by_email(email(who))
    assert found
    return found


@pytest.fixture
def answered(seat: Seat, client: FlaskClient, app: Flask, now: datetime) -> str:
    """A case that came by the form, was answered, and is open in the visitor's browser."""
    reference = open_case(client, topic="C04")
    with app.app_context(), transaction():
        case, boss, officer = cases.by_reference(reference), person("boss"), person("officer")
        assert case
        take_step(case, "assign", boss, now, Given(owner=officer.email))
        take_step(case, "analyse", officer, now, Given(root_cause="กระบวนงาน", finding="ส่งช้า"))
        given = Given(outcome="upheld", answer="ส่งวารสารที่ค้างแล้ว")
        take_step(case, "resolve", officer, now, given)
    return reference


def test_the_page_of_an_answered_case_names_the_ways_and_their_last_days(
    answered: str, client: FlaskClient
) -> None:
    page = text(client.get("/track/case"))
    assert "ขอให้พิจารณาใหม่ ได้ถึง พ. 23 ธ.ค. 2569" in page
    assert "อุทธรณ์ผลการพิจารณา ได้ถึง พฤ. 7 ม.ค. 2570" in page
    assert "1676" in page


def test_another_look_is_asked_for_and_the_page_says_that_we_consider_it(
    answered: str, client: FlaskClient, app: Flask, seat: Seat
) -> None:
    assert errors(client.post("/track/reopen", data={"reason": " "})) == ["บอกเหตุผลของท่าน"]
    done = client.post("/track/reopen", data={"reason": WHY})
    assert (done.status_code, done.location) == (303, "/track/case")
    page = text(client.get("/track/case"))
    assert "เรากำลังพิจารณา" in page
    assert WHY in page
    assert client.post("/track/reopen", data={"reason": WHY}).status_code == 409
    assert client.get("/track/reopen").location == "/track/case"  # nothing to ask for a second time
    desk = text(seat("boss").get(f"/desk/cases/{answered}"))
    assert "ผู้แจ้งขอให้พิจารณาใหม่" in desk
    assert "ไม่เปิดเรื่องตามคำขอของผู้แจ้ง" in desk
    assert "ไม่เปิดเรื่องตามคำขอของผู้แจ้ง" not in text(seat("officer").get(f"/desk/cases/{answered}"))


def test_the_manager_refuses_on_the_desk_and_the_correspondent_reads_why(
    answered: str, client: FlaskClient, app: Flask, seat: Seat
) -> None:
    client.post("/track/reopen", data={"reason": WHY})
    with app.app_context():
        version = case_of(app, answered).version
    sent = {"reason": "ค่าสมาชิกไม่เกี่ยวกับเรื่องนี้", "version": version}
    done = seat("boss").post(f"/desk/cases/{answered}/refuse-reopen", data=sent)
    assert done.status_code == 302
    page = text(client.get("/track/case"))
    assert "ค่าสมาชิกไม่เกี่ยวกับเรื่องนี้" in page
    assert "ขอให้พิจารณาใหม่ ได้ถึง" not in page
    assert "อุทธรณ์ผลการพิจารณา ได้ถึง" in page


def test_after_the_window_the_page_offers_the_appeal_alone_and_then_nothing(
    answered: str, client: FlaskClient, clock: time_machine.Traveller, now: datetime, app: Flask
) -> None:
    with client.session_transaction() as kept:
        key = kept["track"]["case"]

    def later(days: int) -> str:
        clock.move_to(now + timedelta(days=days))
        with client.session_transaction() as kept:
            kept["track"] = {"case": key, "since": int((now + timedelta(days=days)).timestamp())}
        return text(client.get("/track/case"))

    page = later(31)
    assert "ขอให้พิจารณาใหม่ ได้ถึง" not in page
    assert "อุทธรณ์ผลการพิจารณา ได้ถึง" in page
    refused = client.post("/track/reopen", data={"reason": WHY})
    assert (refused.status_code, "อุทธรณ์ได้ถึง" in text(refused)) == (422, True)
    assert "ได้ถึง" not in later(46)
    assert client.post("/track/appeal", data={"reason": WHY}).status_code == 409


def test_an_appeal_has_its_own_receipt_secret_and_page_beside_the_first(
    answered: str, client: FlaskClient, app: Flask
) -> None:
    sent = {"reason": WHY, "token": TOKEN}
    done = client.post("/track/appeal", data=sent)
    assert (done.status_code, done.location) == (303, "/receipt")
    reference, secret = receipt(client)
    assert reference != answered
    assert client.post("/track/appeal", data=sent).location == "/receipt"  # sent twice: one appeal
    page = client.get("/track/case")
    assert reference in page.text
    assert "อุทธรณ์ผลการพิจารณา" not in text(page).replace("อุทธรณ์ผลการพิจารณาแล้ว", "")
    opened = client.get(f"/track/linked/{reference}")
    assert opened.status_code == 303
    assert answered in client.get("/track/case").text
    other = app.test_client()
    found = other.post("/track", data={"reference": reference, "secret": secret})
    assert found.status_code == 303
    with app.app_context():
        made = cases.by_reference(reference)
        assert made
        assert (made.channel, made.state, made.acknowledged_at is not None) == (
            "web", State.RECEIVED, True,
        )  # fmt: skip


def test_a_case_that_is_not_beside_the_open_one_is_not_opened_from_it(
    answered: str, client: FlaskClient, new_case: object, app: Flask, now: datetime
) -> None:
    other = new_case()  # type: ignore[operator]
    assert client.get(f"/track/linked/{other}").status_code == 404
    stranger = app.test_client()
    assert stranger.get(f"/track/linked/{answered}").location == "/track"


def test_the_parts_of_a_case_open_from_its_page(
    seat: Seat, client: FlaskClient, app: Flask, now: datetime
) -> None:
    reference = open_case(client)
    with app.app_context(), transaction() as session:
        case, boss = cases.by_reference(reference), person("boss")
        assert case
        split(case, boss, now, [Part("เว็บไซต์ค้นหาไม่พบ", "ค้นคำว่าดัชนีไม่พบ")])
        session.flush()
        made = session.scalars(select(Case.reference).order_by(Case.id.desc())).first()
    page = text(client.get("/track/case"))
    assert f"แยกออกเป็น {made}" in page
    client.get(f"/track/linked/{made}")
    page = text(client.get("/track/case"))
    assert "เว็บไซต์ค้นหาไม่พบ" in page
    assert f"แยกมาจาก {reference}" in page


def test_the_letter_and_the_page_say_where_and_by_which_letter_a_case_was_forwarded(
    seat: Seat, client: FlaskClient, app: Flask, now: datetime
) -> None:
    reference = open_case(client)
    with app.app_context():
        version = case_of(app, reference).version
    sent = {
        "outcome": "out_of_remit", "reason": "งานของกรมโรงงาน", "answer": "เราส่งเรื่องต่อให้แล้ว",
        "forwarded_to": "กรมโรงงานอุตสาหกรรม", "forward_number": "อก 0801/99",
        "forward_date": "20/11/2569", "version": version,
    }  # fmt: skip
    boss = seat("boss")
    late = boss.post(
        f"/desk/cases/{reference}/steps/dismiss", data={**sent, "forward_date": "30/11/2569"}
    )
    assert "วันที่ของหนังสือยังไม่ถึง" in text(late)
    assert boss.post(f"/desk/cases/{reference}/steps/dismiss", data=sent).status_code == 302
    words = "กรมโรงงานอุตสาหกรรม ตามหนังสือที่ อก 0801/99 ลงวันที่ 20 พฤศจิกายน 2569"
    assert words in text(client.get("/track/case"))
    assert re.search("ตามหนังสือที่ อก 0801/99", text(boss.get(f"/desk/cases/{reference}")))
    with app.app_context(), transaction() as session:
        letter = session.scalars(select(Letter).where(Letter.name == "answer")).one()
        assert f"ส่งต่อถึง: {words}" in letter.text
