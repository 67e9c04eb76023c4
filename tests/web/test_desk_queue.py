"""The queue: who sees what in it, in which order, how it is searched, and what it costs."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database import transaction
from app.intake.submission import Sender
from app.queries import people, queues
from tests.factories import a_case, settled
from tests.web.questions import questions
from tests.web.seats import an_office_at_work, email, sit, text
from workflows import State

STRANGER = Sender(name="นางทดสอบ")


@pytest.fixture
def office(client: FlaskClient, app: Flask, now: datetime) -> Flask:
    """The office at work."""
    an_office_at_work(app, now)
    return app


def make(app: Flask, now: datetime, state: State = State.RECEIVED, **more: object) -> str:
    with app.app_context():
        if state is not State.RECEIVED:
            more["owner"] = people.by_email(email("officer"))
        return settled(now, state, **more)


def test_intake_staff_begin_with_what_nobody_owns_and_others_with_their_own(office, now) -> None:
    fresh = make(office, now)
    owned = make(office, now, State.ASSIGNED)
    clerk, officer = (
        text(sit(office, "clerk").get("/desk")),
        text(sit(office, "officer").get("/desk")),
    )
    assert fresh in clerk
    assert owned not in clerk
    assert owned in officer
    assert fresh not in officer


def test_the_first_due_comes_first_and_late_ones_say_by_how_much(office, now) -> None:
    later = make(office, now)
    earlier = make(office, now - timedelta(days=7))
    page = sit(office, "boss").get("/desk?queue=all").text
    assert page.index(earlier) < page.index(later)
    assert "เกิน 6 วัน" in page
    assert "ยังไม่มี" in page


@pytest.mark.parametrize(
    ("who", "number"), [("boss", 2), ("auditor", 2), ("officer", 1), ("keeper", 1), ("admin", 0)]
)
def test_everybody_sees_only_the_cases_of_their_rights(office, now, who, number) -> None:
    make(office, now, topic="C04")
    make(office, now, topic="C01")
    make(office, now, topic="C08", subject="เรียกรับเงินใต้โต๊ะ")
    page = sit(office, who).get("/desk?queue=all")
    assert page.text.count("siang-row") == number
    assert "เรียกรับเงินใต้โต๊ะ" not in page.text
    assert ("เรื่องปกปิด" in page.text) is (who == "keeper")


@pytest.mark.parametrize(
    "q",
    ["3เดือน", "๓ เดือน", "ล่าช้า วารสาร", "รับ 123/2569", "๑๒๓/๒๕๖๙", "อก 0801/77", "สมหมาย"],
)
def test_searching_finds_words_however_they_are_spelt_and_every_number(office, now, q) -> None:
    wanted = make(
        office, now, registry_number="รับ 123/2569", letter_number="อก ๐๘๐๑/๗๗",
        subject="วารสารส่งล่าช้าเกือบ ๓ เดือน",
    )  # fmt: skip
    other = make(office, now, subject="เว็บไซต์เปิดไม่ได้", body="เปิดแล้วว่าง", sender=STRANGER)
    page = text(sit(office, "boss").get("/desk", query_string={"queue": "all", "q": q}))
    assert wanted in page
    assert other not in page


def test_a_search_that_finds_nothing_says_so_and_leads_on(office) -> None:
    page = text(sit(office, "boss").get("/desk?queue=all&q=ไม่มีแน่นอน"))
    assert "ไม่พบเรื่องตามที่ค้นหา" in page
    assert "ล้างตัวกรอง" in page


def test_filters_narrow_the_list_and_resolved_cases_come_last(office, now) -> None:
    done = make(office, now, State.RESOLVED)
    praise = make(office, now, kind="compliment")
    boss = sit(office, "boss")
    everything = text(boss.get("/desk?queue=all"))
    assert everything.index(praise) < everything.index(done)
    assert done not in text(boss.get("/desk?queue=all&state=open"))
    assert done in text(boss.get("/desk?queue=all&state=resolved"))
    assert praise in text(boss.get("/desk?queue=all&kind=compliment&channel=web&topic=C04"))
    assert praise not in text(boss.get("/desk?queue=all&kind=complaint"))


def test_a_manager_narrows_a_list_to_one_owner_and_others_are_not_offered_it(office, now) -> None:
    owned, free = make(office, now, State.ASSIGNED), make(office, now)
    with office.app_context():
        key = people.by_email(email("officer")).id
    boss = sit(office, "boss")
    assert f'<option value="{key}">คุณofficer</option>' in boss.get("/desk?queue=all").text
    page = text(boss.get(f"/desk?queue=all&owner={key}&state=open"))
    assert owned in page
    assert free not in page
    assert 'name="owner"' not in sit(office, "officer").get("/desk?queue=all").text
    assert free in text(boss.get("/desk?queue=all&owner=x"))


@pytest.mark.parametrize("state", ["", "resolved"])
def test_a_long_queue_is_read_page_by_page_without_losing_or_repeating_one(
    office, now, state
) -> None:
    with office.app_context(), transaction():
        owner = people.by_email(email("officer"))
        wanted = {
            a_case(now, State.RESOLVED if state else State.RECEIVED, owner=owner).reference
            for _ in range(53)
        }
    boss, seen, url = sit(office, "boss"), [], f"/desk?queue=all&state={state}"
    while url:
        page = boss.get(url).text
        seen += [line.split("</small>")[0].split(" ")[0] for line in page.split("<small>")[1:]]
        found = page.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
        url = found.replace("&amp;", "&") if 'rel="next"' in page else ""
    assert len(seen) == 53
    assert set(seen) == wanted


@pytest.mark.parametrize(
    "query",
    ["after=x", "after=2026-11-23~", "after=2026-99-99~1", "after=2026-11-23~" + "9" * 40,
     "queue=../etc", "state=closed&kind=x&channel=x&topic=%00", "q=%00%F0%9F", "q=" + "ก" * 500],
)  # fmt: skip
def test_an_address_that_makes_no_sense_shows_the_queue(office, query) -> None:
    assert sit(office, "boss").get(f"/desk?{query}").status_code == 200


def test_a_queue_of_fifty_costs_no_more_questions_than_a_queue_of_one(office, now) -> None:
    make(office, now)
    boss, asked = sit(office, "boss"), []
    for more in (0, 49):
        with office.app_context(), transaction():
            for _ in range(more):
                a_case(now)
        with questions(office) as count:
            page = boss.get("/desk?queue=all")
        asked.append(len(count))
    assert page.text.count("siang-row") == 50
    assert asked[0] == asked[1] <= 14  # with saved views, what is new, and why dates moved


def test_a_count_above_999_reads_999_plus(office, now, monkeypatch) -> None:
    monkeypatch.setattr("app.queries.queues.counts", lambda *_: dict.fromkeys(
        queues.QUEUES, 1000))  # fmt: skip
    assert "999+" in text(sit(office, "boss").get("/desk"))


@pytest.mark.parametrize(
    ("who", "opened"),
    [("clerk", True), ("boss", True), ("keeper", True), ("officer", False), ("auditor", False)],
)
def test_the_menu_shows_only_what_a_person_may_open(office, who, opened) -> None:
    desk = sit(office, who)
    page = desk.get("/desk").text
    assert ('href="/desk/intake"' in page) is opened
    assert desk.get("/desk/intake").status_code == (200 if opened else 404)


def test_the_desk_speaks_english_too(office, now) -> None:
    make(office, now)
    boss = sit(office, "boss")
    with boss.session_transaction() as session:
        session["language"] = "en"
    page = text(boss.get("/desk?queue=all"))
    for words in ("All cases", "Time left", "None yet", "Complaint"):
        assert words in page
