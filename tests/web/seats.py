"""Sitting down at the desk without the sign-in page, and reading what a page says."""

import html
import re
from datetime import datetime
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

from app.actions.given import Given
from app.actions.take_step import take_step
from app.database import transaction
from app.models import Case, Person
from app.queries import cases, people
from tests.factories import a_person, an_office

PEOPLE = {
    "boss": ("manager", "U01"), "clerk": ("intake", "U01"), "officer": ("officer", "U02"),
    "other": ("officer", "U01"), "auditor": ("auditor", "U01"), "admin": ("admin", "U01"),
    "keeper": ("confidential", "U06"),
}  # fmt: skip


def email(who: str) -> str:
    """The address of one of PEOPLE."""
    return f"{who}@oie.example"


def an_office_at_work(app: Flask, now: datetime) -> None:
    """A small office with one person of every role."""
    with app.app_context(), transaction():
        an_office()
        for who, (role, unit) in PEOPLE.items():
            a_person(now, role, unit, email(who), f"คุณ{who}")


def sit(app: Flask, who: str) -> FlaskClient:
    """A client in which that person is signed in."""
    client = app.test_client()
    with app.app_context():
        key = person_of(who).get_id()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = key, True
    return client


def open_browser(app: Flask, browser: Browser, who: str, **more: Any) -> Page:
    """A page of a browser in which that person is signed in."""
    context = browser.new_context(base_url=app.config["BASE_URL"], **more)
    with app.app_context():
        session = {"_user_id": person_of(who).get_id(), "_fresh": True}
    value = SecureCookieSessionInterface().get_signing_serializer(app).dumps(session)
    url = app.config["BASE_URL"]
    context.add_cookies([{"name": app.config["SESSION_COOKIE_NAME"], "value": value, "url": url}])
    return context.new_page()


def step(app: Flask, now: datetime, reference: str, name: str, who: str, **given: str) -> None:
    """The case took a step by that person."""
    with app.app_context(), transaction():
        person = person_of(who)
        take_step(cases.find(reference, person), name, person, now, Given(**given))


def text(page: Any) -> str:
    """What a page says, without its marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def hidden(page: Any, name: str) -> str:
    """The value of a hidden field of the page's first form that has it."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page.text)
    assert found, f"no hidden {name}"
    return html.unescape(found[1])


def confirmed(client: FlaskClient, url: str, **sent: str) -> Any:
    """The answer once the effect that was shown first is confirmed, or the refusal of it."""
    shown = client.post(url, data=sent)
    if shown.status_code != 200:
        return shown
    return client.post(url, data={"do": "save", **sent, "rehearsed": hidden(shown, "rehearsed")})


def case_of(app: Flask, reference: str, who: str = "boss") -> Case:
    """The case as that person finds it."""
    person = people.by_email(email(who))
    return cases.find(reference, person)


def filled(client: FlaskClient, url: str, **given: object) -> dict[str, object]:
    """The form at ``url`` with its hidden fields, filled in."""
    page = client.get(url)
    assert page.status_code == 200, text(page)
    return {"version": hidden(page, "version"), "seen": hidden(page, "seen"), **given}


def person_of(who: str) -> Person:
    """Whoever sits in that seat."""
    person = people.by_email(email(who))
    assert person is not None
    return person
