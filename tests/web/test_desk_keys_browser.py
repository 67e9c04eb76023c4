"""The desk in a real browser: single keys, drafts that outlive a session, a case beside a list."""

from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app.actions.keep_person import set_password
from app.database import transaction
from app.queries import people
from tests.factories import settled
from tests.web.seats import an_office_at_work, email, open_browser
from workflows import State

WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 320, "height": 700}
WORDS = "โรงพิมพ์แจ้งว่าจะส่งฉบับที่ค้างภายในสัปดาห์นี้"
PASSWORD = "รหัสผ่านยาวพอสมควร 1"


@pytest.fixture
def references(app: Flask, now: datetime, live_server: str) -> list[str]:
    """Two cases that one officer is to answer."""
    an_office_at_work(app, now)
    with app.app_context():
        owner = people.by_email(email("officer"))
        return [settled(now, State.ASSIGNED, owner=owner) for _ in range(2)]


def key_of(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_keys_move_along_the_queue_open_a_case_and_go_on_to_the_next(
    app, browser: Browser, references
) -> None:
    page = open_browser(app, browser, "officer")
    page.goto("/desk?queue=mine")
    key_of(page, "j", "j", "k")
    expect(page.locator("a.siang-row").first).to_be_focused()
    key_of(page, "j", "Enter")
    page.wait_for_url(f"**/cases/{references[1]}?queue=mine")
    key_of(page, "k")
    page.wait_for_url(f"**/cases/{references[0]}?queue=mine")
    key_of(page, "n")
    expect(page.locator("#note")).to_be_focused()
    page.keyboard.type("jk?")
    expect(page.locator("#note")).to_have_value("jk?")
    page.locator("h1").click()
    key_of(page, "r")
    expect(page.locator("#text")).to_be_focused()
    page.locator("h1").click()
    key_of(page, "s", "Enter")
    page.wait_for_url("**/steps/analyse")
    key_of(page, "s")
    expect(page.get_by_label("สาเหตุ")).to_be_focused()
    page.get_by_role("link", name="กลับไปที่เรื่อง").click()
    page.wait_for_url(f"**/cases/{references[0]}?queue=mine")
    key_of(page, "u")
    page.wait_for_url("**/desk?queue=mine")
    key_of(page, "/")
    expect(page.locator("#q")).to_be_focused()
    page.locator("h1").click()
    key_of(page, "g", "t")
    page.wait_for_url("**/desk/today")


def test_a_question_mark_lists_the_keys_and_they_can_be_switched_off(
    app, browser: Browser, references
) -> None:
    page = open_browser(app, browser, "officer")
    page.goto("/desk?queue=mine")
    key_of(page, "?")
    keys = page.get_by_role("dialog", name="ปุ่มลัด")
    expect(keys).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    keys.get_by_label("ปิดปุ่มลัดในเบราว์เซอร์นี้").check()
    keys.get_by_role("button", name="ปิด").click()
    page.reload()
    key_of(page, "?", "j")
    expect(keys).to_be_hidden()
    expect(page.locator("a.siang-row").first).not_to_be_focused()
    page.get_by_role("button", name="ปุ่มลัด").click()
    keys.get_by_label("ปิดปุ่มลัดในเบราว์เซอร์นี้").uncheck()
    keys.get_by_role("button", name="ปิด").click()
    page.locator("h1").click()
    key_of(page, "j")
    expect(page.locator("a.siang-row").first).to_be_focused()


def test_a_draft_outlives_the_session_in_which_it_was_typed(
    app, browser: Browser, references
) -> None:
    with app.app_context(), transaction():
        set_password(people.by_email(email("officer")), PASSWORD)
    page = open_browser(app, browser, "officer")
    page.goto(f"/desk/cases/{references[0]}/steps/analyse")
    page.get_by_label("ข้อเท็จจริง").first.fill(WORDS)
    expect(page.locator("[data-draft-told]")).to_contain_text("บันทึกร่างแล้วเมื่อ")
    page.context.clear_cookies()
    page.get_by_role("button", name="บันทึกการวิเคราะห์").click()
    page.get_by_label("อีเมลราชการ").fill(email("officer"))
    page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="เข้าสู่ระบบ").click()
    page.wait_for_url("**/steps/analyse")
    expect(page.get_by_label("ข้อเท็จจริง").first).to_have_value(WORDS)
    page.get_by_role("button", name="ทิ้งร่าง").click()
    expect(page.get_by_label("ข้อเท็จจริง").first).to_have_value("")


def test_who_is_signed_out_while_typing_is_told_so(app, browser: Browser, references) -> None:
    page = open_browser(app, browser, "officer")
    page.goto(f"/desk/cases/{references[0]}")
    page.context.clear_cookies()
    page.locator("#note").fill(WORDS)
    expect(page.get_by_text("ท่านออกจากระบบแล้ว")).to_be_visible()
    expect(page.locator("#note")).to_have_value(WORDS)


def test_a_case_stands_beside_the_list_on_a_wide_screen_and_above_it_on_a_narrow_one(
    app, browser: Browser, references
) -> None:
    page = open_browser(app, browser, "officer", viewport=WIDE)
    page.goto("/desk?queue=mine")
    page.get_by_role("link", name="เปิดเรื่องไว้ข้างรายการ").click()
    page.locator("a.siang-row").nth(1).click()
    pane = page.locator("#opened").locator("xpath=ancestor-or-self::section")
    expect(pane).to_contain_text(references[1])
    table, beside = page.locator("table").bounding_box(), pane.bounding_box()
    assert table is not None
    assert beside is not None
    assert table["x"] + table["width"] <= beside["x"]
    key_of(page, "k")
    expect(page.locator("a.siang-row").first).to_be_focused()
    pane.get_by_role("button", name="เปิดทั้งเรื่อง").click()
    page.wait_for_url(f"**/cases/{references[1]}*")
    page.goto("/desk?queue=mine")
    page.set_viewport_size(PHONE)
    expect(page.get_by_role("link", name="เปิดเรื่องไว้ข้างรายการ")).to_be_hidden()


def test_everything_is_there_without_a_script(app, browser: Browser, references) -> None:
    page = open_browser(app, browser, "officer", java_script_enabled=False)
    page.goto("/desk/today")
    page.locator("a.siang-row").first.click()
    page.locator("#note").fill(WORDS)
    page.locator("form.siang-note button").click()
    expect(page.get_by_role("main")).to_contain_text(WORDS)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_new_pages_can_be_used_by_everybody_on_any_screen(
    app, browser: Browser, references, size
) -> None:
    page = open_browser(app, browser, "boss", viewport=size)
    page.goto("/desk?queue=all&state=open")
    page.get_by_text("บันทึกมุมมองนี้").click()
    page.get_by_label("ชื่อมุมมอง").fill("ยังไม่ยุติ")
    page.get_by_role("button", name="บันทึกมุมมอง").click()
    expect(page.get_by_role("link", name="ยังไม่ยุติ 2")).to_be_visible()
    case = f"/desk/cases/{references[0]}"
    for place in ("/desk/today", "/desk?queue=all", f"/desk?queue=all&open={references[0]}",
                  "/desk/views", case, f"{case}/similar", f"{case}/history"):  # fmt: skip
        page.goto(place)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{place}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
