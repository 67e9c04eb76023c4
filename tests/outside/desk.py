"""What an officer does at the desk, in a browser of their own."""

import re

from playwright.sync_api import Page, expect

from tests.outside.pages import fill, words
from tests.outside.site import Account

Fields = dict[str, str]


class Desk:
    """A browser at which somebody is signed in."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url

    def sign_in(self, account: Account) -> "Desk":
        """``account`` works here now, whoever did before."""
        if self.page.get_by_role("button", name="ออกจากระบบ").count():
            self.sign_out()
        self.page.goto(f"{self.url}/sign-in")
        fill(self.page, {"อีเมลราชการ": account.email, "รหัสผ่าน": account.password})
        self.page.get_by_role("button", name="เข้าสู่ระบบ").click()
        expect(self.page).to_have_url(re.compile("/desk"))
        return self

    def sign_out(self) -> None:
        """Nobody works here; the desk is closed."""
        self.page.get_by_role("button", name="ออกจากระบบ").click()
        expect(self.page).to_have_url(re.compile("/sign-in"))
        self.page.goto(f"{self.url}/desk")
        expect(self.page).to_have_url(re.compile("/sign-in"))

    def open(self, reference: str) -> None:
        """The case is on the screen."""
        self.page.goto(f"{self.url}/desk/cases/{reference}")
        expect(self.page.get_by_role("main")).to_contain_text(reference)

    def find(self, queue: str, subject: str) -> str:
        """The reference of the case of this subject, opened from a queue."""
        self.page.goto(f"{self.url}/desk?queue={queue}")
        self.page.get_by_role("link", name=subject).click()
        expect(self.page).to_have_url(re.compile("/desk/cases/"))
        return self.page.url.partition("?")[0].rsplit("/", 1)[1]

    def begin(self, reference: str, step: str) -> None:
        """The form of a step is open."""
        self.open(reference)
        self.page.get_by_role("button", name=step, exact=True).click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(step)

    def finish(self, step: str, fields: Fields, *, outcome: str = "") -> None:
        """The form is filled in and sent, whatever comes of it."""
        fill(self.page, fields)
        if outcome:
            self.page.get_by_label(outcome, exact=True).check()
        self.page.get_by_role("button", name=step, exact=True).click()

    def take(self, reference: str, step: str, fields: Fields, *, outcome: str = "") -> None:
        """The case has taken the step and is on the screen again."""
        self.begin(reference, step)
        self.finish(step, fields, outcome=outcome)
        expect(self.page).to_have_url(re.compile(rf"/desk/cases/{re.escape(reference)}(\?|$)"))

    def assign(self, reference: str, owner: str, fields: Fields | None = None) -> None:
        """``owner``, known by the e-mail address, is responsible for the case."""
        self.begin(reference, "มอบหมาย")
        self.page.get_by_label("ผู้รับผิดชอบ", exact=True).select_option(value=owner)
        self.finish("มอบหมาย", fields or {})
        self.sees("มอบหมายแล้ว")

    def sees(self, *texts: str) -> None:
        """All of ``texts`` stand on the page."""
        for text in texts:
            expect(self.page.get_by_role("main")).to_contain_text(text)

    def words(self) -> str:
        """All that can be read on the page."""
        return words(self.page)
