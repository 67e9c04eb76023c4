"""Readiness, reminders, reasons and the cut-off of Form 2.3, against what was counted by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.comment import write_comment
from app.actions.given import Given
from app.actions.keep_duty import keep_duty, remind_duty
from app.actions.keep_form23 import confirm, tick
from app.actions.submit_report import review, set_cut_off, submit
from app.actions.take_step import take_step
from app.database import db, transaction
from app.jobs.runner import run
from app.models import Letter, Person, Rating, ReportDuty, ReportState, Topic
from app.reports.case_counts import count_cases
from app.reports.form23 import form23
from app.reports.readiness import due_stage, readiness, unreminded
from tests.factories import a_case, a_person, an_office
from tests.reports.office_file import load, office_file
from tests.reports.test_criteria import a_row
from workflows import State
from workflows.errors import Invalid

YEAR = 2569
DUE = date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.fixture
def boss(session: Session, now: datetime) -> Person:
    with transaction():
        an_office()
        return a_person(now, "manager", "U01", "boss@oie.example")


def owed_by(boss: Person, person: Person, now: datetime, due: date = DUE, code: str = "CS4") -> int:
    with transaction():
        keep_duty(YEAR, code, person, due, boss, now)
    query = select(ReportDuty.id).where(ReportDuty.criterion == code)
    return db.session.scalars(query).one()


def letters() -> list[tuple[str, str]]:
    query = select(Letter.recipient, Letter.text).where(Letter.name == "form23_owed")
    return [(row.recipient, row.text) for row in db.session.execute(query.order_by(Letter.id))]


def version() -> int:
    state = db.session.get(ReportState, YEAR, populate_existing=True)
    return state.version if state else 0


def test_the_page_counts_what_is_owed_by_whom(boss: Person, now: datetime) -> None:
    owed_by(boss, boss, now, DUE + 3 * DAY)
    with transaction():
        confirm(YEAR, "CS4", 1, version=0, actor=boss, now=now)
    with transaction():
        write_comment(YEAR, "CS4", 2, "ขอหลักฐาน", actor=boss, now=now)
    found = readiness(YEAR, now)
    one = found.criteria[3]
    assert (found.claims, found.supported, found.confirmed, found.unprintable) == (17, 1, 1, 15)
    assert (one.supported, one.confirmed, one.unprintable) == (0, 1, [2, 3])
    assert (one.owner, one.due_on, one.days_left) == (boss.name, DUE + 3 * DAY, 3)
    assert (one.comments_open, found.comments_open) == (1, 1)
    assert [words.th for words in one.missing] == [
        "ทะเบียนช่องทางติดต่อยังไม่มีช่องทางกับเครือข่าย", "ยังไม่มีกิจกรรมที่จัดในปีนี้ในทะเบียน",
    ]  # fmt: skip
    assert not one.is_ready


@pytest.mark.parametrize(("days", "stage"), [
    (-8, None), (-7, -7), (-1, -7), (0, 0), (1, 1), (7, 1), (8, 8), (22, 22), (300, 22),
])  # fmt: skip
def test_a_reminder_is_due_before_at_and_after(days: int, stage: int | None) -> None:
    expected = None if stage is None else DUE + timedelta(stage)
    assert due_stage(DUE, DUE + timedelta(days)) == expected


def test_whoever_owes_is_told_before_and_the_managers_once_it_is_late(
    boss: Person, now: datetime
) -> None:
    with transaction():
        clerk = a_person(now, "officer", "U02", "clerk@oie.example")
    key = owed_by(boss, clerk, now, DUE + 7 * DAY)
    assert run("form23_duties", now) == (1, 0)
    assert run("form23_duties", now + DAY) == (0, 0)
    told = letters()
    assert [to for to, _ in told] == ["clerk@oie.example"]
    assert "ใกล้ครบกำหนดส่งข้อมูล" in told[0][1]
    assert "เกณฑ์ CS4" in told[0][1]
    assert "ยังไม่มีกิจกรรมที่จัดในปีนี้ในทะเบียน" in told[0][1]
    late = now + 8 * DAY
    assert unreminded(late) == [key]
    assert run("form23_duties", late) == (1, 0)
    assert [to for to, _ in letters()[1:]] == ["clerk@oie.example", "boss@oie.example"]
    assert "เลยกำหนดส่งข้อมูลแบบ 2.3 แล้ว" in letters()[1][1]
    greetings = [text.splitlines()[0] for _, text in letters()[1:]]
    assert len(set(greetings)) == 2, "each is greeted by their own name"


def test_at_night_and_on_days_off_nobody_is_reminded(boss: Person, now: datetime) -> None:
    owed_by(boss, boss, now)
    sunday = now - DAY
    assert run("form23_duties", sunday) == (0, 0)
    assert run("form23_duties", now + timedelta(hours=12)) == (0, 0)
    assert run("form23_duties", now) == (1, 0)


def test_who_left_is_not_written_to_but_the_managers_are(boss: Person, now: datetime) -> None:
    with transaction():
        clerk = a_person(now, "officer", "U02")
    key = owed_by(boss, clerk, now)
    with transaction():
        db.session.get_one(Person, clerk.id).active = False
    with transaction():
        assert remind_duty(key, now)
    assert [to for to, _ in letters()] == ["boss@oie.example"]


def test_a_criterion_that_is_ready_owes_nothing(boss: Person, now: datetime) -> None:
    key = owed_by(boss, boss, now, code="CS3")
    for number in (1, 2, 4, 5):
        with transaction():
            confirm(YEAR, "CS3", number, version=version(), actor=boss, now=now)
    assert unreminded(now) == [key]  # its result is not set yet
    with transaction():
        tick(YEAR, "CS3", "in_progress", version(), boss, now)
    assert unreminded(now) == []
    with transaction():
        assert not remind_duty(key, now)


def test_a_form_that_was_handed_in_owes_nothing(boss: Person, now: datetime) -> None:
    owed_by(boss, boss, now)
    with transaction():
        review(YEAR, 0, boss, now)
    with transaction():
        submit(YEAR, version(), "", boss, now)
    assert unreminded(now) == []


def test_a_new_date_is_reminded_of_anew_and_nobody_owes_without_a_person(
    boss: Person, now: datetime
) -> None:
    key = owed_by(boss, boss, now)
    with transaction():
        remind_duty(key, now)
    owed_by(boss, boss, now, DUE + DAY)
    assert unreminded(now) == [key]
    with transaction():
        keep_duty(YEAR, "CS4", None, None, boss, now)
    assert unreminded(now) == []
    with transaction():
        agency = a_person(now, "agency", "")
    for person, due in ((agency, DUE), (boss, None)):
        with pytest.raises(Invalid), transaction():
            keep_duty(YEAR, "CS4", person, due, boss, now)


def test_the_proposal_says_its_reasons(session: Session, now: datetime) -> None:
    load(office_file(), now)
    reasons = {
        c.code: {r.aspect: [words.th for words in r.gaps] for r in c.reasons}
        for c in form23(YEAR, now).criteria
    }
    assert all(list(four) == ["approach", "deployment", "learning", "integration"]
               for four in reasons.values())  # fmt: skip
    assert reasons["CS6"]["approach"] == []
    assert reasons["CS6"]["deployment"] == ["ยังไม่มีผลสำรวจของกลุ่ม G01 G07 G08"]
    assert reasons["CS6"]["learning"] == []
    assert reasons["CS6"]["integration"] == ["ยังไม่มีคะแนนหลังยุติเรื่องวางเทียบกัน"]
    assert reasons["CS7"]["deployment"] == ["ยังมีงานบริการที่ไม่ครบทั้งเวลา แผนผัง คู่มือ และการประกาศ"]
    assert reasons["CS7"]["approach"] == reasons["CS7"]["integration"] == []
    assert reasons["CS1"]["approach"] == ["ยังไม่ได้ทบทวนความต้องการของกลุ่ม G01 G07 G08"]
    assert reasons["CS4"]["approach"] != []


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+07:00").astimezone(UTC)


def test_the_cases_are_counted_as_known_at_the_end_of_the_cut_off_day(session: Session) -> None:
    """By hand: of five cases four had come by 31 March, two of them were answered, one in time."""
    march = date(2026, 3, 31)
    with transaction():
        db.session.add(Topic(code="C01", name_th="หัวข้อ"))
        db.session.flush()
        done = {"state": State.RESOLVED}
        a_row(date(2026, 3, 2), resolved_at=at("2026-03-31T23:59:00"), **done)
        late = a_row(date(2026, 1, 5), resolved_at=at("2026-03-01T10:00:00"), **done)
        a_row(date(2026, 3, 3), resolved_at=at("2026-04-01T00:00:00"), **done)
        a_row(date(2026, 3, 31))
        a_row(date(2026, 4, 1))
        db.session.add(Rating(case_id=late.id, at=at("2026-04-02T10:00:00"), handling=5))
    then, now = count_cases(YEAR, march), count_cases(YEAR)
    assert (then.received, then.resolved, then.resolved_on_time) == (4, 2, 1)
    assert (then.ratings, now.ratings) == (0, 1)
    assert (now.received, now.resolved) == (5, 3)


def test_a_case_opened_again_after_the_cut_off_counts_as_answered_before_it(
    boss: Person, now: datetime
) -> None:
    with transaction():
        case = a_case(now, State.RESOLVED)
        untouched = a_case(now, State.ASSIGNED)
        assert untouched.state is State.ASSIGNED
    with transaction():
        take_step(case, "reopen", boss, now + 2 * DAY, Given(reason="มีข้อมูลใหม่"))
    cut = now.date() + DAY
    assert case.state is not State.RESOLVED
    counted = count_cases(2570, cut)
    assert (counted.received, counted.resolved, counted.resolved_on_time) == (2, 1, 1)
    assert count_cases(2570, cut + DAY).resolved == 0
    assert count_cases(2570, now.date() - DAY).received == 0
    with transaction():
        set_cut_off(2570, cut, 0, boss, now)
    figures = {f.name: f.value for k in form23(2570, now).criteria[2].claims for f in k.figures}
    assert (figures["cs3.received"], figures["cs3.resolved"], figures["cs3.open"]) == (2, 1, 1)
