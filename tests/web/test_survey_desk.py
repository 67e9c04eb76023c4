"""Surveys at the desk: planned, sampled, invited, keyed in, and made into cases."""

import io
from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.actions.answer_survey import answer_survey
from app.database import db, transaction
from app.documents.xlsx import write_xlsx
from app.documents.xlsx_read import NO_WORKBOOK
from app.models import Case, Letter, Survey, SurveyAnswer, SurveyResponse, SurveySample
from tests.surveys import (
    FULL,
    Somebody,
    a_group,
    a_questionnaire,
    a_survey,
    ask_people,
    checked,
    somebody,
)
from tests.web.questions import questions
from tests.web.seats import hidden, text
from tests.web.visitors import errors

Seat = Callable[[str], FlaskClient]
ONE = "/desk/surveys/of/survey-2570"
GROUP = ONE + "/groups/G01"
PLAN = {"code": "survey-2570", "name_th": "ความพึงพอใจ 2570", "fiscal_year": "2570",
        "opens_on": "23/11/2569", "closes_on": "31 ธ.ค. 2569", "anonymous": "y",
        "remind_days": "7", "previous_code": ""}  # fmt: skip
FILLED = {"q1": "4", "q2": "2", "q3": ["0", "2"], "q4": "1", "q5": "ส่งไฟล์ CSV"}


@pytest.fixture
def boss(seat: Seat, app: Flask, now: datetime) -> FlaskClient:
    """A manager with one group of 200 members."""
    client = seat("boss")
    with app.app_context(), transaction():
        a_group(population=200, members=200)
    return client


def planned(app: Flask, now: datetime, **more: object) -> None:
    with app.app_context(), transaction():
        a_survey(now, **more)


def samples(app: Flask) -> list[SurveySample]:
    with app.app_context():
        return list(db.session.scalars(select(SurveySample)))


def test_a_survey_is_planned_on_the_page(boss: FlaskClient, app: Flask, now: datetime) -> None:
    with app.app_context(), transaction():
        key = a_questionnaire(now).id
    done = boss.post("/desk/surveys/add", data={**PLAN, "questionnaire": str(key)})
    assert (done.status_code, done.location) == (302, ONE)
    page = text(boss.get(ONE))
    assert "ความพึงพอใจ 2570" in page
    assert "เปิดรับคำตอบ" in page
    assert "ผู้รับบริการ G01 G01 200 134 0" in page
    assert "ความพึงพอใจ 2570" in text(boss.get("/desk/surveys"))


def test_a_plan_with_faults_comes_back_as_it_was_typed(
    boss: FlaskClient, app: Flask, now: datetime
) -> None:
    bad = {**PLAN, "questionnaire": "999999", "opens_on": "32/1/2570"}
    answer = boss.post("/desk/surveys/add", data=bad)
    assert answer.status_code == 422
    assert errors(answer) == ["เขียนวันที่แบบ 23/11/2569 หรือ 23 พ.ย. 2569"]
    answer = boss.post("/desk/surveys/add", data={**bad, "opens_on": "1/1/2571"})
    assert answer.status_code in (404, 422)
    answer = boss.post(
        "/desk/surveys/add", data={**bad, "questionnaire": "", "opens_on": "1/1/2571"}
    )
    assert errors(answer) == ["เลือกแบบสอบถามที่มีคำถาม", "วันปิดต้องไม่มาก่อนวันเปิด"]
    assert 'value="1/1/2571"' in answer.text
    with app.app_context():
        assert db.session.scalars(select(Survey)).all() == []


def test_a_plan_is_changed_and_the_second_of_two_is_told(
    boss: FlaskClient, app: Flask, now: datetime
) -> None:
    planned(app, now)
    page = boss.get(ONE + "/change")
    version = hidden(page, "version")
    assert 'value="23/11/2569"' in page.text
    assert ("anonymous", "y") in checked(page.text)
    with app.app_context():
        key = str(db.session.scalars(select(Survey.questionnaire_id)).one())
    sent = {**PLAN, "questionnaire": key, "version": version, "closes_on": "31/1/2570"}
    assert boss.post(ONE + "/change", data=sent).status_code == 302
    assert boss.post(ONE + "/change", data={**sent, "name_th": "อื่น"}).status_code == 409
    assert "31 ม.ค. 2570" in text(boss.get(ONE)).replace("\u00a0", " ")


