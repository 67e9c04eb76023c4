"""The page of one's own day, and what the queue says about what is new and what moved."""

from datetime import timedelta

import pytest

from app.actions.extend import extend
from app.actions.keep_days_off import Closing, add_days_off
from app.actions.receive_message import receive_message
from app.database import transaction
from app.jobs.runner import run
from app.queries import cases, people
from app.queries.queues import PAGE
from tests.factories import an_ask, settled
from tests.web.conftest import Seat
from tests.web.questions import questions
from tests.web.seats import email, filled, sit, step, text
from workflows import State
from workflows.deadlines import Milestone

DAY = timedelta(days=1)


def owned(app, now, **more) -> str:
    with app.app_context():
        return settled(now, State.ASSIGNED, owner=people.by_email(email("officer")), **more)


def write(app, now, reference: str) -> None:
    with app.app_context(), transaction():
        receive_message(cases.by_reference(reference), now, "ส่งสำเนาให้แล้ว", f"test:{reference}")


def section(page, name: str) -> str:
    return page.text.partition(f'aria-labelledby="{name}"')[2].partition("</section>")[0]


def test_late_due_and_soon_stand_apart_and_in_order(seat: Seat, app, now) -> None:
    desk = seat("officer")
    late, fresh = owned(app, now - 9 * DAY), owned(app, now)
    page = desk.get("/desk/today")
    assert late in section(page, "late")
    assert fresh in section(page, "soon") + section(page, "due")
    assert fresh not in section(page, "late")


def test_nobody_else_finds_it_on_their_day(seat: Seat, app, now) -> None:
    seat("officer")
    late = owned(app, now - 9 * DAY)
    for who in ("other", "boss", "keeper", "clerk"):
        assert late not in seat(who).get("/desk/today").text


def test_an_answer_that_came_in_is_there_until_somebody_does_something(
    seat: Seat, app, now
) -> None:
    desk, reference = seat("officer"), owned(app, now)
    step(app, now, reference, "analyse", "officer", root_cause="กระบวนงาน", finding="ส่งช้า")
    assert section(desk.get("/desk/today"), "answered") == ""
    write(app, now + DAY / 24, reference)
    assert reference in section(desk.get("/desk/today"), "answered")
    assert "ผู้แจ้งตอบกลับแล้ว" in desk.get("/desk?queue=mine").text
    step(app, now + DAY / 12, reference, "resolve", "officer", outcome="upheld", answer="ส่งแล้ว")
    assert section(desk.get("/desk/today"), "answered") == ""


def test_a_case_just_given_is_new_until_its_owner_begins(seat: Seat, app, now) -> None:
    desk, reference = seat("officer"), owned(app, now)
    owed = desk.get("/desk/today")
    assert reference in section(owed, "due") + section(owed, "soon")  # told once, and marked
    assert "ยังไม่ได้เริ่ม" in text(owed)
    assert section(owed, "given") == ""
    assert 'class="siang-fresh"' in desk.get("/desk?queue=mine").text
    step(app, now, reference, "analyse", "officer", root_cause="กระบวนงาน", finding="ส่งช้า")
    assert "ยังไม่ได้เริ่ม" not in text(desk.get("/desk/today"))
    assert 'class="siang-fresh"' not in desk.get("/desk?queue=mine").text


def test_what_other_units_ask_stands_there_too(seat: Seat, app, now) -> None:
    desk, reference = seat("other"), owned(app, now)
    with app.app_context(), transaction():
        an_ask(cases.by_reference(reference), people.by_email(email("officer")), now, "U01")
    assert "พิมพ์ครั้งล่าสุดเมื่อใด" in section(desk.get("/desk/today"), "asks")


def test_a_restricted_case_keeps_its_subject_to_itself(seat: Seat, app, now) -> None:
    desk = seat("keeper")
    with app.app_context():
        keeper = people.by_email(email("keeper"))
        settled(now - 9 * DAY, State.ASSIGNED, owner=keeper, topic="C08", subject="เรียกรับเงิน")
    page = desk.get("/desk/today")
    assert "เรื่องปกปิด" in section(page, "late")
    assert "เรียกรับเงิน" not in page.text


def test_the_menu_counts_what_is_overdue_until_something_is_done(seat: Seat, app, now) -> None:
    desk, reference = seat("officer"), owned(app, now - 9 * DAY)
    count = '<span class="siang-count">1'
    assert count not in desk.get("/desk/absence").text
    desk.get("/desk/today")
    assert count in desk.get("/desk/absence").text
    place = f"/desk/cases/{reference}"
    desk.post(f"{place}/notes", data={"text": "โทรแล้ว", "version": version(desk, place)})
    assert count not in desk.get("/desk/absence").text


def version(desk, place: str) -> str:
    page = desk.get(f"{place}/notes").text
    return page.partition('name="version" type="hidden" value="')[2].partition('"')[0]


def test_a_day_with_nothing_says_where_to_go(seat: Seat) -> None:
    assert "วันนี้ไม่มีงานเร่งของท่าน" in text(seat("officer").get("/desk/today"))


def test_officers_begin_with_their_day_and_others_with_the_queue(seat: Seat) -> None:
    assert seat("officer").get("/sign-in").location == "/desk/today"
    assert seat("boss").get("/sign-in").location == "/desk"
    assert seat("admin").get("/sign-in").location == "/desk"


