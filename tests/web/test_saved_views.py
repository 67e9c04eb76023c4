"""Lists kept under a name: for oneself or for one's unit, and never more than one may see."""

import re

import pytest

from tests.web.conftest import Seat
from tests.web.questions import questions
from tests.web.seats import text
from workflows import State

URGENT = {"name": "ข้อร้องเรียนเว็บ", "queue": "unit", "kind": "complaint", "topic": "C04"}


def save(desk, **more: str):
    return desk.post("/desk/views", data={**URGENT, **more})


def ids(desk) -> list[str]:
    return re.findall(r'action="/desk/views/(\d+)"', desk.get("/desk/views").text)


def test_a_view_leads_back_to_its_list_and_stands_above_it_with_its_count(
    seat: Seat, new_case
) -> None:
    new_case(State.ASSIGNED)
    new_case(State.ASSIGNED, kind="suggestion")
    desk = seat("officer")
    saved = save(desk)
    assert saved.status_code == 303
    assert "kind=complaint" in saved.location
    page = desk.get(saved.location)
    assert "มุมมอง: ข้อร้องเรียนเว็บ 1" in text(page)
    assert 'aria-current="page">ข้อร้องเรียนเว็บ' in page.text


def test_only_the_unit_reads_a_shared_view_and_each_sees_what_they_may(
    seat: Seat, new_case
) -> None:
    new_case(State.RECEIVED, topic="C08")
    save(seat("boss"), queue="all", kind="", topic="", state="open", name="ยังไม่ยุติ", shared="1")
    assert "มุมมอง: ยังไม่ยุติ 0" in text(seat("other").get("/desk"))
    assert "ยังไม่ยุติ 0 ของ คุณboss" in text(seat("other").get("/desk"))
    assert "มุมมอง:" not in text(seat("officer").get("/desk"))
    assert "มุมมอง:" not in text(seat("keeper").get("/desk"))


def test_a_private_view_is_nobody_elses(seat: Seat) -> None:
    save(seat("boss"))
    assert "ข้อร้องเรียนเว็บ" not in seat("other").get("/desk").text
    assert "ข้อร้องเรียนเว็บ" not in seat("other").get("/desk/views").text


def test_one_renames_shares_and_deletes_ones_own(seat: Seat) -> None:
    boss, other = seat("boss"), seat("other")
    save(boss)
    (number,) = ids(boss)
    boss.post(f"/desk/views/{number}", data={"name": " เว็บ  ทั้งหน่วย ", "shared": "1"})
    assert "เว็บ ทั้งหน่วย" in other.get("/desk").text
    boss.post(f"/desk/views/{number}", data={"do": "delete"})
    assert "เว็บ ทั้งหน่วย" not in other.get("/desk").text
    assert ids(boss) == []


@pytest.mark.parametrize("what", [{"name": "ของฉัน"}, {"do": "delete"}])
def test_nobody_changes_the_view_of_another(seat: Seat, what) -> None:
    save(seat("boss"), shared="1")
    (number,) = ids(seat("boss"))
    assert ids(seat("other")) == []
    assert seat("other").post(f"/desk/views/{number}", data=what).status_code == 404
    assert "ข้อร้องเรียนเว็บ" in seat("boss").get("/desk/views").text


@pytest.mark.parametrize(
    ("name", "said"), [(" ", "ตั้งชื่อมุมมอง"), ("ก" * 101, "ไม่เกิน 100"), ("เดิม", "ชื่อนี้แล้ว")]
)
def test_a_name_that_cannot_be_is_said_and_the_filters_are_kept(seat: Seat, name, said) -> None:
    desk = seat("officer")
    save(desk, name="เดิม")
    refused = save(desk, name=name)
    assert refused.status_code == 422
    assert said in refused.text
    assert '<input type="hidden" name="kind" value="complaint">' in refused.text
    assert len(ids(desk)) == 1


def test_nobody_keeps_more_than_twenty(seat: Seat) -> None:
    desk = seat("officer")
    answers = [save(desk, name=f"มุมมอง {number}").status_code for number in range(21)]
    assert answers == [303] * 20 + [422]


def test_what_a_list_does_not_understand_is_not_kept(seat: Seat) -> None:
    saved = save(seat("officer"), queue="../x", kind="x", open="1", after="2026-01-01~1")
    assert saved.location == "/desk?queue=mine&topic=C04"


def test_twenty_views_cost_no_more_questions_than_one_and_words_are_not_counted(
    seat: Seat, app
) -> None:
    desk, asked = seat("officer"), []
    for number in range(20):
        save(desk, name=f"มุมมอง {number}", q="ไฟดับ" if number == 3 else "")
        if number in (0, 19):
            with questions(app) as count:
                page = desk.get("/desk")
            asked.append(len(count))
    assert asked[0] == asked[1]
    assert "มุมมอง 2 0 " in text(page)
    assert "มุมมอง 3 มุมมอง 4" in text(page)
