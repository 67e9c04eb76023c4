"""The same ledger for officer, auditor and citizen: each day counted or not, and why."""

import re
from datetime import date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.actions.stop_clock import StopAsked, stop_clock
from app.database import transaction
from app.queries import cases, people
from tests.web.callers import a_caller
from tests.web.seats import email, text
from tests.web.visitors import open_case, receipt, tell
from workflows import State


@pytest.mark.parametrize("who", ["boss", "auditor", "officer"])
def test_staff_read_each_day_with_its_reason(seat, new_case, who: str) -> None:
    page = text(seat(who).get(f"/desk/cases/{new_case(State.ASSIGNED)}/deadlines"))
    for words in ("วันรับเรื่อง ไม่นับ", "วันทำการที่ 7", "ครบกำหนด", "7 วันทำการ นับจากวันที่ถือว่ารับเรื่อง",
                  "ชดเชยวัน", "มาตรา 64"):  # fmt: skip
        assert words in page


def test_what_one_may_not_see_has_no_ledger(seat, new_case) -> None:
    assert seat("other").get(f"/desk/cases/{new_case(topic='C08')}/deadlines").status_code == 404


def test_a_stopped_day_says_why_it_does_not_count(
    seat, new_case, app: Flask, now: datetime
) -> None:
    reference = new_case(State.ASSIGNED)
    with app.app_context(), transaction():
        boss = people.by_email(email("boss"))
        assert boss is not None
        stop_clock(cases.find(reference, boss), boss, now,
                   StopAsked("inspection", resume_on=date(2026, 11, 27)))  # fmt: skip
    page = text(seat("auditor").get(f"/desk/cases/{reference}/deadlines"))
    assert page.count("หยุดนับเวลา: รอผลตรวจสอบหรือผลทดสอบ") >= 4


def test_a_long_stop_is_one_line_and_the_date_nothing_moves_stands_beside(
    seat, new_case, app: Flask, now: datetime
) -> None:
    reference = new_case(State.ASSIGNED)
    with app.app_context(), transaction():
        boss = people.by_email(email("boss"))
        assert boss is not None
        case = cases.find(reference, boss)
        stop_clock(case, boss, now, StopAsked("inspection", resume_on=date(2026, 12, 30)))
        case.public_resolve_by = date(2026, 12, 18)
    page = text(seat("officer").get(f"/desk/cases/{reference}/deadlines"))
    folded = "อ. 24 พ.ย. 2569 – อา. 3 ม.ค. 2570 – หยุดนับเวลา: รอผลตรวจสอบหรือผลทดสอบ (41 วัน รวมวันหยุด)"
    assert page.count(folded) == 3  # of each deadline in working days
    assert "นาฬิกาของประชาชน ซึ่งไม่หยุดและไม่ขยาย ครบกำหนด ศ. 18 ธ.ค. 2569" in page


def test_the_deadline_asked_for_is_open_and_an_unknown_one_is_not_there(seat, new_case) -> None:
    place, desk = f"/desk/cases/{new_case(State.ASSIGNED)}/deadlines", seat("officer")
    for address, shown in ((place, "แจ้งรับเรื่อง"), (f"{place}/resolve", "แจ้งผล")):
        page = desk.get(address).text
        opened = page[page.index('<details class="govuk-details" open>') :]
        assert text_of(opened).startswith(shown)
    assert desk.get(f"{place}/never").status_code == 404


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.mark.usefixtures("seat")
def test_the_correspondent_reads_the_same_days(client: FlaskClient, app: Flask) -> None:
    assert client.get("/track/deadlines").status_code == 303
    open_case(client)
    page = text(client.get("/track/deadlines"))
    assert "วันรับเรื่อง ไม่นับ" in page
    assert "นาฬิกาของประชาชน" in page
    assert "/track/deadlines" in client.get("/track/case").text


@pytest.mark.usefixtures("seat")
@pytest.mark.parametrize(
    ("reason", "staff", "correspondent"),
    [
        ("wish", "ผู้แจ้งขอให้รอ", "ท่านขอให้เรารอ"),
        ("other", "เหตุอื่น", "มีเหตุที่ทำให้เราต้องรอ"),
        ("court", "รอคำวินิจฉัยหรือคำพิพากษา", "รอคำวินิจฉัยหรือคำพิพากษา"),
    ],
)
def test_the_correspondent_reads_why_the_clock_stood_still_in_words_of_their_own(
    client: FlaskClient, seat, app: Flask, now: datetime, reason: str, staff: str,
    correspondent: str,
) -> None:  # fmt: skip
    tell(client)
    reference, secret = receipt(client)
    client.post("/track", data={"reference": reference, "secret": secret})
    with app.app_context(), transaction():
        boss = people.by_email(email("boss"))
        assert boss is not None
        asked = StopAsked(reason, "หารือภายในกับฝ่ายกฎหมาย", resume_on=date(2026, 11, 27))
        stop_clock(cases.find(reference, boss), boss, now, asked)
    desk = seat("auditor")
    for own, theirs in (
        ("/track/deadlines", f"/desk/cases/{reference}/deadlines"),
        ("/track/case", f"/desk/cases/{reference}"),
    ):
        page = text(client.get(own))
        assert correspondent in page
        assert "ฝ่ายกฎหมาย" not in page
        assert staff in text(desk.get(theirs))
        assert staff == correspondent or staff not in page
    key = {"Authorization": f"Case {secret.replace(' ', '')}"}
    days = client.get(f"/api/v1/cases/{reference}/deadlines", headers=key).json["deadlines"]
    whys = {day["why"] for one in days for day in one["ledger"]}
    assert f"หยุดนับเวลา: {correspondent}" in whys
    timeline = client.get(f"/api/v1/cases/{reference}", headers=key).json["timeline"]
    assert timeline[-1]["text"] == f"เราหยุดนับเวลาทำงานไว้ชั่วคราว: {correspondent}"


@pytest.mark.usefixtures("seat")
def test_programs_of_both_sides_read_the_same_days(
    client: FlaskClient, app: Flask, now: datetime
) -> None:
    assert tell(client).status_code == 303
    reference, secret = receipt(client)
    with app.app_context():
        boss = a_caller(now, "manager", "U01")
    place = f"/api/v1/cases/{reference}/deadlines"
    own = client.get(place, headers={"Authorization": f"Case {secret.replace(' ', '')}"})
    theirs = client.get(place, headers=boss)
    assert own.status_code == theirs.status_code == 200
    assert own.json == theirs.json
    resolve = next(d for d in own.json["deadlines"] if d["milestone"] == "resolve")
    assert sum(day["counted"] for day in resolve["ledger"]) == resolve["days"] == 30
    assert resolve["ledger"][-1]["day"] == resolve["due"]
    assert client.get(place).status_code == 401
