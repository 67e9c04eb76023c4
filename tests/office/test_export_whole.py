"""Everything an office has comes back equal: files, histories, forms handed in, a lived month."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.ask_correspondent import Asked, ask_correspondent
from app.actions.keep_evidence import Place, Proof, add_evidence
from app.actions.keep_register import add_row, change_row
from app.actions.submit_report import broken_submissions, review, submit
from app.backup.reconcile import differences
from app.database import transaction
from app.intake.submission import File
from app.models import (
    Activity,
    Attachment,
    Base,
    Case,
    Event,
    Evidence,
    Question,
    ReportState,
    Submission23,
    SurveyAnswer,
)
from app.office.file import load
from app.office.record_tables import HANGING, RECORDS
from app.office.yaml_file import Wrong
from app.queries import registers
from app.storage import cupboard
from tests.factories import a_case, a_person
from tests.files import A_PICTURE
from tests.office import a_month
from tests.office.exported import Empty, again, written
from tests.office.test_export import a_full_office
from workflows import State
from workflows.dates import BANGKOK

# What an export leaves where it is; docs/office-file.md says why.
STAYS = {
    "authenticator", "recovery_code", "token", "saved_view", "draft", "presence", "report_order",
    "import_preview", "mailbox", "raw_mail", "dead_address", "track_link", "job_run", "recount",
    "event_seal",
}  # fmt: skip
COUNTED_ANEW = {"rollup", "rollup_stale", "case_text", "reference_counter", "public_figures"}
IN_LISTS = {
    "office", "unit", "person", "topic", "root_cause", "day_off", "absence", "routing_rule",
    "deadline_rule", "escalation_rule", "case", "correspondent", "case_link",
}  # fmt: skip
MONTH = Path(__file__).parent.parent / "data" / "month.yaml"
YEAR = 2553
MEETING = {"held_on": "16 ก.ย. 2553", "place": "นครสวรรค์", "title": "ดัชนี", "participants": "120"}


def test_every_table_leaves_or_is_known_to_stay() -> None:
    leave = RECORDS.keys() | HANGING.keys() | IN_LISTS
    assert Base.metadata.tables.keys() == leave | STAYS | COUNTED_ANEW
    said = (Path(__file__).parents[2] / "docs" / "office-file.md").read_text()
    assert [table for table in STAYS if f"`{table}`" not in said] == []


def a_proven_office(now: datetime) -> None:
    """An office with files, with histories, and with a form that was handed in."""
    with transaction() as session:
        a_full_office(now)
        boss = a_person(now, "manager", "U01", "second@oie.example")
        session.delete(session.scalars(select(Activity).order_by(Activity.id)).first())
        session.flush()  # so that keys here are not those elsewhere
        line = add_row("activities", MEETING, boss, now)
        change_row(
            "activities", line.id, 1, {**MEETING, "participants": "130"}, actor=boss, now=now
        )
        place = Place(YEAR, "CS4", "CS4.3", f"activities:{line.id}")
        add_evidence(place, Proof("file", file=File("ภาพ.png", A_PICTURE)), boss, now)
        add_evidence(place, Proof("link", url="https://oie.example/1"), boss, now)
        case = a_case(now, State.ASSIGNED, files=(File("สำเนา.png", A_PICTURE),))
        ask_correspondent(case, case.owner, now, Asked(("เมื่อใด", "ที่ใด")), [File("ก.txt", b"x")])
        session.scalars(select(SurveyAnswer)).one().case_id = case.id
    for go_on in (review, lambda *seen: submit(*seen[:2], "", *seen[2:])):
        with transaction() as session:
            go_on(YEAR, session.get_one(ReportState, YEAR).version, boss, now)


def test_files_histories_and_forms_handed_in_come_back_equal(
    session: Session, now: datetime, tmp_path: Path, empty: Empty
) -> None:
    a_proven_office(now)
    first = written(tmp_path, "first", files=True)
    before = session.scalars(select(Submission23.sha256)).one()
    empty()
    for key in list(cupboard.all_keys()):
        cupboard.remove(key)
    again(tmp_path, "first", now, files=True)
    assert written(tmp_path, "second", files=True) == first
    assert list(differences(now)) == []
    assert session.scalars(select(Submission23.sha256)).one() == before
    assert broken_submissions() == []
    assert session.get_one(ReportState, YEAR).status == "submitted"
    line = session.scalars(select(Activity).where(Activity.title == "ดัชนี")).one()
    assert [event.what for event in registers.events(f"register:activities:{line.id}")] == [
        "register_changed", "register_added",
    ]  # fmt: skip
    photo = session.scalars(select(Evidence).where(Evidence.kind == "file")).one()
    assert photo.of == f"activities:{line.id}"
    assert cupboard.get_whole(photo.key or "", photo.sha256) == A_PICTURE
    took = session.scalars(select(SurveyAnswer).where(SurveyAnswer.case_id.is_not(None))).one()
    case = session.get_one(Case, took.case_id)
    assert [file.name for file in session.scalars(
        select(Attachment).where(Attachment.case_id == case.id).order_by(Attachment.id)
    )] == ["สำเนา.png", "ก.txt"]  # fmt: skip
    asked = session.scalars(select(Question).order_by(Question.id)).all()
    assert [one.text for one in asked] == ["เมื่อใด", "ที่ใด"]
    again(tmp_path, "first", now, files=True)
    assert written(tmp_path, "third", files=True) == first


def test_without_a_folder_no_file_leaves_and_the_form_is_a_draft_again(
    session: Session, now: datetime, tmp_path: Path, empty: Empty
) -> None:
    a_proven_office(now)
    first = written(tmp_path, "first")
    empty()
    again(tmp_path, "first", now)
    assert written(tmp_path, "second") == first
    assert session.get_one(ReportState, YEAR).status == "draft"
    assert session.scalars(select(Evidence.kind)).all() == ["link"]
    for table in (Attachment, Submission23):
        assert session.scalars(select(table)).all() == []


@pytest.mark.parametrize("spoil", ["no folder", "gone", "another"])
def test_a_file_that_is_not_what_it_was_loads_nothing(
    session: Session, now: datetime, tmp_path: Path, empty: Empty, spoil: str
) -> None:
    a_proven_office(now)
    written(tmp_path, "first", files=True)
    empty()
    for file in (tmp_path / "first-files").iterdir():
        if spoil == "gone":
            file.unlink()
        else:
            file.write_bytes(b"?")
    said = "--files DIR" if spoil == "no folder" else "not in that folder"
    with pytest.raises(Wrong, match="faults") as wrong:
        again(tmp_path, "first", now, files=spoil != "no folder")
    assert any(said in fault.what.en for fault in wrong.value.faults)
    session.rollback()
    assert session.scalars(select(Event)).all() == []


def test_an_office_after_a_lived_month_comes_back_equal(
    session: Session, clock: time_machine.Traveller, tmp_path: Path, empty: Empty
) -> None:
    begins = datetime(2026, 11, 1, 6, tzinfo=BANGKOK)
    clock.move_to(begins)
    with transaction():
        load(MONTH, begins)
    a_month.work(clock)
    ends = begins + timedelta(days=30)
    clock.move_to(ends)
    first = written(tmp_path, "first", files=True)
    cases = session.scalars(select(Case.reference).order_by(Case.reference)).all()
    empty()
    again(tmp_path, "first", ends, files=True)
    assert written(tmp_path, "second", files=True) == first
    assert session.scalars(select(Case.reference).order_by(Case.reference)).all() == cases
    assert len(cases) == 40


def test_the_commands_carry_files_in_a_folder(app: Flask, now: datetime, tmp_path: Path) -> None:
    with app.app_context():
        a_proven_office(now)
    place, folder = tmp_path / "office.yaml", tmp_path / "files"
    out = ["office", "export", str(place), "--restricted", "--files", str(folder)]
    assert app.test_cli_runner().invoke(args=out).exit_code == 0
    assert len(list(folder.iterdir())) > 3
    back = app.test_cli_runner().invoke(args=["office", "load", str(place), "--files", str(folder)])
    assert back.exit_code == 0, back.output
