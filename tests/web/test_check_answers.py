"""Before a case is sent it is read once more; nothing typed is lost on the way there and back."""

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.database import db, transaction
from app.models import Case
from tests.factories import an_office
from tests.web.visitors import TOLD, errors, post, tell

SECRETLY = {"token": TOLD["token"], "subject": "เรียกรับเงิน", "body": "เมื่อวันจันทร์", "anonymous": "yes"}


@pytest.fixture(autouse=True)
def office(app: Flask) -> None:
    with app.app_context(), transaction():
        an_office()


def cases(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Case)) or 0


def sent_on(page: str) -> dict[str, str]:
    """What the page of the check would send."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    key = re.findall(r'name="token"[^>]* value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found} | {"token": key[0]}


def test_what_is_checked_is_shown_in_words_and_not_sent_yet(
    app: Flask, client: FlaskClient
) -> None:
    page = tell(client, check="yes")
    assert page.status_code == 200
    assert "ตรวจทานก่อนส่ง</h1>" in page.text
    for shown in (TOLD["subject"], TOLD["name"], "บอกชื่อ ให้เราติดต่อกลับ"):
        assert f"{shown}</dd>" in page.text
    assert ">C01</dd>" not in page.text  # the topic's name, no code
    assert cases(app) == 0


def test_what_was_checked_is_sent_as_it_was_read(app: Flask, client: FlaskClient) -> None:
    carried = sent_on(tell(client, check="yes").text)
    assert post(client, "/new/complaint", carried | {"files": [("ก.pdf", b"%PDF-1.7")]}).location
    with app.app_context():
        case = db.session.scalars(select(Case)).one()
        assert (case.subject, case.topic_code) == (TOLD["subject"], "C01")
        assert case.body == TOLD["body"]
        assert case.correspondent
        assert case.correspondent.name == TOLD["name"]


def test_whoever_goes_back_to_mend_finds_every_word(app: Flask, client: FlaskClient) -> None:
    page = tell(client, edit="subject", body=" ")
    assert page.status_code == 200
    assert errors(page) == []
    assert f'value="{TOLD["subject"]}"' in page.text
    assert "ตรวจทานก่อนส่ง</button>" in page.text
    assert cases(app) == 0


def test_what_is_missing_is_asked_before_the_check(client: FlaskClient) -> None:
    page = tell(client, check="yes", body=" ")
    assert page.status_code == 422
    assert errors(page) == ["กรอกรายละเอียดของเรื่อง"]
    assert "ตรวจทานก่อนส่ง</button>" in page.text


def test_a_name_typed_before_choosing_none_is_not_carried_on(client: FlaskClient) -> None:
    page = tell(client, check="yes", anonymous="yes")
    assert TOLD["name"] not in page.text
    assert TOLD["email"] not in page.text


def test_the_integrity_door_has_its_check_with_the_way_out(app: Flask, client: FlaskClient) -> None:
    page = post(client, "/integrity/new", SECRETLY | {"check": "yes", "accused": "นาย ก"})
    assert page.status_code == 200
    assert "ออกจากหน้านี้ทันที" in page.text
    assert "นาย ก</dd>" in page.text
    assert cases(app) == 0
