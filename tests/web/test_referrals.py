"""The ledger of referred cases at the desk, and the other office's word on it by program."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from app.database import transaction
from app.queries import people
from tests.factories import a_person, a_referral
from tests.web.callers import bearer, seen
from tests.web.questions import questions
from tests.web.seats import case_of, email, filled, text
from workflows import State

API = "/api/v1"


@pytest.fixture
def new_referral(seat, app, now):
    """A case the centre sent, owned by the officer; its reference."""

    def make(state: State = State.ASSIGNED, **more: object) -> str:
        with app.app_context(), transaction():
            if state is not State.RECEIVED:
                more["owner"] = people.by_email(email("officer"))
            return a_referral(now, state, **more).reference

    return make


def test_the_ledger_shows_both_numbers_both_states_and_both_dates(seat, new_referral) -> None:
    reference = new_referral()
    page = text(seat("clerk").get("/desk/referrals"))
    for words in (reference, "นร 0105/123", "มอบหมายแล้ว", "ยังไม่ยุติ", "23 ธ.ค. 2569", "17 ธ.ค. 2569",
                  "เหลือ 24 วัน"):  # fmt: skip
        assert words in page


def test_its_lists_are_the_open_the_late_and_all(seat, new_referral) -> None:
    late = new_referral(report_due=date(2026, 11, 20))
    new_referral()
    done = new_referral(State.RESOLVED)
    desk = seat("auditor")
    assert late in text(desk.get("/desk/referrals?show=late"))
    assert "เกิน 3 วัน" in text(desk.get("/desk/referrals?show=late"))
    assert done not in text(desk.get("/desk/referrals"))
    everything = text(desk.get("/desk/referrals?show=all"))
    assert done in everything
    assert "ดำเนินการแล้วเสร็จ" in everything


def test_where_the_ledgers_differ_stands_on_a_page_of_its_own(seat, new_referral, app, now) -> None:
    assert "สองทะเบียนตรงกันทุกเรื่อง" in text(seat("boss").get("/desk/referrals?show=differences"))
    reference = new_referral(letter_number="")
    page = text(seat("boss").get("/desk/referrals?show=differences"))
    assert "ไม่มีเลขที่ของหน่วยงานที่ส่งเรื่อง 1" in page
    assert "กำหนดรายงานผลมาก่อนกำหนดของเรา 1" in page
    assert reference in page


def test_a_restricted_referral_is_listed_for_confidential_officers_alone(
    seat, new_referral
) -> None:
    reference = new_referral(State.RECEIVED, topic="C08", subject="เรียกรับเงิน")
    assert reference not in seat("boss").get("/desk/referrals").text
    page = seat("keeper").get("/desk/referrals").text
    assert reference in page
    assert "เรียกรับเงิน" not in page


def test_a_ledger_of_many_asks_the_database_no_more_than_one_of_few(
    seat, app, new_referral
) -> None:
    def ask(show: str) -> int:
        with questions(app) as found:
            assert desk.get(f"/desk/referrals?show={show}").status_code == 200
        return len(found)

    desk = seat("boss")
    new_referral()
    few = {show: ask(show) for show in ("open", "all", "differences")}
    for _ in range(8):
        new_referral()
    assert {show: ask(show) for show in few} == few


def test_a_report_is_sent_by_its_form(seat, app, new_referral) -> None:
    desk, reference = seat("officer"), new_referral()
    url = f"/desk/cases/{reference}/report"
    given = {"result": "in_progress", "text": "กำลังตรวจสอบ"}
    page = desk.post(url, data=filled(desk, url, **given))
    assert page.status_code == 422
    assert "เลือกวันรายงานครั้งต่อไป" in text(page)
    given["next_on"] = "28 ธ.ค. 2569"
    assert desk.post(url, data=filled(desk, url, **given)).status_code == 302
    page = text(desk.get(f"/desk/cases/{reference}"))
    for words in (
        "รายงานผลต่อหน่วยงานที่ส่งเรื่อง",
        "อยู่ระหว่างดำเนินการ",
        "รายงานครั้งต่อไปภายใน 28 ธ.ค. 2569",
    ):
        assert words in page


def test_their_state_can_be_typed_in(seat, app, new_referral) -> None:
    desk, reference = seat("officer"), new_referral()
    url = f"/desk/cases/{reference}/their-state"
    page = desk.post(url, data=filled(desk, url, state="closed", since="24/11/2569"))
    assert page.status_code == 422
    given = {"state": "closed", "since": "22/11/2569", "their_reference": "1111-69-0042"}
    assert desk.post(url, data=filled(desk, url, **given)).status_code == 302
    page = text(seat("boss").get("/desk/referrals"))
    for words in ("1111-69-0042", "หนังสือ นร 0105/123", "22 พ.ย. 2569"):
        assert words in page


def test_an_ordinary_case_offers_no_report(seat, new_case) -> None:
    page = seat("officer").get(f"/desk/cases/{new_case(State.ASSIGNED)}").text
    assert "/report" not in page
    assert "/their-state" not in page


def test_the_agency_tells_its_state_of_its_own_referrals_only(
    client: FlaskClient, seat, app, new_referral, now
) -> None:
    with app.app_context(), transaction():
        centre, other = a_person(now, "agency", ""), a_person(now, "agency", "")
        own, foreign, key = bearer(centre, now), bearer(other, now), centre.id
    reference = new_referral(agency_person_id=key)
    url = f"{API}/referrals/{reference}/state"
    said = {"state": "closed", "their_reference": "1111-69-0042",
            "reported_at": "2026-11-22T09:00:00+07:00"}  # fmt: skip
    assert client.post(url, json=said, headers=foreign).status_code == 404
    first = client.post(url, json=said, headers=own)
    assert first.status_code == 200, first.json
    assert client.post(url, json=said, headers=own).json["version"] == first.json["version"]
    told = client.get(f"{API}/cases/{reference}", headers=own).json["referral"]
    assert (told["their_state"], told["their_reference"], told["their_state_at"]) == (
        "closed", "1111-69-0042", "2026-11-22T09:00:00+07:00",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({}, "state"),
        ({"state": "lost"}, "state"),
        ({"state": "open", "reported_at": "2026-11-22T09:00:00"}, "reported_at"),  # in which zone?
        ({"state": "open", "reported_at": "2569-11-22T09:00:00+07:00"}, "since"),
    ],
)
def test_a_state_that_cannot_be_read_is_refused(
    client: FlaskClient, seat, app, new_referral, now, said, wrong
) -> None:
    with app.app_context(), transaction():
        key = bearer(people.by_email(email("officer")), now)
    reference = new_referral()
    answer = client.post(f"{API}/referrals/{reference}/state", json=said, headers=key)
    assert (answer.status_code, answer.json["missing"][0]["code"]) == (422, wrong)
    with app.app_context():
        assert case_of(app, reference).referral.their_state_at is None


def test_a_program_reports(client: FlaskClient, seat, app, new_referral, now) -> None:
    with app.app_context(), transaction():
        key = bearer(people.by_email(email("officer")), now)
    reference = new_referral()
    url = f"{API}/cases/{reference}/report"
    progress = {"result": "in_progress", "text": "กำลังทำ"}
    lacking = client.post(url, json=progress, headers={**key, **seen(2)})
    assert (lacking.status_code, lacking.json["missing"][0]["code"]) == (422, "next_on")
    given = {**progress, "next_on": (now.date() + timedelta(days=30)).isoformat()}
    assert client.post(url, json=given, headers={**key, **seen(2)}).status_code == 201
    told = client.get(f"{API}/cases/{reference}", headers=key).json["referral"]
    assert (told["result"], told["report_due"], told["reported_at"]) == (
        "in_progress", "2026-12-23", None,
    )  # fmt: skip
