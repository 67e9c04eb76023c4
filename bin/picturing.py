"""Takes the pictures of the manuals and the README from a running demo office."""

import argparse
import contextlib
import sys
from functools import partial
from io import BytesIO
from pathlib import Path

from children import ROOT
from picture_site import Site, demo_site, passwords
from picture_story import SEND, THE_CASE, answer_it, read_answer, submit, work_on
from picture_views import SIGNED_IN, VISITED, View
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
DESK, PHONE = (1280, 860), (375, 740)
COLOURS = 64  # of a palette; a page has few
ENGLISH = {"th": "", "en": ".en"}  # what follows the name of a picture
PATIENCE = 90_000  # milliseconds


class Camera:
    """Windows of one browser, and the folder of the pictures."""

    def __init__(self, browser: Browser, site: Site, folder: Path) -> None:
        self.browser, self.site, self.folder = browser, site, folder

    def window(self, size: tuple[int, int], who: str = "") -> Page:
        """A new window; ``who`` has signed in there."""
        width, height = size
        context = self.browser.new_context(
            base_url=self.site.url, viewport={"width": width, "height": height},
            locale="th-TH", timezone_id="Asia/Bangkok", reduced_motion="reduce",
        )  # fmt: skip
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        if who:
            page.goto("/sign-in")
            page.fill("[name=email]", f"{who}@oie.example")
            page.fill("[name=password]", self.site.passwords[f"{who}@oie.example"])
            page.locator(SEND).first.click()
            page.wait_for_url(lambda url: "/sign-in" not in url)
        return page

    def take(self, page: Page, name: str, language: str = "th", part: str = "") -> None:
        """The window as it stands, scrolled to ``part``, is the picture ``name``."""
        if part:
            page.locator(part).first.evaluate("part => part.scrollIntoView()")
        page.evaluate("document.fonts.ready")
        shot = Image.open(BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
        few = shot.quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(self.folder / f"{name}{ENGLISH[language]}.png", optimize=True)

    def both(self, page: Page, view: View) -> None:
        """A page in both languages."""
        for language in ("en", "th"):
            choose(page, language)
            page.goto(view.address)
            self.take(page, view.name, language, view.part)


def choose(page: Page, language: str) -> None:
    """The site speaks ``language`` in this window."""
    page.goto(f"/language/{language}")


def citizen(camera: Camera) -> str:
    """Pictures of a case being told, in both languages; its reference and code as typed."""
    page = camera.window(PHONE)
    kept = ""
    for language in ("en", "th"):
        choose(page, language)
        kept = submit(page, partial(camera.take, page, language=language))
    return kept


def officer(camera: Camera, kept: str) -> None:
    """Pictures of that case on its way to the answer, and of the answer."""
    reference = kept.split()[0]
    address = f"/desk/cases/{reference}"
    for who, step in THE_CASE:
        page = camera.window(DESK, who)
        for view in work_on(address, step):
            camera.both(page, view)
        answer_it(page, address, step)
        page.context.close()
    page = camera.window(PHONE)
    read_answer(page, kept)
    for language in ("en", "th"):
        choose(page, language)
        page.goto("/track/case")
        camera.take(page, "citizen-answer", language)


def pages(camera: Camera) -> None:
    """Pictures of every page that needs no story."""
    for size, views in ((PHONE, VISITED["phone"]), (DESK, VISITED["desk"])):
        page = camera.window(size)
        for view in views:
            camera.both(page, view)
    for who, views in SIGNED_IN.items():
        page = camera.window(DESK, who)
        for view in views:
            camera.both(page, view)
        page.context.close()


def main() -> int:
    """All pictures stand in the folder, and no old ones."""
    parser = argparse.ArgumentParser(prog="bin/pictures", description=__doc__)
    parser.add_argument("--port", type=int, default=22790, help="the first of three free ports")
    parser.add_argument("--var", type=Path, help="the folder of a demo office served there already")
    asked = parser.parse_args()
    there = Site(f"http://127.0.0.1:{asked.port}", passwords(asked.var)) if asked.var else None
    site = contextlib.nullcontext(there) if there else demo_site(asked.port)
    with site as served, sync_playwright() as play:
        for old in PICTURES.glob("*.png"):
            old.unlink()
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        camera = Camera(browser, served, PICTURES)
        kept = citizen(camera)
        officer(camera, kept)
        pages(camera)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
