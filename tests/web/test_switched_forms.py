"""Whoever changes the language in the middle of a form finds all of it in the other language."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect
from sqlalchemy import func, select

from app.database import db, transaction
from app.models import Case, Message
from tests.factories import an_office
from tests.web.visitors import TOLD, errors, open_case, post, receipt, tell

SECRETLY = {"token": TOLD["token"], "subject": "เรียกรับเงิน", "accused": "หัวหน้า", "anonymous": "yes"}
ADDRESS, WORDS = "/new/complaint", "เขียนไว้ครึ่งหนึ่ง"


@pytest.fixture(autouse=True)
def office(app: Flask) -> None:
    with app.app_context(), transaction():
        an_office()


def stored(app: Flask, what: type[Case | Message]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(what)) or 0


def test_a_half_written_form_comes_back_in_the_other_language_without_a_fault(
    app: Flask, client: FlaskClient
) -> None:
    page = tell(client, language="en", body=None, name=None)
    assert page.status_code == 200
    assert errors(page) == []
    assert '<html lang="en"' in page.text
    assert f'value="{TOLD["subject"]}"' in page.text
    assert f'value="{TOLD["email"]}"' in page.text
    assert "Make a complaint</h1>" in page.text
    assert '<html lang="en"' in client.get("/").text  # and so are the pages after it
    assert stored(app, Case) == 0


def test_what_is_being_checked_is_checked_on_in_the_other_language(
    app: Flask, client: FlaskClient
) -> None:
    page = tell(client, language="en", checked="yes", files=[("ก.pdf", b"%PDF-1.7")])
    assert page.status_code == 200
    assert "Check before you send</h1>" in page.text
    assert f"{TOLD['subject']}</dd>" in page.text
    assert "Choose your files again" in page.text
    assert stored(app, Case) == 0


def test_the_door_for_corruption_loses_no_word_either(app: Flask, client: FlaskClient) -> None:
    page = post(client, "/integrity/new", {**SECRETLY, "language": "en"})
    assert page.status_code == 200
    assert errors(page) == []
    for word in (SECRETLY["subject"], SECRETLY["accused"], "Report corruption or misconduct</h1>"):
        assert word in page.text
    assert stored(app, Case) == 0


def test_a_language_that_we_do_not_speak_changes_nothing(client: FlaskClient) -> None:
    assert tell(client, language="xx", body=" ").status_code == 422
    assert '<html lang="th"' in client.get("/").text


def test_a_message_that_is_being_written_is_kept_and_not_sent(
    app: Flask, client: FlaskClient
) -> None:
    open_case(client)
    before = stored(app, Message)
    page = post(client, "/track/message", {"body": WORDS, "language": "en"})
    assert page.status_code == 200
    assert f"{WORDS}</textarea>" in page.text
    assert "Send message" in page.text
    assert stored(app, Message) == before
    nothing = post(client, "/track/message", {"body": "", "language": "th"})
    assert (nothing.status_code, nothing.location) == (303, "/track/case")


def test_a_reason_that_is_being_written_is_kept_and_not_sent(client: FlaskClient) -> None:
    open_case(client)
    for address, field in (("/track/reopen", "reason"), ("/track/withdraw", "body")):
        page = post(client, address, {field: WORDS, "language": "en"})
        assert page.status_code == 200, address
        assert f"{WORDS}</textarea>" in page.text, address
        assert '<html lang="en"' in page.text


def test_what_is_half_written_beside_a_sent_message_stays_on_the_page(
    app: Flask, client: FlaskClient
) -> None:
    reference = open_case(client)
    half = {"token": "m" * 40, "of": reference, "comment": "รอนาน", "handling": "2"}
    on = post(client, "/track/message", {**half, "body": WORDS, "files": [("ก.txt", b"1")]})
    assert (on.status_code, on.location) == (307, "/track/message?shown=message")
    page = post(client, on.location, {**half, "body": WORDS})
    assert page.status_code == 200
    assert "สิ่งอื่นที่ท่านเขียนไว้ยังไม่ได้ส่ง" in page.text
    assert f"{WORDS}</textarea>" not in page.text  # it was sent
    assert half["token"] not in page.text
    assert stored(app, Message) == 1
    again = post(client, "/track/message", {**half, "body": "อีกเรื่อง"})  # by the back button
    assert "อีกเรื่อง</textarea>" in post(client, again.location, {"body": "อีกเรื่อง"}).text
    assert stored(app, Message) == 1


@pytest.mark.parametrize("address", ["/track/message", "/track/reopen", "/track/withdraw"])
def test_whose_case_is_shut_meanwhile_gives_the_code_and_finds_all_that_was_written(
    app: Flask, client: FlaskClient, address: str
) -> None:
    tell(client)
    reference, secret = receipt(client)
    open_case(client, token="other-" + "b" * 30)  # another case, in a second window
    sent = {"of": reference, "body": WORDS, "reason": WORDS}
    door = client.post(address, data=sent)
    assert door.status_code == 404
    assert f'value="{reference}"' in door.text
    kept = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]+)"', door.text))
    assert (kept["body"], kept["to"]) == (WORDS, address.rpartition("/")[2])
    known = {**kept, "reference": reference, "secret": secret}
    assert WORDS in client.post("/track", data={**known, "secret": "AAAA BBBB"}).text
    tell(client, token="third-" + "c" * 30)
    theirs, code = receipt(client)  # of whoever comes next at this device
    next_one = client.post("/track", data={**known, "reference": theirs, "secret": code})
    assert (next_one.status_code, next_one.location) == (303, "/track/case")
    assert client.post(f"{address}?shown=code", data=known).status_code == 404
    on = client.post("/track", data=known)
    assert (on.status_code, on.location) == (307, f"{address}?shown=code")
    page = client.post(on.location, data=known)
    assert (page.status_code, errors(page)) == (200, [])
    assert f"{WORDS}</textarea>" in page.text
    assert reference in page.text
    assert stored(app, Message) == 0


@pytest.mark.parametrize("address", ["/sign-in", "/sign-in/forgotten", "/track/lost"])
def test_a_short_form_keeps_what_was_typed_but_no_password(
    client: FlaskClient, address: str
) -> None:
    typed = {"email": "somchai@oie.example", "password": "ความลับ", "reference": "OIE-2570-0001"}
    page = client.post(address, data={**typed, "language": "en"})
    assert (page.status_code, errors(page)) == (200, [])
    assert 'value="somchai@oie.example"' in page.text
    assert "ความลับ" not in page.text


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_switch_of_a_form_keeps_it_and_enter_still_sends_it(
    app: Flask, browser: Browser, live_server: str, script: bool
) -> None:
    page = browser.new_context(java_script_enabled=script).new_page()
    page.goto(f"{live_server}{ADDRESS}")
    page.get_by_label("เรื่อง", exact=True).fill(TOLD["subject"])
    page.get_by_role("textbox", name="รายละเอียด").fill(TOLD["body"])
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Make a complaint")
    expect(page.get_by_label("Subject")).to_have_value(TOLD["subject"])
    expect(page.get_by_role("textbox", name="Details")).to_have_value(TOLD["body"])
    assert page.url == f"{live_server}{ADDRESS}"
    page.get_by_label("Name", exact=True).fill(TOLD["name"])
    page.get_by_label("E-mail").fill(TOLD["email"])
    page.get_by_label("E-mail").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check before you send")
    page.get_by_role("button", name="ไทย").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("ตรวจทานก่อนส่ง")
    expect(page.get_by_text(TOLD["subject"])).to_be_visible()
    assert stored(app, Case) == 0
