"""What needs a manager's decision: each thing once, whose turn it is, and the way to its form."""

import re
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.actions.appeal import Appealed
from app.actions.appeal import appeal as lodge
from app.actions.extend import extend
from app.actions.keep_absence import add_absence
from app.actions.raise_wall import Named, raise_wall
from app.actions.reopen import ask_reopening
from app.database import db, transaction
from app.models import Unit
from app.queries import people
from app.queries.cases import by_reference
from tests.factories import a_case, a_person
from tests.web.seats import an_office_at_work, email, sit, text
from workflows import State

PAGE = "/desk/decisions"
DAY = timedelta(days=1)


@pytest.fixture
def asked(app: Flask, client: FlaskClient, now: datetime) -> dict[str, str]:
    """One of everything that waits, by what it is; their references."""
    an_office_at_work(app, now)
    with app.app_context(), transaction():
        officer, boss = people.by_email(email("officer")), people.by_email(email("boss"))
        late = a_case(now, State.ASSIGNED, officer)
        extend(late, officer, now, now.date() + 60 * DAY, "รอโรงพิมพ์ตอบ")
        again = a_case(now, State.RESOLVED, officer)
        ask_reopening(again, now, "คำตอบไม่ตรงคำถาม")
        appealed = a_case(now, State.RESOLVED, officer)
        appeal = lodge(appealed, now, Appealed("ไม่เห็นด้วย", "email", "appeal:1"), boss)
        walled = a_case(now)
        raise_wall(walled, boss, now, Named(person=email("other"), reason="เป็นญาติ"))
        found = {"late": late, "again": again, "appeal": appeal, "walled": walled,
                 "new": a_case(now), "secret": a_case(now, topic="C08")}  # fmt: skip
        return {name: case.reference for name, case in found.items()}


def test_everything_that_waits_is_there_with_its_reason_and_its_form(
    app: Flask, asked: dict[str, str]
) -> None:
    page = sit(app, "boss").get(PAGE)
    said = text(page)
    for words in ("ขอขยายเวลา", "รอโรงพิมพ์ตอบ", "ขอถึง 22 ม.ค. 2570", "คำตอบไม่ตรงคำถาม", "อุทธรณ์",
                  "ผู้แจ้ง ไม่เห็นด้วย", "มีการกัน"):  # fmt: skip
        assert words in said
    for name, form in (
        ("late", "decide-extension"), ("again", "refuse-reopen"), ("again", "steps/reopen"),
        ("walled", "steps/assign"), ("new", "steps/assign"),
    ):  # fmt: skip
        assert f"/desk/cases/{asked[name]}/{form}" in page.text, name
    assert asked["secret"] not in page.text


def test_every_button_opens_a_form(app: Flask, asked: dict[str, str]) -> None:
    boss = sit(app, "boss")
    links = re.findall(r'class="govuk-button[^"]*" href="([^"]+)"', boss.get(PAGE).text)
    assert len(links) >= 6
    for address in links:
        assert boss.get(address).status_code == 200, address


def test_a_confidential_officer_decides_restricted_cases_only(
    app: Flask, asked: dict[str, str]
) -> None:
    page = sit(app, "keeper").get(PAGE).text
    assert asked["secret"] in page
    assert asked["late"] not in page


def test_it_is_the_heads_turn_and_of_an_absent_one_the_deputys(
    app: Flask, asked: dict[str, str], now: datetime
) -> None:
    with app.app_context(), transaction():
        head = a_person(now, "manager", "U02", "head@oie.example", "คุณหัวหน้า")
        db.session.get_one(Unit, "U02").head_id = head.id
    assert "คุณหัวหน้า" in text(sit(app, "boss").get(PAGE))
    with app.app_context(), transaction():
        head, boss = people.by_email("head@oie.example"), people.by_email(email("boss"))
        add_absence(head, now, actor=head, from_on=now.date(), to_on=now.date(), deputy=boss)
    said = text(sit(app, "boss").get(PAGE))
    assert "ท่าน แทน คุณหัวหน้า" in said
    assert "คุณหัวหน้า ไม่อยู่ถึง 23 พ.ย. 2569 ผู้ทำแทน คุณboss" in said


def test_without_anything_it_says_so(app: Flask, client: FlaskClient, now: datetime) -> None:
    an_office_at_work(app, now)
    assert "ไม่มีสิ่งที่รอท่านตัดสินใจ" in text(sit(app, "boss").get(PAGE))


def test_an_appeal_that_somebody_answers_waits_for_them_alone(
    app: Flask, asked: dict[str, str], now: datetime
) -> None:
    with app.app_context(), transaction():
        other = a_person(now, "manager", "U02", "head@oie.example", "คุณหัวหน้า")
        by_reference(asked["appeal"]).owner = other
    assert asked["appeal"] not in sit(app, "boss").get(PAGE).text
    with app.app_context(), transaction():
        by_reference(asked["appeal"]).owner = people.by_email(email("boss"))
    assert asked["appeal"] in sit(app, "boss").get(PAGE).text
