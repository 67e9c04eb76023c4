"""The pages on which questionnaires are built."""

from collections.abc import Callable
from datetime import datetime

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db, transaction
from app.models import Questionnaire, SurveyItem
from tests.surveys import a_survey, checked
from tests.web.seats import hidden, text
from tests.web.visitors import errors

Seat = Callable[[str], FlaskClient]
HOME = "/settings/questionnaires"
LIKERT = {"kind": "likert", "aspect": "ด้านเจ้าหน้าที่", "text_th": "เจ้าหน้าที่สุภาพ", "required": "y"}


def items(app: Flask, page: str) -> list[str]:
    with app.app_context():
        key = int(page.rpartition("/")[2])
        query = select(SurveyItem.text_th).where(SurveyItem.questionnaire_id == key)
        return list(db.session.scalars(query.order_by(SurveyItem.position)))


def press(client: FlaskClient, page: str, address: str, **more: str):
    return client.post(address, data={"version": hidden(client.get(page), "version"), **more})


def built(client: FlaskClient) -> str:
    """The page of a questionnaire with two questions."""
    made = client.post(f"{HOME}/add", data={"code": "svc", "name_th": "บริการ"})
    assert made.status_code == 302, text(made)
    for question in ("ก", "ข"):
        done = press(client, made.location, f"{made.location}/items/add",
                     **{**LIKERT, "text_th": question})  # fmt: skip
        assert done.status_code == 302, text(done)
    return made.location


def test_a_questionnaire_is_built_question_by_question(seat: Seat, app: Flask) -> None:
    boss = seat("boss")
    page = built(boss)
    assert press(boss, page, f"{page}/items/2/up").status_code == 302
    assert items(app, page) == ["ข", "ก"]
    assert checked(boss.get(f"{page}/items/1").text) == [("kind", "likert"), ("required", "y")]
    changed = {**LIKERT, "text_th": "ค", "kind": "choice", "choices": "หนึ่ง | One\nสอง"}
    assert press(boss, page, f"{page}/items/1", **changed).status_code == 302
    assert press(boss, page, f"{page}/items/2/remove").status_code == 302
    assert items(app, page) == ["ค"]
    assert "1. ค" in text(boss.get(page))
    assert "หนึ่ง · สอง" in text(boss.get(page))
    assert "หนึ่ง | One\nสอง</textarea>" in boss.get(f"{page}/items/1").text.replace("\r", "")


def test_a_question_with_a_fault_comes_back_as_it_was_typed(seat: Seat, app: Flask) -> None:
    boss = seat("boss")
    page = built(boss)
    odd = {**LIKERT, "kind": "reasons", "choices": "ข้อเดียว"}
    answer = press(boss, page, f"{page}/items/add", **odd)
    assert answer.status_code == 422
    assert errors(answer) == ["ใส่ตัวเลือกอย่างน้อยสองบรรทัด"]
    assert "ข้อเดียว</textarea>" in answer.text
    assert items(app, page) == ["ก", "ข"]


def test_the_standard_one_is_copied_with_a_press_and_previewed(seat: Seat) -> None:
    boss = seat("boss")
    page = boss.post(f"{HOME}/standard").location
    preview = text(boss.get(f"{page}/preview"))
    assert "15. โดยรวมท่านพึงพอใจต่อการให้บริการของสำนักงานเพียงใด" in preview
    assert "ส่งคำตอบจากหน้านี้ไม่ได้" in preview
    assert "ด้านเจ้าหน้าที่ผู้ให้บริการ" in preview
    boss.post("/language/en")
    assert "21. Where do you mostly hear from us?" in text(boss.get(f"{page}/preview"))


def test_a_used_version_offers_a_copy_and_refuses_a_change(
    seat: Seat, app: Flask, now: datetime
) -> None:
    boss = seat("boss")
    with app.app_context(), transaction():
        key = a_survey(now).questionnaire_id
    page = f"{HOME}/{key}"
    assert "คัดลอกเป็นรุ่นถัดไปเพื่อแก้คำถามของปีหน้า" in text(boss.get(page))
    assert "เอาออก" not in text(boss.get(page))
    before = items(app, page)
    for address, more in ((f"{page}/items/1/remove", {}), (f"{page}/items/1", LIKERT)):
        refused = press(boss, page, address, **more)
        assert refused.status_code == 422
        assert "คัดลอกเป็นรุ่นถัดไปก่อน" in text(refused)
    assert items(app, page) == before
    copy = press(boss, page, f"{page}/copy")
    assert press(boss, copy.location, f"{copy.location}/items/1/remove").status_code == 302
    assert items(app, copy.location) == before[1:]
    assert items(app, page) == before
    with app.app_context():
        numbers = db.session.scalars(select(Questionnaire.number).order_by(Questionnaire.id))
        assert numbers.all() == [1, 2]


def test_the_second_of_two_who_change_it_is_told(seat: Seat, app: Flask) -> None:
    boss, admin = seat("boss"), seat("admin")
    page = built(boss)
    seen = hidden(admin.get(page), "version")
    press(boss, page, f"{page}/items/1/remove")
    late = admin.post(f"{page}/items/1/remove", data={"version": seen})
    assert late.status_code == 409
    assert items(app, page) == ["ข"]


def test_a_retired_version_is_offered_to_no_survey(seat: Seat) -> None:
    boss = seat("boss")
    page = built(boss)
    assert "SVC · บริการ" in text(boss.get("/desk/surveys/add"))
    assert press(boss, page, f"{page}/retire").status_code == 302
    assert "รุ่นนี้เลิกใช้แล้ว" in text(boss.get(page))
    assert "SVC · บริการ" not in text(boss.get("/desk/surveys/add"))


def test_the_settings_lead_to_the_questionnaires(seat: Seat) -> None:
    assert "แบบสอบถาม" in text(seat("admin").get("/settings/"))
