"""The desk in a real browser: two officers on one case, narrow screens, and who cannot see well."""

from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, expect

from app.queries import people
from tests.factories import settled
from tests.web.seats import an_office_at_work, email, open_browser
from workflows import State

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 700}


@pytest.fixture
def reference(app: Flask, now: datetime, live_server: str) -> str:
    """A case that one officer is to answer."""
    an_office_at_work(app, now)
    with app.app_context():
        owner = people.by_email(email("officer"))
        return settled(now, State.ANALYSED, owner=owner)


def test_the_second_of_two_officers_keeps_the_text_and_reads_what_the_first_did(
    app, browser: Browser, reference
) -> None:
    first, second = open_browser(app, browser, "officer"), open_browser(app, browser, "boss")
    for page in (first, second):
        page.goto(f"/desk/cases/{reference}/steps/resolve")
        page.get_by_label("เป็นจริงตามที่แจ้ง").check()
    first.get_by_label("คำตอบถึงผู้แจ้ง").fill("ส่งฉบับที่ค้างแล้วทางไปรษณีย์")
    first.get_by_role("button", name="ยุติเรื่อง").click()
    expect(first.get_by_role("status")).to_contain_text("บันทึกแล้ว")
    second.get_by_label("คำตอบถึงผู้แจ้ง").fill("จะส่งให้ใหม่ทั้งหมด")
    second.get_by_role("button", name="ยุติเรื่อง").click()
    told = second.get_by_role("alert").first
    expect(told).to_contain_text("มีผู้เปลี่ยนแปลงเรื่องนี้ก่อนท่าน")
    expect(told).to_contain_text("คุณofficer")
    expect(second.get_by_label("ข้อความที่ท่านพิมพ์ไว้")).to_have_value("จะส่งให้ใหม่ทั้งหมด")
    second.goto(f"/desk/cases/{reference}")
    expect(second.get_by_role("main")).to_contain_text("ส่งฉบับที่ค้างแล้วทางไปรษณีย์")
    expect(second.get_by_role("main")).not_to_contain_text("จะส่งให้ใหม่ทั้งหมด")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_every_desk_page_can_be_used_by_everybody_on_any_screen(
    app, browser: Browser, reference, size
) -> None:
    page = open_browser(app, browser, "boss", viewport=size)
    case = f"/desk/cases/{reference}"
    for place in ("/desk?queue=all", case, f"{case}/steps/resolve", f"{case}/notes",
                  "/desk/intake", "/desk/outbox", "/desk/quarantine"):  # fmt: skip
        page.goto(place)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{place}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place


def test_a_form_that_comes_back_can_be_used_by_everybody(app, browser: Browser, reference) -> None:
    page = open_browser(app, browser, "boss")
    page.goto(f"/desk/cases/{reference}/steps/dismiss")
    page.get_by_label("เหตุผล", exact=True).fill("ไม่ใช่เรื่องของเรา")
    page.get_by_role("button", name="ไม่รับดำเนินการ").click()
    expect(page.get_by_role("alert")).to_contain_text("เลือกผล")
    expect(page.get_by_label("เหตุผล", exact=True)).to_have_value("ไม่ใช่เรื่องของเรา")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
