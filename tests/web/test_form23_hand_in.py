"""The pages and calls by which Form 2.3 is made ready, reviewed, handed in and begun again."""

from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.actions.keep_person import issue_token
from app.database import transaction
from app.queries import people
from tests.reports.office_file import load, office_file
from tests.web.seats import an_office_at_work, email, hidden, sit, text

FORM = "/figures/form23/2553"
API = "/api/v1/reports/form23/2553"


@pytest.fixture
def boss(app: Flask, client: FlaskClient, now: datetime) -> FlaskClient:
    an_office_at_work(app, now)
    with app.app_context():
        load({"seed_registers_2553": office_file()["seed_registers_2553"]}, now)
    return sit(app, "boss")


@pytest.fixture
def key(app: Flask, boss: FlaskClient, now: datetime) -> dict[str, str]:
    with app.app_context(), transaction():
        return {
            "Authorization": f"Bearer {issue_token(people.by_email(email('boss')), 'api', now)}"
        }


def move(client: FlaskClient, what: str, said: str = "") -> Any:
    seen = hidden(client.get(f"{FORM}/hand-in"), "version")
    return client.post(f"{FORM}/hand-in", data={"version": seen, "do": what, "text": said})


def test_who_hands_in_is_told_what_will_not_be_printed(boss: FlaskClient) -> None:
    said = text(boss.get(f"{FORM}/hand-in"))
    assert "เกณฑ์ที่ยังไม่ระบุผล 7 เกณฑ์" in said
    assert "ข้อความที่จะไม่พิมพ์ 0 ข้อ" not in said
    move(boss, "review")
    move(boss, "submit")
    assert "เกณฑ์ที่ยังไม่ระบุผล" not in text(boss.get(f"{FORM}/hand-in"))


def test_the_form_goes_out_and_comes_back_by_hand(boss: FlaskClient) -> None:
    assert move(boss, "submit").status_code == 422
    assert "ต้องมีผู้ตรวจก่อนจึงส่งได้" in text(move(boss, "submit"))
    assert move(boss, "review").status_code == 302
    assert "ตรวจแล้ว" in text(boss.get(f"{FORM}/hand-in"))
    assert move(boss, "submit", "ส่งทางไปรษณีย์").status_code == 302
    page = text(boss.get(f"{FORM}/hand-in"))
    assert "ส่งแล้ว" in page
    assert "ส่งทางไปรษณีย์" in page
    form = boss.get(FORM).text.split("<main")[1]
    assert '<form method="post"' not in form
    refused = boss.post(f"{FORM}/CS4", data={"version": 9, "result": "complete"})
    assert refused.status_code == 409
    assert "ส่งแล้ว แก้ไขไม่ได้" in text(refused)
    assert "บอกเหตุผลที่ทำฉบับใหม่" in text(move(boss, "reopen"))
    assert move(boss, "reopen", "แก้จำนวนครั้ง").status_code == 302
    boss.post("/registers/activities/add", data={"held_on": "16 ก.ย. 2553", "place": "เลย"})
    changed = text(boss.get(f"{FORM}/hand-in")).split("สิ่งที่ต่างจากฉบับ")[1]
    assert "CS4.3 cs4.activities 10 11" in changed
    history = text(boss.get(FORM)).split("ประวัติ")[1]
    assert history.index("เปิดทำแบบ 2.3 ฉบับใหม่") < history.index("ส่งแบบ 2.3")


def test_a_file_is_given_out_as_it_was_handed_in(boss: FlaskClient, app: Flask) -> None:
    before = boss.get(f"{FORM}.docx").status_code
    assert before == 200
    move(boss, "review")
    move(boss, "submit")
    first = boss.get(f"{FORM}/submissions/1/form-2.3-2553.docx")
    assert first.status_code == 200
    assert first.data == sit(app, "auditor").get(first.request.path).data
    assert boss.get(f"{FORM}/submissions/1/other.docx").status_code == 404
    assert boss.get(f"{FORM}/submissions/2/form-2.3-2553.docx").status_code == 404
    frozen = boss.get(f"{FORM}/submissions/1/form-2.3-2553.json").json
    assert boss.get(f"{FORM}.json").json == frozen


def test_the_cut_off_is_set_on_the_page_and_said_on_it(boss: FlaskClient) -> None:
    for wrong in ("เมื่อวาน", "1/10/2553"):
        answer = boss.post(f"{FORM}/cut-off", data={"version": 0, "day": wrong})
        assert answer.status_code == 422
        assert wrong in answer.text
    assert boss.post(f"{FORM}/cut-off", data={"version": 0, "day": "18/3/2553"}).status_code == 302
    page = text(boss.get(FORM))
    assert "วันตัดยอด 18 มี.ค. 2553" in page
    assert "รวม 5 ครั้ง" in page
    assert boss.get(f"{FORM}.json").json["cut_off"] == "2010-03-18"


