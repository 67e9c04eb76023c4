"""The settings of escalation and of hand-over: shown as they are, tried, kept by managers."""

import re
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.database import transaction
from app.models import Unit
from app.queries import cases, escalation, load, people
from tests.factories import settled
from tests.web.seats import email, hidden, text
from workflows import State
from workflows.deadlines import Milestone
from workflows.escalation import Chain

PAGE, HAND_OVER = "/settings/escalation", "/settings/hand-over"
REASON = "เกษียณอายุราชการ"


def filled(client: FlaskClient, **more: str) -> dict[str, str]:
    """The form as the page shows it, with something written otherwise."""
    page = client.get(PAGE)
    names = [
        f"{m.value}_{part}" for m in Milestone for part in ("before_days", "every_days", "depth")
    ]
    values = {name: page.text.split(f'id="{name}"')[1].split('value="')[1].split('"')[0]
              for name in names}  # fmt: skip
    return {**values, "seen": hidden(page, "seen"), **more}


def save(client: FlaskClient, **more: str) -> TestResponse:
    """What is written otherwise is looked at, and kept."""
    given = filled(client, **more)
    looked = client.post(PAGE, data=given)
    return client.post(PAGE, data={**given, "rehearsed": hidden(looked, "rehearsed"), "do": "save"})


def tree(app: Flask, **parents: str) -> None:
    with app.app_context(), transaction() as session:
        for code, parent in parents.items():
            session.get_one(Unit, code).parent_code = parent
        for code, who in (("U02", "officer"), ("U01", "other")):
            session.get_one(Unit, code).head_id = people.by_email(email(who)).id


def test_each_chain_reads_as_a_sentence_and_shows_whom_it_reaches(seat, app: Flask) -> None:
    tree(app, U02="U01")
    page = text(seat("boss").get(f"{PAGE}?unit=U02"))
    assert "เตือนผู้รับผิดชอบ 5 วันทำการก่อนครบกำหนด พ้นกำหนดแล้วแจ้งผู้รับผิดชอบและหัวหน้าหน่วย" in page
    assert "ระดับที่ 1 คุณofficer" in page
    assert "ระดับที่ 2 คุณother" in page
    assert "ระดับที่ 3 คุณboss" in page
    assert "ระดับที่ 4 ไม่มีผู้ที่จะแจ้งในระดับนี้" in page


def test_a_manager_keeps_a_chain_and_its_history_is_shown(seat, app: Flask) -> None:
    boss = seat("boss")
    kept = save(boss, resolve_before_days="10", resolve_every_days="4", resolve_depth="2")
    assert kept.status_code == 302
    with app.app_context():
        assert escalation.chains()[Milestone.RESOLVE] == Chain(10, 4, 2)
    page = text(boss.get(PAGE))
    assert "เตือนผู้รับผิดชอบ 10 วันทำการก่อนครบกำหนด" in page
    assert "แก้ไขลำดับการแจ้ง" in page


def test_what_another_chain_would_tell_is_shown_and_nothing_is_kept_yet(
    seat, new_case, app: Flask, now: datetime
) -> None:
    new_case(State.ASSIGNED)
    boss = seat("boss")
    looked = boss.post(PAGE, data=filled(boss, resolve_before_days="60", do="save"))
    assert looked.status_code == 200
    page = text(looked)
    assert "5 วันทำการก่อนครบกำหนด" in page
    assert "→ เตือนผู้รับผิดชอบ 60 วันทำการก่อนครบกำหนด" in page
    assert "เตือนเรื่องใกล้กำหนด 1 เรื่อง (เดิม 0) แจ้งเรื่องพ้นกำหนด 0 เรื่อง (เดิม 0)" in page
    with app.app_context():
        assert escalation.chains()[Milestone.RESOLVE].before_days == 5


@pytest.mark.parametrize("typed", ["0", "-1", "", "สอง", "1.5", "61", "999999999999"])
def test_a_step_that_is_no_step_is_refused_with_what_was_typed_kept(
    seat, app: Flask, typed: str
) -> None:
    boss = seat("boss")
    answer = boss.post(PAGE, data=filled(boss, analyse_every_days=typed, resolve_depth="9"))
    assert answer.status_code == 422
    assert "เขียนจำนวนเต็ม 1 ถึง 60" in text(answer)
    assert f'value="{typed[:5]}"' in answer.text
    with app.app_context():
        assert escalation.chains()[Milestone.RESOLVE].depth == 4


def test_a_chain_deeper_than_nine_levels_is_refused(seat) -> None:
    boss = seat("boss")
    answer = boss.post(PAGE, data=filled(boss, assign_depth="10"))
    assert answer.status_code == 422
    assert "เขียนจำนวนเต็ม 1 ถึง 9" in text(answer)


def test_units_in_a_circle_are_named_and_nothing_is_kept(seat, app: Flask) -> None:
    tree(app, U02="U01", U01="U02")
    boss = seat("boss")
    answer = boss.post(PAGE, data=filled(boss, resolve_depth="2"))
    assert answer.status_code == 422
    assert "U01 › U02 › U01" in text(answer)


