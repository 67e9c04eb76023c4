"""The form of a new case, its receipt, and what is refused."""

from dataclasses import replace
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.database import db, transaction
from app.models import Attachment, Case, Correspondent, Letter
from tests.factories import an_office
from tests.web.questions import questions
from tests.web.visitors import TOLD, errors, receipt, tell
from workflows import Kind


@pytest.fixture(autouse=True)
def office(app: Flask) -> None:
    with app.app_context(), transaction():
        an_office()


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_its_form_with_the_dates_if_sent_today(
    client: FlaskClient, kind: Kind
) -> None:
    page = client.get(f"/new/{kind}")
    assert page.status_code == 200
    assert "แจ้งผล" in page.text
    assert 'value="C01"' in page.text


def test_a_topic_of_the_separate_door_is_neither_offered_nor_taken(client: FlaskClient) -> None:
    assert "C08" not in client.get("/new/complaint").text
    page = tell(client, topic="C08")
    assert page.status_code == 422
    assert "เลือกหนึ่งข้อจากรายการ" in errors(page)


def test_there_is_no_form_of_a_kind_that_does_not_exist(client: FlaskClient) -> None:
    assert client.get("/new/rant").status_code == 404


def test_a_case_is_kept_with_its_files_and_leads_to_its_receipt(
    app: Flask, client: FlaskClient, now: datetime
) -> None:
    answer = tell(client, files=[("ซองจดหมาย ก.pdf", b"%PDF-1.7")])
    assert (answer.status_code, answer.location) == (303, "/receipt")
    with app.app_context():
        case = db.session.scalars(select(Case)).one()
        assert (case.kind, case.channel, case.topic_code) == ("complaint", "web", "C01")
        assert (case.subject, case.body) == (TOLD["subject"], TOLD["body"])
        assert (case.received_at, case.acknowledged_at) == (now, now)
        assert case.correspondent is not None
        assert case.correspondent.email == "sommai@example.org"
        file = db.session.scalars(select(Attachment)).one()
        assert (file.name, file.size) == ("ซองจดหมาย ก.pdf", 8)


def test_the_receipt_shows_reference_dates_and_the_secret_only_once(client: FlaskClient) -> None:
    tell(client)
    page = client.get("/receipt")
    assert page.headers["Cache-Control"] == "no-store"
    assert "2570-0001" in page.text
    assert "ภายใน พ.\u00a025\u00a0พ.ย.\u00a02569" in page.text
    assert "so…@example.org" in page.text
    assert "sommai@example.org" not in page.text
    again = client.get("/receipt")
    assert "siang-code--secret" in page.text
    assert "siang-code--secret" not in again.text
    assert "แสดงเพียงครั้งเดียว" in again.text
    assert "/track" in again.text


def test_the_same_form_twice_is_one_case_with_one_receipt(app: Flask, client: FlaskClient) -> None:
    tell(client)
    first = receipt(client)
    tell(client)
    assert receipt(client) == first
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Case)) == 1


def test_a_form_sent_before_and_then_changed_comes_back_and_may_become_a_new_case(
    app: Flask, client: FlaskClient
) -> None:
    tell(client)
    page = tell(client, body="เรื่องใหม่ ข้อความใหม่")
    assert page.status_code == 422
    assert "ส่งไปแล้วครั้งหนึ่ง" in page.text
    assert "เรื่องใหม่ ข้อความใหม่" in page.text
    assert TOLD["token"] not in page.text
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Case)) == 1


def test_what_is_missing_is_said_at_the_field_and_above_and_nothing_typed_is_lost(
    client: FlaskClient,
) -> None:
    page = tell(client, body=" ", email="sommai.example.org", files=[("ซองจดหมาย.jpg", b"x")])
    assert page.status_code == 422
    said = ["กรอกรายละเอียดของเรื่อง", "ที่อยู่อีเมลต้องมี @ เช่น name@example.com"]
    assert errors(page) == said
    assert "กรุณาแก้ไข 2 จุด" in page.text
    assert "มีข้อผิดพลาด: " in page.text
    for typed in (TOLD["subject"], TOLD["name"], "sommai.example.org"):
        assert f'value="{typed}"' in page.text
    assert "เลือกไฟล์อีกครั้ง" in page.text
    assert "ซองจดหมาย.jpg" in page.text
    assert TOLD["token"] in page.text


