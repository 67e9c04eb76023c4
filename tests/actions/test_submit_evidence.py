"""A form is not handed in while a file of its evidence is shut."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.keep_evidence import Place, Proof, add_evidence, retire_evidence
from app.actions.scan_file import Asked, judge
from app.actions.submit_report import broken_submissions, frozen_file, review, submit
from app.database import db, transaction
from app.documents.xlsx_read import read_xlsx
from app.intake.submission import File
from app.models import Evidence, Letter, Person, ReportState, StakeholderGroup
from app.reports.frozen import latest
from tests.factories import a_person, an_office
from workflows.errors import Invalid

YEAR = 2570


@pytest.fixture
def boss(session: Session, now: datetime) -> Person:
    with transaction():
        an_office()
        return a_person(now, "manager", "U01")


def attached(boss: Person, now: datetime, scan: str) -> Evidence:
    """A file of CS7, reviewed with the form."""
    with transaction():
        file = File("ประกาศ.txt", "ประกาศมาตรฐาน".encode())
        row = add_evidence(Place(YEAR, "CS7"), Proof("file", file=file), boss, now)
        row.scan = scan
        review(YEAR, version(), boss, now)
    return row


def version() -> int:
    state = db.session.get(ReportState, YEAR, populate_existing=True)
    return state.version if state else 0


@pytest.mark.parametrize("scan", ["pending", "failed", "infected"])
def test_the_shut_piece_is_named_and_once_it_is_retired_the_form_goes_out(
    boss: Person, now: datetime, scan: str
) -> None:
    row = attached(boss, now, scan)
    with pytest.raises(Invalid) as refused, transaction():
        submit(YEAR, version(), "", boss, now)
    assert "CS7-1" in refused.value.problems["submit"].th
    assert latest(YEAR) is None
    with transaction():
        retire_evidence(YEAR, row.id, row.version, confirmed=False, actor=boss, now=now)
        submit(YEAR, version(), "", boss, now)
    assert latest(YEAR) is not None


def test_what_the_system_made_as_evidence_is_handed_in_as_it_was(
    boss: Person, now: datetime
) -> None:
    with transaction():
        add_evidence(Place(YEAR, "CS1"), Proof("made", made="groups"), boss, now)
        review(YEAR, version(), boss, now)
        submit(YEAR, version(), "", boss, now)
    row = latest(YEAR)
    assert row is not None
    name = f"CS1-1_groups-{YEAR}.xlsx"
    assert name in [file["name"] for file in row.files]
    before = read_xlsx(frozen_file(YEAR, 1, name))
    with transaction() as session:
        session.add(StakeholderGroup(code="G9", name_th="กลุ่มใหม่", kind="client"))
    assert read_xlsx(frozen_file(YEAR, 1, name)) == before
    assert "กลุ่มใหม่" not in str(before)
    assert broken_submissions() == []


def test_whoever_attached_an_infected_file_is_told_and_managers_once_they_have_left(
    boss: Person, now: datetime
) -> None:
    row = attached(boss, now, "pending")
    asked = Asked(Evidence, row.key or "", row.sha256)
    assert judge(row.id, asked, "Eicar-Test-Signature", now)
    letter = db.session.scalars(select(Letter).where(Letter.name == "evidence_infected")).one()
    assert letter.recipient == boss.email
    assert "CS7: ประกาศ.txt" in letter.text

    with transaction():
        other = a_person(now, "manager", "U01", "other@oie.example")
        db.session.get_one(Person, boss.id).active = False
        db.session.delete(letter)
        db.session.get_one(Evidence, row.id).scan = "pending"
    assert judge(row.id, asked, "Eicar-Test-Signature", now)
    told = db.session.scalars(select(Letter.recipient).where(Letter.name == "evidence_infected"))
    assert told.all() == [other.email]
