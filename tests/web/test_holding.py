"""The holding pen: an officer reads a mail beside the cases it may belong to, and says which."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db, transaction
from app.models import Case, Event, Letter, Message, Person, RawMail
from app.queries import holding as pen
from app.queries import people
from tests.factories import a_case
from tests.intake.bounce_forms import bounce
from tests.intake.replies import STRANGER, Written, a_written_case, come, write
from tests.web.callers import bearer
from tests.web.conftest import Seat
from tests.web.questions import questions
from tests.web.seats import email, filled, text
from workflows.secrets import derive_code, digest


@pytest.fixture
def case(seat: Seat, app: Flask, now: datetime) -> Written:
    with app.app_context():
        return a_written_case(now, owner=people.by_email(email("officer")))


@pytest.fixture
def held(app: Flask, case: Written, now: datetime) -> int:
    """A reply with a valid key from another address."""
    with app.app_context():
        return come(
            write(STRANGER, "Re: <b>ผล</b>", "พยานเห็น <script>", answers=case.message_id), now
        ).id


def event(app: Flask, case_id: int | None, what: str) -> Event | None:
    with app.app_context():
        query = select(Event).where(Event.case_id == case_id, Event.what == what)
        return db.session.scalars(query).first()


def test_a_mail_waits_where_it_is_seen_and_is_attached_by_one_click(
    app: Flask, seat: Seat, case: Written, held: int
) -> None:
    desk = seat("clerk")
    assert "รอเลือกเรื่อง 1" in text(desk.get("/desk/intake"))
    assert case.reference in text(desk.get("/desk/holding"))
    page = desk.get(f"/desk/holding/{held}")
    assert "&lt;script&gt;" in page.text
    assert "<script>" not in page.text.partition("<main")[2]
    assert "มีกุญแจของหนังสือถึงผู้อื่น" in text(page)
    done = desk.post(f"/desk/holding/{held}/attach", data={"reference": case.reference})
    assert done.location.endswith(f"/desk/cases/{case.reference}")
    with app.app_context():
        (message,) = db.session.scalars(select(Message)).all()
        assert message.case_id == case.id
        assert STRANGER in message.body
        assert db.session.get_one(RawMail, held).state == "done"
    attached = event(app, case.id, "mail_attached")
    assert attached is not None
    assert attached.actor_id is not None
    assert desk.get(f"/desk/holding/{held}").status_code == 404
    assert "เจ้าหน้าที่แนบอีเมลเข้าเรื่อง" in text(desk.get(f"/desk/cases/{case.reference}"))


def test_a_reference_may_be_typed_and_a_wrong_one_is_refused(
    app: Flask, seat: Seat, case: Written, held: int
) -> None:
    desk = seat("clerk")
    wrong = desk.post(f"/desk/holding/{held}/attach", data={"reference": "OFFICE-2570-9999"})
    assert wrong.status_code == 422
    assert "ไม่พบเรื่องเลขที่นี้" in text(wrong)
    typed = case.reference.lower()
    assert desk.post(f"/desk/holding/{held}/attach", data={"reference": typed}).status_code == 302


def test_it_may_be_a_new_case_which_is_acknowledged(
    app: Flask, seat: Seat, case: Written, held: int
) -> None:
    done = seat("clerk").post(f"/desk/holding/{held}/register")
    with app.app_context():
        made = db.session.get_one(Case, db.session.get_one(RawMail, held).case_id)
        assert made.id != case.id
        assert done.location.endswith(made.reference)
        letter = db.session.scalars(select(Letter).where(Letter.case_id == made.id)).one()
        assert letter.recipient == STRANGER
    assert event(app, made.id, "mail_registered") is not None


def test_it_may_be_set_aside_for_a_reason(app: Flask, seat: Seat, held: int) -> None:
    desk = seat("clerk")
    assert desk.post(f"/desk/holding/{held}/discard", data={"reason": " "}).status_code == 422
    assert desk.post(f"/desk/holding/{held}/discard", data={"reason": "โฆษณา"}).status_code == 302
    with app.app_context():
        assert db.session.get_one(RawMail, held).state == "discarded"
    told = event(app, None, "mail_discarded")
    assert told is not None
    assert told.note == "โฆษณา"
    assert "ไม่มีอีเมลที่รอเลือกเรื่อง" in text(desk.get("/desk/holding"))


def test_the_mail_as_it_came_is_a_download_and_who_took_it_is_on_record(
    app: Flask, seat: Seat, held: int
) -> None:
    page = seat("clerk").post(f"/desk/holding/{held}/raw")
    assert "attachment" in page.headers["Content-Disposition"]
    assert page.data.startswith(f"From: {STRANGER}".encode())
    with app.app_context():
        saved = select(Event).where(Event.subject == f"mail:{held}", Event.what == "mail_saved")
        assert db.session.scalars(saved).one().actor.email == email("clerk")


def test_no_view_of_a_held_mail_tells_the_code_of_any_case(
    app: Flask, seat: Seat, case: Written, now: datetime
) -> None:
    code = derive_code("key", "case", "one")
    with app.app_context():
        with transaction():
            a_case(now).secret_hash = digest(code)
        mail_id = come(write(STRANGER, code, code, answers=case.message_id), now).id
    pages = "/desk/holding", f"/desk/holding/{mail_id}"
    for page in map(text, map(seat("clerk").get, pages)):
        assert "เราไม่เก็บไว้" in page
        assert code not in page
    assert seat("clerk").post(f"/desk/holding/{mail_id}/raw").status_code == 409
    with app.app_context():
        with transaction():
            clerk = people.by_email(email("clerk"))
            assert clerk is not None
            headers = bearer(clerk, now)
        listed = app.test_client().get("/api/v1/holding", headers=headers).get_data(as_text=True)
    assert "รหัสลับ" in listed
    assert code not in listed


def test_a_party_that_lost_the_key_is_attached_in_its_own_words(
    app: Flask, seat: Seat, case: Written, now: datetime
) -> None:
    with app.app_context():
        mail_id = come(write(subject="ตอบ: ขอข้อมูล", body="แนบใบเสร็จแล้ว"), now).id
    seat("clerk").post(f"/desk/holding/{mail_id}/attach", data={"reference": case.reference})
    with app.app_context():
        assert db.session.scalars(select(Message.body)).all() == ["แนบใบเสร็จแล้ว"]


def test_a_mail_about_a_restricted_case_is_shown_to_confidential_officers_alone(
    app: Flask, seat: Seat, now: datetime
) -> None:
    with app.app_context():
        keeper = people.by_email(email("keeper"))
        secret = a_written_case(now, topic="C08", owner=keeper)
        mail_id = come(write(STRANGER, "ความลับ", answers=secret.message_id), now).id
    assert seat("clerk").get(f"/desk/holding/{mail_id}").status_code == 404
    assert "ความลับ" not in seat("clerk").get("/desk/holding").text
    assert secret.reference in seat("keeper").get(f"/desk/holding/{mail_id}").text


def test_a_guessed_case_that_an_officer_may_not_see_is_not_named(
    app: Flask, seat: Seat, case: Written, now: datetime
) -> None:
    with app.app_context():
        secret = a_written_case(now, topic="C08", owner=people.by_email(email("keeper")))
        mail_id = come(write(subject="Re: ขอทราบผล"), now).id
    page = seat("clerk").get(f"/desk/holding/{mail_id}")
    assert case.reference in page.text
    assert secret.reference not in page.text
    refused = {"reference": secret.reference}
    answer = seat("clerk").post(f"/desk/holding/{mail_id}/attach", data=refused)
    assert answer.status_code == 422


def test_a_long_pen_is_read_page_by_page_with_few_questions(
    app: Flask, seat: Seat, case: Written, now: datetime
) -> None:
    with app.app_context(), transaction() as session:
        for number in range(pen.PAGE + 5):
            session.add(RawMail(
                sha256=f"{number:064d}", key=f"k{number}", size=1, received_at=now, state="held",
                subject=f"ฉบับที่ {number}", sender=STRANGER, reason_th="ก", reason_en="a",
                guesses=[{"case_id": case.id, "score": 0.5, "why": ["sender"]}],
            ))  # fmt: skip
    desk = seat("clerk")
    with questions(app) as asked:
        first = desk.get("/desk/holding")
    assert first.text.count("ฉบับที่") == pen.PAGE
    assert len(asked) < 12
    with app.app_context():
        clerk = people.by_email(email("clerk"))
        assert isinstance(clerk, Person)
        after = pen.page(clerk).next
    assert desk.get(f"/desk/holding?after={after}").text.count("ฉบับที่") == 5


def test_programs_settle_the_pen_too(app: Flask, case: Written, held: int, now: datetime) -> None:
    client = app.test_client()
    with app.app_context(), transaction():
        clerk = people.by_email(email("clerk"))
        assert clerk is not None
        headers = bearer(clerk, now)
    (item,) = client.get("/api/v1/holding", headers=headers).json["items"]
    assert (item["id"], item["sender"]) == (held, STRANGER)
    assert item["guesses"][0]["reference"] == case.reference
    there = f"/api/v1/holding/{held}"
    wrong = client.post(f"{there}/attach", json={"reference": "X"}, headers=headers)
    assert wrong.status_code == 422
    empty = client.post(f"{there}/discard", json={"reason": ""}, headers=headers)
    assert empty.status_code == 422
    done = client.post(f"{there}/attach", json={"reference": case.reference}, headers=headers)
    assert (done.status_code, done.json) == (200, {"reference": case.reference})
    assert client.post(f"{there}/register", headers=headers).status_code == 404


def test_a_held_receipt_is_sent_on_by_a_button_of_the_outbox(
    app: Flask, seat: Seat, case: Written
) -> None:
    with app.app_context(), transaction() as session:
        letter = session.scalars(select(Letter).where(Letter.name == "acknowledgement")).one()
        letter.status, letter_id = "held", letter.id
    desk = seat("clerk")
    assert "รอเจ้าหน้าที่ตัดสินใจส่ง" in text(desk.get("/desk/outbox?status=held"))
    assert "ส่งเลย" in text(desk.get(f"/desk/outbox/{letter_id}"))
    assert "ส่งเลย" not in text(seat("auditor").get(f"/desk/outbox/{letter_id}"))
    assert seat("auditor").post(f"/desk/outbox/{letter_id}/send").status_code in (403, 404)
    assert desk.post(f"/desk/outbox/{letter_id}/send").status_code == 302
    with app.app_context():
        assert db.session.get_one(Letter, letter_id).status == "ready"


def test_the_mark_on_a_dead_address_is_lifted_on_the_case_page(
    app: Flask, seat: Seat, case: Written, now: datetime
) -> None:
    with app.app_context():
        come(bounce("postfix", case.message_id), now)
    desk, there = seat("officer"), f"/desk/cases/{case.reference}"
    page = desk.get(there)
    assert "อีเมลของผู้แจ้งใช้ได้แล้ว" in text(page)
    assert "ส่งแล้วแต่ตีกลับ" in text(page)
    form = desk.get(f"{there}/lift-mark")
    assert form.status_code == 200
    done = desk.post(f"{there}/lift-mark", data=filled(desk, f"{there}/lift-mark"))
    assert done.status_code == 302
    assert "อีเมลของผู้แจ้งใช้ได้แล้ว" not in text(desk.get(there))


def test_programs_lift_the_mark_and_send_a_held_receipt_too(
    app: Flask, case: Written, now: datetime
) -> None:
    with app.app_context():
        come(bounce("postfix", case.message_id), now)
        with transaction() as session:
            officer = people.by_email(email("officer"))
            assert officer is not None
            headers = bearer(officer, now)
            letter = session.scalars(select(Letter).where(Letter.name == "acknowledgement")).one()
            letter.status, letter_id = "held", letter.id
            version = session.get_one(Case, case.id).version
    client, there = app.test_client(), f"/api/v1/cases/{case.reference}/lift-mark"
    seen = {**headers, "If-Match": f'"{version}"'}
    done = client.post(there, headers=seen)
    assert done.status_code == 200
    again = {**headers, "If-Match": done.headers["ETag"]}
    assert client.post(there, headers=again).status_code == 409
    sent = client.post(f"/api/v1/letters/{letter_id}/send", headers=headers)
    assert sent.json == {"id": letter_id, "status": "ready"}
    assert client.post(f"/api/v1/letters/{letter_id}/send", headers=headers).status_code == 409