def test_of_two_managers_the_second_is_told(seat) -> None:
    boss = seat("boss")
    first, second = filled(boss, resolve_depth="2"), filled(boss, resolve_depth="3")
    signed = hidden(boss.post(PAGE, data=first), "rehearsed")
    assert boss.post(PAGE, data={**first, "rehearsed": signed, "do": "save"}).status_code == 302
    answer = boss.post(PAGE, data=second)
    assert answer.status_code == 409
    assert "มีผู้เปลี่ยนแปลง" in text(answer)


def test_an_administrator_reads_and_does_not_write(seat) -> None:
    admin = seat("admin")
    for page in (PAGE, HAND_OVER):
        assert admin.get(page).status_code == 200
        assert admin.post(page, data={}).status_code == 404
    assert not re.search(r">\s*บันทึก", admin.get(PAGE).text)


# ---- hand-over


def leaving(app: Flask, who: str = "officer", **more: str) -> dict[str, str]:
    with app.app_context():
        key = people.by_email(email(who)).id
    return {"leaver": str(key), "to": email("other"), "reason": REASON, **more}


def owned(app: Flask, who: str) -> int:
    with app.app_context():
        key = people.by_email(email(who)).id
        return load.open_cases([key])[key]


def test_a_hand_over_is_tried_first_and_then_done_in_one_step(seat, new_case, app: Flask) -> None:
    for state in (State.ASSIGNED, State.ANALYSED, State.RESOLVED):
        new_case(state)
    new_case(State.ASSIGNED, kind="compliment")
    boss = seat("boss")
    assert "คุณofficer · 3 เรื่อง" in text(boss.get(HAND_OVER))
    page = text(boss.post(HAND_OVER, data=leaving(app, do="try")))
    for words in ("เรื่องที่จะโอน 3", "จดหมายที่จะส่งออก 6", "ข้อร้องเรียน 2", "คำชมเชย 1"):
        assert words in page
    assert owned(app, "officer") == 3
    page = text(boss.post(HAND_OVER, data=leaving(app, do="go", leaves="y")))
    assert "ปิดบัญชีแล้ว" in page
    assert (owned(app, "officer"), owned(app, "other")) == (0, 3)
    with app.app_context():
        assert not people.by_email(email("officer")).active


def test_what_cannot_go_is_listed_and_the_account_stays_open(
    seat, new_case, app: Flask, now: datetime
) -> None:
    new_case(State.ASSIGNED)
    with app.app_context():
        keeper = people.by_email(email("keeper"))
        settled(now, State.ASSIGNED, topic="C08", owner=keeper, subject="เรียกรับเงินใต้โต๊ะ")
        plain = settled(now, State.ASSIGNED, owner=keeper)
    boss = seat("boss")
    tried = text(boss.post(HAND_OVER, data=leaving(app, "keeper", do="try")))
    assert "เรื่องที่จะโอน 1" in tried
    assert "มีเรื่องอื่นที่ท่านไม่มีสิทธิ์เห็นด้วย" in tried
    page = boss.post(HAND_OVER, data=leaving(app, "keeper", do="go", leaves="y"))
    assert "เรื่องที่โอนแล้ว 1" in text(page)
    assert "ยังปิดบัญชีไม่ได้" in text(page)
    assert "เรียกรับเงิน" not in page.text
    assert owned(app, "keeper") == 1
    with app.app_context():
        assert people.by_email(email("keeper")).active
        assert cases.by_reference(plain).owner.email == email("other")


def test_a_case_that_the_new_owner_may_not_have_stays_with_its_reason(
    seat, new_case, app: Flask
) -> None:
    new_case(State.ASSIGNED)
    page = text(seat("boss").post(HAND_OVER, data=leaving(app, to=email("auditor"), do="go")))
    assert "เลือกผู้รับผิดชอบที่รับเรื่องนี้ได้" in page
    assert owned(app, "officer") == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"leaver": ""}, "เลือกผู้ที่จะพ้นหน้าที่"),
        ({"to": ""}, "เลือกผู้รับมอบ"),
        ({"reason": " "}, "เขียนเหตุผล"),
        ({"to": email("officer")}, "เลือกผู้รับมอบเป็นผู้อื่น"),
    ],
)
def test_a_hand_over_that_lacks_something_says_so(
    seat, new_case, app: Flask, wrong: dict[str, str], words: str
) -> None:
    new_case(State.ASSIGNED)
    answer = seat("boss").post(HAND_OVER, data={**leaving(app, do="go"), **wrong})
    assert answer.status_code == 422
    assert words in text(answer)
    assert owned(app, "officer") == 1


@pytest.mark.parametrize("key", ["x", "999999", "9" * 30])
def test_nobody_who_does_not_work_here_is_handed_over(seat, app: Flask, key: str) -> None:
    answer = seat("boss").post(HAND_OVER, data={**leaving(app, do="try"), "leaver": key})
    assert answer.status_code == 404


def test_the_settings_lead_to_both_pages(seat) -> None:
    page = seat("admin").get("/settings/").text
    assert f'href="{PAGE}"' in page
    assert f'href="{HAND_OVER}"' in page