def test_a_full_day_costs_no_more_questions_than_a_short_one(seat: Seat, app, now) -> None:
    desk, asked = seat("officer"), []
    for more in (1, 14):
        for number in range(more):
            owned(app, now - (number % 9) * DAY)
        with questions(app) as count:
            desk.get("/desk/today")
        asked.append(len(count))
    assert asked[0] == asked[1] <= 10


def test_a_queue_names_the_day_off_that_moved_a_date(seat: Seat, app, now) -> None:
    desk, reference = seat("officer"), owned(app, now)
    with app.app_context(), transaction():
        due = cases.by_reference(reference).next_due_on
        closing = Closing(due, None, "วันหยุดพิเศษ", legal_ref="มติคณะรัฐมนตรี")
        add_days_off(closing, people.by_email(email("admin")), now)
    with app.app_context():
        run("recount", now + DAY / 24)
    page = text(desk.get("/desk?queue=mine"))
    assert "เลื่อน 1 วัน: เพิ่มวันหยุด" in page
    assert "วันหยุดพิเศษ" in page


def test_the_menu_counts_what_a_manager_has_to_decide(seat: Seat, app, now) -> None:
    boss = seat("boss")
    with app.app_context():
        settled(now)
    boss.get("/desk/today")
    assert '<span class="siang-count siang-count--quiet">1' in boss.get("/desk").text


def test_a_queue_says_why_a_date_moved(seat: Seat, app, now) -> None:
    desk, reference = seat("boss"), owned(app, now)
    step(app, now, reference, "analyse", "officer", root_cause="กระบวนงาน", finding="ส่งช้า")
    with app.app_context(), transaction():
        case = cases.by_reference(reference)
        boss = people.by_email(email("boss"))
        case.meet(Milestone.ACKNOWLEDGE, now)
        extend(case, boss, now, case.resolve_by + 7 * DAY, "รอผลตรวจสอบจากโรงพิมพ์")
    page = text(desk.get("/desk?queue=all"))
    assert "เลื่อน 7 วัน: ขยายเวลา" in page


@pytest.mark.parametrize("where", ["", "&state=open", "&kind=complaint"])
def test_the_case_page_knows_its_place_in_the_queue_one_came_from(
    seat: Seat, app, now, where
) -> None:
    desk = seat("officer")
    first, second, third = (owned(app, now - days * DAY) for days in (9, 8, 0))
    queue = desk.get(f"/desk?queue=mine{where}").text
    assert f"/desk/cases/{second}?queue=mine{where.replace('&', '&amp;')}" in queue
    page = desk.get(f"/desk/cases/{second}?queue=mine{where}").text
    assert "เรื่องที่ 2 จาก 3" in " ".join(page.replace("<span>", "").replace("</span>", "").split())
    assert f'data-key-previous href="/desk/cases/{first}?' in page
    assert f'data-key-next href="/desk/cases/{third}?' in page


def test_what_is_done_to_a_case_leads_back_to_its_place_and_to_the_next(
    seat: Seat, app, now
) -> None:
    desk = seat("officer")
    _, second, third = (owned(app, now - days * DAY) for days in (9, 8, 0))
    place = f"/desk/cases/{second}"
    desk.get(f"{place}?queue=mine&kind=complaint")
    answer = desk.post(f"{place}/notes", data=filled(desk, f"{place}/notes", text="รอสำเนา"))
    assert answer.location == f"{place}?queue=mine&kind=complaint"
    step(app, now, second, "analyse", "officer", root_cause="กระบวนงาน", finding="ส่งช้า")
    step(app, now, second, "resolve", "officer", outcome="upheld", answer="ส่งแล้ว")
    left = desk.get(answer.location).text
    assert "เรื่องที่ 2" not in left
    assert f'data-key-next href="/desk/cases/{third}?queue=mine&amp;kind=complaint"' in left
    assert 'data-key-up href="/desk?queue=mine&amp;kind=complaint"' in left


def test_the_day_of_who_takes_cases_in_begins_with_those_nobody_owns(
    seat: Seat, new_case, now
) -> None:
    reference = new_case()
    assert reference in section(seat("clerk").get("/desk/today"), "nobodys")
    assert section(seat("officer").get("/desk/today"), "nobodys") == ""


def test_many_that_are_late_hide_none_that_is_due_and_are_counted(seat: Seat, app, now) -> None:
    desk = seat("officer")
    for _ in range(PAGE + 1):
        owned(app, now - 9 * DAY)
    fresh = owned(app, now)
    page = desk.get("/desk/today")
    assert fresh in section(page, "soon") + section(page, "due")
    assert f">{PAGE + 1}<" in section(page, "late")


def test_a_case_beside_the_list_is_only_one_that_the_reader_may_see(seat: Seat, app, now) -> None:
    desk, reference = seat("officer"), owned(app, now, body="ข้อความยาวของผู้แจ้ง")
    beside = desk.get(f"/desk?queue=mine&open={reference}").text
    assert 'id="opened"' in beside
    assert "ข้อความยาวของผู้แจ้ง" in beside
    assert f"/desk/cases/{reference}/steps/analyse" in beside
    assert 'id="opened"' not in seat("other").get(f"/desk?queue=mine&open={reference}").text
    assert 'id="opened"' not in sit(app, "officer").get("/desk?queue=mine&open=nothing").text
