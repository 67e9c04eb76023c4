"""The case page, its steps and its acts: who may, what is refused, what is kept."""

import re
from io import BytesIO

import pytest

from app.actions.rate import rate
from app.actions.receive_message import receive_message
from app.database import transaction
from app.queries import cases
from tests.web.questions import questions
from tests.web.seats import case_of, email, filled, step, text
from workflows import State


@pytest.mark.parametrize(
    ("who", "seen"),
    [("boss", 200), ("clerk", 200), ("auditor", 200), ("officer", 200), ("other", 404),
     ("keeper", 404), ("admin", 404)],
)  # fmt: skip
def test_a_case_is_seen_by_its_unit_and_by_those_who_see_all(seat, new_case, who, seen) -> None:
    reference = new_case(topic="C04")
    assert seat(who).get(f"/desk/cases/{reference}").status_code == seen


@pytest.mark.parametrize("who", ["boss", "clerk", "auditor", "officer", "other", "admin"])
def test_a_restricted_case_is_not_found_by_anybody_but_confidential_officers(
    seat, new_case, who
) -> None:
    reference = new_case(topic="C08")
    for place in ("", "/steps/assign", "/notes", "/files/1"):
        assert seat(who).get(f"/desk/cases/{reference}{place}").status_code == 404
    assert seat("keeper").get(f"/desk/cases/{reference}").status_code == 200


def test_without_signing_in_one_is_asked_to(seat, new_case, app) -> None:
    answer = app.test_client().get(f"/desk/cases/{new_case()}")
    assert answer.status_code == 302
    assert "/sign-in" in answer.location


def test_the_case_page_says_what_is_owed_by_when_and_what_may_be_done(seat, new_case) -> None:
    reference = new_case()
    page = text(seat("clerk").get(f"/desk/cases/{reference}"))
    for words in ("วารสารส่งล่าช้าเกือบ ๓ เดือน", reference, "ข้อร้องเรียน", "มอบหมาย",
                  "ยังขาด: ผู้รับผิดชอบ", "คำของผู้แจ้ง", "sommai@example.org", "แจ้งผล"):  # fmt: skip
        assert words in page


def test_an_auditor_reads_and_is_offered_nothing(seat, new_case, app) -> None:
    reference = new_case(State.ASSIGNED)
    page = seat("auditor").get(f"/desk/cases/{reference}")
    assert "/steps/" not in page.text
    assert "<textarea" not in page.text
    assert seat("auditor").get(f"/desk/cases/{reference}/steps/analyse").status_code == 403
    with app.app_context():
        note = {"text": "x", "version": str(case_of(app, reference).version)}
    assert seat("auditor").post(f"/desk/cases/{reference}/notes", data=note).status_code == 403


def test_a_case_walks_from_received_to_resolved_by_its_forms(seat, new_case, app) -> None:
    reference = new_case(kind_confirmed=False)
    walk = [
        ("clerk", "assign", {"owner": email("officer"), "kind": "complaint", "topic": "C04"}),
        ("officer", "analyse", {"root_cause": "กระบวนงาน", "finding": "โรงพิมพ์ส่งช้า"}),
        ("officer", "return", {"reason": "ขอข้อมูลเพิ่ม"}),
        ("officer", "analyse", {"root_cause": "สัญญาจ้าง", "finding": "ผู้รับจ้างส่งช้า"}),
        ("boss", "transfer", {"owner": email("other"), "reason": "อยู่คนละหน่วย"}),
        ("other", "resolve", {"outcome": "upheld", "answer": "ส่งฉบับที่ค้างแล้ว"}),
        ("boss", "reopen", {"reason": "ผู้แจ้งยังไม่ได้รับ"}),
    ]
    for who, name, given in walk:
        url = f"/desk/cases/{reference}/steps/{name}"
        desk = seat(who)
        answer = desk.post(url, data=filled(desk, url, **given))
        assert answer.status_code == 302, text(answer)
    page = text(seat("boss").get(f"/desk/cases/{reference}"))
    for words in ("สาเหตุ: สัญญาจ้าง", "จาก คุณofficer เป็น คุณother", "ผลเดิม: เป็นจริงตามที่แจ้ง"):
        assert words in page


