"""The whole office as its file: loaded into an empty site it is the same office again."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from ruamel.yaml import YAML
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.keep_absence import add_absence
from app.actions.load_registers import load_registers
from app.actions.receive_message import receive_message
from app.actions.write_note import write_note
from app.database import db, transaction
from app.models import (
    Activity,
    Case,
    CaseLink,
    CaseText,
    ContactChannel,
    DayOff,
    Letter,
    Office,
    Person,
    Questionnaire,
    ReportState,
    RoutingRule,
    SurveyAnswer,
    SurveyItem,
    SurveyResponse,
    Unit,
)
from app.office import export as exporting
from app.office.demo import load_cases
from app.office.file import load
from app.office.first_start import DEMO_OFFICE
from app.office.yaml_file import Wrong
from app.office.yaml_text import flow
from app.queries import cases, people
from tests.factories import a_case, a_person, a_referral, an_office
from tests.office.exported import Empty, again, written
from tests.reports.office_file import office_file
from workflows import State
from workflows.secrets import digest

HARD = "บรรทัดแรก\n\tบรรทัดสอง: \"อ้าง\" 'คำ' {x} # ไม่ใช่หมายเหตุ \u2028ต่อ\ufeff 😀 \\ null"


def a_full_office(now: datetime) -> None:
    """Something of everything that an office keeps."""
    an_office()
    office = db.session.get_one(Office, Office.THE)
    office.reopen_days, office.signed_answers = 45, True
    office.second_factor_roles = ["manager", "assessor"]
    boss, clerk = a_person(now, "manager", "U01", "boss@oie.example"), a_person(now, "intake")
    boss.title, boss.name, boss.code, boss.capacity = "นาง", "คุณหญิงใจดี", "O77", 50
    a_person(now, "officer").active = False
    db.session.get_one(Unit, "U02").head_id = clerk.id
    open_case = a_case(now, State.ASSIGNED, subject=HARD[:200], body=HARD)
    receive_message(open_case, now, HARD, "key-1")
    write_note(open_case, open_case.owner, now, "โทรแล้ว ไม่รับสาย")
    done = a_case(now, State.RESOLVED)
    again_ = a_case(now)
    again_.duplicate_of = open_case
    db.session.add(CaseLink(case_id=done.id, other_id=again_.id, what="merge", made_by_id=boss.id,
                            made_at=now))  # fmt: skip
    a_case(now, State.RESOLVED, topic="C08", subject="ความลับของผู้ร้อง")
    a_referral(now)
    add_absence(boss, now, actor=None, from_on=now.date(), to_on=now.date() + timedelta(days=3),
                deputy=clerk, note="ประชุม")  # fmt: skip
    db.session.add(RoutingRule(name="เว็บ", topic_code="C04", words=["ล่ม"], unit_code="U02",
                               active=True, position=1))  # fmt: skip
    db.session.delete(db.session.scalars(select(DayOff).order_by(DayOff.day.desc())).first())
    db.session.add(Activity(held_on=now.date(), place="เลย", owner_id=boss.id, retired=True))
    db.session.add_all([ContactChannel(purpose="listen", name_th="ไลน์") for _ in range(2)])
    a_survey(now, boss)


def a_survey(now: datetime, boss: Person) -> None:
    asked = Questionnaire(
        code="Q1", number=2, name_th="ความพึงพอใจ", made_by_id=boss.id, made_at=now
    )
    db.session.add(asked)
    db.session.flush()
    item = SurveyItem(questionnaire_id=asked.id, position=1, kind="choice", text_th="ทางใด",
                      choices=[["เว็บ", "Web"], ["โทร", "Phone"]])  # fmt: skip
    filled = SurveyResponse(survey_code="S2553", group_code="G01", channel="web",
                            answered_on=now.date(), source_key="r1")  # fmt: skip
    parts = office_file()
    parts["survey"] = {"id": "S2553", "fiscal_year_be": 2553}
    load_registers_here(parts, now)
    db.session.add_all([item, filled])
    db.session.flush()
    db.session.add(SurveyAnswer(response_id=filled.id, item_id=item.id, choices=[1]))


def load_registers_here(parts: dict[str, Any], now: datetime) -> None:
    units = {unit["id"] for unit in parts.get("units", ())}
    for code in sorted(units):
        if db.session.get(Unit, code) is None:
            db.session.add(Unit(code=code, name_th=code))
    db.session.flush()
    load_registers(parts, now)


def test_the_demo_office_exported_and_loaded_exports_the_same(
    session: Session, now: datetime, tmp_path: Path, empty: Empty
) -> None:
    with transaction():
        load(DEMO_OFFICE, now)
    load_cases(30, 7, now, lambda number: None)
    first = written(tmp_path, "first")
    before = {case.reference: case.state for case in session.scalars(select(Case))}
    empty()
    again(tmp_path, "first", now + timedelta(days=1))
    assert written(tmp_path, "second") == first
    assert {case.reference: case.state for case in session.scalars(select(Case))} == before
    assert len(before) == 42


def test_an_office_with_something_of_everything_comes_back_equal(
    session: Session, now: datetime, tmp_path: Path, empty: Empty
) -> None:
    with transaction():
        a_full_office(now)
    first = written(tmp_path, "first")
    assert "ความลับของผู้ร้อง" in first
    assert 'second_factor_roles: ["manager", "assessor"]' in first
    empty()
    again(tmp_path, "first", now)
    assert written(tmp_path, "second") == first
    case = session.scalars(select(Case).where(Case.body == HARD.replace("\ufeff", "\ufeff"))).one()
    assert [event.what for event in cases.events(case)][:2] == ["registered", "assign"]
    assert [note.body for note in cases.notes(case)] == ["โทรแล้ว ไม่รับสาย"]
    assert [message.body for message in cases.messages(case)] == [HARD]
    boss = people.by_code("O77")
    assert boss is not None
    assert (boss.name, boss.capacity, boss.password_hash) == ("คุณหญิงใจดี", 50, "")
    assert session.scalars(select(CaseLink.what)).all() == ["merge"]
    secret = session.scalars(select(Case).where(Case.restricted)).one()
    raw = session.connection().exec_driver_sql(f'SELECT subject FROM "case" WHERE id={secret.id}')
    assert "ความลับ" not in raw.scalar_one()
    assert session.get(CaseText, case.id) is not None


def test_loading_an_export_where_it_came_from_changes_nothing(
    session: Session, now: datetime, tmp_path: Path
) -> None:
    with transaction():
        a_full_office(now)
        for person in session.scalars(select(Person).where(Person.code.is_(None))):
            person.code = f"P{person.id}"
    first = written(tmp_path, "first")
    again(tmp_path, "first", now)
    assert written(tmp_path, "second") == first


def test_restricted_cases_leave_only_when_asked_for(
    app: Flask, session: Session, now: datetime, tmp_path: Path
) -> None:
    with transaction():
        a_full_office(now)
        secret = session.scalars(select(Case).where(Case.restricted)).one()
        plain = session.scalars(select(Case).where(~Case.restricted)).first()
        session.add(CaseLink(case_id=plain.id, other_id=secret.id, what="split", made_at=now))
        reference = secret.reference
    place = tmp_path / "office.yaml"
    done = app.test_cli_runner().invoke(args=["office", "export", str(place)])
    assert done.exit_code == 0, done.output
    assert "1 restricted cases are left out: --restricted writes them" in done.stderr
    assert "4 of 4 cases" in done.stderr
    assert place.stat().st_mode & 0o777 == 0o600
    said = place.read_text()
    assert "ความลับของผู้ร้อง" not in said
    assert f'"{reference}"' not in said
    with_them = app.test_cli_runner().invoke(args=["office", "export", str(place), "--restricted"])
    assert "left out" not in with_them.output
    assert "ความลับของผู้ร้อง" in place.read_text()


def test_nothing_that_opens_a_door_and_nothing_unsent_leaves(
    session: Session, now: datetime, tmp_path: Path, empty: Empty
) -> None:
    with transaction():
        a_full_office(now)
        session.add(ReportState(fiscal_year=2570, results={}, claims={}, status="submitted"))
        hashes = [digest(f"secret {case.id}") for case in session.scalars(select(Case))]
        for case, word in zip(session.scalars(select(Case)), hashes, strict=True):
            case.secret_hash = word
        waiting = session.scalars(select(Letter).where(Letter.status == "ready")).all()
        assert waiting
    said = written(tmp_path, "first")
    assert hashes
    assert not any(word in said for word in hashes)
    assert "password" not in said
    empty()
    again(tmp_path, "first", now)
    assert session.scalars(select(Letter).where(Letter.status == "ready")).all() == []
    assert session.get_one(ReportState, 2570).status == "draft"


def test_a_large_office_goes_on_in_further_files_that_load_in_order(
    session: Session, now: datetime, tmp_path: Path, empty: Empty, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "BATCH", 4)
    with transaction():
        a_full_office(now)
        for _ in range(20):
            a_case(now)
    whole = written(tmp_path, "whole")
    monkeypatch.setattr(exporting, "FULL", len(whole.encode()) - 40_000)
    written(tmp_path, "first")
    assert len(list(tmp_path.glob("first*.yaml"))) > 1
    empty()
    again(tmp_path, "first", now)
    monkeypatch.undo()
    assert written(tmp_path, "second") == whole


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ('{table: "person", email: "x"}', "line 2: records[0].table: no such table"),
        ('{table: "mission", code: "M1"}', "records[0]: name_th is missing"),
        ('{table: "mission", code: "M1", name_th: 5}', "records[0].name_th: cannot be taken: 5"),
        ('{table: "mission", code: "M1", name_th: "ก", ears: 2}', "records[0].ears: unknown key"),
        ('{table: "activity", held_on: "เมื่อวาน"}', "records[0].held_on: cannot be taken: เมื่อวาน"),
        ('{table: "activity", held_on: "2026-01-01", owner_id: "O9"}', "owner_id: cannot be taken"),
        (
            '{table: "improvement", code: "I1", name_th: "ก", unit_code: "U9"}',
            "a code that is none",
        ),
    ],
)
def test_a_record_that_cannot_be_is_named_and_nothing_is_loaded(
    session: Session, now: datetime, tmp_path: Path, row: str, fault: str
) -> None:
    place = tmp_path / "office.yaml"
    place.write_text(f"records:\n  - {row}\n")
    with pytest.raises(Wrong) as wrong, transaction():
        load(place, now)
    assert any(fault in str(one) for one in wrong.value.faults), wrong.value.faults


@pytest.mark.parametrize(
    "value",
    [HARD, "", "null", "yes", "2026-01-01", "1:30", "- ก", "ก: ข", "\u0085x", "a\x7fb"],
)
def test_what_is_written_is_read_back(value: str) -> None:
    kept = value.replace("\x7f", "").replace("\u0085", "")
    line = flow({"on": value, "list": [value, 1, None, True]})
    assert "\n" not in line
    assert YAML(typ="safe", pure=True).load(line) == {"on": kept, "list": [kept, 1, None, True]}
