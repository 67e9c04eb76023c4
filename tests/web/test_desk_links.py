"""The desk ties cases together: wall, merge, split and appeal by their forms."""

import re
from collections.abc import Callable
from datetime import datetime

from flask import Flask

from app.database import transaction
from app.queries import links
from tests.factories import a_person
from tests.web.conftest import Seat
from tests.web.seats import case_of, text
from workflows import State

NewCase = Callable[..., str]


def version(app: Flask, reference: str) -> int:
    with app.app_context():
        return case_of(app, reference).version


def post(app: Flask, seat: Seat, who: str, reference: str, act: str, **sent: str):  # type: ignore[no-untyped-def]
    given = {"version": version(app, reference), **sent}
    return seat(who).post(f"/desk/cases/{reference}/{act}", data=given)


def test_a_case_is_merged_listed_with_its_main_case_and_parted_again(
    seat: Seat, new_case: NewCase, app: Flask
) -> None:
    main, new = new_case(State.ASSIGNED), new_case()
    wrong = post(app, seat, "boss", new, "merge", into="OIE-1")
    assert (wrong.status_code, "ไม่พบเรื่องหลักเลขที่นี้" in text(wrong)) == (422, True)
    assert post(app, seat, "boss", new, "merge", into=main).status_code == 302
    boss = seat("boss")
    assert f"รวมกับ {main}" in text(boss.get("/desk?queue=all"))
    page = text(boss.get(f"/desk/cases/{new}"))
    assert "เรื่องที่เกี่ยวข้อง" in page
    assert f"รวมกับ {main}" in page
    assert "รวมกับเรื่องเดียวกัน" in page
    with boss.session_transaction() as session:
        session["language"] = "en"
    english = text(boss.get(f"/desk/cases/{new}"))
    assert "Merged: it is the same matter" in english
    assert "รวมกับเรื่องเดียวกัน" not in english
    with boss.session_transaction() as session:
        session["language"] = "th"
    assert f"มารวมกับเรื่องนี้ {new}" in text(boss.get(f"/desk/cases/{main}"))
    assert post(app, seat, "boss", new, "unmerge", reason="คนละเรื่อง").status_code == 302
    assert f"รวมกับ {main}" not in text(boss.get("/desk?queue=all"))


def test_a_main_case_that_a_reader_does_not_see_is_named_to_them_nowhere(
    seat: Seat, new_case: NewCase, app: Flask
) -> None:
    main, new = new_case(State.ASSIGNED), new_case()
    post(app, seat, "boss", new, "merge", into=main)
    named = {"person": "clerk@oie.example", "reason": "ถูกร้องเรียน"}
    assert post(app, seat, "boss", main, "wall", **named).status_code == 302
    clerk = seat("clerk")
    for path in ("/desk?queue=all", f"/desk/cases/{new}"):
        page = clerk.get(path)
        assert page.status_code == 200
        assert new in page.text
        assert main not in page.text


def test_a_case_is_cut_into_parts_and_what_is_left_empty_is_none(
    seat: Seat, new_case: NewCase, app: Flask
) -> None:
    whole = new_case(State.ASSIGNED)
    sent = {"subject_1": "เว็บไซต์ค้นหาไม่พบ", "body_1": "ค้นคำว่าดัชนี", "kind_1": "complaint",
            "subject_3": "ชมเจ้าหน้าที่", "body_3": "บริการดี", "kind_3": "compliment"}  # fmt: skip
    assert "อย่างน้อยหนึ่งเรื่อง" in text(post(app, seat, "officer", whole, "split"))
    assert post(app, seat, "officer", whole, "split", **sent).status_code == 302
    page = text(seat("officer").get(f"/desk/cases/{whole}"))
    assert page.count("แยกออกไปเป็น") == 2
    with app.app_context():
        kinds = [link.case.kind for link in links.parts(case_of(app, whole))]
    assert kinds == ["complaint", "compliment"]


def test_staff_take_an_appeal_down_for_the_correspondent(
    seat: Seat, new_case: NewCase, app: Flask
) -> None:
    first = new_case(State.RESOLVED)
    sent = {"channel": "phone", "reason": "ไม่เห็นด้วยกับผล"}
    assert post(app, seat, "boss", first, "appeal", **sent).status_code == 302
    page = text(seat("boss").get(f"/desk/cases/{first}"))
    assert "มีอุทธรณ์" in page
    assert "รับอุทธรณ์แทนผู้แจ้ง" not in page


def test_a_wall_is_raised_shown_to_those_who_watch_and_lifted(
    seat: Seat, new_case: NewCase, app: Flask, now: datetime
) -> None:
    reference = new_case(State.ASSIGNED)
    with app.app_context(), transaction():
        a_person(now, "officer", "U02", "third@oie.example")
    sent = {"person": "officer@oie.example", "reason": "เป็นคู่กรณี"}
    asked = post(app, seat, "boss", reference, "wall", **sent)
    assert "เลือกผู้รับผิดชอบใหม่" in text(asked)
    done = post(app, seat, "boss", reference, "wall", **sent, owner="third@oie.example")
    assert done.status_code == 302
    for path in (f"/desk/cases/{reference}", "/desk/walls"):
        for who in ("boss", "auditor"):
            assert "เป็นคู่กรณี" in text(seat(who).get(path))
    assert "เป็นคู่กรณี" not in text(seat("clerk").get(f"/desk/cases/{reference}"))
    assert seat("clerk").get("/desk/walls").status_code == 404
    form = seat("boss").get(f"/desk/cases/{reference}/lift-wall")
    found = re.search(r'<option value="(\d+)"[^>]*>คุณofficer', form.text)
    assert found
    lifted = post(app, seat, "boss", reference, "lift-wall", wall=found[1], reason="ตรวจแล้ว")
    assert lifted.status_code == 302
    assert "เลิกกันแล้ว" in text(seat("auditor").get("/desk/walls"))
    assert seat("officer").get(f"/desk/cases/{reference}").status_code == 200
    again = post(app, seat, "boss", reference, "lift-wall", wall=found[1], reason="อีก")
    assert again.status_code == 404


def test_the_case_page_says_which_outside_body_has_the_case(
    seat: Seat, new_case: NewCase, app: Flask
) -> None:
    reference = new_case()
    sent = {"person": "boss@oie.example", "reason": "ถูกร้องเรียน"}
    assert "ไม่เหลือผู้พิจารณา" in text(post(app, seat, "clerk", reference, "wall", **sent))
    sent["outside_body"] = "สำนักงาน ป.ป.ท."
    done = seat("clerk").post(
        f"/desk/cases/{reference}/wall", data={**sent, "version": version_of(app, reference)}
    )
    assert done.status_code == 302
    assert "จึงส่งให้ สำนักงาน ป.ป.ท." in text(seat("clerk").get(f"/desk/cases/{reference}"))
    assert "ส่งให้พิจารณา: สำนักงาน ป.ป.ท." in text(seat("auditor").get("/desk/walls"))


def version_of(app: Flask, reference: str) -> int:
    with app.app_context():
        return case_of(app, reference, "clerk").version
