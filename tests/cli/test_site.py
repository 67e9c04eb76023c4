"""Nothing kept is lost later: a backup of a site in use comes back whole, or says why not."""

import errno
import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from app.actions.keep_draft import keep_draft
from app.actions.keep_mail import keep
from app.actions.lay_aside import forget, lay_aside
from app.database import db, transaction
from app.intake.submission import File
from app.models import Base, Case, ImportPreview
from app.storage import cupboard
from tests.conftest import PostgresDatabase, SqliteDatabase
from tests.factories import a_case, a_person, an_office
from tests.files import damaged
from tests.second_factors import a_telephone
from workflows import State

MAIL = b"Subject: hello\r\n\r\nsawasdee"
PHOTO = File("ภาพถ่ายหน้าเคาน์เตอร์.txt", "โต๊ะบริการปิดก่อนเวลา".encode())


@pytest.fixture
def site(app: Flask, now: datetime, clock: Traveller) -> Flask:
    with app.app_context(), transaction():
        an_office()
        a_case(now, State.RESOLVED, files=(PHOTO,))
        case, officer = a_case(now, State.ANALYSED), a_person(now, "officer")
        keep_draft(case, officer, "note", {"text": ["ร่างที่ยังไม่ส่ง"]}, now)
        a_telephone(officer, now)
        lay_aside(b"a,b", "cases.csv", "cases", officer, now)
        keep(MAIL, hashlib.sha256(MAIL).hexdigest(), now)
    return app


def call(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=list(arguments))


def everything(app: Flask) -> dict[str, list[str]]:
    with app.app_context():
        tables = Base.metadata.sorted_tables
        return {t.name: sorted(map(str, db.session.execute(select(t)).all())) for t in tables}


def lose_everything(app: Flask, database: SqliteDatabase | PostgresDatabase) -> None:
    with app.app_context():
        db.engine.dispose()
    database.renew()
    for key in list(cupboard.all_keys()):
        cupboard.remove(key)


def test_a_backup_comes_back_as_it_was(
    site: Flask, tmp_path: Path, database: SqliteDatabase | PostgresDatabase
) -> None:
    before, words = everything(site), [cupboard.get(key) for key in sorted(cupboard.all_keys())]
    assert call(site, "backup", str(tmp_path / "b")).exit_code == 0
    lose_everything(site, database)
    assert not everything(site)["case"]
    done = call(site, "restore", str(tmp_path / "b"))
    assert done.exit_code == 0, done.output
    assert everything(site) == before
    assert [cupboard.get(key) for key in sorted(cupboard.all_keys())] == words
    assert call(site, "reconcile").exit_code == 0


def test_a_backup_whose_data_key_is_another_is_refused_before_anything_is_lost(
    site: Flask, tmp_path: Path, database: SqliteDatabase | PostgresDatabase
) -> None:
    call(site, "backup", str(tmp_path / "b"))
    manifest = tmp_path / "b" / "manifest.json"
    told = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**told, "data_key": "0" * 32}))
    lose_everything(site, database)
    done = call(site, "restore", str(tmp_path / "b"))
    assert done.exit_code == 1
    assert "another data key" in done.output
    assert not everything(site)["case"]


def test_a_case_that_comes_in_later_is_not_in_the_backup_and_harms_nothing(
    site: Flask, tmp_path: Path, now: datetime, database: SqliteDatabase | PostgresDatabase
) -> None:
    call(site, "backup", str(tmp_path / "b"))
    with site.app_context(), transaction():
        a_case(now)
    lose_everything(site, database)
    call(site, "restore", str(tmp_path / "b"))
    assert len(everything(site)["case"]) == 2


