"""Two officers on one case, and forms that are not ours: nothing is overwritten."""

import re
from datetime import timedelta

import pytest

from app.queries import cases
from tests.web.seats import case_of, filled, hidden, text
from workflows import State


def test_the_second_of_two_officers_is_told_and_nothing_is_overwritten(
    seat, new_case, app, clock
) -> None:
    reference = new_case(State.ASSIGNED)
    url, first, second = f"/desk/cases/{reference}/steps/analyse", seat("officer"), seat("boss")
    mine = filled(first, url, root_cause="กระบวนงาน", finding="โรงพิมพ์ส่งช้า")
    theirs = filled(second, url, root_cause="สัญญาจ้าง", finding="ผู้รับจ้างผิดสัญญา")
    clock.shift(timedelta(minutes=5))
    assert first.post(url, data=mine).status_code == 302
    answer = second.post(url, data=theirs)
    assert answer.status_code == 409
    page = text(answer)
    for words in ("มีผู้เปลี่ยนแปลงเรื่องนี้ก่อนท่าน", "คุณofficer", "10.05 น.", "บันทึกการวิเคราะห์"):
        assert words in page.replace("\u00a0", " ")
    assert "รับเรื่อง 23 พ.ย." not in page.replace("\u00a0", " ")  # older events are no news
    assert "ผู้รับจ้างผิดสัญญา" in answer.text
    assert f'action="{url}"' not in answer.text  # the step is done: it cannot be done twice
    with app.app_context():
        assert case_of(app, reference).finding == "โรงพิมพ์ส่งช้า"


def test_what_was_typed_too_late_can_be_kept_as_an_internal_note(
    seat, new_case, app, clock
) -> None:
    reference = new_case(State.ASSIGNED)
    url, first, second = f"/desk/cases/{reference}/steps/analyse", seat("officer"), seat("boss")
    mine = filled(first, url, root_cause="กระบวนงาน", finding="โรงพิมพ์ส่งช้า")
    theirs = filled(second, url, root_cause="สัญญาจ้าง", finding="ผู้รับจ้างผิดสัญญา")
    first.post(url, data=mine)
    late = second.post(url, data=theirs)
    offered = re.search(r'<textarea[^>]*name="text"[^>]*>([^<]*)</textarea>', late.text)
    place = f"/desk/cases/{reference}/notes"
    assert f'action="{place}"' in late.text
    note = {name: hidden(late, name) for name in ("version", "seen")} | {"text": offered[1]}
    assert second.post(place, data=note).status_code == 302
    with app.app_context():
        (kept,) = cases.notes(case_of(app, reference))
    assert "สาเหตุ\nสัญญาจ้าง" in kept.body.replace("\r", "")
    assert "ผู้รับจ้างผิดสัญญา" in kept.body


def test_after_a_conflict_the_same_form_may_be_sent_again_on_purpose(
    seat, new_case, app, clock
) -> None:
    reference = new_case(State.ANALYSED)
    url, desk = f"/desk/cases/{reference}/steps/resolve", seat("officer")
    mine = filled(desk, url, outcome="upheld", answer="ส่งฉบับที่ค้างแล้ว")
    clock.shift(timedelta(minutes=1))
    place, boss = f"/desk/cases/{reference}/notes", seat("boss")
    boss.post(place, data=filled(boss, place, text="รอโรงพิมพ์ยืนยันก่อน"))
    refused = desk.post(url, data=mine)
    assert refused.status_code == 409
    again = {**mine, "version": hidden(refused, "version"), "seen": hidden(refused, "seen")}
    assert desk.post(url, data=again).status_code == 302


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "๑"])
def test_a_form_without_a_version_changes_nothing(seat, new_case, version) -> None:
    place = f"/desk/cases/{new_case(State.ASSIGNED)}/notes"
    answer = seat("officer").post(place, data={"text": "บันทึก", "version": version})
    assert answer.status_code == 409


def test_a_post_without_the_forms_token_does_nothing_and_loses_no_word(
    seat, new_case, app, monkeypatch
) -> None:
    reference = new_case(State.ASSIGNED)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    for place in ("/notes", "/letters", "/steps/analyse", "/reclassify"):
        answer = seat("boss").post(f"/desk/cases/{reference}{place}", data={"text": "x"})
        assert answer.status_code == 422
        assert "กดส่งอีกครั้ง" in answer.text
    with app.app_context():
        assert not cases.notes(case_of(app, reference))
