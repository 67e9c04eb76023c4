"""The way back to a case, and what its correspondent sees and may do there."""

import re
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from time_machine import Traveller

from app.actions.given import Given
from app.actions.take_step import take_step
from app.actions.write_letter import write_letter
from app.actions.write_note import write_note
from app.database import db, transaction
from app.intake.submission import File
from app.models import Attachment, Case, Event, Letter, Message, Person, Rating, TrackLink
from tests.factories import a_case, a_person, an_office
from tests.web.questions import questions
from tests.web.visitors import errors, open_case, post, receipt, tell
from workflows import State
from workflows.secrets import digest

ONCE = {"token": "message-" + "m" * 30}


@pytest.fixture(autouse=True)
def office(app: Flask) -> None:
    with app.app_context(), transaction():
        an_office()


def the_case() -> Case:
    return db.session.scalars(select(Case)).one()


def file_links(page: str) -> list[str]:
    """Where the files that a page shows can be saved."""
    return re.findall(r"/files/[\w-]{43}", page)


def walk(now: datetime, *steps: str) -> None:
    """The only case takes these steps by its owner and a manager."""
    with transaction():
        case = the_case()
        owner = case.owner or a_person(now, "officer", "U01", "owner@oie.example", "นางสาวใจใส")
        boss = a_person(now, "manager", "U01")
        given = {
            "assign": Given(owner=owner.email, note="โทรหาโรงพิมพ์ก่อน"),
            "analyse": Given(root_cause="กระบวนงาน", finding="โรงพิมพ์ส่งช้า"),
            "resolve": Given(outcome="upheld", answer="ส่งวารสารฉบับที่ค้างแล้ว"),
            "dismiss": Given(outcome="spam", reason="เหตุผลภายใน", no_answer_reason="ไม่มีที่อยู่"),
        }
        for step in steps:
            take_step(
                case, step, boss if step in ("assign", "dismiss") else owner, now, given[step]
            )


@pytest.mark.parametrize("change", [str, str.lower, lambda s: s.replace(" ", "")])
def test_a_code_opens_its_case_however_it_is_typed(client: FlaskClient, change) -> None:
    tell(client)
    reference, secret = receipt(client)
    thai = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    typed = {"reference": f" {reference.lower()} ", "secret": change(secret).translate(thai)}
    answer = client.post("/track", data=typed)
    assert (answer.status_code, answer.location) == (303, "/track/case")
    assert reference in client.get("/track/case").text


def test_a_wrong_code_and_an_unknown_reference_are_answered_alike(client: FlaskClient) -> None:
    tell(client)
    reference, secret = receipt(client)
    wrong = client.post("/track", data={"reference": reference, "secret": "AAAA BBBB"})
    unknown = client.post("/track", data={"reference": "OIE-2570-9999", "secret": secret})
    assert wrong.status_code == unknown.status_code == 404
    assert "ไม่พบเรื่องนี้" in wrong.text
    same = unknown.text.replace("OIE-2570-9999", reference).replace(secret, "AAAA BBBB")
    assert same == wrong.text


def test_a_form_left_blank_says_what_to_fill_in(client: FlaskClient) -> None:
    page = client.post("/track", data={"reference": "", "secret": ""})
    assert page.status_code == 422
    assert errors(page) == ["กรอกเลขที่เรื่อง", "กรอกรหัสลับ"]


def test_guessing_is_stopped_but_the_right_code_costs_nothing(client: FlaskClient) -> None:
    tell(client)
    reference, secret = receipt(client)
    right = {"reference": reference, "secret": secret}
    assert {client.post("/track", data=right).status_code for _ in range(21)} == {303}
    wrong = {"reference": reference, "secret": "wrong"}
    assert [client.post("/track", data=wrong).status_code for _ in range(21)] == [404] * 20 + [429]


def test_nothing_is_shown_where_no_case_is_open(client: FlaskClient) -> None:
    assert client.get("/track/case").location == "/track"
    assert client.post("/track/message", data={"body": "สวัสดี"}).status_code == 404


def test_an_open_case_closes_after_two_hours_or_when_left(
    client: FlaskClient, clock: Traveller, now: datetime
) -> None:
    open_case(client)
    clock.move_to(now + timedelta(minutes=119))
    assert client.get("/track/case").status_code == 200
    clock.move_to(now + timedelta(minutes=121))
    assert client.get("/track/case").status_code == 303
    clock.move_to(now)
    client.post("/track/leave")
    assert client.get("/track/case").status_code == 303