def test_a_file_that_was_imported_meanwhile_stops_no_backup(
    site: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = list(cupboard.all_keys())
    with site.app_context(), transaction():
        forget(db.session.scalars(select(ImportPreview.id)).one())
    monkeypatch.setattr(type(cupboard), "all_keys", lambda _: iter(keys))
    done = call(site, "backup", str(tmp_path / "b"))
    assert done.exit_code == 0, done.output
    assert f"{len(keys) - 1} files" in done.output


def test_a_site_in_use_is_not_overwritten(site: Flask, tmp_path: Path) -> None:
    call(site, "backup", str(tmp_path / "b"))
    before = everything(site)
    refused = call(site, "restore", str(tmp_path / "b"))
    assert refused.exit_code == 1
    assert "in use" in refused.output
    assert everything(site) == before


def test_a_backup_needs_a_folder_of_its_own(site: Flask, tmp_path: Path) -> None:
    (tmp_path / "old").write_text("yesterday's")
    assert "not empty" in call(site, "backup", str(tmp_path)).output


def test_a_backup_onto_a_full_disk_says_so_in_one_line_and_is_none(
    site: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("app.backup.site._write", full)
    stopped = call(site, "backup", str(tmp_path / "b"))
    assert stopped.exit_code == 1
    assert stopped.output == "Error: stopped half-way: [Errno 28] No space left on device\n"
    assert "no finished backup" in call(site, "restore", str(tmp_path / "b")).output


def _flip(folder: Path) -> None:
    place = next((folder / "files").glob("*/*"))
    place.write_bytes(b"\0" + place.read_bytes()[1:])


def _unfinished(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def _elsewhere(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "engine": "oracle"}))


@pytest.mark.parametrize(
    ("harm", "said"),
    [(_flip, "damaged"), (_unfinished, "no finished backup"), (_elsewhere, "of oracle")],
)
def test_a_backup_that_is_not_whole_changes_nothing(
    site: Flask, tmp_path: Path, harm: Callable[[Path], None], said: str,
    database: SqliteDatabase | PostgresDatabase,
) -> None:  # fmt: skip
    call(site, "backup", str(tmp_path / "b"))
    harm(tmp_path / "b")
    lose_everything(site, database)
    refused = call(site, "restore", str(tmp_path / "b"))
    assert refused.exit_code == 1
    assert said in refused.output
    assert not everything(site)["case"]
    assert not list(cupboard.all_keys())


def test_a_backup_is_for_the_eyes_of_its_owner_only(site: Flask, tmp_path: Path) -> None:
    call(site, "backup", str(tmp_path / "b"))
    places = [tmp_path / "b", *(tmp_path / "b").rglob("*")]
    assert all(place.stat().st_mode & 0o077 == 0 for place in places)


def test_reconcile_names_exactly_what_is_wrong(site: Flask, clock: Traveller) -> None:
    assert call(site, "reconcile").exit_code == 0
    photo, mail, _ = sorted(
        cupboard.all_keys(), key=lambda key: len(cupboard.get(key)), reverse=True
    )
    (cupboard.store.place / photo).write_bytes(b"something else")
    cupboard.remove(mail)
    orphan = cupboard.put(b"nobody's").key
    clock.shift(timedelta(days=100))
    found = call(site, "reconcile")
    assert found.exit_code == 1
    assert f"{photo} is damaged" in found.output
    assert f"{mail} is missing" in found.output
    assert f"file {orphan}: no row speaks of it" in found.output
    assert "3 differences" in found.output


def test_reconcile_brings_back_what_a_backup_has_whole(
    site: Flask, tmp_path: Path, clock: Traveller
) -> None:
    call(site, "backup", str(tmp_path / "b"))
    sealed = {key: cupboard.get_sealed(key) for key in cupboard.all_keys()}
    photo, mail, _ = sorted(sealed, key=lambda key: len(sealed[key]), reverse=True)
    cupboard.put_back(photo, damaged(sealed[photo]))
    cupboard.remove(mail)
    assert call(site, "reconcile").exit_code == 1
    mended = call(site, "reconcile", "--from", str(tmp_path / "b"))
    assert (mended.exit_code, mended.output.count("is back")) == (0, 2)
    assert {key: cupboard.get_sealed(key) for key in cupboard.all_keys()} == sealed
    cupboard.remove(mail)
    (tmp_path / "b" / "files" / mail).write_bytes(b"not what it was")
    assert call(site, "reconcile", "--from", str(tmp_path / "b")).exit_code == 1


def test_a_file_whose_row_is_still_being_written_is_no_difference(
    site: Flask, clock: Traveller
) -> None:
    cupboard.put(b"its row comes in a moment")
    assert call(site, "reconcile").exit_code == 0
    with site.app_context():
        assert db.session.scalars(select(Case.reference)).all()
