"""Severity, complexity, remedy and place at every door; reasons and praise where they are read."""

import html
import re
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import transaction
from app.models import Case
from app.queries import people
from tests.factories import settled
from tests.web.callers import REFERRED, SUBMITTED, a_caller, seen
from tests.web.seats import case_of, email, filled, hidden, sit, step, text
from workflows import State

CASES = "/api/v1/cases"
WISH = "ขอให้ส่งวารสารฉบับที่ขาด"
WHY = "งบประมาณปีนี้จัดสรรไปแล้ว"


def test_staff_assess_what_a_caller_says(seat, app: Flask) -> None:
    clerk = seat("clerk")
    call = {
        "token": hidden(clerk.get("/desk/intake"), "token"), "channel": "phone",
        "kind": "complaint", "topic": "C04", "received_on": "23/11/2569", "received_time": "9.30",
        "subject": "เว็บไซต์เปิดไม่ได้", "body": "เปิดหน้าดัชนีไม่ได้", "anonymous": "yes",
        "remedy": WISH, "place": "ขอนแก่น", "severity": "high", "complexity": "simple",
    }  # fmt: skip
    assert clerk.post("/desk/intake", data=call).status_code == 200
    with app.app_context(), transaction() as session:
        reference = session.scalars(select(Case.reference)).one()
    page = text(clerk.get(f"/desk/cases/{reference}"))
    for words in (f"สิ่งที่ผู้แจ้งขอ {WISH}", "สถานที่ ขอนแก่น", "ความรุนแรง รุนแรง", "ความซับซ้อน ไม่ซับซ้อน"):
        assert words in page


def test_the_owner_assesses_on_the_desk(seat, new_case, app: Flask) -> None:
    reference, officer = new_case(State.ASSIGNED), seat("officer")
    url = f"/desk/cases/{reference}/assess"
    assert url in officer.get(f"/desk/cases/{reference}").text
    given = filled(officer, url, severity="high", complexity="complex", remedy=WISH, place="")
    assert officer.post(url, data=given).status_code == 302
    with app.app_context():
        case = case_of(app, reference)
        assert (case.severity, case.complexity, case.remedy) == ("high", "complex", WISH)


def test_a_severity_of_no_list_is_refused_on_the_desk(seat, new_case) -> None:
    reference, officer = new_case(State.ASSIGNED), seat("officer")
    url = f"/desk/cases/{reference}/assess"
    given = filled(officer, url, severity="dreadful", complexity="medium")
    answer = officer.post(url, data=given)
    assert answer.status_code == 422
    assert "เลือกจากรายการ" in text(answer)


def test_a_person_says_what_they_wish_and_reads_it_again(
    client: FlaskClient, app: Flask, seat
) -> None:
    page = client.get("/new/complaint")
    sent = {
        "token": hidden(page, "token"), "subject": "วารสารไม่มา", "body": "ไม่ได้รับสองฉบับ",
        "topic": "", "anonymous": "yes", "remedy": WISH,
    }  # fmt: skip
    assert "ท่านอยากให้เราทำอย่างไร" in text(page)
    assert client.post("/new/complaint", data=sent).status_code == 303
    with app.app_context(), transaction() as session:
        case = session.scalars(select(Case)).one()
        assert (case.remedy, case.severity, case.complexity) == (WISH, "medium", "medium")


def test_who_praises_is_not_asked_for_a_remedy(client: FlaskClient) -> None:
    page = client.get("/new/compliment")
    assert page.status_code == 200
    assert "ท่านอยากให้เราทำอย่างไร" not in text(page)


def test_a_program_says_remedy_and_place(client: FlaskClient, seat, session: Session) -> None:
    more = {"remedy": WISH, "place": "ขอนแก่น"}
    assert client.post(CASES, json={**SUBMITTED, **more}).status_code == 201
    case = session.scalars(select(Case)).one()
    assert (case.remedy, case.place, case.severity) == (WISH, "ขอนแก่น", "medium")


@pytest.mark.parametrize("field", [{"severity": "high"}, {"complexity": "complex"}])
def test_only_staff_assess_at_the_api(
    client: FlaskClient, seat, session: Session, now: datetime, field: dict[str, str]
) -> None:
    agency, officer = a_caller(now, "agency", ""), a_caller(now, "officer")
    public = client.post(CASES, json={**SUBMITTED, **field})
    referred = client.post("/api/v1/referrals", json={**REFERRED, **field}, headers=agency)
    for refused in (public, referred):
        assert refused.status_code == 422
        assert [problem["code"] for problem in refused.json["missing"]] == list(field)
    taken = client.post(CASES, json={**SUBMITTED, **field}, headers=officer)
    assert taken.status_code == 201
    case = session.scalars(select(Case)).one()
    assert {name: getattr(case, name) for name in field} == field


