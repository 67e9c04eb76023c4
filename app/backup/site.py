"""A backup is a folder: database, files, and a manifest written last that vouches for both."""

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.backup.databases import NAMES, Refused, copy_in, copy_out, is_empty
from app.database import db, migrate
from app.storage import cupboard
from app.vault import vault

MANIFEST = "manifest.json"
FILES = "files"
FORMAT = 1


@dataclass(frozen=True)
class Made:
    """What a backup holds, in numbers."""

    files: int
    size: int


def backup(folder: Path, now: datetime) -> Made:
    """The whole site stands in the new ``folder``; Refused when there is something already.

    The database first: every file its rows name was durable before them, and is copied after.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"{folder} is not empty: give the backup a folder of its own")
    (folder / FILES).mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    database = copy_out(db.engine, folder)
    sums = {database.name: _sum(database)}
    for key in cupboard.all_keys():
        try:
            sealed = cupboard.get_sealed(key)
        except FileNotFoundError:
            continue  # a file that waited for its import, loaded or thrown away meanwhile
        place = folder / FILES / key
        place.parent.mkdir(mode=0o700, exist_ok=True)
        _write(place, sealed)
        sums[f"{FILES}/{key}"] = _sum(place)
    size = sum((folder / name).stat().st_size for name in sums)
    _seal(folder, {
        "format": FORMAT, "engine": db.engine.dialect.name, "made_at": now.isoformat(),
        "data_key": vault.fingerprint, "sums": sums,
    })  # fmt: skip
    return Made(len(sums) - 1, size)


def restore(folder: Path) -> Made:
    """The empty site is the one that ``folder`` holds, its schema at head.

    Refused, and nothing done, when the site is in use, or the backup is damaged or of another
    database engine.
    """
    manifest = _checked(folder)
    if not is_empty(db.engine):
        raise Refused("this site is in use: restore into an empty one")
    names = [name for name in manifest["sums"] if name.startswith(f"{FILES}/")]
    for name in names:
        cupboard.put_back(name.removeprefix(f"{FILES}/"), (folder / name).read_bytes())
    copy_in(db.engine, folder / NAMES[manifest["engine"]])
    migrate()
    size = sum((folder / name).stat().st_size for name in manifest["sums"])
    return Made(len(names), size)


def _checked(folder: Path) -> dict[str, Any]:
    """The manifest of a backup that is whole and ours to read."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError) as error:
        raise Refused(f"{folder} holds no finished backup: {MANIFEST} cannot be read") from error
    if manifest.get("format") != FORMAT:
        raise Refused(f"{folder} was written by another version of this program")
    if manifest["engine"] != db.engine.dialect.name:
        raise Refused(f"this backup is of {manifest['engine']}; the site uses {db.engine.name}")
    if manifest.get("data_key", vault.fingerprint) != vault.fingerprint:
        raise Refused("this backup was sealed with another data key: set the one of its site first")
    for name, sum_ in manifest["sums"].items():
        place = folder / name
        if not place.is_file() or _sum(place) != sum_:
            raise Refused(f"{name} is missing or damaged: use another backup")
    return dict(manifest)


def _seal(folder: Path, manifest: dict[str, Any]) -> None:
    """Written last and whole: a backup without it was never finished."""
    part = folder / f"{MANIFEST}.part"
    _write(part, json.dumps(manifest, indent=1).encode())
    part.replace(folder / MANIFEST)
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(place: Path, content: bytes) -> None:
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sum(place: Path) -> str:
    with place.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
