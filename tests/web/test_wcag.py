"""The rules of WCAG 2.2 that axe cannot judge, each by its number, in real Chromium."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.database import transaction
from app.queries import office, people
from tests.factories import a_case
from tests.web.every_page import remember
from tests.web.seats import an_office_at_work, email
from tests.web.wcag_rules import (
    BORDERLESS,
    CLIPPED,
    CONTACTS,
    COVERED,
    NOT_PRINTED,
    SMALL,
    SPACING,
)
from workflows import State

Open = Callable[..., Page]
PHONE, DESK = {"width": 320, "height": 700}, {"width": 1280, "height": 900}
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
CITIZEN = ("/", "/new/complaint", "/track", "/track/case", "/track/deadlines", "/track/rate",
           "/track/reopen", "/integrity", "/statistics", "/service-standards")  # fmt: skip
STAFF = ("/desk/today", "/desk?queue=all", "/desk/cases/{case}", "/desk/cases/{case}/steps/analyse",
         "/figures/sla", "/settings/", "/account")  # fmt: skip
PUBLIC = (*CITIZEN, "/receipt", "/track/lost", "/track/withdraw", "/flow-chart", "/improvements",
          "/how-we-handle", "/survey", "/integrity/new", "/nowhere")  # fmt: skip
SOURCE = Path(__file__).parents[2] / "app"
TABS = 120
PASTED = "abcd efgh 2345"


@pytest.fixture
def visit(app: Flask, browser: Browser, now: datetime, live_server: str) -> Iterator[Open]:
    """Opens a page as somebody who has an answered case open and manages the office."""
    an_office_at_work(app, now)
    with app.app_context(), transaction():
        office.office().phone = "02-000-0100"
        owner = people.by_email(email("officer"))
        answered = a_case(now, State.RESOLVED, owner)
        assigned = a_case(now, State.ASSIGNED, owner).reference
        seat = people.by_email(email("boss")).get_id()
        number = answered.id
    session = {"_user_id": seat, "_fresh": True,
               "track": {"case": number, "since": int(now.timestamp())}}  # fmt: skip

    browsers = dict[str, BrowserContext]()  # by what they are asked to be; each keeps its files

    def visit(address: str, **more: Any) -> Page:
        if (kind := str(more)) not in browsers:
            browsers[kind] = browser.new_context(base_url=app.config["BASE_URL"], **more)
        context = browsers[kind]
        for page in context.pages:
            page.close()
        context.clear_cookies()
        remember(context, app, session)
        page = context.new_page()
        page.goto(address.format(case=assigned))
        return page

    yield visit
    for context in browsers.values():
        context.close()


@SIZES
@pytest.mark.parametrize("address", ["/new/complaint", "/track/case", *STAFF[1:4]])
def test_2_4_11_what_has_the_focus_is_never_covered(visit: Open, address: str, size) -> None:
    page, seen = visit(address, viewport=size), 0
    for _ in range(TABS):
        page.keyboard.press("Tab")
        covered = page.evaluate(COVERED)
        if covered is None:
            break
        assert covered == "", f"{address}: {covered}"
        seen += 1
    assert seen > 5


def test_2_1_4_single_keys_can_be_switched_off_and_are_letters_in_a_field(visit: Open) -> None:
    page = visit("/desk?queue=all", viewport=DESK)
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("j?")
    expect(page.locator("#q")).to_have_value("j?")
    page.get_by_role("button", name="ปุ่มลัด").click()
    keys = page.get_by_role("dialog", name="ปุ่มลัด")
    keys.get_by_label("ปิดปุ่มลัดในเบราว์เซอร์นี้").check()
    keys.get_by_role("button", name="ปิด").click()
    page.reload()
    page.keyboard.press("/")
    page.keyboard.press("j")
    expect(page.locator("#q")).not_to_be_focused()
    expect(page.locator("a.siang-row").first).not_to_be_focused()


def test_2_5_7_nothing_needs_dragging(visit: Open, tmp_path: Path) -> None:
    for address in (*CITIZEN, *STAFF):
        found = visit(address).locator("[draggable=true], input[type=range]")
        assert found.count() == 0, address
    for script in (SOURCE / "static" / "source").glob("*.js"):
        assert not {
            word for word in ("drag", "pointermove", "touchmove") if word in script.read_text()
        }
    (file := tmp_path / "ใบเสร็จ.txt").write_text("หลักฐาน")
    page = visit("/new/complaint")
    page.locator("[name=subject]").fill("วารสารส่งช้า")
    page.locator("[name=body]").fill("รอมาสองเดือนแล้ว")
    page.locator("input[name=anonymous][value=yes]").check()
    page.get_by_role("button", name="ตรวจทานก่อนส่ง").click()
    # files may be dropped here, and chosen by a button
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="เลือกไฟล์").click()
    chooser.value.set_files(file)
    expect(page.get_by_role("main")).to_contain_text("ใบเสร็จ.txt")


@SIZES
def test_2_5_8_targets_outside_running_text_are_large_or_stand_apart(visit: Open, size) -> None:
    small = {address: visit(address, viewport=size).evaluate(SMALL)
             for address in (*CITIZEN, *STAFF)}  # fmt: skip
    assert {address: found for address, found in small.items() if found} == {}


def test_3_2_6_help_stands_in_the_same_place_on_every_public_page(visit: Open) -> None:
    for address in PUBLIC:
        found = visit(address).evaluate(CONTACTS)
        assert found == ["header", "main", "footer"], address


def test_3_3_7_nothing_that_is_known_is_asked_twice(visit: Open) -> None:
    page = visit("/new/complaint")
    given = {"subject": "วารสารส่งช้า", "name": "สมหมาย ใฝ่อ่าน", "phone": "02-000-0199",
             "email": "sommai@example.org"}  # fmt: skip
    page.locator("input[name=anonymous][value=no]").check()
    for name, text in given.items():
        page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name="ตรวจทานก่อนส่ง").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    for name, text in given.items():
        expect(page.locator(f"[name={name}]")).to_have_value(text)
    expect(page.locator("input[name=anonymous][value=no]")).to_be_checked()
    for address in ("/track/rate", "/track/reopen", "/track/appeal", "/track/case"):
        asked = visit(address).locator("[name=reference], [name=secret], [name=name], [name=email]")
        assert asked.count() == 0, address
    expect(visit("/track?reference=OFFICE-2570-0001").locator("[name=reference]")).to_have_value(
        "OFFICE-2570-0001"
    )


@pytest.mark.parametrize(("address", "name", "fills_in"), [
    ("/sign-in", "email", "username"), ("/sign-in", "password", "current-password"),
    ("/account/password", "password", "new-password"), ("/track", "secret", "off"),
    ("/track/lost", "email", "email"), ("/survey", "code", "off"),
])  # fmt: skip
def test_3_3_8_no_sign_in_is_a_test_of_memory(
    visit: Open, address: str, name: str, fills_in: str
) -> None:
    page = visit("/new/complaint")
    page.locator("[name=subject]").fill(PASTED)
    page.locator("[name=subject]").press("Control+a")
    page.keyboard.press("Control+c")
    if address == "/sign-in":
        page.context.clear_cookies()
    page.goto(address)
    field = page.locator(f"main [name={name}]")
    expect(field).to_have_attribute("autocomplete", fills_in)
    field.press("Control+v")
    expect(field).to_have_value(PASTED)


@pytest.mark.parametrize("address", [*CITIZEN, *STAFF])
def test_1_4_10_nothing_scrolls_sideways_at_four_hundred_percent(visit: Open, address: str) -> None:
    page = visit(address, viewport={"width": 320, "height": 256})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@SIZES
def test_1_4_12_no_text_is_lost_when_its_spacing_grows(visit: Open, size) -> None:
    lost = {}
    for address in (*CITIZEN, *STAFF):
        page = visit(address, viewport=size, bypass_csp=True)
        page.add_style_tag(content=SPACING)
        lost[address] = page.evaluate(CLIPPED)
    assert {address: found for address, found in lost.items() if found} == {}


def test_with_forced_colours_every_control_keeps_an_edge(visit: Open) -> None:
    for address in (*CITIZEN, *STAFF):
        page = visit(address, forced_colors="active")
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        assert page.evaluate(BORDERLESS) == [], address


def test_on_paper_nothing_is_lost_but_what_is_pressed(visit: Open) -> None:
    for address in ("/track/case", "/track/deadlines", "/desk/cases/{case}", "/figures/sla",
                    "/service-standards", "/statistics"):  # fmt: skip
        page = visit(address)
        assert page.evaluate("() => document.body.innerText.length") > 100
        page.evaluate(NOT_PRINTED[0])
        page.emulate_media(media="print")
        assert page.evaluate(NOT_PRINTED[1]) == [], address
