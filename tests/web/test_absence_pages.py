"""Being away, standing in, and how much work everybody has: the pages."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.actions.keep_absence import add_absence
from app.actions.raise_wall import Named, raise_wall
from app.database import db, transaction
from app.models import Absence, Person
from app.queries import cases, people
from tests.web.callers import bearer, seen
from tests.web.questions import questions
from tests.web.seats import confirmed, email, filled, hidden, sit, text
from tests.web.visitors import errors
from workflows import State

Seat = Callable[[str], FlaskClient]
WEEK = (date(2026, 11, 23), date(2026, 11, 27))


def be_away(app: Flask, now: datetime, who: str, deputy: str = "") -> None:
    with app.app_context(), transaction():
        person, other = people.by_email(email(who)), people.by_email(email(deputy))
        add_absence(person, now, actor=None, from_on=WEEK[0], to_on=WEEK[1], deputy=other)


def test_everybody_on_staff_says_when_they_are_away(seat: Seat, app: Flask) -> None:
    officer = seat("officer")
    sent = {"from_on": "23/11/2569", "to_on": "27 พ.ย. 2569", "deputy": email("other")}
    looked = officer.post("/desk/absence", data={**sent, "do": "save"})
    assert "คุณofficer มีเรื่องที่ยังไม่ยุติ 0 เรื่อง ครบกำหนดในวันเหล่านั้น 0 เรื่อง" in text(looked)
    assert "เรื่องใหม่และจดหมายถึงคุณother ซึ่งทำเรื่องของผู้นี้แทนได้" in text(looked)
    with app.app_context():
        assert db.session.scalars(select(Absence)).all() == []
    assert confirmed(officer, "/desk/absence", **sent).status_code == 302
    page = text(officer.get("/desk/absence")).replace("\u00a0", " ")
    assert "23 พ.ย. 2569 – 27 พ.ย. 2569 ลาอยู่ คุณother" in page
    assert "ท่านทำหน้าที่แทน คุณofficer" not in page
    assert "คุณofficer" in text(seat("other").get("/desk/absence"))


@pytest.mark.parametrize(("given", "said"), [
    ({"from_on": ""}, "เขียนวันที่"),
    ({"to_on": "32/1/2570"}, "เขียนวันที่แบบ 23/11/2569 หรือ 23 พ.ย. 2569"),
    ({"to_on": "20/11/2569"}, "วันสุดท้ายต้องไม่อยู่ก่อนวันแรก"),
    ({"deputy": email("officer")}, "เลือกผู้อื่นทำหน้าที่แทน"),
    ({"deputy": email("auditor")}, "ผู้นี้รับเรื่องแทนไม่ได้"),
])  # fmt: skip
def test_an_absence_that_cannot_be_is_refused_at_its_field(
    seat: Seat, app: Flask, given: dict[str, str], said: str
) -> None:
    sent = {"from_on": "23/11/2569", "to_on": "27/11/2569", "deputy": email("other")}
    answer = seat("officer").post("/desk/absence", data={**sent, **given})
    assert answer.status_code == 422
    assert errors(answer) == [said]
    with app.app_context():
        assert db.session.scalars(select(Absence)).all() == []


def test_a_deputy_of_a_deputy_of_oneself_is_refused_on_the_page(
    seat: Seat, app: Flask, now: datetime
) -> None:
    officer = seat("officer")
    be_away(app, now, "other", deputy="officer")
    sent = {"from_on": "27/11/2569", "to_on": "30/11/2569", "deputy": email("other")}
    answer = officer.post("/desk/absence", data=sent)
    assert answer.status_code == 422
    assert "วนกลับมาที่ผู้ลาคนนี้" in errors(answer)[0]


def test_one_ends_only_ones_own_absence_and_a_manager_anybodys(
    seat: Seat, app: Flask, now: datetime
) -> None:
    other, boss = seat("other"), seat("boss")
    be_away(app, now, "officer")
    with app.app_context():
        key = db.session.scalars(select(Absence.id)).one()
    assert other.post(f"/desk/absence/{key}/end").status_code == 404
    assert confirmed(boss, f"/settings/absences/{key}/end").status_code == 302
    with app.app_context():
        assert db.session.scalars(select(Absence)).all() == []


def test_a_manager_sees_what_an_absence_means_and_keeps_it(
    seat: Seat, app: Flask, new_case: Callable[..., str]
) -> None:
    new_case(State.ASSIGNED)
    boss = seat("boss")
    sent = {"from_on": "1/12/2569", "to_on": "3/12/2569", "deputy": ""}
    missing = boss.post("/settings/absences", data=sent)
    assert (missing.status_code, errors(missing)) == (422, ["เลือกผู้ลา"])
    given = {**sent, "person": email("officer"), "do": "save"}
    looked = boss.post("/settings/absences", data=given)
    assert "คุณofficer มีเรื่องที่ยังไม่ยุติ 1 เรื่อง ครบกำหนดในวันเหล่านั้น 0 เรื่อง" in text(looked)
    assert "ไม่มีผู้ทำหน้าที่แทน หัวหน้าหน่วยดูแล" in text(looked)
    with app.app_context():
        assert db.session.scalars(select(Absence)).all() == []
    boss.post("/settings/absences", data={**given, "rehearsed": hidden(looked, "rehearsed")})
    assert "คุณofficer 1 ธ.ค. 2569 – 3 ธ.ค. 2569" in text(boss.get("/settings/absences")).replace(
        "\u00a0", " "
    )


def test_the_form_of_an_assignment_says_who_is_away_until_when(
    seat: Seat, app: Flask, now: datetime, new_case: Callable[..., str]
) -> None:
    boss = seat("boss")
    reference = new_case()
    be_away(app, now, "officer")
    page = text(boss.get(f"/desk/cases/{reference}/steps/assign"))
    assert "คุณofficer · ศูนย์สารสนเทศ (ลาถึง 27 พ.ย. 2569)" in page
    assert "คุณother · สำนักบริหารกลาง (ลา" not in page


# ---- load


def test_the_load_page_shows_open_work_by_capacity_and_who_is_away(
    seat: Seat, app: Flask, now: datetime, new_case: Callable[..., str]
) -> None:
    boss = seat("boss")
    for _ in range(3):
        new_case(State.ASSIGNED)
    new_case(State.RESOLVED)
    be_away(app, now, "officer")
    with app.app_context():
        key = people.by_email(email("officer")).id
    shown = text(boss.post(f"/settings/load/{key}", data={"capacity": "50"}))
    assert "กำลังรับงานร้อยละ 100 → 50" in shown
    assert "เท่ากับ 6.0 เรื่องของผู้ทำงานเต็มเวลา" in shown
    assert confirmed(boss, f"/settings/load/{key}", capacity="50").status_code == 302
    page = text(boss.get("/settings/load")).replace("\u00a0", " ")
    assert "คุณofficer ลาถึง 27 พ.ย. 2569 ศูนย์สารสนเทศ 3 6.0" in page
    assert "คุณauditor" not in page


@pytest.mark.parametrize("typed", ["", "ครึ่ง", "-1", "201", "99999999999"])
def test_a_capacity_that_is_none_is_refused(seat: Seat, app: Flask, typed: str) -> None:
    boss = seat("boss")
    with app.app_context():
        key = people.by_email(email("officer")).id
    answer = boss.post(f"/settings/load/{key}", data={"capacity": typed})
    assert answer.status_code == 422
    assert "เขียนจำนวนเต็ม 0 ถึง 200" in text(answer)
    with app.app_context():
        assert db.session.get_one(Person, key).capacity == 100


def test_nobody_has_a_capacity_who_may_not_own_cases(seat: Seat, app: Flask) -> None:
    boss = seat("boss")
    with app.app_context():
        key = people.by_email(email("auditor")).id
    assert boss.post(f"/settings/load/{key}", data={"capacity": "50"}).status_code == 404


def test_a_deputy_has_the_cases_of_the_absent_in_their_queue_and_works_on_them(
    seat: Seat, app: Flask, now: datetime, new_case: Callable[..., str],
    clock: time_machine.Traveller,
) -> None:  # fmt: skip
    reference = new_case(State.ASSIGNED)
    place = f"/desk/cases/{reference}"
    other = seat("other")
    assert other.get(place).status_code == 404
    be_away(app, now, "officer", "other")
    assert reference in other.get("/desk?queue=mine").text
    step = filled(other, f"{place}/steps/analyse", root_cause="กระบวนงาน", finding="โรงพิมพ์ส่งช้า")
    assert other.post(f"{place}/steps/analyse", data=step).status_code == 302
    assert "คุณother แทน คุณofficer" in text(other.get(place))
    clock.move_to(now + timedelta(days=7))  # the officer is back
    again = sit(app, "other")
    assert again.get(place).status_code == 404
    assert reference not in again.get("/desk?queue=mine").text


def test_a_program_of_the_deputy_lists_reads_and_changes_the_cases_of_the_absent(
    seat: Seat, app: Flask, now: datetime, new_case: Callable[..., str], client: FlaskClient
) -> None:
    reference, unseen = new_case(State.ASSIGNED), new_case(State.ASSIGNED, topic="C01")
    be_away(app, now, "officer", "other")
    with app.app_context(), transaction():
        other, boss = (people.by_email(email(who)) for who in ("other", "boss"))
        key = bearer(other, now)
        raise_wall(cases.find(unseen, boss), boss, now, Named(other.email, reason="ถูกร้องเรียน"))
    listed = client.get("/api/v1/cases?queue=mine", headers=key).json["items"]
    assert [item["reference"] for item in listed] == [reference]
    assert client.get(f"/api/v1/cases/{unseen}", headers=key).status_code == 404
    place = f"/api/v1/cases/{reference}"
    found = client.get(place, headers=key)
    given = {"root_cause": "กระบวนงาน", "finding": "โรงพิมพ์ส่งช้า"}
    done = client.post(f"{place}/steps/analyse", json=given,
                       headers={**key, **seen(found.json["version"])})  # fmt: skip
    assert done.status_code == 200, done.json
    last = client.get(place, headers=key).json["events"][-1]
    assert (last["actor"], last["details"]["in_place_of"]) == (email("other"), "คุณofficer")


def test_standing_in_for_many_costs_the_queue_no_more_questions(
    seat: Seat, app: Flask, now: datetime, new_case: Callable[..., str]
) -> None:
    def ask() -> int:
        with questions(app) as found:
            assert seat_of.get("/desk?queue=mine").status_code == 200
        return len(found)

    new_case(State.ASSIGNED)
    seat_of = seat("other")
    ask()
    alone = ask()
    for who in ("officer", "boss", "clerk"):
        be_away(app, now, who, "other")
    assert ask() == alone
