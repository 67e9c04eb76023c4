"""Units that are retired, and lists in the office's own order."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.actions import keep_lists
from app.database import db, transaction
from app.models import Topic, Unit
from app.queries import office, people
from tests.web.seats import confirmed, email, text
from workflows import State

Seat = Callable[[str], FlaskClient]
UNIT = {"code": "U07", "name_th": "กองใหม่", "parent": "", "head": "", "phone": ""}


def order(app: Flask) -> list[str]:
    with app.app_context():
        return [unit.code for unit in office.units()]


def test_buttons_put_units_in_the_offices_order_everywhere(seat: Seat, app: Flask) -> None:
    boss = seat("boss")
    assert order(app) == ["U01", "U02", "U06"]
    shown = text(boss.post("/settings/units/U06/up"))
    assert "“ศูนย์สารสนเทศ” ทุกที่ที่มีรายการนี้" in shown
    assert order(app) == ["U01", "U02", "U06"]
    moved = confirmed(boss, "/settings/units/U06/up")
    assert moved.location.endswith("/settings/units#U06")
    assert order(app) == ["U01", "U06", "U02"]
    confirmed(boss, "/settings/units/U01/up")
    assert order(app) == ["U01", "U06", "U02"]
    form = boss.get("/desk/intake").text
    assert form.index('value="U06"') < form.index('value="U02"')


def test_topics_are_offered_in_the_offices_order(seat: Seat, app: Flask) -> None:
    confirmed(seat("boss"), "/settings/topics/C04/up")
    with app.app_context():
        assert [topic.code for topic in office.topics()] == ["C04", "C01"]
    public = app.test_client().get("/new/complaint").text
    assert public.index('value="C04"') < public.index('value="C01"')


def test_what_is_added_stands_last(seat: Seat, app: Flask) -> None:
    boss = seat("boss")
    confirmed(boss, "/settings/units/U06/up")
    boss.post("/settings/new-unit", data={**UNIT, "code": "A01"})
    boss.post("/settings/new-topic", data={"code": "A09", "name_th": "อาคารสถานที่"})
    assert order(app)[-1] == "A01"
    with app.app_context():
        assert office.topics()[-1].code == "A09"


def test_a_unit_with_open_cases_and_people_says_what_to_move_first(
    seat: Seat, app: Flask, new_case: Callable[..., str]
) -> None:
    new_case(State.ASSIGNED)
    boss = seat("boss")
    page = text(boss.get("/settings/units/U02"))
    assert "เรื่องที่ยังไม่ยุติ 1 เรื่อง ให้ผู้บริหารโอนไปหน่วยอื่น" in page
    assert "เลิกใช้หน่วยนี้" not in page
    refused = boss.post("/settings/units/U02/retire")
    assert refused.status_code == 422
    assert "เลิกใช้ไม่ได้" in text(refused)
    with app.app_context():
        assert not db.session.get_one(Unit, "U02").retired


def test_a_retired_unit_is_offered_nowhere_and_keeps_its_name(seat: Seat, app: Flask) -> None:
    boss = seat("boss")
    boss.post("/settings/new-unit", data=UNIT)
    assert boss.post("/settings/units/U07/retire").status_code == 302
    for page in ("/desk/intake", "/settings/routing/add", "/settings/new-topic"):
        assert 'value="U07"' not in boss.get(page).text
    assert "กองใหม่ เลิกใช้" in text(boss.get("/settings/units"))
    refused = boss.post("/settings/new-topic", data={
        "code": "C09", "name_th": "อาคาร", "unit": "U07"})  # fmt: skip
    assert refused.status_code == 422
    boss.post("/settings/units/U07/restore")
    assert 'value="U07"' in boss.get("/settings/routing/add").text


def test_a_unit_below_a_retired_one_comes_back_only_after_it(seat: Seat, app: Flask) -> None:
    boss = seat("boss")
    boss.post("/settings/new-unit", data=UNIT)
    boss.post("/settings/new-unit", data={**UNIT, "code": "U08", "parent": "U07"})
    assert boss.post("/settings/units/U07/retire").status_code == 422
    boss.post("/settings/units/U08/retire")
    assert boss.post("/settings/units/U07/retire").status_code == 302
    refused = boss.post("/settings/units/U08/restore")
    assert "หน่วยเหนือเลิกใช้แล้ว" in text(refused)


@pytest.mark.parametrize("what", ["up", "down"])
def test_moving_past_the_end_changes_nothing(app: Flask, seat: Seat, what: str, now) -> None:
    seat("boss")
    code = "C01" if what == "up" else "C08"
    with app.app_context(), transaction():
        by = people.by_email(email("boss"))
        keep_lists.move_topic(code, by, now, up=what == "up")
    with app.app_context():
        assert {topic.position for topic in db.session.query(Topic)} == {0}
