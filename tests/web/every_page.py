"""Every page there is, opened in a real browser as somebody who may, and judged."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Browser, BrowserContext, Error, Response, TimeoutError

from tests.web.rights_rows import ROLES
from tests.web.rights_table import RIGHTS

LOOKS = tuple((language, width) for width in (320, 768, 1280) for language in ("th", "en"))
FIRST_ASKED = ("nobody", "manager", "owner", "intake", "confidential", "admin", "auditor")
RULES = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": [
    "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa",
]}}  # fmt: skip
# A file for whoever needs one; and passkeys, which a site without a host name does not offer.
NO_PAGES = {"desk.survey_paper", "account.make_passkey"}
ELSEWHERE = ("/api/", "/static/", "/integrity/leave")  # the last leads away from the site
PATIENCE = 8_000  # milliseconds
PICTURES = os.environ.get("SIANG_LOOK")  # a folder: every page in every look, as pictures too


class Place(NamedTuple):
    """A page by its endpoint and address, and who opens it."""

    endpoint: str
    address: str
    who: str


def places() -> list[Place]:
    """Of the table of rights every page that shows something to somebody."""
    found = []
    for (endpoint, method), row in RIGHTS.items():
        is_page = (
            method == "GET" and endpoint not in NO_PAGES and not row.address.startswith(ELSEWHERE)
        )
        answers = dict(zip(ROLES, row.answers.replace(" ", ""), strict=True))
        who = next((role for role in FIRST_ASKED if answers[role] == "+"), None)
        if is_page and who:
            found.append(Place(endpoint, row.address, who))
    return found


class Visitor:
    """Somebody in a browser, signed in by ``session``; keeps what was wrong with the pages."""

    def __init__(self, app: Flask, browser: Browser, session: dict[str, object]) -> None:
        self._app, self._session = app, session
        url = app.config["BASE_URL"]
        self._context = browser.new_context(base_url=url)
        self.page = self._context.new_page()
        self.faults: list[str] = []

    def become(self, session: dict[str, object]) -> None:
        """From the next page on, this is what the cookie says."""
        self._session = session

    def look(
        self, place: Place, address: str, language: str, width: int, status: int = 200
    ) -> bool:
        """The page as it is in that language on that screen; False when it is none."""
        self.page.set_viewport_size({"width": width, "height": 900})
        answer = self._open(address, language)
        if answer is None or "sandbox" in answer.headers.get("content-security-policy", ""):
            return False  # a file, or somebody's mail: no script runs there, ours neither
        if answer.status != status:
            self.faults.append(f"{place.endpoint} {language} {width}: answered {answer.status}")
            return True
        self.judge(f"{place.endpoint} {language} {width}")
        if width != 320:
            self.page.set_viewport_size({"width": 320, "height": 900})
            self._is_narrow(f"{place.endpoint} {language} at 320")
        return True

    def send_empty(self, place: Place) -> None:
        """The page's first form with nothing typed: what it says then is judged as well."""
        form = self.page.locator("main form[method=post]").filter(
            has=self.page.locator("textarea, input:not([type=hidden]), select")
        )
        if not form.count():
            return
        try:
            with self.page.expect_navigation(timeout=PATIENCE):
                form.first.evaluate(EMPTY)
        except TimeoutError:
            return  # a file was sent, or the script asked first
        self.judge(f"{place.endpoint} sent empty")

    def judge(self, name: str) -> None:
        """Faults that the rules of WCAG 2.2 A and AA find, and whether it scrolls sideways."""
        found = Axe().run(self.page, options=RULES)
        for one in found.response["violations"]:
            where = "; ".join(str(node["target"]) for node in one["nodes"][:3])
            self.faults.append(f"{name}: {one['id']} at {where}")
        self._is_narrow(name)
        if PICTURES:
            folder = Path(PICTURES)
            folder.mkdir(parents=True, exist_ok=True)
            file = folder / f"{name.replace(' ', '-').replace('.', '-')}.png"
            self.page.screenshot(path=file, full_page=True)

    def close(self) -> None:
        """The browser's window is shut."""
        self._context.close()

    def _is_narrow(self, name: str) -> None:
        if not self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            self.faults.append(f"{name}: scrolls sideways")

    def _open(self, address: str, language: str) -> Response | None:
        self._choose(language)
        try:
            answer = self.page.goto(address)
        except Error as error:
            if "Download is starting" not in error.message:
                raise
            return None
        is_page = answer and "text/html" in answer.headers.get("content-type", "")
        return answer if is_page else None

    def _choose(self, language: str) -> None:
        self._context.clear_cookies()
        remember(self._context, self._app, {**self._session, "language": language})


def remember(context: BrowserContext, app: Flask, session: dict[str, object]) -> None:
    """The browser belongs to a visitor of whom the site keeps this."""
    value = SecureCookieSessionInterface().get_signing_serializer(app).dumps(session)
    name, url = app.config["SESSION_COOKIE_NAME"], app.config["BASE_URL"]
    context.add_cookies([{"name": name, "value": value, "url": url}])


EMPTY = """form => {
  for (const field of form.elements) {
    if (field.type === "hidden") continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
    else if (field.tagName !== "BUTTON") field.value = "";
  }
  form.noValidate = true;
  const button = form.querySelector("button:not([type=button])");
  form.requestSubmit(button);
}"""


def looks(number: int) -> Iterator[tuple[str, int]]:
    """All six for pictures; else one of them a page, so that each look has its share of pages."""
    yield from LOOKS if PICTURES else (LOOKS[number % len(LOOKS)],)
