"""The folder keeps what it promised: whole or not at all, for our eyes only, and where it was."""

import errno
import os
import secrets
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.database import transaction
from app.intake.submission import File
from app.storage import Damaged, NotMounted, StoreAway, cupboard
from tests.factories import a_case, an_office
from tests.files import a_photo

CANARY = b"CANARY"


def everything() -> list[Path]:
    place: Path = cupboard.store.place  # type: ignore[attr-defined]  # a folder
    return [place, *place.rglob("*")]


def test_only_we_read_what_lies_there_whatever_the_umask(app: Flask) -> None:
    before = os.umask(0)
    try:
        cupboard.put(CANARY)
    finally:
        assert os.umask(before) == 0
    modes = {place.is_dir(): oct(place.stat().st_mode & 0o777) for place in everything()}
    assert modes == {True: "0o700", False: "0o600"}
    assert all(CANARY not in place.read_bytes() for place in everything() if place.is_file())


def test_the_folder_says_the_day_and_no_hour(app: Flask) -> None:
    kept = cupboard.put(CANARY)
    assert cupboard.kept_since(kept.key).strftime("%H:%M:%S") == "00:00:00"


@pytest.mark.parametrize("step", ["fsync", "rename", "utime"])
def test_a_full_disk_keeps_nothing_half(
    app: Flask, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path if step == "rename" else os, step, full)
        with pytest.raises(StoreAway, match="No space left"):
            cupboard.put(CANARY)
    assert [place.name for place in everything() if place.is_file()] == ["siang-store"]
    assert cupboard.get(cupboard.put(CANARY).key) == CANARY


def test_a_store_that_is_not_mounted_takes_nothing(app: Flask) -> None:
    cupboard.remove("siang-store")
    with pytest.raises(StoreAway):
        cupboard.put(CANARY)
    assert not cupboard.is_writable()


def test_a_site_whose_store_is_not_mounted_does_not_start(
    app: Flask, session: Session, app_with, now: datetime, tmp_path: Path
) -> None:
    with transaction():
        an_office()
        a_case(now, files=(File("ภาพ.jpg", a_photo()),))
    with pytest.raises(NotMounted, match="mount the store"):
        app_with(SIANG_ATTACHMENTS=str(tmp_path / "empty"))
    assert not list((tmp_path / "empty").iterdir())


def test_with_another_data_key_a_site_does_not_start_until_its_store_is_empty(
    app: Flask, app_with, tmp_path: Path
) -> None:
    place, keys = str(tmp_path / "store"), (secrets.token_hex(32), secrets.token_hex(32))
    app_with(SIANG_ATTACHMENTS=place, SIANG_DATA_KEY=keys[0])
    kept = cupboard.put(CANARY)
    with pytest.raises(NotMounted, match="another data key"):
        app_with(SIANG_ATTACHMENTS=place, SIANG_DATA_KEY=keys[1])
    app_with(SIANG_ATTACHMENTS=place, SIANG_DATA_KEY=keys[0])
    assert cupboard.get(kept.key) == CANARY
    cupboard.remove(kept.key)
    app_with(SIANG_ATTACHMENTS=place, SIANG_DATA_KEY=keys[1])


def test_a_store_from_before_there_was_a_mark_gets_one(app: Flask, app_with) -> None:
    cupboard.put(CANARY)
    cupboard.remove("siang-store")
    app_with()
    assert cupboard.is_writable()


@pytest.mark.parametrize("harm", [
    lambda place: place.unlink(),
    lambda place: place.write_bytes(place.read_bytes()[:-1]),
    lambda place: place.write_bytes(b"\0" + place.read_bytes()[1:]),
    lambda place: place.write_bytes(place.read_bytes()[:40] + b"\0" + place.read_bytes()[41:]),
], ids=["missing", "short", "first", "middle"])  # fmt: skip
def test_what_is_not_as_it_was_is_damaged(app: Flask, harm) -> None:
    kept = cupboard.put(CANARY * 10)
    harm(cupboard.store.place / kept.key)  # type: ignore[attr-defined]  # a folder
    with pytest.raises(Damaged):
        cupboard.get_whole(kept.key, kept.sha256)
