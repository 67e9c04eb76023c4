"""What every story needs: the served site, its mailbox, its people, and the script's own ledger."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Playwright, expect
from sqlalchemy.orm import Session

from app.database import transaction
from tests.factories import an_office
from tests.outside.correspondence import Post
from tests.outside.ledger import Ledger
from tests.outside.people import Office, People
from tests.outside.postfix import Postfix, a_postfix
from tests.outside.sink import Sink
from tests.outside.site import Site

WAIT = 30_000  # milliseconds for a page on a busy machine


@pytest.fixture(scope="module")
def sink() -> Iterator[Sink]:
    mailbox = Sink()
    mailbox.start()
    yield mailbox
    mailbox.stop()


@pytest.fixture(scope="module")
def site(sink: Sink, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    served = Site(tmp_path_factory.mktemp("outside") / "var", sink.port)
    try:
        served.start()
        yield served
    finally:
        served.stop()


@pytest.fixture(scope="module")
def office(site: Site, playwright: Playwright) -> Iterator[Office]:
    people = Office(site, playwright)
    yield people
    people.close()


@pytest.fixture(scope="module")
def ledger(office: Office) -> Ledger:
    today = datetime.now(ZoneInfo("Asia/Bangkok")).date()
    return Ledger.opened(office.program(office.manager), today)


@pytest.fixture
def people(site: Site, browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[People]:
    opened = []

    def browse() -> Page:
        context = browser.new_context(**browser_context_args)
        context.set_default_timeout(WAIT)
        opened.append(context)
        return context.new_page()

    expect.set_options(timeout=WAIT)
    yield People(browse, site.url)
    expect.set_options(timeout=None)
    for context in opened:
        context.close()


@pytest.fixture
def mail_office(app_with: Callable[..., Flask], session: Session, sink: Sink) -> Iterator[Post]:
    with transaction():
        an_office()
    sink.letters.clear()
    app = app_with(
        SIANG_MAIL_SERVER="127.0.0.1", SIANG_MAIL_PORT=str(sink.port), SIANG_MAIL_TLS="none",
        SIANG_MAIL_FROM="voice@office.example", SIANG_REPLY_DOMAIN="office.example",
    )  # fmt: skip
    app.config["WTF_CSRF_ENABLED"] = False  # this browser fills in no hidden field
    with Post(app, sink).opened() as office:
        yield office


@pytest.fixture
def postfix(mail_office: Post) -> Iterator[Postfix]:
    with a_postfix(mail_office.lmtp) as postfix:
        yield postfix