def test_a_duty_is_given_and_taken_back_on_the_page(app: Flask, boss: FlaskClient) -> None:
    given = {"criterion": "CS4", "person": email("officer"), "due_on": "1/9/2553"}
    assert boss.post(f"{FORM}/duties", data={**given, "due_on": ""}).status_code == 422
    assert boss.post(f"{FORM}/duties", data=given).status_code == 302
    shown = text(boss.get(f"{FORM}/duties?criterion=CS4"))
    assert "CS4 คุณofficer 1 ก.ย. 2553" in shown
    seen = text(sit(app, "officer").get(f"{FORM}/readiness"))
    assert "คุณofficer" in seen
    assert "ยังไม่ได้ระบุผล · ผู้รับผิดชอบ คุณofficer" in seen
    assert sit(app, "officer").get(FORM).status_code == 404
    boss.post(f"{FORM}/duties", data={**given, "person": ""})
    assert "คุณofficer" not in text(boss.get(f"{FORM}/readiness"))


def test_the_readiness_says_how_many_claims_are_unsupported_and_why(boss: FlaskClient) -> None:
    said = text(boss.get(f"{FORM}/readiness"))
    assert "4 ข้อยังไม่มีข้อมูลรองรับ · ยังไม่มีผู้รับผิดชอบ" in said
    assert "ปีนี้ยังไม่มีเรื่องที่หน่วยงานอื่นส่งต่อมา" in said
    assert "เชื่อมโยงกัน (Integration): ยังไม่มีการปรับปรุงที่มาจากเรื่องที่ได้รับ" in said


def test_a_reader_comments_and_a_manager_settles(app: Flask, boss: FlaskClient) -> None:
    auditor = sit(app, "auditor")
    sent = auditor.post(f"{FORM}/CS4/3/comments", data={"text": "ขอรายชื่อ <b>จังหวัด</b>"})
    assert sent.status_code == 302
    page = boss.get(f"{FORM}/CS4/3")
    assert "<b>จังหวัด" not in page.text
    assert "คุณauditor" in text(page)
    assert "ความเห็นที่รอ 1" in text(boss.get(FORM)).replace(":", "")
    settle = page.text.split('/settle"')[0].rpartition('"')[2] + "/settle"
    assert auditor.post(settle).status_code == 404
    assert boss.post(settle).status_code == 302
    assert "ปิดแล้ว" in text(boss.get(f"{FORM}/CS4/3"))
    assert boss.post(f"{FORM}/CS4/3/comments", data={"text": " "}).status_code == 422


def test_last_year_is_the_start_of_this_year_on_the_page(boss: FlaskClient) -> None:
    words = "3. พบกับเครือข่าย รวม 10 ครั้ง"
    boss.post(f"{FORM}/CS4/3", data={"version": 0, "do": "word", "text": words})
    this = "/figures/form23/2554"
    done = boss.post(f"{this}/start", data={"version": 0})
    assert done.status_code == 302
    assert "ยกข้อความมา 1 ข้อ" in text(boss.get(f"{this}/hand-in"))
    assert "3. พบกับเครือข่าย รวม 0 ครั้ง" in text(boss.get(f"{this}/CS4/3"))
    assert boss.post("/figures/form23/2560/start", data={"version": 0}).status_code == 422


def test_programs_do_the_same(boss: FlaskClient, key: dict[str, str]) -> None:
    def post(path: str, **body: Any) -> Any:
        return boss.post(f"{API}/{path}", json=body, headers=key)

    owed = post("duties", criterion="CS4", person=email("officer"), due_on="2010-09-01")
    assert owed.json["criteria"][3]["owner_email"] == email("officer")
    assert post("duties", criterion="CS9", person="", due_on=None).status_code == 404
    cut = post("cut-off", day="2010-08-31", version=0)
    assert cut.json["cut_off"] == "2010-08-31"
    at = cut.json["version"]
    assert post("moves", do="submit", version=at).status_code == 422
    at = post("moves", do="review", version=at).json["version"]
    assert post("moves", do="submit", version=at - 1).status_code == 412
    done = post("moves", do="submit", text="ส่งแล้ว", version=at).json
    assert (done["status"], done["submission"]) == ("submitted", 1)
    frozen = post("cut-off", day=None, version=done["version"])
    assert frozen.status_code == 409
    assert frozen.json["missing"][0]["code"] == "submitted"
    again = post("moves", do="reopen", text="แก้ไข", version=done["version"])
    assert again.json["status"] == "draft"
    post("cut-off", day=None, version=again.json["version"])
    listed = boss.get(f"{API}/submissions", headers=key).json
    assert [row["number"] for row in listed["submissions"]] == [1]
    assert {"what": "figure", "where": "CS4.3", "name": "cs4.activities",
            "before": 9, "after": 10} in listed["changed"]  # fmt: skip
    whole = boss.get(f"{API}/submissions/1", headers=key).json
    assert (whole["submission"], whole["cut_off"]) == (1, "2010-08-31")
    said = post("claims/CS4/3/comments", text="ขอรายชื่อจังหวัด")
    assert said.status_code == 201
    assert post(f"comments/{said.json['id']}/settle").json["settled_at"]
    there = boss.get(f"{API}/claims/CS4/3/comments", headers=key).json["comments"]
    assert [one["by"] for one in there] == ["คุณboss"]
    ready = boss.get(f"{API}/readiness", headers=key).json
    assert (ready["claims"], ready["supported"]) == (17, 9)
    assert post("start", version=ready["version"]).status_code == 422
