"""From an empty office to a case that is worked, as the people of that office would do it."""

import re
from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app.database import transaction
from app.office.first_start import offer_set_up
from app.queries import people
from tests.web.seats import an_office_at_work, email, open_browser

PASSWORD = "ม้าแก่กินหญ้าเขียว"


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.fill(f'main [name="{name}"]', value)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def choose_password(page: Page) -> None:
    fill(page, password=PASSWORD, again=PASSWORD)


def invited(page: Page, name: str, email: str, *roles: str) -> str:
    """Add somebody of the new unit; the link that is shown once."""
    page.goto("/settings/people/add")
    fill(page, name=name, email=email)
    page.select_option("#unit", "U01")
    for role in roles:
        page.get_by_label(role, exact=True).check()
    press(page, "เพิ่มและส่งคำเชิญ")
    return page.locator("#shown").inner_text()


def begin(page: Page, token: str) -> None:
    page.goto(f"/set-up/{token}")
    fill(page, name_th="สำนักงานตัวอย่าง", code="OIE", phone="02-000-0100",
         person="นายผู้ดูแล ระบบดี", email="head@office.example")  # fmt: skip
    choose_password(page)
    press(page, "เริ่มใช้งาน")
    expect(page).to_have_url(re.compile("/settings/start$"))


def add_lists(page: Page) -> None:
    """A unit, a topic of it, and this year's calendar confirmed."""
    page.get_by_role("link", name="หน่วยที่รับเรื่อง").click()
    page.get_by_role("button", name="เพิ่มหน่วย").click()
    fill(page, code="U01", name_th="กองกลาง")
    press(page, "บันทึก")
    page.goto("/settings/new-topic")
    fill(page, code="C01", name_th="วารสาร")
    page.select_option("#unit", "U01")
    press(page, "บันทึก")
    page.goto("/settings/calendar")
    page.locator('form[action$="/confirm"] button').click()


def test_an_empty_office_is_set_up_and_its_first_case_is_worked(
    browser: Browser, app: Flask, live_server: str, now: datetime
) -> None:
    with app.app_context(), transaction():
        token = offer_set_up(now)
    head = browser.new_context(base_url=live_server).new_page()
    begin(head, token or "")
    add_lists(head)
    link = invited(head, "นางสมศรี ใจดี", "somsri@office.example", "เจ้าหน้าที่", "เจ้าหน้าที่รับเรื่อง")
    invited(head, "นายรับ เรื่องไว", "rab@office.example", "เจ้าหน้าที่รับเรื่อง")
    head.goto("/settings/start")
    expect(head.locator("main")).to_contain_text("เรียบร้อยแล้ว 5 จาก 7 ข้อ")
    citizen = browser.new_context(base_url=live_server).new_page()
    citizen.goto("/new/complaint")
    fill(citizen, subject="วารสารส่งล่าช้า", body="ฉบับเดือนกรกฎาคมเพิ่งได้รับ")
    citizen.select_option("#topic", "C01")
    citizen.check('[name="anonymous"][value="no"]')
    fill(citizen, name="สมหมาย ใฝ่อ่าน", email="sommai@example.org")
    press(citizen, "ตรวจทานก่อนส่ง")
    press(citizen, "ส่งเรื่อง")
    expect(citizen).to_have_url(re.compile("/receipt$"))
    case = "/desk/cases/" + re.findall(r"OIE-\d{4}-\d{4}", citizen.content())[0]
    officer = browser.new_context(base_url=live_server).new_page()
    officer.goto(link)
    choose_password(officer)
    press(officer, "ตั้งรหัสผ่านและเข้าสู่ระบบ")
    expect(officer.get_by_role("button", name="ออกจากระบบ")).to_be_visible()
    officer.goto(case)
    expect(officer.locator("main")).to_contain_text("ฉบับเดือนกรกฎาคมเพิ่งได้รับ")
    officer.goto(f"{case}/steps/assign")
    officer.select_option('main [name="owner"]', "somsri@office.example")
    officer.locator("main form button.govuk-button").last.click()
    expect(officer).to_have_url(re.compile(re.escape(case)))
    head.goto("/settings/start")
    expect(head.locator("main")).to_contain_text("เรียบร้อยแล้ว 6 จาก 7 ข้อ")


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_pages_of_the_settings_are_readable_by_everybody_at_any_width(
    app: Flask, browser: Browser, live_server: str, now: datetime, width: int
) -> None:
    an_office_at_work(app, now)
    size = {"width": width, "height": 800}
    page = open_browser(app, browser, "admin", viewport=size, reduced_motion="reduce")
    with app.app_context():
        key = people.by_email(email("officer")).id
    for place in ("", "start", "people", "people/add", f"people/{key}", f"people/{key}/close",
                  "office", "units", "new-unit", "units/U02", "topics", "topics/C04",
                  "causes"):  # fmt: skip
        page.goto(f"/settings/{place}")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], place
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
