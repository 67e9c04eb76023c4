"""Form 2.3 is reviewed, handed in and frozen; its next version says what changed."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.actions.comment import settle_comment, write_comment
from app.actions.keep_duty import keep_duty
from app.actions.keep_form23 import confirm, tick, withdraw, word
from app.actions.load_form23 import load_edition
from app.actions.seal_events import seal
from app.actions.start_report import start_from_last
from app.actions.submit_report import (
    broken_submissions,
    frozen_file,
    reopen_form,
    review,
    set_cut_off,
    submit,
)
from app.database import db, transaction
from app.documents.form23_files import FORMATS
from app.models import Activity, Person, ReportDuty, ReportState, Submission23
from app.reports.compared import differences
from app.reports.editions import shipped_lines
from app.reports.form23 import Form23, form23, handed_in
from app.reports.frozen import latest, submissions
from app.reports.readiness import open_comments
from app.storage import cupboard
from tests.factories import a_person, an_office
from tests.reports.office_file import load, office_file
from workflows.errors import Conflict, Frozen, Invalid, UnknownReference

YEAR = 2553
WORDING = "3. กิจกรรมการสร้างความสัมพันธ์กับโรงงาน คือการประชุม/สัมมนาในภูมิภาคต่างๆ รวม 10 ครั้ง"


@pytest.fixture
def boss(session: Session, now: datetime) -> Person:
    """A manager of an office with the registers of 2553."""
    with transaction():
        an_office()
        person = a_person(now, "manager", "U01")
    load({"seed_registers_2553": office_file()["seed_registers_2553"]}, now)
    return person


def version(year: int = YEAR) -> int:
    state = db.session.get(ReportState, year, populate_existing=True)
    return state.version if state else 0


def handed(boss: Person, now: datetime) -> Submission23:
    """The form of the year, reviewed and handed in."""
    with transaction():
        review(YEAR, version(), boss, now)
    with transaction():
        submit(YEAR, version(), "ส่งตามหนังสือเวียน", boss, now)
    row = latest(YEAR)
    assert row is not None
    return row


def worded(boss: Person, now: datetime, text: str = WORDING) -> None:
    with transaction():
        word(YEAR, "CS4", 3, text, version=version(), actor=boss, now=now)


def seminars(form: Form23) -> object:
    return next(f.value for f in form.criteria[3].claims[2].figures if f.name == "cs4.activities")


def test_nothing_is_handed_in_before_it_was_reviewed(boss: Person, now: datetime) -> None:
    with pytest.raises(Invalid) as refused, transaction():
        submit(YEAR, 0, "", boss, now)
    assert refused.value.problems.keys() == {"submit"}
    assert latest(YEAR) is None


def test_who_worded_it_last_leaves_the_review_to_another_manager(
    boss: Person, now: datetime
) -> None:
    worded(boss, now)
    with transaction():
        other = a_person(now, "manager", "U01")
    with pytest.raises(Invalid), transaction():
        review(YEAR, version(), boss, now)
    with transaction():
        review(YEAR, version(), other, now)
    state = db.session.get(ReportState, YEAR)
    assert state is not None
    assert (state.status, state.reviewed_by_id) == ("reviewed", other.id)


def test_the_only_manager_may_review_their_own_words(boss: Person, now: datetime) -> None:
    worded(boss, now)
    with transaction():
        review(YEAR, version(), boss, now)
    assert form23(YEAR, now).status == "reviewed"


def test_a_change_after_the_review_makes_it_a_draft_again(boss: Person, now: datetime) -> None:
    with transaction():
        review(YEAR, 0, boss, now)
    worded(boss, now)
    assert form23(YEAR, now).status == "draft"
    with pytest.raises(Invalid), transaction():
        submit(YEAR, version(), "", boss, now)


def test_what_was_handed_in_stays_though_its_registers_change(boss: Person, now: datetime) -> None:
    handed(boss, now)
    before = form23(YEAR, now)
    with transaction() as session:
        session.execute(update(Activity).where(Activity.place == "ระยอง").values(retired=True))
    after = form23(YEAR, now + timedelta(days=30))
    assert after == before
    assert (after.status, after.submission, seminars(after)) == ("submitted", 1, 10)
    assert after.criteria[2].claims[0].missing[0].en.startswith("No case has been referred")


def test_no_way_changes_what_was_handed_in(boss: Person, now: datetime) -> None:
    handed(boss, now)
    seen, row = version(), latest(YEAR)
    assert row is not None
    kept = json.dumps([row.content, row.files, row.sha256])
    who = {"version": seen, "actor": boss, "now": now}
    ways = [
        lambda: tick(YEAR, "CS4", "complete", seen, boss, now),
        lambda: word(YEAR, "CS4", 3, "อื่น", **who),
        lambda: confirm(YEAR, "CS3", 1, **who),
        lambda: withdraw(YEAR, "CS3", 1, **who),
        lambda: set_cut_off(YEAR, date(2010, 3, 31), seen, boss, now),
        lambda: keep_duty(YEAR, "CS4", boss, date(2010, 9, 1), boss, now),
        lambda: start_from_last(YEAR, seen, boss, now),
        lambda: review(YEAR, seen, boss, now),
        lambda: submit(YEAR, seen, "", boss, now),
        lambda: load_edition(YEAR, {"lines": shipped_lines()[:30]}, now),
        lambda: load_edition(YEAR, {"lines": shipped_lines(), "status": {"CS1": "complete"}}, now),
    ]
    for way in ways:
        with pytest.raises(Frozen), transaction():
            way()
    db.session.expire_all()
    row = latest(YEAR)
    assert row is not None
    assert json.dumps([row.content, row.files, row.sha256]) == kept
    assert (version(), form23(YEAR, now).status) == (seen, "submitted")


def test_an_office_file_with_another_form_of_that_year_is_refused_by_its_line(
    app: Flask, boss: Person, now: datetime, tmp_path: Path
) -> None:
    handed(boss, now)
    file = tmp_path / "office.yaml"
    file.write_text(
        "office: {code: OIE, name_th: สำนักงาน}\nseed_report_2553:\n"
        '  lines: [{line: 1, section: CS1, kind: criterion, text: "CS 1 อื่น"},'
        ' {line: 2, section: CS1, kind: claim, text: "1. อื่น"}]\n'
    )
    done = app.test_cli_runner().invoke(args=["office", "load", str(file)])
    assert done.exit_code == 1
    assert "line 2: seed_report_2553: Form 2.3 of fiscal year 2553 was handed in" in done.output
    assert seminars(form23(YEAR, now)) == 10


def test_the_next_version_begins_from_it_and_says_what_changed(boss: Person, now: datetime) -> None:
    first = handed(boss, now)
    with pytest.raises(Invalid), transaction():
        reopen_form(YEAR, version(), " ", boss, now)
    with transaction():
        reopen_form(YEAR, version(), "เพิ่มสัมมนาที่เลย", boss, now)
    with transaction() as session:
        session.add(Activity(held_on=date(2010, 9, 16), place="เลย"))
    with transaction():
        tick(YEAR, "CS4", "complete", version(), boss, now)
    found = differences(handed_in(first), form23(YEAR, now))
    told = {(one.what, one.where, one.name): (one.before, one.after) for one in found}
    assert told["figure", "CS4.3", "cs4.activities"] == (10, 11)
    assert told["result", "CS4", ""] == (None, "complete")
    before, after = told["text", "CS4.3", ""]
    assert "รวม 10 ครั้ง" in str(before)
    assert "รวม 11 ครั้ง" in str(after)
    handed(boss, now)
    assert [row.number for row in submissions(YEAR)] == [2, 1]
    assert seminars(handed_in(submissions(YEAR)[1])) == 10


def test_the_command_gives_exactly_the_file_that_was_handed_in(
    app: Flask, boss: Person, now: datetime, tmp_path: Path
) -> None:
    row = handed(boss, now)
    with transaction() as session:
        session.execute(update(Activity).values(retired=True))
    out = tmp_path / "form"
    names = {name: made.suffix for name, made in FORMATS.items()}
    for form, end in names.items():
        asked = ["form23", "export", "--year", str(YEAR), "--format", form, "--out", str(out)]
        done = app.test_cli_runner().invoke(args=[*asked, "--submitted", "1"])
        assert done.exit_code == 0, done.output
        assert out.read_bytes() == frozen_file(YEAR, 1, f"form-2.3-{YEAR}.{end}")
        none = app.test_cli_runner().invoke(args=[*asked, "--submitted", "2"])
        assert none.exit_code == 2
    assert {file["name"].rpartition(".")[2] for file in row.files} == set(names.values())
    frozen = json.loads(out.read_text())
    assert (frozen["status"], frozen["submission"]) == ("submitted", 1)


def test_a_submission_that_was_tampered_with_is_found(
    app: Flask, boss: Person, now: datetime
) -> None:
    row = handed(boss, now)
    assert broken_submissions() == []
    with transaction():
        seal(now)
        content = {**row.content, "edition": 2554}
        db.session.get_one(Submission23, row.id).content = content
    assert len(broken_submissions()) == 1
    done = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert done.exit_code == 1
    assert "form 2.3 of 2553, submission 1" in done.output


def test_a_file_of_a_submission_that_is_gone_is_found(boss: Person, now: datetime) -> None:
    row = handed(boss, now)
    cupboard.remove(row.files[0]["key"])
    assert broken_submissions() == [
        f"form 2.3 of 2553, submission 1: {row.files[0]['name']} is gone or changed"
    ]


def test_of_two_who_hand_it_in_one_is_told_that_the_other_was_faster(
    boss: Person, now: datetime
) -> None:
    with transaction():
        review(YEAR, 0, boss, now)
    seen = version()
    with transaction():
        submit(YEAR, seen, "", boss, now)
    with pytest.raises(Conflict), transaction():
        submit(YEAR, seen, "", boss, now)


def test_the_figures_stop_at_the_cut_off_and_the_form_says_so(boss: Person, now: datetime) -> None:
    with transaction():
        set_cut_off(YEAR, date(2010, 3, 18), 0, boss, now)
    form = form23(YEAR, now)
    assert seminars(form) == 5  # the one of that day counts
    assert form.cut_off == date(2010, 3, 18)
    assert form.as_known_on.isoformat() == "2010-03-18T23:59:59+07:00"
    with pytest.raises(Invalid), transaction():
        set_cut_off(YEAR, date(2010, 10, 1), version(), boss, now)


def test_last_year_gives_its_words_with_the_figures_of_this_year(
    boss: Person, now: datetime
) -> None:
    worded(boss, now)
    with transaction():
        word(YEAR, "CS4", 2, "2. ติดต่อได้ 7 ทาง", version=version(), actor=boss, now=now)
        confirm(YEAR, "CS3", 1, version=version(), actor=boss, now=now)
    with transaction():
        keep_duty(YEAR, "CS4", boss, date(2010, 9, 1), boss, now)
        tick(YEAR, "CS4", "complete", version(), boss, now)
        db.session.add(Activity(held_on=date(2011, 1, 20), place="เลย"))
    with transaction():
        started = start_from_last(2554, 0, boss, now)
    assert (started.worded, started.left, started.duties) == (["CS4.3"], ["CS4.2"], ["CS4"])
    form = form23(2554, now)
    assert form.criteria[3].claims[2].text == WORDING.replace("10", "1")
    assert form.criteria[3].result is None
    assert form.criteria[2].claims[0].confirmed_by is None
    duty = db.session.scalars(select(ReportDuty).where(ReportDuty.fiscal_year == 2554)).one()
    assert (duty.person_id, duty.due_on) == (boss.id, date(2011, 9, 1))
    with pytest.raises(Invalid), transaction():
        start_from_last(2560, 0, boss, now)


def test_a_comment_waits_until_it_is_settled(boss: Person, now: datetime) -> None:
    with transaction() as session:
        row = write_comment(YEAR, "CS4", 3, "ขอรายชื่อจังหวัด", actor=boss, now=now)
        session.flush()
        key = row.id
    assert open_comments(YEAR) == {"CS4.3": 1}
    with pytest.raises(UnknownReference), transaction():
        settle_comment(2554, key, boss, now)
    with transaction():
        settle_comment(YEAR, key, boss, now)
    assert open_comments(YEAR) == {}
    for nothing in ("", " ", "ก" * 2001):
        with pytest.raises(Invalid), transaction():
            write_comment(YEAR, "CS4", 3, nothing, actor=boss, now=now)
    with pytest.raises(UnknownReference), transaction():
        write_comment(YEAR, "CS4", 9, "ไม่มีข้อนี้", actor=boss, now=now)