def test_who_gives_a_name_gives_a_way_to_be_reached_or_stays_anonymous(
    client: FlaskClient,
) -> None:
    page = tell(client, email=None)
    assert page.status_code == 422
    assert errors(page)[0].startswith("บอกอีเมล โทรศัพท์ หรือที่อยู่")
    assert tell(client, email=None, phone="02-000-0199").status_code == 303


@pytest.mark.parametrize(
    ("field", "longest", "said"),
    [("subject", 300, "300"), ("body", 20_000, "20,000"), ("name", 200, "200")],
)
def test_a_text_may_be_as_long_as_its_limit_and_no_longer(
    client: FlaskClient, field: str, longest: int, said: str
) -> None:
    page = tell(client, **{field: "ก" * (longest + 1)})
    assert page.status_code == 422
    assert any(said in error for error in errors(page))
    assert tell(client, **{field: "ก" * longest}).status_code == 303


def test_who_stays_anonymous_leaves_no_name_and_no_address(app: Flask, client: FlaskClient) -> None:
    assert tell(client, anonymous="yes", email="not an address").status_code == 303
    with app.app_context():
        case = db.session.scalars(select(Case)).one()
        assert case.anonymous
        assert case.correspondent_id is None
        assert db.session.scalar(select(func.count()).select_from(Correspondent)) == 0
        assert db.session.scalar(select(func.count()).select_from(Letter)) == 0


def test_the_receipt_of_an_anonymous_person_tells_no_time_of_day(client: FlaskClient) -> None:
    tell(client, anonymous="yes")
    assert "10.00\u00a0น." not in client.get("/receipt").text.split("siang-foot")[0]


def test_too_many_files_are_refused_with_the_limit_named(app: Flask, client: FlaskClient) -> None:
    page = tell(client, files=[(f"{n}.txt", b"x") for n in range(21)])
    assert page.status_code == 422
    assert errors(page) == ["แนบได้ไม่เกิน 20 ไฟล์"]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Case)) == 0


@pytest.mark.parametrize(("size", "status"), [(26 * 1024 * 1024, 413), (25 * 1024 * 1024 + 1, 422)])
def test_too_large_files_are_refused_with_the_limit_named(
    client: FlaskClient, size: int, status: int
) -> None:
    page = tell(client, files=[("วิดีโอ.mp4", bytes(size))])
    assert page.status_code == status
    assert "ไฟล์รวมกันใหญ่เกิน 25 MB" in page.text


def test_more_cases_than_the_limit_are_refused_in_words(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = replace(app.config["SETTINGS"], rate_limit=2)
    monkeypatch.setitem(app.config, "SETTINGS", two)
    assert tell(client, token="b" * 30, body=" ").status_code == 422  # not counted
    assert [tell(client, token=f"{n}" * 30).status_code for n in range(2)] == [303, 303]
    page = tell(client, token="c" * 30)
    assert page.status_code == 429
    assert "60 นาที" in page.text
    assert page.headers["Retry-After"] == "3600"


def test_an_expired_page_comes_back_with_everything_typed(
    client: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    page = tell(client)
    assert page.status_code == 422
    assert "ข้อความของท่านยังอยู่ครบ" in page.text
    assert TOLD["subject"] in page.text


def test_the_form_and_its_keeping_ask_a_bounded_number_of_questions(
    app: Flask, client: FlaskClient
) -> None:
    tell(client)  # the first of a year also starts the counter
    with questions(app) as asked:
        client.get("/new/complaint")
    assert len(asked) <= 7
    asked_to_keep = []
    for number, files in enumerate(([], [(f"{n}.txt", b"x") for n in range(5)])):
        with questions(app) as asked:
            tell(client, token=f"{number}" * 30, files=files)
        asked_to_keep.append(len(asked))
    assert asked_to_keep[0] <= 18
    assert asked_to_keep[1] <= asked_to_keep[0] + 8  # what this person sent before is counted


def test_nothing_personal_and_no_secret_is_ever_in_an_address(client: FlaskClient) -> None:
    answer = tell(client)
    reference, secret = receipt(client)
    tracked = client.post("/track", data={"reference": reference, "secret": secret})
    assert [answer.location, tracked.location] == ["/receipt", "/track/case"]
