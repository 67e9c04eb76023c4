"""Evidence of Form 2.3: attached, numbered, moved, retired with care, and collected into a ZIP."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.actions.collect_evidence import (
    INDEX,
    SUMS,
    StaysShut,
    made_piece,
    piece_of,
    write_zip,
)
from app.actions.keep_evidence import (
    Place,
    Proof,
    add_evidence,
    move_evidence,
    restore_evidence,
    retire_evidence,
    scan_evidence_again,
)
from app.actions.keep_register import add_row
from app.actions.scan_file import WAITS
from app.backup.reconcile import differences
from app.database import transaction
from app.documents.xlsx_read import read_xlsx
from app.intake.submission import File
from app.jobs.runner import run
from app.models import Evidence, Person, ReportState
from app.queries import registers
from app.reports.evidence import attached
from app.reports.evidence_tables import MADE
from app.reports.form23 import form23
from app.storage import cupboard
from tests.factories import a_person, an_office
from tests.files import EICAR
from tests.reports.office_file import load, office_file
from tests.storage.servers import a_clamd
from workflows.errors import Conflict, Invalid, UnknownReference

CS4 = Place(2553, "CS4", "CS4.3")
PHOTO = Proof("file", file=File("ภาพ/สัมมนา.jpg", b"\xff\xd8\xff\xe0photo"))
LINK = Proof("link", "ข่าวสัมมนา", url="https://oie.example/news?id=1")
TABLE = Proof("made", made="groups")


@pytest.fixture
def manager(session: Session, now: datetime) -> Person:
    with transaction():
        an_office()
        boss = a_person(now, "manager")
    load(office_file(), now)
    return boss


def added(place: Place, proof: Proof, manager: Person, now: datetime) -> Evidence:
    with transaction():
        return add_evidence(place, proof, manager, now)


def the_zip(now: datetime) -> zipfile.ZipFile:
    out = io.BytesIO()
    write_zip(2553, out, now)
    return zipfile.ZipFile(out)


def order() -> list[tuple[str, str]]:
    return [(one.number, one.title) for one in attached(2553)]


def test_files_links_and_tables_are_numbered_in_their_criterion(
    session: Session, now: datetime, manager: Person
) -> None:
    file = added(CS4, PHOTO, manager, now)
    added(CS4, LINK, manager, now)
    added(Place(2553, "CS1"), TABLE, manager, now)
    assert order() == [
        ("CS1-1", MADE["groups"].title.th), ("CS4-1", "สัมมนา.jpg"), ("CS4-2", "ข่าวสัมมนา"),
    ]  # fmt: skip
    assert file.key
    assert cupboard.get(file.key) == PHOTO.file.content
    told = form23(2553, now).model_dump(mode="json")["evidence"]
    assert told[1]["sha256"] == hashlib.sha256(b"\xff\xd8\xff\xe0photo").hexdigest()
    assert (told[2]["url"], told[2]["claim"]) == ("https://oie.example/news?id=1", "CS4.3")
    event = registers.events("form23:2553")[0]
    assert (event.what, event.details["claim"]) == ("evidence_added", None)
    assert list(differences(now)) == []


@pytest.mark.parametrize(
    ("place", "proof", "field"),
    [
        (Place(2553, "CS9"), TABLE, "place"), (Place(2553, "CS4", "CS4.9"), TABLE, "place"),
        (Place(2553, "CS4", "CS1.1"), TABLE, "place"), (CS4, Proof("made", made="x"), "made"),
        (CS4, Proof("file"), "file"), (CS4, Proof("file", file=File("ว่าง", b"")), "file"),
        (CS4, Proof("picture"), "kind"), (CS4, Proof("link", url="javascript:alert(1)"), "url"),
        (CS4, Proof("link", url="https://"), "url"), (CS4, Proof("link", url="//x.example"), "url"),
        (CS4, Proof("link", url='https://x.example/"><b>'), "url"),
        (CS4, Proof("link", url="https://[x"), "url"),
        (CS4, Proof("made", "ก" * 301, made="groups"), "title"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_at_its_field(
    session: Session, now: datetime, manager: Person, place: Place, proof: Proof, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        added(place, proof, manager, now)
    assert list(refused.value.problems) == [field]
    assert session.scalars(select(Evidence)).all() == []


def test_evidence_of_a_line_that_is_not_there_is_refused(
    session: Session, now: datetime, manager: Person
) -> None:
    for of in ("activities:99999", "nothing:1", "activities:x"):
        with pytest.raises(UnknownReference):
            added(Place(2553, "CS4", of=of), LINK, manager, now)


def test_evidence_moves_up_and_down(session: Session, now: datetime, manager: Person) -> None:
    first = added(CS4, PHOTO, manager, now)
    second = added(CS4, LINK, manager, now)
    with transaction():
        move_evidence(2553, second.id, second.version, up=True, actor=manager, now=now)
    assert [title for _, title in order()] == ["ข่าวสัมมนา", "สัมมนา.jpg"]
    with transaction():  # the first cannot move up any further
        move_evidence(2553, second.id, second.version, up=True, actor=manager, now=now)
    assert [number for number, _ in order()] == ["CS4-1", "CS4-2"]
    with pytest.raises(Conflict), transaction():
        move_evidence(2553, first.id, first.version + 9, up=True, actor=manager, now=now)


def test_evidence_of_a_printed_claim_is_retired_only_when_that_was_read(
    session: Session, now: datetime, manager: Person
) -> None:
    row = added(CS4, PHOTO, manager, now)
    with pytest.raises(Invalid) as refused, transaction():
        retire_evidence(2553, row.id, row.version, confirmed=False, actor=manager, now=now)
    assert "2553 CS4.3" in refused.value.problems["confirm"].th
    with transaction():
        retire_evidence(2553, row.id, row.version, confirmed=True, actor=manager, now=now)
    assert order() == []
    assert cupboard.get(row.key)  # retired, not deleted
    with transaction():
        restore_evidence(2553, row.id, row.version, actor=manager, now=now)
    assert order() == [("CS4-1", "สัมมนา.jpg")]


def test_the_evidence_of_a_submitted_form_stays_as_it_is(
    session: Session, now: datetime, manager: Person
) -> None:
    row = added(CS4, PHOTO, manager, now)
    with transaction() as open_session:
        state = open_session.get(ReportState, 2553) or ReportState(fiscal_year=2553)
        state.status = "submitted"
        open_session.add(state)
    version = row.version
    with pytest.raises(Invalid):
        added(CS4, LINK, manager, now)
    with pytest.raises(Invalid), transaction():
        retire_evidence(2553, row.id, version, confirmed=True, actor=manager, now=now)
    with pytest.raises(Invalid), transaction():
        move_evidence(2553, row.id, version, up=True, actor=manager, now=now)
    assert len(order()) == 1


@pytest.mark.parametrize("name", MADE)
def test_everything_that_can_be_made_is_made(
    session: Session, now: datetime, manager: Person, name: str
) -> None:
    piece = made_piece(name, 2569, now)
    if name == "flow_chart":
        assert "แผนผัง" in MADE[name].title.th
        assert manager.name.split()[0] in piece.content.decode()
    else:
        head, *_ = read_xlsx(piece.content)
        assert all(isinstance(cell, str) for cell in head)


def test_the_table_of_standards_adds_up_the_months_of_the_year(
    session: Session, now: datetime, manager: Person
) -> None:
    done = {"standard_code": "S01", "done": "10", "within": "9"}
    with transaction():
        for month in ("1/10/2568", "1/9/2569", "1/10/2569"):
            add_row("service-achievements", {**done, "month": month}, manager, now)
    rows = read_xlsx(made_piece("standards", 2569, now).content)
    assert next(row[-2:] for row in rows if row[0] == "S01") == [20, 18]


def test_the_zip_has_every_piece_an_index_and_checksums(
    session: Session, now: datetime, manager: Person
) -> None:
    added(CS4, PHOTO, manager, now)
    added(CS4, LINK, manager, now)
    added(Place(2553, "CS1"), TABLE, manager, now)
    book = the_zip(now)
    names = book.namelist()
    assert names[1] == "CS4-1_สัมมนา.jpg"
    assert names[-2:] == [INDEX, SUMS]
    sums = dict(line.split("  ")[::-1] for line in book.read(SUMS).decode().splitlines())
    assert set(sums) == set(names) - {SUMS}
    assert all(hashlib.sha256(book.read(name)).hexdigest() == sums[name] for name in sums)
    index = read_xlsx(book.read(INDEX))
    assert [row[0] for row in index[1:]] == ["CS1-1", "CS4-1", "CS4-2"]
    assert index[3][5] == "https://oie.example/news?id=1"
    assert index[2][7] == sums["CS4-1_สัมมนา.jpg"]


def test_a_lost_file_is_told_in_the_index(session: Session, now: datetime, manager: Person) -> None:
    row = added(CS4, PHOTO, manager, now)
    cupboard.remove(row.key)
    with pytest.raises(FileNotFoundError):
        piece_of(row, now)
    book = the_zip(now)
    assert read_xlsx(book.read(INDEX))[1][4] == "ไม่พบไฟล์"


def test_the_command_writes_the_same(
    app: Flask, session: Session, now: datetime, manager: Person, tmp_path: Path
) -> None:
    added(CS4, PHOTO, manager, now)
    out = tmp_path / "evidence.zip"
    args = ["form23", "evidence", "--year", "2553", "--out", str(out)]
    done = app.test_cli_runner().invoke(args=args)
    assert "1 pieces" in done.output
    assert "CS4-1_สัมมนา.jpg" in zipfile.ZipFile(out).namelist()


def test_a_file_of_evidence_opens_once_the_scanner_found_nothing_in_it(
    session: Session, app_with: Callable[..., Flask], now: datetime
) -> None:
    with a_clamd() as clamd:
        app_with(SIANG_CLAMD=clamd.address, SIANG_CLAMD_SECONDS="1")
        with transaction():
            an_office()
            boss = a_person(now, "manager")
        load(office_file(), now)
        good = added(CS4, PHOTO, boss, now)
        bad = added(CS4, Proof("file", file=File("แนบ.exe", b"MZ" + EICAR)), boss, now)
        for row in (good, bad):
            with pytest.raises(StaysShut, match="pending"):
                piece_of(row, now)
        assert run("scan_files", now) == (2, 0)
        assert run("scan_files", now + timedelta(days=1)) == (0, 0)
        session.rollback()
        assert piece_of(good, now).content == PHOTO.file.content
        with pytest.raises(StaysShut, match="infected"):
            piece_of(bad, now)
        event = registers.events("form23:2553")[0]
        assert (event.what, event.details["title"]) == ("evidence_infected", "แนบ.exe")
        with the_zip(now) as book:
            assert len(book.namelist()) == 3  # the photo, the index, the sums
            rows = read_xlsx(book.read(INDEX))
        assert [row[4] for row in rows[1:]] == ["CS4-1_สัมมนา.jpg", "ไม่ได้รวมไว้: พบไวรัส"]


def test_a_file_that_nobody_could_scan_is_tried_again_when_asked(
    session: Session, app_with: Callable[..., Flask], now: datetime
) -> None:
    with a_clamd() as clamd:
        app_with(SIANG_CLAMD=clamd.address, SIANG_CLAMD_SECONDS="1")
        with transaction():
            an_office()
            boss = a_person(now, "manager")
        load(office_file(), now)
        row = added(CS4, PHOTO, boss, now)
        clamd.mood = "garbage"
        for day in range(len(WAITS) + 1):
            assert run("scan_files", now + timedelta(days=day)) == (0, 0)
        session.refresh(row)
        assert row.scan == "failed"
        clamd.mood = "judge"
        with transaction():
            scan_evidence_again(2553, row.id, row.version)
        assert run("scan_files", now) == (1, 0)
        session.refresh(row)
        assert row.scan == "clean"
