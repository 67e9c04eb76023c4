"""What people come for, done by keys alone and again without any script, in real Chromium."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app.actions.ask_correspondent import Asked, ask_correspondent
from app.database import transaction
from app.queries import cases
from tests.factories import a_case, settled
from tests.web.every_page import remember
from tests.web.hands import Hands, Keys, Pointing
from tests.web.seats import an_office_at_work, person_of
from workflows import State
from workflows.dates import local_day

LONG_AGO, WEEK = timedelta(days=75), timedelta(days=7)
SUBJECT = "วารสารเดือนกรกฎาคมยังไม่ถึง"
OVERDUE = "ค้นรายงานประจำปีในเว็บไซต์ไม่พบ"
FOUND = "หน้าค้นหาอ้างดัชนีเก่า ผู้ดูแลเว็บไซต์ปรับให้แล้ว"
ANSWER = "ปรับหน้าค้นหาแล้ว ท่านค้นรายงานประจำปีได้ตามปกติ"
WAYS = {"keyboard": (Keys, True), "no script": (Pointing, False)}
Sit = Callable[..., Hands]


@pytest.fixture(params=WAYS)
def sit(
    request: pytest.FixtureRequest, app: Flask, browser: Browser, now: datetime, live_server: str
) -> Sit:
    """Somebody at a page, one way or the other; signed in as one of the office, or a stranger."""
    an_office_at_work(app, now)
    hands, script = WAYS[request.param]

    def sit(who: str = "") -> Hands:
        context = browser.new_context(base_url=app.config["BASE_URL"], java_script_enabled=script)
        if who:
            with app.app_context():
                word = person_of(who).get_id()
            remember(context, app, {"_user_id": word, "_fresh": True})
        return hands(context.new_page())

    return sit


def test_a_case_is_sent_with_a_fault_mended_found_again_and_our_questions_answered(
    app: Flask, sit: Sit, now: datetime
) -> None:
    citizen = sit()
    reference, secret = _send(citizen)
    with app.app_context(), transaction():
        boss = person_of("boss")
        case = cases.find(reference, boss)
        asked = Asked(("เลขสมาชิกของท่าน",), local_day(now) + WEEK)
        ask_correspondent(case, boss, now, asked)
    _track(citizen, reference, secret)
    _answer(citizen)


def test_an_overdue_case_is_found_and_worked_to_its_end(
    app: Flask, sit: Sit, now: datetime
) -> None:
    with app.app_context(), transaction():
        a_case(now, State.ASSIGNED, person_of("officer"))
        late = a_case(
            now - LONG_AGO, State.ASSIGNED, person_of("officer"), subject=OVERDUE
        ).reference
    officer = sit("officer")
    page = officer.page
    page.goto("/desk/today")
    overdue = page.get_by_role("region", name="เกินกำหนด")
    expect(overdue.get_by_role("listitem")).to_have_count(1)
    officer.press(overdue.get_by_role("link", name=OVERDUE))
    _begin(officer, "บันทึกการวิเคราะห์")
    officer.write(page.locator("[name=root_cause]"), "ระบบสารสนเทศ")
    officer.write(page.locator("[name=finding]"), FOUND)
    officer.press(page.locator("#doing").get_by_role("button", name="บันทึกการวิเคราะห์"))
    _begin(officer, "ยุติเรื่อง")
    officer.choose(page.get_by_label("เป็นจริงตามที่แจ้ง"))
    officer.write(page.locator("[name=answer]"), ANSWER)
    officer.press(page.locator("#doing").get_by_role("button", name="ยุติเรื่อง"))
    page.wait_for_url(f"**/desk/cases/{late}?queue=mine")
    expect(page.get_by_role("main")).to_contain_text(ANSWER)
    with app.app_context():
        assert cases.find(late, person_of("boss")).state is State.RESOLVED


def test_the_report_is_read_and_the_cases_behind_a_figure_are_opened(
    app: Flask, sit: Sit, now: datetime
) -> None:
    with app.app_context():
        officer = person_of("officer")
        settled(now, State.RESOLVED, owner=officer)
        late = settled(now - WEEK, State.ASSIGNED, owner=officer, subject=OVERDUE)
    boss = sit("boss")
    page = boss.page
    page.goto("/desk")
    menu = page.get_by_role("navigation", name="เมนูโต๊ะทำงาน")
    boss.press(menu.get_by_role("link", name="รายงาน"))
    expect(page.get_by_role("heading", level=1)).to_have_text("เราตอบทันเวลาหรือไม่")
    figure = page.locator("main a[href*='/figures/cases?'][href*='which=received']").first
    number = int(figure.inner_text().replace(",", ""))
    boss.press(figure)
    rows = page.get_by_role("table").get_by_role("row")
    expect(rows).to_have_count(number + 1)
    boss.press(page.get_by_role("link", name=late))
    expect(page.get_by_role("heading", level=1)).to_have_text(OVERDUE)


def _send(citizen: Hands) -> tuple[str, str]:
    """Reference and secret code of what was sent at the second attempt."""
    page = citizen.page
    page.goto("/")
    citizen.press(page.get_by_role("link", name="ข้อร้องเรียน"))
    citizen.write(page.locator("[name=body]"), "รอมาสองเดือนแล้ว ขอให้ตรวจการจัดส่ง")
    citizen.choose(page.locator("[name=anonymous][value=yes]"))
    citizen.press(page.get_by_role("button", name="ตรวจทานก่อนส่ง"))
    wrong = page.get_by_role("alert")
    expect(wrong).to_contain_text("กรอกชื่อเรื่อง")
    citizen.press(wrong.get_by_role("link").first)
    citizen.write(page.locator("[name=subject]"), SUBJECT)
    citizen.press(page.get_by_role("button", name="ตรวจทานก่อนส่ง"))
    expect(page.get_by_role("heading", level=1)).to_have_text("ตรวจทานก่อนส่ง")
    citizen.press(page.get_by_role("button", name="ส่งเรื่อง"))
    expect(page.get_by_role("heading", level=1)).to_have_text("รับเรื่องของท่านแล้ว")
    code = " ".join(page.locator(".siang-code--secret").inner_text().split())
    return page.locator(".siang-code.siang-num").inner_text(), code


def _track(citizen: Hands, reference: str, secret: str) -> None:
    page = citizen.page
    page.goto("/")
    citizen.write(page.locator("[name=reference]"), reference.lower())
    citizen.press(page.get_by_role("button", name="ต่อไป"))
    citizen.write(page.locator("[name=secret]"), secret.lower())
    citizen.press(page.get_by_role("button", name="ดูเรื่องของฉัน"))
    expect(page.get_by_role("heading", level=1)).to_have_text(SUBJECT)


def _answer(citizen: Hands) -> None:
    page = citizen.page
    citizen.write(page.locator("[name^=answer_][name$=_1]"), "ส.1234")
    citizen.press(page.get_by_role("button", name="ส่งคำตอบ"))
    expect(page.locator("[name^=answer_][name$=_1]")).to_have_count(0)
    expect(page.get_by_role("main")).to_contain_text("ส.1234")
    citizen.write(page.locator("[name=body]").last, "ขอบคุณที่ถามมา")
    citizen.press(page.get_by_role("button", name="ส่งข้อความ"))
    expect(page.get_by_role("main")).to_contain_text("ขอบคุณที่ถามมา")


def _begin(officer: Hands, step: str) -> None:
    """The form of a step of the open case is there."""
    page: Page = officer.page
    officer.press(page.locator(".siang-case__steps").get_by_role("button", name=step, exact=True))
    expect(page.get_by_role("heading", level=1)).to_have_text(step)