def test_the_link_of_a_letter_opens_its_case_until_it_is_revoked(
    app: Flask, client: FlaskClient, now: datetime
) -> None:
    with app.app_context(), transaction() as session:
        case = a_case(now)
        letter = session.scalars(select(Letter).where(Letter.case_id == case.id)).first()
        assert letter is not None
        link = TrackLink(
            case_id=case.id, letter_id=letter.id, hash=digest("the-token"), created_at=now
        )
        session.add(link)
    opened = client.get("/track/open/the-token")
    assert opened.location == "/track/case"
    assert opened.headers["Referrer-Policy"] == "no-referrer"
    with app.app_context(), transaction() as session:
        session.scalars(select(TrackLink)).one().revoked_at = now
    assert client.get("/track/open/the-token").status_code == 404
    assert client.get("/track/open/made-up").status_code == 404


def test_the_page_tells_the_state_the_next_date_and_who_answers(
    app: Flask, client: FlaskClient, now: datetime
) -> None:
    open_case(client)
    page = client.get("/track/case").text
    assert "จะมีผู้รับผิดชอบภายใน" in page
    with app.app_context():
        walk(now, "assign")
    page = client.get("/track/case").text
    assert "มีผู้รับผิดชอบแล้ว" in page
    assert "นางสาวใจใส" in page
    assert "สำนักบริหารกลาง" in page
    assert "02-000-0100" in page


def test_a_missed_date_is_told_with_a_telephone_number(
    client: FlaskClient, clock: Traveller, now: datetime
) -> None:
    open_case(client)
    clock.move_to(now + timedelta(days=4))
    tell(client, token="n" * 30)
    reference, secret = receipt(client)
    clock.move_to(now + timedelta(days=12))
    client.post("/track", data={"reference": reference, "secret": secret})
    page = client.get("/track/case").text
    assert "ช้ากว่ากำหนด" in page
    assert "1111" in page


def test_notes_reasons_and_names_of_other_staff_stay_inside(
    app: Flask, client: FlaskClient, now: datetime
) -> None:
    open_case(client)
    with app.app_context():
        walk(now, "assign", "analyse")
        with transaction() as session:
            owner = session.scalars(select(Person).where(Person.email == "owner@oie.example")).one()
            write_note(the_case(), owner, now, "ผู้แจ้งรายนี้โทรมาบ่อย")
        walk(now, "dismiss")
    page = client.get("/track/case").text
    assert "เรายุติเรื่องโดยไม่ได้พิจารณาเนื้อหา" in page
    for inside in ("โทรมาบ่อย", "โทรหาโรงพิมพ์ก่อน", "เหตุผลภายใน", "โรงพิมพ์ส่งช้า", "นายmanager"):
        assert inside not in page


def test_letters_of_substance_are_read_here_and_lead_back_to_this_page(
    app: Flask, client: FlaskClient, now: datetime
) -> None:
    open_case(client, anonymous="yes")
    with app.app_context():
        walk(now, "assign")
        with transaction():
            owner = the_case().owner
            assert owner is not None
            words = "ขอทราบวันที่บนซองจดหมาย"
            files = [File("แบบฟอร์ม.pdf", b"%PDF-1.7")]
            write_letter(the_case(), owner, now, occasion="ask", text=words, files=files)
    page = client.get("/track/case").text
    assert "ขอทราบวันที่บนซองจดหมาย" in page
    assert "แบบฟอร์ม.pdf" in page
    assert "[link]" not in page
    assert client.get(file_links(page)[0]).data == b"%PDF-1.7"


def test_a_message_sent_twice_is_kept_once_with_its_files(
    app: Flask, client: FlaskClient, now: datetime
) -> None:
    open_case(client)
    words = {**ONCE, "body": "ตราประทับวันที่ ๒๖ กันยายน", "files": [("ซองจดหมาย.jpg", b"\xff\xd8")]}
    assert [post(client, "/track/message", words).status_code for _ in range(2)] == [303, 303]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Message)) == 1
    page = client.get("/track/case").text
    assert page.count("ตราประทับวันที่ ๒๖ กันยายน") == 1
    assert "ซองจดหมาย.jpg" in page


