"""The pages of the routing rules: tried before switched on, refused with the reason."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.models import Case, Event, RoutingRule
from tests.web.seats import confirmed, email, hidden, text
from tests.web.visitors import errors
from workflows import State

Seat = Callable[[str], FlaskClient]
FORM = {"name": "เว็บไซต์", "topic": "C04", "unit": "U02", "how": "round_robin"}


def add(boss: FlaskClient, **more: str) -> None:
    answer = boss.post("/settings/routing/add", data={**FORM, **more})
    assert answer.status_code == 302, text(answer)


def rules(app: Flask) -> list[RoutingRule]:
    with app.app_context():
        return list(db.session.scalars(select(RoutingRule).order_by(RoutingRule.position)))


def do(app: Flask, boss: FlaskClient, name: str, what: str):
    rule = next(rule for rule in rules(app) if rule.name == name)
    page, version = f"/settings/routing/{rule.id}/do", str(rule.version)
    return confirmed(boss, page, do=what, version=version)


def on(app: Flask, boss: FlaskClient, name: str) -> None:
    assert do(app, boss, name, "try").status_code == 302
    assert do(app, boss, name, "on").status_code == 302


def test_a_new_rule_is_off_until_it_was_tried_and_switched_on(
    seat: Seat, app: Flask, new_case: Callable[..., str]
) -> None:
    boss = seat("boss")
    new_case(State.ASSIGNED)
    add(boss)
    assert not rules(app)[0].active
    refused = do(app, boss, "เว็บไซต์", "on")
    assert refused.status_code == 422
    assert "ทดลองกฎนี้กับเรื่องที่ผ่านมาก่อน" in text(refused)
    tried = do(app, boss, "เว็บไซต์", "try")
    page = text(boss.get(tried.location))
    assert "เปิดใช้กฎนี้" in page
    assert do(app, boss, "เว็บไซต์", "on").status_code == 302
    assert rules(app)[0].active
    assert "ตรง 1 จาก 1 เรื่อง 1 เรื่องไปหน่วยนี้อยู่แล้ว" in text(boss.get("/settings/routing"))


def test_a_rule_that_was_changed_is_off_and_must_be_tried_again(seat: Seat, app: Flask) -> None:
    boss = seat("boss")
    add(boss)
    on(app, boss, "เว็บไซต์")
    rule = rules(app)[0]
    page = f"/settings/routing/{rule.id}"
    sent = {**FORM, "version": hidden(boss.get(page), "version")}
    confirmed(boss, page, **sent | {"name": "เว็บล่ม"})
    assert rules(app)[0].active  # another name is the same rule
    sent["version"] = hidden(boss.get(page), "version")
    assert confirmed(boss, page, **sent, words="เว็บ\n\nล่ม").status_code == 302
    assert (rules(app)[0].active, rules(app)[0].words) == (False, ["เว็บ", "ล่ม"])
    assert do(app, boss, "เว็บไซต์", "on").status_code == 422


@pytest.mark.parametrize(("given", "said"), [
    ({"name": ""}, "ตั้งชื่อกฎ"),
    ({"unit": ""}, "เลือกหน่วยงาน"),
    ({"topic": "C99"}, "ไม่มีหัวข้อนี้ หรือเลิกใช้แล้ว กฎจะไม่มีวันตรง"),
    ({"kind": "joke"}, "เลือกจากรายการ"),
    ({"words": "เว็บ\n\u00ad"}, "มีคำที่ไม่เหลือตัวอักษรให้ค้น ลบหรือแก้คำนั้น"),
    ({"how": "person"}, "เลือกผู้ที่รับเรื่องนี้ได้"),
    ({"how": "person", "owner": email("auditor")}, "เลือกผู้ที่รับเรื่องนี้ได้"),
    ({"how": "person", "owner": email("officer"), "topic": "C08"},
     "หัวข้อนี้เป็นเรื่องปกปิด เลือกผู้รับเรื่องปกปิด"),
    ({"topic": "C08"}, "หัวข้อนี้เป็นเรื่องปกปิด และหน่วยนี้ไม่มีผู้รับเรื่องปกปิด"),
])  # fmt: skip
def test_a_rule_that_cannot_be_is_refused_with_the_reason_and_nothing_is_kept(
    seat: Seat, app: Flask, given: dict[str, str], said: str
) -> None:
    answer = seat("boss").post("/settings/routing/add", data={**FORM, **given})
    assert answer.status_code == 422
    assert errors(answer) == [said]
    assert rules(app) == []


def test_a_rule_below_one_that_takes_all_its_cases_is_refused(seat: Seat, app: Flask) -> None:
    boss = seat("boss")
    add(boss)
    on(app, boss, "เว็บไซต์")
    answer = boss.post(
        "/settings/routing/add", data={**FORM, "name": "ร้องเรียนเว็บ", "kind": "complaint"}
    )
    assert answer.status_code == 422
    assert "กฎ “ร้องเรียนเว็บ” จะไม่มีวันถูกใช้ เพราะกฎ “เว็บไซต์”" in text(answer)
    assert len(rules(app)) == 1


def test_a_rule_cannot_be_moved_above_one_that_it_would_shadow(seat: Seat, app: Flask) -> None:
    boss = seat("boss")
    add(boss, name="เฉพาะ", kind="complaint")
    add(boss, name="ทั่วไป")
    for name in ("เฉพาะ", "ทั่วไป"):
        on(app, boss, name)
    refused = do(app, boss, "ทั่วไป", "up")
    assert refused.status_code == 422
    assert [rule.name for rule in rules(app)] == ["เฉพาะ", "ทั่วไป"]
    do(app, boss, "เฉพาะ", "off")
    assert do(app, boss, "ทั่วไป", "up").status_code == 302
    assert [rule.name for rule in rules(app)] == ["ทั่วไป", "เฉพาะ"]
    assert do(app, boss, "เฉพาะ", "on").status_code == 422


def test_the_second_of_two_people_who_change_a_rule_is_told(seat: Seat, app: Flask) -> None:
    boss, admin = seat("boss"), seat("admin")
    add(boss)
    page = f"/settings/routing/{rules(app)[0].id}"
    mine, theirs = (hidden(who.get(page), "version") for who in (boss, admin))
    first = confirmed(boss, page, **FORM, version=mine, place="อาคาร 2")
    assert first.status_code == 302
    second = admin.post(page, data={**FORM, "version": theirs, "unit": "U01"})
    assert second.status_code == 409
    assert (rules(app)[0].place, rules(app)[0].unit_code) == ("อาคาร 2", "U02")


def test_what_a_rule_would_do_is_read_before_it_is_switched_or_moved(
    seat: Seat, app: Flask, new_case: Callable[..., str]
) -> None:
    boss = seat("boss")
    new_case(topic="C04")
    add(boss)
    do(app, boss, "เว็บไซต์", "try")
    rule = rules(app)[0]
    page, sent = f"/settings/routing/{rule.id}/do", {"do": "on", "version": str(rule.version)}
    shown = boss.post(page, data=sent)
    for said in ("เปิดใช้กฎ “เว็บไซต์”", "กฎ “เว็บไซต์”: 0 → 1 เรื่อง", "รอผู้รับเรื่องมอบหมาย: 1 → 0 เรื่อง"):
        assert said in text(shown)
    assert not rules(app)[0].active
    new_case(topic="C04")  # what was read is no longer what it does
    stale = boss.post(page, data={**sent, "rehearsed": hidden(shown, "rehearsed")})
    assert "0 → 2 เรื่อง" in text(stale)
    assert not rules(app)[0].active


def test_a_retired_rule_is_gone_and_its_event_keeps_what_it_said(seat: Seat, app: Flask) -> None:
    boss = seat("boss")
    add(boss)
    assert do(app, boss, "เว็บไซต์", "retire").status_code == 302
    assert rules(app) == []
    with app.app_context():
        query = select(Event).where(Event.what == "rule_retired")
        assert db.session.scalars(query).one().details["values"]["topic_code"] == "C04"


def test_the_trial_shows_where_cases_went_and_only_examples_one_may_see(
    seat: Seat, app: Flask, new_case: Callable[..., str]
) -> None:
    boss = seat("boss")
    same = new_case(topic="C04", subject="เว็บไซต์ล่มบ่อย")
    elsewhere = new_case(topic="C01", subject="เว็บ ไซต์วารสารเปิดไม่ได้")
    secret = new_case(topic="C08", subject="เว็บไซต์กับการทุจริต")
    new_case(topic="C01", subject="วารสารหาย")
    add(boss, topic="", words="เว็บไซต์")
    page = text(boss.get(do(app, boss, "เว็บไซต์", "try").location))
    assert "เรื่องที่ทดลอง 4" in page
    assert "ตรงกฎ 3" in page
    assert "ไม่ตรงข้อใด 1" in page
    assert "1 (33%)" in page
    assert "สำนักบริหารกลาง 1" in page
    assert same in page
    assert page.index(elsewhere) < page.index(same)
    assert secret not in page
    keeper = text(seat("admin").get(f"/settings/routing/trial?rule={rules(app)[0].id}&of=year"))
    assert "เรื่องที่ทดลอง 4" in keeper
    assert same not in keeper


def test_a_trial_changes_no_case(
    seat: Seat, app: Flask, new_case: Callable[..., str]
) -> None:  # fmt: skip
    boss = seat("boss")
    new_case()
    with app.app_context():
        before = db.session.execute(select(Case.version, Case.unit_code, Case.routed_at)).all()
    add(boss)
    do(app, boss, "เว็บไซต์", "try")
    with app.app_context():
        after = db.session.execute(select(Case.version, Case.unit_code, Case.routed_at)).all()
    assert after == before


def test_the_settings_offer_the_parts(seat: Seat) -> None:
    page = text(seat("boss").get("/settings/"))
    for part in ("กฎการส่งเรื่อง", "ผู้ที่ไม่อยู่", "งานในมือและกำลังรับงาน"):
        assert part in page
    assert "ผู้ที่ไม่อยู่" not in text(seat("admin").get("/settings/"))


def test_the_timeline_says_by_which_rule_and_why(
    seat: Seat, app: Flask, new_case: Callable[..., str]
) -> None:
    boss = seat("boss")
    add(boss, words="วารสาร")
    on(app, boss, "เว็บไซต์")
    reference = new_case()
    done = app.test_cli_runner().invoke(args=["jobs", "once", "route"])
    assert done.output.strip() == "route: 1 done, 0 failed"
    page = text(boss.get(f"/desk/cases/{reference}"))
    assert "ส่งเรื่องตามกฎ กฎ “เว็บไซต์” เพราะ: เว็บไซต์และระบบสารสนเทศ · มีคำว่า “วารสาร”" in page
    assert "ผู้รับผิดชอบ: คุณofficer กฎ “เว็บไซต์” (ตามลำดับเวียน)" in page
