"""The office and its lists: the effect is shown first, codes stay, and nothing is orphaned."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db, transaction
from app.models import Case, Event, Recount, RootCause, RoutingRule, Topic, Unit
from app.queries import office
from tests.web.seats import confirmed, email, hidden, text
from tests.web.visitors import errors
from workflows import State

Seat = Callable[[str], FlaskClient]
OFFICE = {
    "name_th": "สำนักงานตัวอย่าง", "name_en": "Sample Office", "short_th": "สตย.",
    "ministry_th": "กระทรวงอุตสาหกรรม", "self_reference_th": "สำนักงานฯ", "address": "กรุงเทพฯ",
    "phone": "02-000-0100", "email": "", "opens": "08:30", "closes": "16:30", "reopen_days": "30",
}  # fmt: skip
UNIT = {"code": "U07", "name_th": "กองใหม่", "parent": "U01", "head": "", "phone": "1700"}
TOPIC = {"code": "C09", "name_th": "อาคารสถานที่", "unit": "U01"}


def tried_and_saved(client: FlaskClient, page: str, sent: dict[str, Any]):
    tried = client.post(page, data={**sent, "do": "try"})
    if tried.status_code != 200:
        return tried
    return client.post(page, data={**sent, "do": "save", "rehearsed": hidden(tried, "rehearsed")})


def row(app: Flask, model: type[Any], key: Any) -> Any:
    with app.app_context():
        return db.session.get(model, key)


def count(app: Flask, query: Any) -> int:
    with app.app_context():
        return len(db.session.scalars(query).all())


def test_the_office_is_saved_only_after_the_change_was_shown(seat: Seat, app: Flask) -> None:
    boss = seat("boss")
    shown = boss.post("/settings/office", data={**OFFICE, "do": "try"})
    assert "ชื่อสำนักงาน: สำนักงาน (ยังไม่ได้ตั้งชื่อ) → สำนักงานตัวอย่าง" in text(shown)
    with app.app_context():
        assert office.office().name_en == "Unnamed office"
    assert tried_and_saved(boss, "/settings/office", OFFICE).status_code == 302
    with app.app_context():
        assert (office.office().short_th, office.office().code) == ("สตย.", "OFFICE")
    assert count(app, select(Event).where(Event.what == "office_changed")) == 1
    assert count(app, select(Recount)) == 0


def test_the_forms_show_what_is_there(seat: Seat) -> None:
    boss = seat("boss")
    page = boss.get("/settings/office").text
    assert "checked" in boss.get("/settings/topics/C08").text
    assert "checked" not in boss.get("/settings/topics/C04").text
    assert 'value="08:30"' in page
    assert 'value="16:30"' in page


def test_another_closing_time_is_rehearsed_and_open_cases_are_counted_anew(
    seat: Seat, app: Flask, new_case: Callable[..., str]
) -> None:
    new_case(State.ASSIGNED)
    boss, sent = seat("boss"), {**OFFICE, "closes": "09.30"}
    shown = boss.post("/settings/office", data={**sent, "do": "try"})
    assert "เรื่องที่ยังไม่ยุติ 1 เรื่องเลื่อนกำหนด" in text(shown)
    assert count(app, select(Recount)) == 0
    assert tried_and_saved(boss, "/settings/office", sent).status_code == 302
    assert count(app, select(Recount).where(Recount.cause == "calendar")) == 1


@pytest.mark.parametrize(("given", "said"), [
    ({"name_th": " "}, "กรอกชื่อสำนักงาน"),
    ({"closes": "สี่โมงเย็น"}, "เขียนเวลาแบบ 16:30"),
    ({"closes": "08:00"}, "เวลาปิดต้องหลังเวลาเปิด"),
    ({"reopen_days": "มาก"}, "เขียนจำนวนวัน 0 ถึง 365"),
    ({"reopen_days": "366"}, "เขียนจำนวนวัน 0 ถึง 365"),
    ({"email": "ไม่มี"}, "เขียนที่อยู่อีเมลให้ครบ"),
])  # fmt: skip
def test_an_office_that_cannot_be_is_refused(seat: Seat, given: dict[str, str], said: str) -> None:
    refused = seat("boss").post("/settings/office", data={**OFFICE, **given})
    assert (refused.status_code, errors(refused)) == (422, [said])


def test_a_unit_is_added_once_and_its_code_stays(seat: Seat, app: Flask) -> None:
    boss = seat("boss")
    assert boss.post("/settings/new-unit", data=UNIT).status_code == 302
    assert row(app, Unit, "U07").parent_code == "U01"
    assert errors(boss.post("/settings/new-unit", data=UNIT)) == ["มีรหัสนี้แล้ว"]
    sent = {**UNIT, "code": "U99", "name_th": "กองใหม่มาก", "head": email("other")}
    tried = boss.post("/settings/units/U07", data={**sent, "do": "try"})
    assert "ต่อไปแจ้งคุณother" in text(tried)
    assert tried_and_saved(boss, "/settings/units/U07", sent).status_code == 302
    assert row(app, Unit, "U07").name_th == "กองใหม่มาก"
    assert row(app, Unit, "U99") is None


def test_a_unit_does_not_stand_under_itself(seat: Seat, app: Flask) -> None:
    boss = seat("boss")
    boss.post("/settings/new-unit", data=UNIT)
    sent = {"name_th": "สำนักบริหารกลาง", "parent": "U07"}
    refused = boss.post("/settings/units/U01", data=sent)
    assert errors(refused) == ["หน่วยจะอยู่ใต้ตัวเอง เลือกหน่วยเหนืออื่น"]


def test_a_unit_that_anything_names_is_not_removed(seat: Seat, app: Flask) -> None:
    boss = seat("boss")
    boss.post("/settings/new-unit", data=UNIT)
    assert boss.post("/settings/units/U07/remove").status_code == 302
    assert row(app, Unit, "U07") is None
    refused = boss.post("/settings/units/U02/remove")
    assert refused.status_code == 422
    assert "ลบไม่ได้ ยังมีเรื่อง คน หัวข้อ หรือกฎที่อ้างถึงหน่วยนี้" in text(refused)
    assert row(app, Unit, "U02") is not None
    assert count(app, select(Event).where(Event.what == "list_removed")) == 1


def test_a_topic_says_where_its_new_cases_go_and_that_open_ones_stay(
    seat: Seat, app: Flask, new_case: Callable[..., str]
) -> None:
    new_case(State.ASSIGNED)
    boss, sent = seat("boss"), {"name_th": "เว็บไซต์และระบบสารสนเทศ", "unit": "U01"}
    tried = boss.post("/settings/topics/C04", data={**sent, "do": "try"})
    assert "เรื่องที่ยังไม่ยุติ 1 เรื่องอยู่ที่หน่วยเดิม" in text(tried)
    assert tried_and_saved(boss, "/settings/topics/C04", sent).status_code == 302
    assert row(app, Topic, "C04").unit_code == "U01"
    assert count(app, select(Case).where(Case.unit_code == "U02")) == 1


def test_the_secrecy_of_a_topic_with_cases_does_not_change(
    seat: Seat, app: Flask, new_case: Callable[..., str]
) -> None:
    new_case()
    sent = {"name_th": "เว็บไซต์", "unit": "U02", "restricted": "y"}
    boss = seat("boss")
    assert "เปลี่ยนความปกปิดไม่ได้" in errors(boss.post("/settings/topics/C04", data=sent))[0]
    tried = boss.post("/settings/topics/C01", data={**sent, "do": "try"})
    assert "ประชาชนเลือกหัวข้อนี้ไม่ได้" in text(tried)
    unread = {**sent, "do": "save", "rehearsed": hidden(tried, "rehearsed")}
    del unread["restricted"]  # the box was unticked since: another effect, to be read first
    assert boss.post("/settings/topics/C01", data=unread).status_code == 200
    assert row(app, Topic, "C01").name.th != "เว็บไซต์"


def test_a_topic_that_a_rule_names_is_not_retired(seat: Seat, app: Flask) -> None:
    boss = seat("boss")
    boss.post("/settings/new-topic", data=TOPIC)
    with app.app_context(), transaction() as session:
        session.add(
            RoutingRule(name="อาคาร", topic_code="C09", unit_code="U01", how="unit", active=True)
        )
    refused = boss.post("/settings/topics/C09/retire")
    assert refused.status_code == 422
    assert "กฎการส่งเรื่องที่เปิดอยู่ระบุหัวข้อนี้" in text(refused)
    assert not row(app, Topic, "C09").retired
    assert boss.post("/settings/topics/C01/retire").status_code == 302
    assert row(app, Topic, "C01").retired
    assert boss.post("/settings/topics/C01/restore").status_code == 302
    assert not row(app, Topic, "C01").retired


def causes(app: Flask) -> list[str]:
    with app.app_context():
        return list(office.root_causes())


def test_causes_are_added_moved_and_taken_off(seat: Seat, app: Flask) -> None:
    boss = seat("boss")
    boss.post("/settings/causes", data={"name": "บุคลากร"})
    assert causes(app) == ["กระบวนงาน", "ระบบสารสนเทศ", "บุคลากร"]
    confirmed(boss, "/settings/causes/do", name="บุคลากร", do="up")
    assert causes(app) == ["กระบวนงาน", "บุคลากร", "ระบบสารสนเทศ"]
    confirmed(boss, "/settings/causes", old="บุคลากร", name="กำลังคน")
    assert causes(app) == ["กระบวนงาน", "กำลังคน", "ระบบสารสนเทศ"]
    sent = {"name": "กระบวนงาน", "do": "remove"}
    assert "0 เรื่องคงคำเดิม" in text(boss.post("/settings/causes/do", data=sent))
    confirmed(boss, "/settings/causes/do", **sent)
    assert causes(app) == ["กำลังคน", "ระบบสารสนเทศ"]
    assert errors(boss.post("/settings/causes", data={"name": "กำลังคน"})) == ["มีสาเหตุนี้แล้ว"]


def test_a_cause_that_a_case_has_keeps_its_name(
    seat: Seat, app: Flask, new_case: Callable[..., str]
) -> None:
    reference = new_case(State.ASSIGNED)
    with app.app_context(), transaction() as session:
        case = session.scalars(select(Case).where(Case.reference == reference)).one()
        case.root_cause = "กระบวนงาน"
    sent = {"old": "กระบวนงาน", "name": "ขั้นตอน"}
    refused = seat("boss").post("/settings/causes", data=sent)
    assert errors(refused) == ["มีเรื่องที่พบสาเหตุนี้แล้ว เพิ่มสาเหตุใหม่แทนการเปลี่ยนชื่อ"]
    assert row(app, RootCause, "กระบวนงาน") is not None
