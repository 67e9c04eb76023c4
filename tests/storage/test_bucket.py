"""An S3 store does all that the folder does, over a real server."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

import config
from app.database import db, transaction
from app.intake.submission import File
from app.models import Attachment
from app.storage import Damaged, StoreAway, cupboard
from app.storage.bucket import Bucket
from tests.conftest import PostgresDatabase, SqliteDatabase
from tests.factories import a_case, an_office
from tests.files import a_photo
from tests.storage.servers import an_s3_server

CANARY = b"CANARY" * 10


@pytest.fixture
def s3() -> Iterator[dict[str, str]]:
    with an_s3_server() as settings:
        yield settings


@pytest.fixture
def site(app_with: Callable[..., Flask], s3: dict[str, str]) -> Flask:
    made = app_with(**s3)
    made.testing = True
    return made


def run(site: Flask, *arguments: str) -> str:
    done = site.test_cli_runner().invoke(args=list(arguments))
    assert done.exit_code == 0, done.output
    return done.output


def test_what_was_put_comes_back_sealed_and_under_names_of_ours(site: Flask) -> None:
    kept = cupboard.put(CANARY)
    assert cupboard.get_whole(kept.key, kept.sha256) == CANARY
    assert b"CANARY" not in cupboard.get_sealed(kept.key)
    assert list(cupboard.all_keys()) == [kept.key]
    assert cupboard.kept_since(kept.key) <= datetime.now(UTC) + timedelta(seconds=2)
    assert cupboard.is_writable()
    cupboard.remove(kept.key)
    cupboard.remove(kept.key)
    with pytest.raises(FileNotFoundError):
        cupboard.get(kept.key)
    with pytest.raises(Damaged, match="missing"):
        cupboard.get_whole(kept.key, kept.sha256)


def test_backup_restore_and_reconcile_work_with_it(
    site: Flask, tmp_path: Path, now: datetime, database: SqliteDatabase | PostgresDatabase
) -> None:
    with site.app_context(), transaction() as session:
        an_office()
        a_case(now, files=(File("ภาพ.jpg", a_photo()),))
        key, sha256 = session.execute(select(Attachment.key, Attachment.sha256)).one()
    run(site, "backup", str(tmp_path / "b"))
    with site.app_context():
        db.engine.dispose()
    database.renew()
    cupboard.remove(key)
    run(site, "restore", str(tmp_path / "b"))
    assert cupboard.get_whole(key, sha256) == a_photo()
    run(site, "reconcile")
    cupboard.put_back(key, b"something else")
    found = site.test_cli_runner().invoke(args=["reconcile"])
    assert (found.exit_code, f"{key} is damaged" in found.output) == (1, True)


def test_a_bucket_that_does_not_answer_promises_nothing(
    site: Flask, s3: dict[str, str], clock: Traveller
) -> None:
    nowhere = {"aws_endpoint": "http://127.0.0.1:9", "aws_access_key_id": "a",
               "aws_secret_access_key": "b", "aws_region": "x"}  # fmt: skip
    cupboard.store = Bucket("s3://evidence/x", nowhere)
    with pytest.raises(StoreAway):
        cupboard.put(CANARY)
    assert not cupboard.is_writable()
    cupboard.settle(lambda: True)  # it is not taken for an empty one
    answer = site.test_client().get("/health/ready")
    assert (answer.status_code, answer.json["storage"]) == (503, "not ok")


def test_the_wrong_bucket_is_no_empty_store(site: Flask, s3: dict[str, str]) -> None:
    cupboard.plug_in("s3://evidence/elsewhere", site.config["SETTINGS"].aws)
    with pytest.raises(StoreAway, match="not mounted"):
        cupboard.put(CANARY)


@pytest.mark.parametrize(("url", "taken"), [
    ("https://s3.office.example", True), ("http://127.0.0.1:9000", True), ("", True),
    ("http://s3.office.example", False), ("http://127.0.0.1.evil.example", False),
])  # fmt: skip
def test_plain_http_never_leaves_this_machine(tmp_path: Path, url: str, taken: bool) -> None:
    given = {"VAR": str(tmp_path), "AWS_ENDPOINT_URL": url}
    if taken:
        assert config.load(given).aws.get("aws_endpoint", "") == url
    else:
        with pytest.raises(config.BadSetting, match="https"):
            config.load(given)