def test_a_sample_is_drawn_listed_with_its_codes_and_cleared(
    boss: FlaskClient, app: Flask, now: datetime
) -> None:
    planned(app, now)
    assert boss.post(GROUP, data={"do": "draw"}).status_code == 302
    page = boss.get(GROUP)
    assert len(samples(app)) == 134
    assert text(page).count("ยังไม่เชิญ") == 134
    assert page.text.count('<span class="siang-keep siang-mono"') == 134
    again = boss.post(GROUP, data={"do": "draw"})
    assert again.status_code == 422
    assert "ล้างรายชื่อก่อนจึงสุ่มใหม่ได้" in text(again)
    assert boss.post(GROUP, data={"do": "clear"}).status_code == 302
    assert samples(app) == []


def test_people_are_typed_or_brought_in_a_file(
    boss: FlaskClient, app: Flask, now: datetime
) -> None:
    planned(app, now)
    typed = boss.post(GROUP, data={"do": "add", "people": "นายก, a@example.org\nนางข"})
    assert typed.status_code == 302
    book = write_xlsx({"ก": (["ชื่อ", "อีเมล"], [["นายค", "c@example.org"]])})
    sent = boss.post(
        GROUP, data={"do": "add", "people": "", "file": (io.BytesIO(book), "รายชื่อ.xlsx")}
    )
    assert sent.status_code == 200
    assert "ยังไม่ได้บันทึก: 1 คนในไฟล์ รายชื่อ.xlsx" in text(sent)
    assert sorted(sample.name for sample in samples(app)) == ["นางข", "นายก"]
    word = hidden(sent, "file")
    elsewhere = boss.post("/registers/missions/import/load", data={"file": word})
    assert "เลือกไฟล์อีกครั้ง ไฟล์เดิมไม่รออยู่แล้ว" in text(elsewhere)
    assert boss.post(GROUP, data={"do": "load", "file": word}).status_code == 302
    assert sorted(sample.name for sample in samples(app)) == ["นางข", "นายก", "นายค"]
    assert boss.post(GROUP, data={"do": "load", "file": word}).status_code == 422
    again = boss.post(GROUP, data={"do": "add", "people": "นางข"})
    assert errors(again) == ["ทุกคนในรายการนี้อยู่ในรายชื่อแล้ว"]


def test_a_list_with_a_fault_is_refused_whole_and_kept_on_the_page(
    boss: FlaskClient, app: Flask, now: datetime
) -> None:
    planned(app, now)
    answer = boss.post(GROUP, data={"do": "add", "people": "นายก, a@example.org\nนายข, ผิด"})
    assert answer.status_code == 422
    assert errors(answer) == ["บรรทัด 2: “ผิด” ไม่ใช่อีเมล"]
    assert "นายข, ผิด</textarea>" in answer.text
    empty = boss.post(GROUP, data={"do": "add", "people": ""})
    assert errors(empty) == ["พิมพ์รายชื่อหรือเลือกไฟล์"]
    broken = boss.post(GROUP, data={"do": "add", "file": (io.BytesIO(b"PK"), "ก.xlsx")})
    assert errors(broken) == [NO_WORKBOOK.th]
    wrong = write_xlsx({"ก": (["ชื่อ", "เมล"], [["นายค", "c@example.org"]])})
    named = boss.post(GROUP, data={"do": "add", "file": (io.BytesIO(wrong), "ก.xlsx")})
    assert named.status_code == 422
    assert "B1" in named.text
    assert "ไม่รู้จักคอลัมน์ “เมล”" in text(named)
    assert samples(app) == []


def test_invitations_stand_in_the_outbox_and_are_counted(
    boss: FlaskClient, app: Flask, now: datetime
) -> None:
    somebody(app, now)
    assert boss.post(ONE + "/invite", data={"language": "th"}).status_code == 302
    assert "ส่งหนังสือเชิญไว้ในจดหมายออกแล้ว" in text(boss.get(ONE))
    refused = boss.post(ONE + "/invite", data={"language": "th"})
    assert refused.status_code == 422
    assert "ไม่มีผู้ที่ต้องเชิญทางอีเมล" in text(refused)
    with app.app_context():
        assert len(db.session.scalars(select(Letter)).all()) == 1
    assert app.test_cli_runner().invoke(args=["jobs", "once", "send_letters"]).exit_code == 0
    page = boss.get(ONE)
    assert "200 134 1 1 1 0 0" in text(page)
    assert 'href="/figures/surveys/survey-2570"' in page.text


def key_in(clerk: FlaskClient, asked: Somebody, channel: str):
    opened = clerk.post("/desk/surveys/entry", data={"code": asked.code, "channel": channel})
    assert (opened.status_code, opened.location) == (302, "/desk/surveys/entry/answers")
    return clerk.post(opened.location, data=FILLED)


