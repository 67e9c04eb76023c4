"""The pages of surveys in a real browser: wide, narrow, and without script."""

from datetime import datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import select

from app.actions import keep_questionnaire as keep
from app.database import db, transaction
from app.models import SurveyResponse
from app.queries import people, surveys
from tests.surveys import Somebody, somebody
from tests.web.seats import an_office_at_work, email, open_browser

SIZES = ({"width": 1280, "height": 900}, {"width": 320, "height": 700})
ONE = "/desk/surveys/of/survey-2570"


@pytest.fixture
def asked(app: Flask, now: datetime, live_server: str) -> Somebody:
    """Somebody whom a survey with the standard questionnaire asks."""
    an_office_at_work(app, now)
    asked = somebody(app, now)
    with app.app_context(), transaction():
        boss = people.by_email(email("boss"))
        assert boss
        made = keep.add_standard(boss, now)
        surveys.find_to_change("survey-2570").questionnaire_id = made.id
    return asked


@pytest.mark.parametrize("size", SIZES, ids=("wide", "narrow"))
def test_the_pages_are_readable_by_everybody_at_any_width(
    app: Flask, browser: Browser, asked: Somebody, size: dict[str, int]
) -> None:
    page = open_browser(app, browser, "boss", viewport=size, reduced_motion="reduce")
    pages = [asked.link, "/survey", "/survey/thanks", "/desk/surveys", "/desk/surveys/add", ONE,
             ONE + "/groups/G01", ONE + "/words", "/desk/surveys/entry",
             "/settings/questionnaires"]  # fmt: skip
    for address in pages:
        page.goto(address)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_a_survey_is_answered_without_script(app: Flask, browser: Browser, asked: Somebody) -> None:
    context = browser.new_context(base_url=app.config["BASE_URL"], java_script_enabled=False)
    page = context.new_page()
    page.goto(asked.link)
    for number in range(1, 20):
        page.check(f'input[name="q{number}"][value="4"]')
    page.fill('textarea[name="q22"]', "อยากให้ส่งวารสารเป็นไฟล์ PDF")
    page.click("form[novalidate] button.govuk-button")
    page.wait_for_url("**/survey/thanks")
    with app.app_context():
        assert db.session.scalars(select(SurveyResponse.channel)).all() == ["web"]