@pytest.mark.parametrize(
    ("state", "name", "given", "asked"),
    [
        (State.RECEIVED, "assign", {"note": "ด่วน"}, "เลือกผู้รับผิดชอบ"),
        (State.ASSIGNED, "analyse", {"root_cause": "กระบวนงาน"}, "เขียนข้อเท็จจริงที่พบ"),
        (State.ASSIGNED, "transfer", {"reason": "ย้ายงาน"}, "เลือกผู้รับผิดชอบ"),
        (State.ANALYSED, "resolve", {"answer": "ส่งแล้วในวันนี้"}, "เลือกผล"),
        (State.ANALYSED, "resolve", {"outcome": "upheld"}, "เขียนคำตอบถึงผู้แจ้ง หรือบอกเหตุผล"),
        (State.ANALYSED, "dismiss", {"outcome": "out_of_remit", "reason": "ไม่ใช่ของเรา",
                                     "answer": "ส่งต่อแล้ว"}, "เขียนหน่วยงานที่ส่งต่อ"),
        (State.RESOLVED, "reopen", {"reason": " "}, "เขียนเหตุผล"),
    ],
)  # fmt: skip
def test_a_step_without_what_it_needs_is_refused_with_what_is_missing_and_the_text_kept(
    seat, new_case, app, state, name, given, asked
) -> None:
    reference = new_case(state)
    url, desk = f"/desk/cases/{reference}/steps/{name}", seat("boss")
    answer = desk.post(url, data=filled(desk, url, **given))
    assert answer.status_code == 409
    assert asked in text(answer)
    for typed in given.values():
        assert typed.strip() in answer.text
    with app.app_context():
        assert case_of(app, reference).state is state


def test_a_refusal_leads_on_and_to_where_the_person_works(seat, client, new_case) -> None:
    reference = new_case(State.RECEIVED)
    refused = seat("boss").get(f"/desk/cases/{reference}/steps/resolve")
    assert refused.status_code == 409
    assert 'href="/desk/today"' in refused.text
    assert 'href="/desk/today"' not in client.post("/how-we-handle").text
    assert "กลับไปหน้าแรก" in text(client.post("/how-we-handle"))


def test_an_owner_who_may_not_own_it_is_refused_at_the_field(seat, new_case) -> None:
    reference = new_case()
    url, desk = f"/desk/cases/{reference}/steps/assign", seat("clerk")
    given = {"owner": email("auditor"), "kind": "complaint", "note": "ฝากดูแล"}
    answer = desk.post(url, data=filled(desk, url, **given))
    assert answer.status_code == 422
    assert "เลือกผู้รับผิดชอบที่รับเรื่องนี้ได้" in text(answer)
    assert "ฝากดูแล" in answer.text


def test_a_step_that_the_state_does_not_have_is_refused(seat, new_case) -> None:
    desk, reference = seat("boss"), new_case()
    assert desk.get(f"/desk/cases/{reference}/steps/resolve").status_code == 409
    assert desk.get(f"/desk/cases/{reference}/steps/destroy").status_code == 404
    compliment = new_case(State.ASSIGNED, kind="compliment")
    assert desk.get(f"/desk/cases/{compliment}/steps/analyse").status_code == 409


