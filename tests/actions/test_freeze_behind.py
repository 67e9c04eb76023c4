"""What is behind each figure is what was counted: at the cut-off, and when it was handed in."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.actions.given import Given
from app.actions.rate import rate
from app.actions.submit_report import broken_submissions, review, set_cut_off, submit
from app.actions.take_step import take_step
from app.database import db, transaction
from app.models import Activity, Case, Person, ReportState, Submission23
from app.queries import behind as rows
from app.reports.behind import behind
from app.reports.form23 import facts_of, form23
from app.reports.frozen import latest, read_keys, said_keys
from tests.factories import a_case
from tests.reports.causes import an_improvement
from tests.reports.office_file import load as load_registers
from tests.web.seats import an_office_at_work, sit, text
from workflows import State

YEAR = 2570
FORM = f"/figures/form23/{YEAR}/figure/"


def value_of(name: str, now: datetime) -> object:
    claims = [claim for one in form23(YEAR, now).criteria for claim in one.claims]
    return next(f.value for claim in claims for f in claim.figures if f.name == name)


def counted(name: str, cut_off: date | None, now: datetime) -> int:
    found = behind(name, facts_of(YEAR, cut_off, now))
    assert found is not None
    return rows.number(found.cases) if found.cases is not None else len(found.lines)


def version() -> int:
    state = db.session.get(ReportState, YEAR, populate_existing=True)
    return state.version if state else 0


def hand_in(boss: Person, now: datetime) -> Submission23:
    with transaction():
        review(YEAR, version(), boss, now)
    with transaction():
        submit(YEAR, version(), "", boss, now)
    row = latest(YEAR)
    assert row is not None
    return row


@pytest.fixture
def boss(app: Flask, session: Session, now: datetime) -> Person:
    """The manager of an office with one activity, two plain cases and a restricted one."""
    an_office_at_work(app, now)
    activity = {"date": "2026-11-05", "changwat": "เลย", "title": "พบผู้ประกอบการ"}
    load_registers({"seed_registers_2570": {"fiscal_year_be": YEAR,
                                            "network_activities": [activity]}}, now)  # fmt: skip
    with transaction():
        a_case(now, State.RESOLVED, subject="เว็บไซต์เปิดไม่ได้")
        a_case(now, State.ANALYSED, subject="เอกสารหาย")
        a_case(now, subject="ความลับของผู้ร้อง", topic="C08")
    return db.session.query(Person).filter_by(email="boss@oie.example").one()


NAMES = ("cs3.received", "cs3.resolved", "cs3.resolved_on_time", "cs3.open", "cs3.by_topic.C04",
         "cs3.handling_satisfaction.n", "cs4.activities")  # fmt: skip


def test_the_rows_stop_at_the_cut_off_like_the_figures(boss: Person, now: datetime) -> None:
    """What came, was answered, rated or held after that day is in neither."""
    today, later = now.date(), now + timedelta(days=3)
    with transaction():
        set_cut_off(YEAR, today, 0, boss, now)
        a_case(later, State.RESOLVED)
        slow = db.session.query(Case).filter_by(subject="เอกสารหาย").one()
        take_step(slow, "resolve", slow.owner, later, Given(outcome="upheld", answer="พบแล้ว"))
        rate(slow, later, 5, 5)
        db.session.add(Activity(title="หลังวันตัดยอด", place="ตรัง", held_on=later.date()))
    figures = {name: value_of(name, later) for name in NAMES}
    assert [figures[name] for name in NAMES] == [3, 1, 1, 2, 2, 0, 1]
    assert {name: counted(name, today, later) for name in NAMES} == figures
    assert counted("cs3.received", None, later) == 4


def test_the_cases_of_a_cause_before_and_after_are_those_counted(
    boss: Person, now: datetime
) -> None:
    with transaction():
        case = db.session.query(Case).filter_by(subject="เว็บไซต์เปิดไม่ได้").one()
        case.root_cause = "กระบวนงาน"
        an_improvement(case.official_on, sources=[case.reference])
    later = now + timedelta(days=20)
    for side in ("before", "after"):
        name = f"cs3.recurrence.I01.{side}"
        assert counted(name, None, later) == value_of(name, later)
    days = behind("cs3.recurrence.I01.days", facts_of(YEAR, None, later))
    assert days
    assert [weight for _, weight in days.lines] == [value_of("cs3.recurrence.I01.days", later)]


def test_a_form_handed_in_opens_what_was_counted_then(
    app: Flask, client: FlaskClient, boss: Person, now: datetime
) -> None:
    """Cases that came since are not in the list, lines that were changed stay as they were."""
    hand_in(boss, now)
    with transaction():
        a_case(now, subject="มาทีหลัง")
        db.session.query(Activity).one().title = "ชื่อใหม่"
        db.session.query(Case).filter_by(subject="เอกสารหาย").one().restricted = True
    seat = sit(app, "boss")
    said = text(seat.get(f"{FORM}cs3.received"))
    assert "เรื่องที่นับ 3 เรื่อง" in said
    assert "เว็บไซต์เปิดไม่ได้" in said
    assert "มาทีหลัง" not in said
    assert "เอกสารหาย" not in said  # by the rights of today
    assert "อีก 2 เรื่องนับรวมอยู่ด้วย แต่ท่านเปิดดูไม่ได้" in said
    lines = text(seat.get(f"{FORM}cs4.activities"))
    assert "พบผู้ประกอบการ" in lines
    assert "ชื่อใหม่" not in lines


def test_each_figure_keeps_its_definition_its_date_and_its_rows(
    boss: Person, now: datetime
) -> None:
    row = hand_in(boss, now)
    form = form23(YEAR, now)
    figures = {f.name: f for one in form.criteria for claim in one.claims for f in claim.figures}
    assert row.behind.keys() == figures.keys()
    for name, kept in row.behind.items():
        assert kept["definition"] == figures[name].definition._asdict()
        assert kept["known"] == form.as_known_on.isoformat()
        if "cases" in kept and isinstance(figures[name].value, int):
            assert len(read_keys(kept["cases"])) == figures[name].value


def test_rows_that_were_tampered_with_are_found(boss: Person, now: datetime) -> None:
    row = hand_in(boss, now)
    assert broken_submissions() == []
    with transaction():
        kept = db.session.get_one(Submission23, row.id)
        kept.behind = {**kept.behind, "cs3.received": {"query": {}, "cases": "1"}}
    assert len(broken_submissions()) == 1


@pytest.mark.parametrize("keys", [[], [7], [1, 2, 3], [1, 3, 4, 9], list(range(5, 4000))])
def test_keys_come_back_as_they_were_kept(keys: list[int]) -> None:
    assert read_keys(said_keys(keys)) == keys


def test_many_frozen_cases_come_a_page_at_a_time(
    app: Flask, client: FlaskClient, boss: Person, now: datetime
) -> None:
    with transaction():
        for minute in range(60):
            a_case(now + timedelta(minutes=minute))
    hand_in(boss, now + timedelta(hours=2))
    seat = sit(app, "boss")
    page = seat.get(f"{FORM}cs3.by_topic.C04").text
    assert page.count('href="/desk/cases/') == rows.PAGE
    after = page.split("after=")[1].split('"')[0]
    assert seat.get(f"{FORM}cs3.by_topic.C04?after={after}").text.count("/desk/cases/") == 12
