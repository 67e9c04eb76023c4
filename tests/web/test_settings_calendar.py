"""The working calendar on the desk: rehearse, save, confirm; administrators only read."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, select

from app.actions import recount as recounting
from app.actions.recount import recount
from app.database import transaction
from app.jobs.runner import run
from app.models import CalendarYear, DayOff, Recount
from app.queries import office
from tests.reports.proposals import RESOLUTION
from tests.web.seats import hidden, text
from workflows import State

ADD = "/settings/calendar/add"
BRIDGE = {"first": "27/11/2569", "name_th": "วันหยุดพิเศษ", "legal_ref": RESOLUTION}


@pytest.fixture
def off(app: Flask) -> Callable[[date], bool]:
    """Whether the office is closed on a day."""

    def ask(day: date) -> bool:
        with app.app_context():
            return not office.whole_calendar().is_working(day)

    return ask


def asked(app: Flask) -> int:
    with app.app_context():
        return len(office.db.session.scalars(select(Recount)).all())


def test_the_calendar_of_a_year_is_read_in_the_buddhist_era(seat: Callable) -> None:
    page = seat("boss").get("/settings/calendar?year=2569")
    said = text(page)
    assert "ปฏิทินวันทำการ ปี พ.ศ. 2569" in said
    assert "พฤ. 10 ธ.ค. 2569 วันรัฐธรรมนูญ" in said.replace("\u00a0", " ")
    assert "วันแรงงาน" not in said
    assert "วันหยุดนอกจากเสาร์และอาทิตย์ 20 วัน" in said


@pytest.mark.parametrize("odd", ["", "?year=abc", "?year=2026", "?year=99999999999"])
def test_an_odd_year_in_the_address_shows_this_year(seat: Callable, odd: str) -> None:
    assert "ปี พ.ศ. 2569" in text(seat("boss").get(f"/settings/calendar{odd}"))


def test_the_first_button_rehearses_and_saves_nothing(
    seat: Callable, app: Flask, new_case: Callable, off: Callable
) -> None:
    reference = new_case()
    page = seat("boss").post(ADD, data={**BRIDGE, "do": "rehearse"})
    said = text(page).replace("\u00a0", " ")
    assert page.status_code == 200
    assert "เรื่องที่ยังไม่ยุติ 1 เรื่องเลื่อนกำหนด · 0 เรื่องพ้นรายการเกินกำหนด" in said
    assert f"{reference} วิเคราะห์ 2 ธ.ค. 2569 3 ธ.ค. 2569" in said
    assert not off(date(2026, 11, 27))
    assert asked(app) == 0


def test_only_the_second_button_saves_what_was_rehearsed(
    seat: Callable, app: Flask, new_case: Callable, off: Callable
) -> None:
    new_case()
    boss = seat("boss")
    rehearsed = hidden(boss.post(ADD, data={**BRIDGE, "do": "rehearse"}), "rehearsed")
    other = boss.post(ADD, data={**BRIDGE, "first": "26/11/2569", "do": "save",
                                 "rehearsed": rehearsed})  # fmt: skip
    assert other.status_code == 200  # another day than the one rehearsed: rehearsed first
    assert not off(date(2026, 11, 26))
    assert boss.post(ADD, data={**BRIDGE, "do": "save"}).status_code == 200  # never rehearsed
    assert not off(date(2026, 11, 27))
    done = boss.post(ADD, data={**BRIDGE, "do": "save", "rehearsed": rehearsed})
    assert done.location == "/settings/calendar?year=2569"
    assert off(date(2026, 11, 27))
    assert asked(app) == 1
    said = text(boss.get(done.location)).replace("\u00a0", " ")
    assert f"เพิ่มวันหยุด 27 พ.ย. 2569 · วันหยุดพิเศษ · {RESOLUTION}" in said
    again = boss.post(ADD, data={**BRIDGE, "do": "save", "rehearsed": rehearsed})
    assert again.status_code == 422
    assert "วันนี้อยู่ในรายการวันหยุดแล้ว" in text(again)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"first": ""}, "บอกวันที่"),
        ({"first": "32/13/2569"}, "เขียนวันที่แบบ"),
        ({"first": "28/11/2569"}, "เสาร์หรืออาทิตย์"),
        ({"legal_ref": "  "}, "บอกมติหรือคำสั่งที่อ้างอิง"),
        ({"name_th": ""}, "บอกชื่อวันหยุด"),
        ({"last": "26/11/2569"}, "วันสุดท้ายต้องไม่อยู่ก่อนวันแรก"),
        ({"first": "5/1/2600"}, "ยังไม่มีปฏิทินของปีนี้"),
    ],
)
def test_a_refusal_says_what_is_missing_and_keeps_what_was_typed(
    seat: Callable, app: Flask, wrong: dict[str, str], words: str
) -> None:
    page = seat("boss").post(ADD, data={**BRIDGE, **wrong, "do": "save"})
    assert page.status_code == 422
    assert words in text(page)
    assert asked(app) == 0
    if "legal_ref" not in wrong:
        assert RESOLUTION in page.text


def test_a_day_off_is_removed_after_a_rehearsal_with_a_reason(
    seat: Callable, app: Flask, off: Callable
) -> None:
    boss, address = seat("boss"), "/settings/calendar/2026-12-10/remove"
    assert "วันรัฐธรรมนูญ จะกลับเป็นวันทำการ" in text(boss.get(address))
    assert boss.post(address, data={"do": "save"}).status_code == 422
    typed = {"legal_ref": RESOLUTION}
    page = boss.post(address, data={**typed, "do": "rehearse"})
    typed["rehearsed"] = hidden(page, "rehearsed")
    assert off(date(2026, 12, 10))
    assert boss.post(address, data={**typed, "do": "save"}).status_code == 302
    assert not off(date(2026, 12, 10))
    assert boss.get(address).status_code == 404


def test_a_day_has_another_name_and_no_case_is_recounted(seat: Callable, app: Flask) -> None:
    boss, address = seat("boss"), "/settings/calendar/2026-12-10/rename"
    assert "วันรัฐธรรมนูญ" in boss.get(address).text
    typed = {"name_th": "วันพระราชทานรัฐธรรมนูญ", "legal_ref": RESOLUTION}
    assert boss.post(address, data=typed).status_code == 302
    assert "วันพระราชทานรัฐธรรมนูญ" in text(boss.get("/settings/calendar"))
    assert asked(app) == 0
    assert boss.post(address, data={**typed, "name_th": ""}).status_code == 422


@pytest.mark.parametrize("day", ["2026-12-09", "never", "0001-01-01", "99999-01-01"])
def test_what_is_no_day_off_is_not_found(seat: Callable, day: str) -> None:
    for what in ("remove", "rename"):
        assert seat("boss").get(f"/settings/calendar/{day}/{what}").status_code == 404


def test_next_year_is_missed_on_calendar_and_queue_until_a_manager_confirms_it(
    seat: Callable,
) -> None:
    boss, missed = seat("boss"), "พ.ศ. 2570"
    assert "ยังไม่มีผู้ยืนยันปฏิทินปี พ.ศ. 2570" in text(boss.get("/settings/calendar"))
    assert "ยังไม่มีผู้ยืนยันปฏิทินวันทำการปี พ.ศ. 2570" in text(boss.get("/desk"))
    assert "ยืนยันปฏิทิน" not in text(seat("officer").get("/desk"))
    assert boss.post("/settings/calendar/2570/confirm").location == "/settings/calendar?year=2570"
    said = text(boss.get("/settings/calendar?year=2570")).replace("\u00a0", " ")
    assert "ยืนยันแล้วเมื่อ 23 พ.ย. 2569 โดย คุณboss" in said
    assert missed not in text(boss.get("/desk"))


def test_in_september_nobody_is_reminded_of_next_year(
    seat: Callable, clock: time_machine.Traveller
) -> None:
    clock.move_to(datetime(2026, 9, 30, 3, 0, tzinfo=UTC))
    assert "ยืนยันปฏิทิน" not in text(seat("boss").get("/desk"))


def test_a_year_that_is_not_there_can_be_made(seat: Callable, app: Flask) -> None:
    with app.app_context(), transaction() as session:
        session.execute(delete(DayOff).where(DayOff.day >= date(2040, 1, 1)))
        session.execute(delete(CalendarYear).where(CalendarYear.year == 2040))
    boss = seat("boss")
    assert "ยังไม่มีปฏิทินของปีนี้" in text(boss.get("/settings/calendar?year=2583"))
    assert boss.post("/settings/calendar/2583/seed").status_code == 302
    assert "วันขึ้นปีใหม่" in text(boss.get("/settings/calendar?year=2583"))
    assert boss.post("/settings/calendar/2583/seed").status_code == 422
    assert boss.post("/settings/calendar/9999/seed").status_code == 404


def test_an_administrator_reads_and_has_no_buttons(seat: Callable) -> None:
    page = seat("admin").get("/settings/calendar?year=2570")
    assert page.status_code == 200
    assert "เอาออก" not in text(page)
    assert '<form method="post" action="/settings' not in page.text
    assert seat("admin").get(ADD).status_code == 404


def test_a_recount_under_way_is_shown_until_it_is_done(
    seat: Callable, app: Flask, new_case: Callable, monkeypatch: pytest.MonkeyPatch, now: datetime
) -> None:
    reference = [new_case() for _ in range(3)][0]
    new_case(State.RESOLVED)
    boss = seat("boss")
    rehearsed = hidden(boss.post(ADD, data={**BRIDGE, "do": "rehearse"}), "rehearsed")
    boss.post(ADD, data={**BRIDGE, "do": "save", "rehearsed": rehearsed})
    monkeypatch.setattr(recounting, "CHUNK", 2)
    with app.app_context(), transaction() as session:
        recount(session.scalars(select(Recount.id)).one(), now)
    for page in ("/settings/calendar", "/settings/targets", ADD):
        assert "กำลังคำนวณกำหนดใหม่ 2 จาก 3 เรื่อง" in text(boss.get(page))
    with app.app_context():
        assert run("recount", datetime(2026, 11, 23, 4, 0, tzinfo=UTC)) == (1, 0)
    assert "กำลังคำนวณกำหนดใหม่" not in text(boss.get("/settings/calendar"))
    assert "เพิ่มวันหยุด" in text(boss.get(f"/desk/cases/{reference}"))
    with boss.session_transaction() as session:
        session["language"] = "en"
    told = text(boss.get(f"/desk/cases/{reference}"))
    assert "The working calendar was changed" in told
    assert "เพิ่มวันหยุด" not in told