def test_confirming_another_kind_moves_the_dates_and_the_timeline_says_so(seat, new_case) -> None:
    reference = new_case(kind_confirmed=False, topic=None)
    page = seat("clerk").get(f"/desk/cases/{reference}")
    assert "ยังไม่ยืนยันประเภท" in text(page)
    url, desk = f"/desk/cases/{reference}/steps/assign", seat("clerk")
    given = {"owner": email("officer"), "kind": "suggestion", "topic": "C04"}
    assert desk.post(url, data=filled(desk, url, **given)).status_code == 302
    page = text(seat("clerk").get(f"/desk/cases/{reference}"))
    assert "ยังไม่ยืนยันประเภท" not in page
    assert "ประเภท: จาก ข้อร้องเรียน เป็น ข้อเสนอแนะ" in page
    assert "กำหนดวิเคราะห์: จาก" in page


def test_a_manager_reclassifies_an_open_case_and_an_officer_may_not(seat, new_case) -> None:
    reference = new_case(State.ASSIGNED)
    url = f"/desk/cases/{reference}/reclassify"
    boss = seat("boss")
    answer = boss.post(url, data=filled(boss, url, kind="opinion", topic="C01"))
    assert answer.status_code == 302
    assert "หัวข้อ: จาก เว็บไซต์และระบบสารสนเทศ เป็น วารสารและสิ่งพิมพ์เผยแพร่" in text(
        boss.get(f"/desk/cases/{reference}")
    )
    assert seat("officer").get(url).status_code == 403


def test_letters_notes_and_files_stand_on_the_case(seat, new_case, app) -> None:
    reference = new_case(State.ASSIGNED)
    officer, place = seat("officer"), f"/desk/cases/{reference}"
    letter = filled(officer, f"{place}/letters", text="ขอเวลาตรวจสอบถึงวันศุกร์", how="phone")
    letter["files"] = (BytesIO(b"%PDF-1.4 scanned"), "หนังสือ.pdf")
    assert officer.post(f"{place}/letters", data=letter).status_code == 302
    note = filled(officer, f"{place}/notes", text="โรงพิมพ์รับปากแล้ว")
    assert officer.post(f"{place}/notes", data=note).status_code == 302
    page = officer.get(place)
    for words in ("ขอเวลาตรวจสอบถึงวันศุกร์", "แจ้งทางโทรศัพท์แล้ว", "โรงพิมพ์รับปากแล้ว", "หนังสือ.pdf"):
        assert words in text(page)
    with app.app_context():
        kept = cases.attachments(case_of(app, reference))[0]
        assert kept.letter_id is not None
    file = officer.get(f"/files/{kept.token}")
    assert file.data == b"%PDF-1.4 scanned"
    assert file.headers["Content-Disposition"].startswith("attachment")


def test_an_empty_letter_is_sent_back(seat, new_case) -> None:
    place = f"/desk/cases/{new_case(State.ASSIGNED)}/letters"
    desk = seat("officer")
    answer = desk.post(place, data=filled(desk, place, text="  "))
    assert answer.status_code == 422
    assert "เขียนข้อความถึงผู้แจ้ง" in text(answer)


def test_an_over_long_note_is_refused_with_the_limit_and_kept(seat, new_case) -> None:
    place = f"/desk/cases/{new_case(State.ASSIGNED)}/notes"
    desk = seat("officer")
    answer = desk.post(place, data=filled(desk, place, text="ก" * 20_001))
    assert answer.status_code == 422
    assert "เขียนได้ไม่เกิน 20,000 ตัวอักษร" in text(answer)
    assert "ก" * 20_001 in answer.text


def test_an_officer_records_that_the_correspondent_was_told(seat, new_case) -> None:
    reference = new_case(State.ASSIGNED)
    place, desk = f"/desk/cases/{reference}/acknowledge", seat("officer")
    answer = desk.post(place, data=filled(desk, place, how="โทรแจ้งแล้วเวลา 10.00 น."))
    assert answer.status_code == 302
    assert "โทรแจ้งแล้วเวลา 10.00 น." in text(desk.get(f"/desk/cases/{reference}"))
    assert desk.get(place).status_code == 403


