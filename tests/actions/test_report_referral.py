"""Reports to the office that referred a case: their form, their dates, reminders, their state."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.actions.given import Given
from app.actions.note_their_state import note_their_state
from app.actions.report_referral import remind_of_report, report_back
from app.actions.take_step import take_step
from app.database import db, transaction
from app.models import Case, Event, Letter, Person, Referral
from app.queries import cases, referrals
from app.reports.case_counts import count_cases
from tests.factories import OUTCOME, a_case, a_person, a_referral
from workflows import Kind, NotAllowed, State
from workflows.errors import Invalid

DAY = timedelta(days=1)
NEXT = date(2026, 12, 28)
YEAR = 2570


@pytest.fixture
def case(owner: Person, now: datetime) -> Case:
    with transaction():
        return a_referral(now, owner=owner)


def sent(case: Case) -> Referral:
    assert case.referral is not None
    return case.referral


def reports(case: Case) -> list[Letter]:
    return [letter for letter in cases.letters(case) if letter.name == "report"]


def happened(case: Case, what: str) -> list[Event]:
    return [event for event in cases.events(case) if event.what == what]


def test_progress_is_reported_with_the_next_date_and_puts_the_report_off(
    case: Case, owner: Person, now: datetime
) -> None:
    with transaction():
        sent(case).their_reference = "1111-69-0042"
        report_back(case, owner, now, result="in_progress", text="กำลังตรวจโรงพิมพ์", next_on=NEXT)
    (letter,) = reports(case)
    for words in (
        "เรียน ศูนย์บริการประชาชน 1111", "อ้างถึง หนังสือเลขที่ นร 0105/123",
        "เลขที่เรื่องของท่าน: 1111-69-0042", f"เลขที่เรื่องของสำนักงาน: {case.reference}",
        "ผลการดำเนินการ: อยู่ระหว่างดำเนินการ", "กำลังตรวจโรงพิมพ์",
        "กำหนดรายงานครั้งต่อไป: วันจันทร์ที่ 28 ธันวาคม 2569",
    ):  # fmt: skip
        assert words in letter.text
    assert (letter.how, letter.status) == ("post", "recorded")  # they have no address here
    assert (sent(case).report_due, sent(case).reported_at, sent(case).result) == (
        NEXT, None, "in_progress",
    )  # fmt: skip
    (event,) = happened(case, "reported")
    assert (event.details["due"], event.details["next"]) == ("2026-12-17", "2026-12-28")


def test_what_cannot_be_done_is_explained_and_ends_what_is_owed(
    case: Case, owner: Person, now: datetime
) -> None:
    with transaction():
        report_back(case, owner, now, result="cannot", text="เป็นอำนาจของศาล", next_on=NEXT)
    (letter,) = reports(case)
    assert "ผลการดำเนินการ: ไม่สามารถดำเนินการได้ พร้อมชี้แจง\n\nคำชี้แจง\nเป็นอำนาจของศาล" in letter.text
    assert (sent(case).reported_at, sent(case).report_due) == (now, date(2026, 12, 17))


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"result": "finished", "text": "เสร็จ"}, "result"),
        ({"result": "cannot", "text": " "}, "text"),
        ({"result": "in_progress", "text": "กำลังทำ"}, "next_on"),
        ({"result": "in_progress", "text": "กำลังทำ", "next_on": date(2026, 11, 23)}, "next_on"),
    ],
)
def test_a_report_that_lacks_something_is_refused_and_changes_nothing(
    case: Case, owner: Person, now: datetime, given: dict, wrong: str
) -> None:
    with pytest.raises(Invalid) as refused, transaction():
        report_back(case, owner, now, **given)
    assert list(refused.value.problems) == [wrong]
    assert reports(case) == []
    assert sent(case).result == ""


def test_a_resolved_case_is_not_in_progress(owner: Person, now: datetime) -> None:
    with transaction():
        case = a_referral(now, State.RESOLVED, owner=owner)
        with pytest.raises(Invalid):
            report_back(case, owner, now, result="in_progress", text="ยัง", next_on=NEXT)


def test_only_a_referred_case_is_reported_and_only_by_who_may_write(
    case: Case, owner: Person, now: datetime
) -> None:
    with transaction():
        own = a_case(now, State.ASSIGNED, owner)
        with pytest.raises(Invalid):
            report_back(own, owner, now, result="done", text="เสร็จ")
        stranger = a_person(now, "officer", "U01")
        with pytest.raises(NotAllowed):
            report_back(case, stranger, now, result="done", text="เสร็จ")


def test_resolving_reports_it_as_done_whichever_way_it_was_decided(
    owner: Person, now: datetime
) -> None:
    with transaction():
        case = a_referral(now, State.ANALYSED, owner=owner)
        take_step(case, "resolve", owner, now, Given(
            outcome="not_upheld", answer="ตรวจแล้วไม่พบตามที่แจ้ง", reason="มีหลักฐานการส่ง"
        ))  # fmt: skip
    (letter,) = reports(case)
    assert "ผลการดำเนินการ: ดำเนินการแล้วเสร็จ\nผลการพิจารณา: ไม่พบตามที่แจ้ง" in letter.text
    assert (sent(case).result, sent(case).reported_at) == ("done", now)


def test_a_dismissed_case_is_reported_as_what_cannot_be_done(
    case: Case, manager: Person, now: datetime
) -> None:
    with transaction():
        take_step(case, "dismiss", manager, now, Given(
            outcome="withdrawn", reason="ผู้แจ้งถอน", answer="ยุติตามคำขอของท่าน"
        ))  # fmt: skip
    assert sent(case).result == "cannot"
    assert "คำชี้แจง\nยุติตามคำขอของท่าน" in reports(case)[0].text


def test_on_time_is_by_the_date_then_due_and_a_late_report_stays_late(
    owner: Person, now: datetime
) -> None:
    given = Given(outcome=OUTCOME[Kind.COMPLAINT], answer="ส่งฉบับที่ค้างแล้ว")
    with transaction():
        put_off, late, early = (
            a_referral(now, State.ANALYSED, owner=owner) for _ in range(3)
        )  # fmt: skip
        progress = {"result": "in_progress", "text": "กำลังทำ"}
        report_back(put_off, owner, now + 20 * DAY, **progress, next_on=NEXT)
        report_back(late, owner, now + 26 * DAY, **progress, next_on=NEXT)
        report_back(early, owner, now, **progress, next_on=NEXT)
        for case in (put_off, late):
            take_step(case, "resolve", owner, now + 30 * DAY, given)
        db.session.flush()
    counted = count_cases(YEAR)
    # in time after a report of progress in time; late once is late; the third is not reported yet
    assert (counted.referrals_received, counted.referrals_reported_on_time) == (3, 1)


def test_reminders_come_before_their_date_by_the_ladder_and_each_once(
    case: Case, owner: Person, now: datetime
) -> None:
    # 17 December 2026 is a Thursday; the 10th is a day off, the 4th is seven working days before
    with transaction():
        key = case.id
    steps = []
    for day in range(26):
        at = now + day * DAY
        for case_id, step in referrals.unreminded(at):
            with transaction():
                assert remind_of_report(cases.get_to_change(case_id), at, step)
                assert not remind_of_report(cases.get_to_change(case_id), at, step)
            steps.append((at.date().isoformat(), step))
    assert steps == [
        ("2026-12-04", "7"), ("2026-12-14", "3"), ("2026-12-16", "1"), ("2026-12-18", "over"),
    ]  # fmt: skip
    letters = db.session.execute(select(Letter.name, Letter.recipient).where(Letter.to_staff)).all()
    assert [name for name, _ in letters].count("report_due_soon") == 3
    late = {to for name, to in letters if name == "report_overdue"}
    assert owner.email in late
    assert len(late) > 1  # who answers for the unit is told too
    assert db.session.get_one(Case, key).version == 2


def test_a_report_of_progress_begins_the_ladder_anew(
    case: Case, owner: Person, now: datetime
) -> None:
    soon = datetime.combine(date(2026, 12, 16), now.timetz())
    assert referrals.unreminded(soon) == [(case.id, "1")]
    with transaction():
        again = cases.get_to_change(case.id)
        report_back(again, owner, soon, result="in_progress", text="กำลังทำ", next_on=NEXT)
    assert referrals.unreminded(soon) == []
    assert [step for _, step in referrals.unreminded(soon + DAY)] == ["7"]


def test_an_unassigned_referral_is_reminded_of_at_intake(office: None, now: datetime) -> None:
    with transaction():
        clerk = a_person(now, "intake", "U01")
        case = a_referral(now, State.RECEIVED, report_due=date(2026, 11, 24))
        assert remind_of_report(case, now, "1")
    query = select(Letter.recipient).where(Letter.name == "report_due_soon")
    assert db.session.scalars(query).all() == [clerk.email]


def test_nobody_is_reminded_at_night_nor_of_what_was_reported(
    case: Case, owner: Person, now: datetime
) -> None:
    late = now + 27 * DAY
    assert referrals.unreminded(late + timedelta(hours=12)) == []
    with transaction():
        report_back(case, owner, now, result="done", text="เสร็จแล้ว")
    assert referrals.unreminded(late + DAY) == []


def test_the_agency_says_where_its_own_referral_stands_and_twice_is_once(
    owner: Person, now: datetime
) -> None:
    with transaction():
        centre, other = a_person(now, "agency", ""), a_person(now, "agency", "")
        case = a_referral(now, owner=owner, agency_person_id=centre.id)
        note_their_state(case, centre, now, state="open", their_reference="1111-1")
        note_their_state(case, centre, now + DAY, state="closed")
        note_their_state(case, centre, now + 2 * DAY, state="closed")
        with pytest.raises(NotAllowed):
            note_their_state(case, other, now, state="open")
    assert (sent(case).their_reference, sent(case).their_state, sent(case).their_state_at) == (
        "1111-1", "closed", now + DAY,
    )  # fmt: skip
    events = happened(case, "their_state_told")
    assert [(event.by, event.details["state"]) for event in events] == [
        ("agency", "open"), ("agency", "closed"),
    ]  # fmt: skip


@pytest.mark.parametrize(("state", "days", "wrong"), [("lost", 0, "state"), ("open", 1, "since")])
def test_a_state_that_cannot_be_is_refused(
    case: Case, owner: Person, now: datetime, state: str, days: int, wrong: str
) -> None:
    with pytest.raises(Invalid) as refused, transaction():
        note_their_state(case, owner, now, state=state, since=now + days * DAY)
    assert list(refused.value.problems) == [wrong]
