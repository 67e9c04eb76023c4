"""Passkeys in a real browser with a device made of software: added, used twice over, copied."""

import base64
import json
import re
from datetime import datetime
from urllib.parse import parse_qs

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, CDPSession, Page, Route, expect
from sqlalchemy import select, update

from app.actions.keep_passkeys import Challenge, Site, site_of, take_passkey
from app.actions.keep_person import set_password
from app.database import db, transaction
from app.models import Authenticator, Event
from tests.web.seats import an_office_at_work, email, person_of

PASSWORD = "ม้าแก่กินหญ้าเขียว"
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


class Device:
    """What unlocks passkeys in the browser."""

    def __init__(self, page: Page) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.session.send("WebAuthn.enable")
        made = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        self.id = made["authenticatorId"]

    def recognises(self, owner: bool) -> None:
        """Whether the finger is the owner's."""
        given = {"authenticatorId": self.id, "isUserVerified": owner}
        self.session.send("WebAuthn.setUserVerified", given)


@pytest.fixture
def site(app: Flask, now: datetime, live_server: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The site under a name: browsers keep no passkeys for numbers."""
    address = live_server.replace("127.0.0.1", "localhost")
    monkeypatch.setitem(app.config, "BASE_URL", address)
    an_office_at_work(app, now)
    with app.app_context(), transaction():
        set_password(person_of("officer"), PASSWORD)
    return address


@pytest.fixture
def page(browser: Browser, site: str) -> Page:
    page = browser.new_context(base_url=site, locale="th-TH").new_page()
    page.set_default_timeout(20_000)
    return page


def give_password(page: Page) -> None:
    page.goto("/sign-in")
    page.fill("#email", email("officer"))
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="เข้าสู่ระบบ", exact=True).click()


def add_passkey(page: Page) -> None:
    page.goto("/account/passkeys/new")
    page.fill("#name", "คอมพิวเตอร์ที่โต๊ะ")
    page.fill("#proof", PASSWORD)
    page.get_by_role("button", name="ต่อไป").click()
    page.get_by_role("button", name="สร้างพาสคีย์").click()
    expect(page.get_by_role("heading", name="รหัสกู้คืนของท่าน")).to_be_visible()


def use_passkey(page: Page) -> None:
    page.get_by_role("button", name="เข้าสู่ระบบด้วยพาสคีย์").click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="ออกจากระบบ", exact=True).click()
    page.wait_for_url("**/sign-in")


def test_a_passkey_is_added_then_the_second_step_and_then_the_only_one(
    app: Flask, page: Page
) -> None:
    Device(page)
    give_password(page)
    add_passkey(page)
    sign_out(page)
    give_password(page)
    page.wait_for_url("**/sign-in/code")
    use_passkey(page)
    page.wait_for_url("**/desk/today")
    sign_out(page)
    page.goto("/sign-in?next=/account")
    use_passkey(page)
    page.wait_for_url("**/account")
    expect(page.get_by_role("rowheader", name="คอมพิวเตอร์ที่โต๊ะ")).to_be_visible()
    with app.app_context():
        found = db.session.scalars(select(Event.what).where(Event.what == "signed_in")).all()
        assert len(found) == 3


def test_an_unknown_finger_and_a_counter_that_goes_back_sign_nobody_in(
    app: Flask, page: Page
) -> None:
    device = Device(page)
    give_password(page)
    add_passkey(page)
    sign_out(page)
    device.recognises(owner=False)
    use_passkey(page)
    expect(page.get_by_role("alert")).to_contain_text("ไม่ได้ใช้พาสคีย์")
    device.recognises(owner=True)
    with app.app_context(), transaction() as session:
        session.execute(update(Authenticator).values(sign_count=1_000_000))
    use_passkey(page)
    expect(page.locator(".govuk-error-summary")).to_contain_text("ด้วยพาสคีย์ไม่สำเร็จ")
    page.goto("/desk")
    expect(page).to_have_url(re.compile(r"/sign-in\?next="))
    with app.app_context():
        last = db.session.scalars(select(Event.what).order_by(Event.id.desc())).first()
        assert last == "sign_in_refused"


def test_the_same_answer_signs_in_once(app: Flask, page: Page, site: str) -> None:
    Device(page)
    give_password(page)
    add_passkey(page)
    sign_out(page)
    asked: list[str] = []
    told: list[str] = []

    def listen(route: Route) -> None:
        """The challenge passes; what the browser would send is kept, and goes nowhere."""
        if route.request.method == "POST":
            told.extend(parse_qs(route.request.post_data or "")["credential"])
            route.fulfill(body="kept")
            return
        answer = route.fetch()
        asked.append(answer.json()["challenge"])
        route.fulfill(response=answer)

    page.route("**/sign-in/passkey", listen)
    use_passkey(page)
    expect(page.get_by_text("kept")).to_be_visible()
    _taken_once(app, site_of(site), asked[0], told[0])


def _taken_once(app: Flask, site: Site, word: str, told: str) -> None:
    with app.app_context():
        now = datetime.now().astimezone()
        asked = Challenge(word, now)
        elsewhere = Challenge(base64.urlsafe_b64encode(b"x" * 64).decode().rstrip("="), now)
        for wrong in ((elsewhere, site), (asked, Site("localhost", "https://evil.example"))):
            with transaction():
                assert take_passkey(told, *wrong, now) is None
        with transaction():
            assert take_passkey(told, asked, site, now) is not None
        with transaction():
            assert take_passkey(told, asked, site, now) is None
        for odd in ("", "[]", "null", json.dumps({"id": 7})):
            with transaction():
                assert take_passkey(odd, asked, site, now) is None


def test_pages_of_the_account_are_readable_by_everybody_and_work_without_script(
    app: Flask, browser: Browser, site: str
) -> None:
    page = browser.new_context(base_url=site, locale="th-TH", viewport={
        "width": 320, "height": 700,
    }, reduced_motion="reduce").new_page()  # fmt: skip
    give_password(page)
    for path in ("/account", "/account/apps/new", "/account/passkeys/new", "/account/password"):
        page.goto(path)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{path} scrolls sideways by {wide}"
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, found.generate_report()
    plain = browser.new_context(base_url=site, java_script_enabled=False).new_page()
    plain.goto("/sign-in")
    expect(plain.get_by_role("button", name="เข้าสู่ระบบด้วยพาสคีย์")).to_have_count(0)
    expect(plain.get_by_role("button", name="เข้าสู่ระบบ", exact=True)).to_be_visible()
