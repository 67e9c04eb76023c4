"""The pages of walls, merges, splits and appeals in a real browser, wide and narrow."""

from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser

from app.actions.appeal import Appealed, appeal
from app.actions.merge import merge
from app.actions.raise_wall import Named, raise_wall
from app.actions.split import Part, split
from app.database import transaction
from app.queries import people
from tests.factories import a_case, a_person
from tests.web.seats import an_office_at_work, email, open_browser
from workflows import State

SIZES = ({"width": 1280, "height": 900}, {"width": 320, "height": 700})


@pytest.fixture
def tied(app: Flask, now: datetime, live_server: str) -> str:
    """A case with an appeal, parts, a follower and a wall."""
    an_office_at_work(app, now)
    with app.app_context(), transaction():
        boss, officer = people.by_email(email("boss")), people.by_email(email("officer"))
        assert boss
        assert officer
        a_person(now, "manager", "U06")
        first, main = a_case(now, State.RESOLVED, officer), a_case(now, State.ASSIGNED, officer)
        appeal(first, now, Appealed("ยังไม่ได้วารสารครบ", "phone", "appeal:1"), boss)
        merge(a_case(now), main.reference, boss, now, "เรื่องเดียวกัน")
        split(main, boss, now, [Part("เว็บไซต์ค้นหาไม่พบ", "ค้นคำว่าดัชนีไม่พบ")])
        named = Named(email("clerk"), reason="ผู้แจ้งระบุว่าเป็นคู่กรณีและเป็นผู้รับเงิน")
        raise_wall(main, boss, now, named)
        return main.reference


@pytest.mark.parametrize("size", SIZES, ids=("wide", "narrow"))
def test_the_pages_are_readable_by_everybody_at_any_width(
    app: Flask, browser: Browser, tied: str, size: dict[str, int]
) -> None:
    page = open_browser(app, browser, "boss", viewport=size, reduced_motion="reduce")
    case = f"/desk/cases/{tied}"
    for path in (case, "/desk/walls", f"{case}/wall", f"{case}/split", f"{case}/merge"):
        page.goto(path)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{path} scrolls sideways by {wide}"
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, found.generate_report()
