"""The SLA targets on the desk: what holds and why, a new version tried before it is saved."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from app.models import DeadlineRule, Recount
from app.queries import office
from tests.reports.proposals import BASIS
from tests.web.seats import hidden, text
from workflows import State

ADD = "/settings/targets/add"
SHORTER = {
    "kind": "complaint", "milestone": "resolve", "days": "10", "unit": "working",
    "counts_from": "official", "topic": "", "severity": "", "channel": "", "legal_basis": BASIS,
    "valid_from": "1/10/2569", "valid_to": "", "year": "2570",
}  # fmt: skip


def saved(app: Flask) -> list[DeadlineRule]:
    with app.app_context():
        return list(office.db.session.scalars(select(DeadlineRule).order_by(DeadlineRule.id)))


def add(client: object, **more: str) -> object:
    typed = {**SHORTER, **more}
    page = client.post(ADD, data={**typed, "do": "rehearse"})  # type: ignore[attr-defined]
    typed["rehearsed"] = hidden(page, "rehearsed")
    return client.post(ADD, data={**typed, "do": "save"})  # type: ignore[attr-defined]


def test_what_holds_today_is_told_with_its_unit_its_basis_and_what_it_counts_from(
    seat: Callable,
) -> None:
    boss = seat("boss")
    said = text(boss.get("/settings/targets"))
    assert "แจ้งผล 30 วัน วันที่ถือว่ารับเรื่อง ค่าเริ่มต้นของระบบ" in said
    assert "วิเคราะห์ ไม่กำหนด" in said  # of compliments
    add(boss, counts_from="receipt")
    said = text(boss.get("/settings/targets"))
    assert f"แจ้งผล 10 วันทำการ วันที่ได้รับจริง {BASIS}" in said


def test_a_shorter_target_is_rehearsed_on_the_open_and_replayed_on_the_resolved_cases(
    seat: Callable, app: Flask, new_case: Callable
) -> None:
    reference = new_case()
    new_case(State.RESOLVED)
    page = seat("boss").post(ADD, data={**SHORTER, "days": "0", "do": "rehearse"})
    said = text(page).replace("\u00a0", " ")
    assert "เรื่องที่ยังไม่ยุติ 1 เรื่องเลื่อนกำหนด" in said
    assert f"{reference} แจ้งผล 23 ธ.ค. 2569 23 พ.ย. 2569" in said
    assert "จะทันเวลาร้อยละ 100.0 ไม่ใช่ร้อยละ 100.0" in said
    assert "ศูนย์สารสนเทศ 1 100.0% 100.0%" in said
    assert saved(app) == []


def test_only_what_was_rehearsed_is_saved(seat: Callable, app: Flask) -> None:
    boss = seat("boss")
    assert boss.post(ADD, data={**SHORTER, "do": "save"}).status_code == 200
    assert saved(app) == []
    done = add(boss)
    assert done.location == "/settings/targets"  # type: ignore[attr-defined]
    (row,) = saved(app)
    assert (row.days, row.working, row.from_receipt, row.valid_from) == (
        10, True, False, date(2026, 10, 1),
    )  # fmt: skip
    said = text(boss.get("/settings/targets")).replace("\u00a0", " ")
    assert f"เพิ่มมาตรฐานเวลา ข้อร้องเรียน แจ้งผล 10 วันทำการ · {BASIS}" in said
    assert "ข้อร้องเรียน แจ้งผล ใช้อยู่" in said
    with app.app_context():
        assert len(office.db.session.scalars(select(Recount)).all()) == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"days": "สิบห้า"}, "ใส่จำนวนวัน 0 ถึง 366"),
        ({"days": ""}, "ใส่จำนวนวัน 0 ถึง 366"),
        ({"days": "367"}, "ใส่จำนวนวัน 0 ถึง 366"),
        ({"unit": "moons"}, "เลือกจากรายการ"),
        ({"milestone": "party"}, "เลือกจากรายการ"),
        ({"kind": "wish"}, "เลือกจากรายการ"),
        ({"topic": "C08"}, "หัวข้อนี้เป็นเรื่องลับ"),
        ({"kind": "restricted", "topic": "C04"}, "หัวข้อนี้ไม่ใช่เรื่องลับ"),
        ({"channel": "antigraft"}, "ช่องทางนี้รับแต่เรื่องลับ"),
        ({"kind": "compliment", "milestone": "analyse"}, "คำชมเชยไม่มีขั้นวิเคราะห์"),
        ({"legal_basis": ""}, "บอกกฎหมาย ระเบียบ หรือประกาศที่อ้างอิง"),
        ({"valid_from": ""}, "บอกวันที่เริ่มใช้"),
        ({"valid_to": "30/9/2569"}, "วันสิ้นสุดต้องอยู่หลังวันที่เริ่มใช้"),
        ({"valid_from": "1/13/2569"}, "เขียนวันที่แบบ"),
    ],
)
def test_a_target_that_cannot_be_is_refused_in_words_and_changes_nothing(
    seat: Callable, app: Flask, wrong: dict[str, str], words: str
) -> None:
    page = seat("boss").post(ADD, data={**SHORTER, **wrong, "do": "rehearse"})
    assert page.status_code == 422
    assert words in text(page)
    assert saved(app) == []


def test_no_promise_needs_no_days(seat: Callable, app: Flask) -> None:
    add(seat("boss"), unit="none", days="", legal_basis="", milestone="assign")
    assert [(row.days, row.milestone) for row in saved(app)] == [(None, "assign")]


def test_a_version_is_ended_after_a_rehearsal(
    seat: Callable, app: Flask, new_case: Callable
) -> None:
    boss = seat("boss")
    add(boss)
    new_case()
    address = f"/settings/targets/{saved(app)[0].id}/end"
    assert "ข้อร้องเรียน แจ้งผล 10 วันทำการ" in text(boss.get(address))
    assert boss.post(address, data={"valid_to": "", "do": "save"}).status_code == 422
    assert boss.post(address, data={"valid_to": "1/1/2569", "do": "save"}).status_code == 422
    typed = {"valid_to": "1/11/2569"}
    page = boss.post(address, data={**typed, "do": "rehearse"})
    assert "1 เรื่องเลื่อนกำหนด" in text(page)
    typed["rehearsed"] = hidden(page, "rehearsed")
    assert boss.post(address, data={**typed, "do": "save"}).status_code == 302
    assert saved(app)[0].valid_to == date(2026, 11, 1)
    again = boss.post(address, data={**typed, "do": "save"})
    assert again.status_code == 422
    assert "มาตรฐานนี้สิ้นสุดแล้ว" in text(again)


def test_an_unknown_version_is_not_found(seat: Callable) -> None:
    assert seat("boss").get("/settings/targets/99/end").status_code == 404
    assert seat("boss").get("/settings/targets/99999999999999999999/end").status_code == 404


def test_an_administrator_reads_the_targets_and_changes_none(seat: Callable) -> None:
    page = seat("admin").get("/settings/targets")
    assert page.status_code == 200
    assert "เพิ่มมาตรฐาน" not in text(page)
    assert seat("admin").get(ADD).status_code == 404