def test_the_ratings_of_the_correspondent_are_shown(seat, new_case, app, now) -> None:
    reference = new_case(State.RESOLVED)
    with app.app_context(), transaction():
        rate(case_of(app, reference), now, 4, 2, "ตอบเร็วดี")
    page = text(seat("officer").get(f"/desk/cases/{reference}"))
    assert "4/5" in page
    assert "ตอบเร็วดี" in page


def test_words_of_a_person_never_become_marks_of_the_page(seat, new_case) -> None:
    reference = new_case(subject="<b>ด่วน</b>", body="<script>alert(1)</script>")
    page = seat("boss").get(f"/desk/cases/{reference}").text
    assert "<script>alert" not in page
    assert "<b>ด่วน" not in page


def test_a_long_case_costs_no_more_questions_than_a_short_one(seat, new_case, app, now) -> None:
    short, long = new_case(State.ASSIGNED), new_case(State.ASSIGNED)
    for _ in range(6):
        for name, who, given in (
            ("analyse", "officer", {"root_cause": "กระบวนงาน", "finding": "ส่งช้า"}),
            ("return", "boss", {"reason": "ขอดูอีกครั้ง"}),
        ):
            step(app, now, long, name, who, **given)
    desk = seat("boss")
    asked = []
    for reference in (short, long):
        with questions(app) as count:
            assert desk.get(f"/desk/cases/{reference}").status_code == 200
        asked.append(len(count))
    assert asked[0] == asked[1] <= 25  # drafts; who else is here: read, begun, written


def test_the_answer_that_stands_is_shown_once_and_earlier_ones_in_the_conversation(
    seat, new_case, app, now
) -> None:
    reference, desk = new_case(State.RESOLVED), seat("boss")
    first = "ส่งวารสารฉบับที่ค้างแล้ว"
    assert desk.get(f"/desk/cases/{reference}").text.count(first) == 1
    step(app, now, reference, "reopen", "boss", reason="ผู้แจ้งยังไม่ได้รับ")
    assert desk.get(f"/desk/cases/{reference}").text.count(first) == 1
    step(app, now, reference, "analyse", "boss", root_cause="กระบวนงาน", finding="ส่งผิดที่อยู่")
    step(app, now, reference, "resolve", "boss", outcome="upheld", answer="ส่งใหม่ถึงบ้านแล้ว")
    page = desk.get(f"/desk/cases/{reference}").text
    assert page.count("ส่งใหม่ถึงบ้านแล้ว") == page.count(first) == 1


def test_the_letter_is_unfolded_only_when_the_correspondent_waits_for_words(
    seat, new_case, app, now
) -> None:
    reference, desk = new_case(State.ASSIGNED), seat("boss")
    place = f"/desk/cases/{reference}"
    unfolded = re.compile(r"<details[^>]* open><summary[^>]*><span[^>]*>เขียนหนังสือถึงผู้แจ้ง")
    assert not unfolded.search(desk.get(place).text)
    with app.app_context(), transaction():
        receive_message(cases.by_reference(reference), now, "ยังไม่ได้รับเลยครับ", "key:late")
    assert unfolded.search(desk.get(place).text)


def test_a_letter_on_the_desk_says_where_the_correspondents_link_stands(seat, new_case) -> None:
    desk = seat("boss")
    case = desk.get(f"/desk/cases/{new_case()}").text
    letter = desk.get(re.search(r'href="(/desk/outbox/\d+)"', case)[1]).text
    assert "(ลิงก์ของผู้แจ้ง)" in letter
    assert "[link]" not in letter


def test_dismissing_says_what_each_outcome_needs(seat, new_case) -> None:
    page = text(seat("boss").get(f"/desk/cases/{new_case()}/steps/dismiss"))
    assert "ส่งต่อถึงหน่วยงาน ต้องเขียนเมื่อผลคือ “นอกอำนาจหน้าที่”" in page
    assert "เลขที่เรื่องเดิม ต้องเขียนเมื่อผลคือ “เรื่องซ้ำ”" in page