@pytest.mark.parametrize("channel", ["paper", "phone"])
def test_staff_key_in_a_paper_or_a_call_once(
    seat: Seat, app: Flask, now: datetime, channel: str
) -> None:
    clerk = seat("clerk")
    asked = somebody(app, now)
    done = key_in(clerk, asked, channel)
    assert (done.status_code, done.location) == (302, "/desk/surveys/entry")
    assert "บันทึกคำตอบแล้ว" in text(clerk.get(done.location))
    second = clerk.post("/desk/surveys/entry", data={"code": asked.code, "channel": channel})
    assert second.status_code == 409
    assert "รหัสนี้ใช้ตอบแล้ว" in text(second)
    assert clerk.get(asked.link).status_code == 410
    with app.app_context():
        assert db.session.scalars(select(SurveyResponse.channel)).all() == [channel]


def test_the_form_of_staff_names_the_group_and_nobody_and_keeps_what_was_typed(
    seat: Seat, app: Flask, now: datetime
) -> None:
    clerk = seat("clerk")
    asked = somebody(app, now)
    opened = clerk.post("/desk/surveys/entry", data={"code": asked.code, "channel": "phone"})
    page = clerk.get(opened.location)
    assert "ผู้รับบริการ G01 · โทรศัพท์" in text(page)
    assert asked.name not in page.text
    refused = clerk.post(opened.location, data={"q2": "3"})
    assert (refused.status_code, errors(refused)) == (422, ["กรุณาตอบข้อ 1"])
    assert checked(refused.text) == [("q2", "3")]


@pytest.mark.parametrize("typed", [{"code": "AAAA"}, {"code": ""}, {"channel": "web"}])
def test_no_code_no_questions(seat: Seat, app: Flask, now: datetime, typed: dict) -> None:
    clerk = seat("clerk")
    asked = somebody(app, now)
    sent = {"code": asked.code, "channel": "paper", **typed}
    assert clerk.post("/desk/surveys/entry", data=sent).status_code == 422
    assert clerk.get("/desk/surveys/entry/answers").location == "/desk/surveys/entry"


def answered(app: Flask, now: datetime) -> int:
    """One person answered; the key of what they wrote."""
    with app.app_context():
        with transaction():
            key = ask_people(a_survey(now), now)[0].id
        with transaction():
            answer_survey(key, FULL, "web", now)
        return db.session.scalars(select(SurveyAnswer.id).where(SurveyAnswer.text != "")).one()


def test_what_was_written_becomes_a_case_with_one_press(
    seat: Seat, app: Flask, now: datetime
) -> None:
    clerk = seat("clerk")
    key = answered(app, now)
    page = text(clerk.get(ONE + "/words"))
    assert "อยากให้ส่งไฟล์ CSV" in page
    assert "ผู้รับบริการ G01" not in page  # only one of the group answered
    sent = {"kind": "suggestion", "topic": "C04"}
    for _ in range(2):
        assert clerk.post(f"{ONE}/words/{key}", data=sent).status_code == 302
    with app.app_context():
        reference = db.session.scalars(select(Case.reference)).one()
    assert f"เป็นเรื่องแล้ว {reference}" in text(clerk.get(ONE + "/words"))
    assert "อยากให้ส่งไฟล์ CSV" in text(clerk.get(f"/desk/cases/{reference}"))


@pytest.mark.parametrize("sent", [{"kind": "joke"}, {"kind": "opinion", "topic": "C99"}])
def test_a_case_that_cannot_be_is_refused_with_the_reason(
    seat: Seat, app: Flask, now: datetime, sent: dict
) -> None:
    clerk = seat("clerk")
    key = answered(app, now)
    assert clerk.post(f"{ONE}/words/{key}", data=sent).status_code == 422
    with app.app_context():
        assert db.session.scalars(select(Case)).all() == []


def test_the_list_of_names_is_for_managers_and_counts_for_figures(
    boss: FlaskClient, seat: Callable[[str], FlaskClient], app: Flask, now: datetime
) -> None:
    name = somebody(app, now).name
    assert name in text(boss.get(GROUP))
    for path in (ONE, "/desk/surveys", ONE + "/words"):
        assert name not in text(boss.get(path))


def test_a_page_of_many_groups_asks_as_often_as_one_of_few(
    boss: FlaskClient, app: Flask, now: datetime
) -> None:
    planned(app, now)
    boss.get(ONE)
    with questions(app) as few:
        boss.get(ONE)
    with app.app_context(), transaction():
        for number in range(2, 12):
            a_group(f"G{number:02}", members=3)
    with questions(app) as many:
        boss.get(ONE)
    assert len(many) == len(few)