def test_an_assessment_by_a_call_leaves_out_what_stays(
    client: FlaskClient, seat, session: Session, now: datetime
) -> None:
    reference, manager = settled(now, remedy=WISH), a_caller(now, "manager", "U01")
    answer = client.post(
        f"{CASES}/{reference}/assess", json={"severity": "high"}, headers={**manager, **seen(1)}
    )
    assert answer.status_code == 200, answer.json
    read = client.get(f"{CASES}/{reference}", headers=manager).json
    assert (read["severity"], read["complexity"], read["remedy"]) == ("high", "medium", WISH)
    assert read["events"][-1]["what"] == "assessed"
    wrong = client.post(
        f"{CASES}/{reference}/assess", json={"severity": "critical"},
        headers={**manager, **seen(answer.json["version"])},
    )  # fmt: skip
    assert wrong.status_code == 422


def test_a_suggestion_asks_for_the_reason_that_will_be_told(seat, new_case, app: Flask) -> None:
    reference, officer = new_case(State.ANALYSED, kind="suggestion"), seat("officer")
    url = f"/desk/cases/{reference}/steps/resolve"
    assert "ผู้แจ้งจะได้อ่านเหตุผลนี้พร้อมคำตอบ" in text(officer.get(url))
    given = filled(officer, url, outcome="not_adopted", reason=WHY, answer="ขอบคุณ")
    assert officer.post(url, data=given).status_code == 302
    assert f"เหตุผล: {WHY}" in text(officer.get(f"/desk/cases/{reference}"))


def test_a_complaint_asks_for_neither_reason_nor_praise(seat, new_case) -> None:
    officer = seat("officer")
    page = officer.get(f"/desk/cases/{new_case(State.ANALYSED)}/steps/resolve")
    assert 'name="reason"' not in page.text
    assert 'name="praised"' not in page.text


def test_the_correspondent_reads_why(client: FlaskClient, seat, app: Flask, now: datetime) -> None:
    made = client.post(CASES, json={**SUBMITTED, "kind": "suggestion"}).json
    reference = made["reference"]
    step(app, now, reference, "assign", "boss", owner=email("officer"))
    step(app, now, reference, "analyse", "officer", root_cause="กระบวนงาน", finding="จริง")
    step(
        app, now, reference, "resolve", "officer", outcome="not_adopted", reason=WHY, answer="ขอบคุณ"
    )
    own = client.get(f"{CASES}/{reference}", headers={"Authorization": f"Case {made['secret']}"})
    assert own.json["outcome_reason"] == WHY
    client.post("/track", data={"reference": reference, "secret": made["secret"]})
    assert f"เหตุผล: {WHY}" in text(client.get("/track/case"))


def test_a_compliment_is_passed_on_from_the_desk_and_counted(seat, new_case, app: Flask) -> None:
    reference, officer = new_case(State.ASSIGNED, kind="compliment"), seat("officer")
    url = f"/desk/cases/{reference}/steps/resolve"
    page = officer.get(url).text
    assert page.index(email("officer")) < page.index(email("other"))  # the unit's own come first
    assert "คำชมเชยปีนี้" not in text(sit(app, "other").get("/desk"))
    given = filled(officer, url, outcome="passed_on", answer="ขอบคุณท่าน", praised=email("other"))
    assert officer.post(url, data=given).status_code == 302
    assert "ส่งคำชมถึง คุณother" in text(officer.get(f"/desk/cases/{reference}"))
    assert "คำชมเชยปีนี้ 1 เรื่อง" in text(sit(app, "other").get("/desk"))
    assert "คำชมเชยปีนี้" not in text(officer.get("/desk"))
    page = seat("boss").get("/figures/compliments")
    figures = text(page)
    assert "คุณother" in figures
    assert "คุณofficer" not in figures
    behind = set(re.findall(r'href="(/figures/cases[^"]+)">1</a>', page.text))
    assert len(behind) == 2  # of the one praised, and of all
    for address in behind:
        assert reference in text(seat("boss").get(html.unescape(address)))
    nobody = "/figures/cases?of=compliments&year=2570&person=999"
    assert seat("boss").get(nobody).status_code == 404


@pytest.mark.parametrize(
    ("year", "status"), [("2570", 200), ("2569", 200), ("2500", 404), ("x", 200), ("", 200)]
)
def test_compliments_are_asked_for_by_fiscal_year(seat, year: str, status: int) -> None:
    page = seat("boss").get(f"/figures/compliments?year={year}")
    assert page.status_code == status
    if status == 200:
        assert "ยังไม่มีคำชมเชยที่ระบุชื่อในปีนี้" in text(page)


def test_the_one_who_is_praised_may_not_see_the_case(seat, new_case, app: Flask, now) -> None:
    reference = new_case(State.ASSIGNED, kind="compliment")
    step(app, now, reference, "resolve", "officer", outcome="passed_on", answer="ขอบคุณ",
         praised=email("other"))  # fmt: skip
    with app.app_context():
        assert people.by_email(email("other")) is not None
    assert sit(app, "other").get(f"/desk/cases/{reference}").status_code == 404
