"""What the desk says of a search: how it was cut, the words marked, near words, what is hidden."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import settled
from tests.web.callers import a_caller
from tests.web.seats import an_office_at_work, sit


@pytest.fixture
def office(client: FlaskClient, app: Flask, now) -> Flask:
    an_office_at_work(app, now)
    return app


def make(app: Flask, now, **more: object) -> str:
    with app.app_context():
        return settled(now, **more)


def found(app: Flask, q: str, who: str = "boss", **more: str) -> str:
    return sit(app, who).get("/desk", query_string={"queue": "all", "q": q, **more}).text


def test_the_page_says_how_the_words_were_cut_and_marks_them(office, now) -> None:
    make(office, now, subject="วารสารส่งล่าช้า ๓ เดือน", body="รอ <b>นาน</b> ๓ เดือน")
    page = found(office, 'วารสาร "3 เดือน" -เว็บ')
    assert "ตัดเป็น: <strong>วารสาร</strong> | <strong>3 เดือน</strong>" in page
    assert "ไม่มีคำว่า <strong>เว็บ</strong>" in page
    assert "พบ 1 เรื่อง" in page
    assert "<mark>วารสาร</mark>ส่งล่าช้า <mark>๓ เดือน</mark>" in page
    assert "รอ &lt;b&gt;นาน&lt;/b&gt; <mark>๓ เดือน</mark>" in page


def test_near_words_are_offered_as_links_and_marked(office, now) -> None:
    make(office, now, subject="เว็บไซต์เปิดไม่ได้")
    page = found(office, "เว็ปไซต์")
    assert "จึงค้นคำที่สะกดใกล้เคียงด้วย" in page
    assert ">เว็บไซต์</a>" in page
    assert "<mark>เว็บไซต์</mark>เปิดไม่ได้" in page


def test_words_written_together_are_cut_and_the_page_says_so(office, now) -> None:
    make(office, now, subject="วารสารส่งล่าช้า")
    page = found(office, "วารสารล่าช้า")
    assert "<strong>วารสาร</strong> | <strong>ล่าช้า</strong>" in page
    assert "จึงตัดแล้วค้นทีละส่วน" in page


def test_nothing_of_a_restricted_case_is_quoted_in_the_list(office, now) -> None:
    make(office, now, topic="C08", subject="เรียกรับเงินใต้โต๊ะ", body="จ่ายใต้โต๊ะทุกเดือน")
    page = found(office, "ใต้โต๊ะ", "keeper")
    assert "เรื่องปกปิด" in page
    assert "<mark>" not in page


def test_the_interface_finds_the_same_in_the_same_order(office, now) -> None:
    near, exact = make(office, now, subject="เว็บไซต์ล่ม"), make(office, now, subject="เว็ปไซต์ล่ม")
    with office.app_context():
        desk = a_caller(now, "intake")
    query = {"queue": "all", "q": "เว็ปไซต์"}
    items = (
        office.test_client().get("/api/v1/cases", query_string=query, headers=desk).json["items"]
    )
    assert [item["reference"] for item in items] == [exact, near]