def test_a_message_without_words_comes_back(client: FlaskClient) -> None:
    open_case(client)
    page = post(client, "/track/message", {**ONCE, "body": " "})
    assert page.status_code == 422
    assert errors(page) == ["เขียนข้อความถึงเรา"]


def test_a_file_is_only_ever_saved_and_only_by_its_own_correspondent(
    app: Flask, client: FlaskClient, now: datetime
) -> None:
    with app.app_context(), transaction() as session:
        case = a_case(now, files=(File("ของคนอื่น.txt", b"secret"),))
        other = session.scalars(select(Attachment.token).filter_by(case_id=case.id)).one()
    open_case(client, files=[("แผน ก.html", b"<script>alert(1)</script>")])
    answer = client.get(file_links(client.get("/track/case").text)[0])
    assert answer.data == b"<script>alert(1)</script>"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''%E0%B9%81" in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert client.get(f"/files/{other}").status_code == 404


def test_handling_and_outcome_are_rated_apart_once_the_case_is_done(
    app: Flask, client: FlaskClient, now: datetime
) -> None:
    open_case(client)
    marks = {"handling": "5", "outcome": "2", "comment": "เร็วดี"}
    assert client.post("/track/rating", data=marks).status_code == 409
    with app.app_context():
        walk(now, "assign", "analyse", "resolve")
    page = client.get("/track/case").text
    assert "เป็นจริงตามที่แจ้ง" in page
    assert page.count("ส่งวารสารฉบับที่ค้างแล้ว") == 1
    half = {"handling": "4", "comment": "รอนาน", "body": "ขอบคุณ", "language": "en"}
    for address in ("/track/message", "/track/rating"):  # the switch sends the whole page
        page = client.post(address, data=half)
        assert page.status_code == 200
        assert re.search(r'value="4" checked', page.text)
        for kept in ("รอนาน</textarea>", "ขอบคุณ</textarea>", "Send rating"):
            assert kept in page.text
    assert client.post("/track/rating", data={"handling": "9"}).status_code == 422
    half = {**marks, "body": "ขอบคุณ"}
    kept = client.post(client.post("/track/rating", data=half).location, data=half).text
    assert "ขอบคุณ</textarea>" in kept
    assert client.post("/track/rating", data=marks).status_code == 303
    with app.app_context():
        rating = db.session.scalars(select(Rating)).one()
        assert (rating.handling, rating.outcome, rating.comment) == (5, 2, "เร็วดี")
    assert "5/5" in client.get("/track/case").text


def test_the_wish_to_withdraw_is_kept_once_and_changes_no_state(
    app: Flask, client: FlaskClient
) -> None:
    open_case(client)
    assert "ขอถอนเรื่องนี้" in client.get("/track/withdraw").text
    for _ in range(2):
        assert client.post("/track/withdraw", data={"body": "แก้ไขแล้ว"}).status_code == 303
    with app.app_context():
        asked = select(func.count()).select_from(Event).where(Event.what == "withdrawal_asked")
        assert db.session.scalar(asked) == 1
        assert db.session.scalars(select(Message)).one().body == "ขอถอนเรื่อง\n\nแก้ไขแล้ว"
        assert the_case().state is State.RECEIVED
    assert "ท่านขอถอนเรื่องแล้ว" in client.get("/track/case").text


def test_of_an_anonymous_case_only_days_are_shown(client: FlaskClient) -> None:
    open_case(client)
    assert "10.00\u00a0น." in client.get("/track/case").text
    open_case(client, token="o" * 30, anonymous="yes")
    assert "10.00\u00a0น." not in client.get("/track/case").text


def test_the_page_asks_the_same_number_of_questions_however_much_was_said(
    app: Flask, client: FlaskClient, now: datetime
) -> None:
    open_case(client)
    with app.app_context():
        walk(now, "assign")
    with questions(app) as few:
        client.get("/track/case")
    for number in range(5):
        token = {"token": f"{number}" * 30}
        post(client, "/track/message", {**token, "body": "อีกข้อความ", "files": [("ก.txt", b"1")]})
    with questions(app) as many:
        client.get("/track/case")
    assert len(many) == len(few) <= 13
