"""A long talk on the tracking page: on a small screen, without scripts, and without the code."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from app.actions.receive_message import receive_message
from app.actions.write_letter import write_letter
from app.database import db, transaction
from app.intake.submission import File, Sender
from app.models import Attachment, Message
from app.queries import cases, people
from tests.factories import a_case
from tests.web.seats import an_office_at_work, email, sit
from tests.web.seats import text as said
from tests.web.visitors import post, receipt, tell
from workflows.secrets import derive_code, digest

MANY, FILES = 30, 10
LONG = "https://example.org/" + "ก" * 90  # one word, wider than the screen


@pytest.fixture
def talk(app: Flask, now: datetime, live_server: str) -> tuple[str, str]:
    """Reference and code of an anonymous case with many words from both sides and many files."""
    an_office_at_work(app, now)
    code = derive_code("key", "case", "talk")
    with app.app_context(), transaction():
        begun = a_case(now, anonymous=True, sender=Sender())
        begun.secret_hash = digest(code)
        reference = begun.reference
    for number in range(MANY):
        at = now + timedelta(minutes=number)
        files = [File(f"ภาพที่ {number:02} {'ชื่อยาว' * 12}.txt", b"x")] if number < FILES else []
        with app.app_context(), transaction():
            boss = people.by_email(email("boss"))
            assert boss is not None
            case = cases.find(reference, boss)
            if number % 3 == 2:
                write_letter(case, boss, at, occasion=f"{number}", how="track", files=files,
                             text=f"คำตอบที่ {number:02} ขอบคุณ")  # fmt: skip
            else:
                receive_message(case, at, f"ข้อความที่ {number:02} {LONG}", f"t{number}", files)
    return reference, code


@pytest.fixture
def small(app: Flask, browser: Browser, talk: tuple[str, str]) -> Iterator[Page]:
    """A telephone of 320 pixels whose browser runs no scripts."""
    context = browser.new_context(
        base_url=app.config["BASE_URL"], java_script_enabled=False, locale="th-TH",
        viewport={"width": 320, "height": 640},
    )  # fmt: skip
    yield context.new_page()
    context.close()


def test_a_long_talk_is_read_in_order_and_gone_on_with_on_a_small_screen_without_scripts(
    small: Page, talk: tuple[str, str]
) -> None:
    small.goto("/track")
    small.locator("#reference").fill(f"\u200b {talk[0].lower().replace('-', '–')} ")
    small.locator("#secret").fill("\ufeff" + talk[1].lower().replace("-", "\u200d-\u00a0"))
    small.locator("main form button").first.click()
    expect(small).to_have_url(f"{small.url.partition('/track')[0]}/track/case")
    shown = small.locator("main").inner_text()
    told = [f"{'คำตอบที่' if n % 3 == 2 else 'ข้อความที่'} {n:02} " for n in range(MANY)]
    places = [shown.index(words) for words in told]
    assert places == sorted(places)
    links = small.locator("main a[href^='/files/']")
    assert links.count() == FILES
    # Without scripts the page measures nothing itself: what is drawn tells how wide it is.
    boxes = [box for link in links.all() if (box := link.bounding_box())]
    assert len(boxes) == FILES
    assert max(box["x"] + box["width"] for box in boxes) <= 320
    words = small.get_by_text("ข้อความที่ 00").first.bounding_box()
    assert words is not None
    assert words["x"] + words["width"] <= 320
    assert shown.count("ท่านส่งข้อความถึงเรา") == MANY // 3  # two in a row are told once
    assert shown.count("2 ครั้ง") == MANY // 3
    small.get_by_role("link", name="ไปที่ช่องเขียนถึงเรา").click()
    expect(small.locator("form[action$='/track/message'] textarea")).to_be_in_viewport()
    with small.expect_download() as saved:
        links.first.click()
    assert saved.value.suggested_filename.startswith("ภาพที่ 00")
    small.locator("form[action$='/track/message'] textarea").fill("ข้อความสุดท้าย")
    small.locator("form[action$='/track/message'] button").last.click()
    expect(small.locator("main")).to_contain_text("ข้อความสุดท้าย")


@pytest.mark.usefixtures("seat")
def test_a_code_that_is_written_to_us_is_kept_nowhere_and_read_by_nobody(
    app: Flask, client: FlaskClient
) -> None:
    tell(client, anonymous="yes", name=None, email=None)
    reference, secret = receipt(client)
    client.post("/track", data={"reference": reference, "secret": secret})
    body = f"รหัสของฉันคือ {secret.lower()} ช่วยดูด้วย"
    sent = {"token": "message-" + "c" * 30, "body": body}
    for _ in range(2):  # sent twice, it is still the same message
        assert post(client, "/track/message", sent).status_code == 303
    desk = said(sit(app, "boss").get(f"/desk/cases/{reference}"))
    with app.app_context():
        kept = db.session.scalars(select(Message.body)).one()
        assert db.session.scalars(select(Attachment.id)).all() == []
    assert kept == "รหัสของฉันคือ (รหัสลับ เราไม่เก็บไว้) ช่วยดูด้วย"
    for shown in (desk, client.get("/track/case").text):
        assert "เราไม่เก็บไว้" in shown
        assert secret.lower() not in shown
