"""``flask …`` for the administrator: dates for odd receipts, roles by name, and a database away."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.exc import OperationalError

import config
from app.database import db


def typed(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=words)


def dates_of(app: Flask, received: str, *more: str) -> Result:
    words = ("workflow", "deadlines", "--kind", "complaint", "--received", received)
    return typed(app, *words, *more)


def test_a_receipt_after_hours_before_new_year_counts_from_the_first_working_day(
    app: Flask,
) -> None:
    done = dates_of(app, "2026-12-30T16:45")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["official"] == "2027-01-04"


def test_explained_every_day_stands_in_a_line_with_its_reason(app: Flask) -> None:
    done = dates_of(app, "2026-12-30T16:45", "--explain")
    assert done.exit_code == 0, done.output
    days = [line.split() for line in done.stdout.splitlines() if line.startswith("acknowledge")]
    assert [day[1] for day in days] == [f"2026-12-{n}" for n in (30, 31)] + [
        f"2027-01-0{n}" for n in range(1, 6)
    ]
    assert days[0][3].startswith("รับเรื่องหลังเวลาทำการ")
    assert days[-1][2:] == ["1", "วันทำการที่", "1", "·", "ครบกำหนด"]


@pytest.mark.parametrize("received", ["1900-01-01", "2569-12-30T16:45", "9999-12-31T23:59"])
def test_a_year_without_a_calendar_ends_with_1_and_one_line(app: Flask, received: str) -> None:
    done = dates_of(app, received)
    assert (done.exit_code, done.stdout) == (1, "")
    assert isinstance(done.exception, SystemExit)
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("received", ["", "พรุ่งนี้", "2026-13-01"])
def test_what_is_no_time_is_wrong_use(app: Flask, received: str) -> None:
    assert dates_of(app, received).exit_code == 2


def test_an_unknown_role_is_wrong_use_and_the_roles_are_named(app: Flask) -> None:
    done = typed(app, "user", "add", "boss@office.example", "--role", "boss")
    assert done.exit_code == 2
    assert "'manager'" in done.stderr


@pytest.mark.parametrize(
    "command", ["rollup verify", "intake list", "jobs once remind", "user token a@office.example"]
)
def test_with_the_database_away_a_command_says_so_and_ends_with_75(
    app: Flask, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("SELECT", {}, Exception("no route"))

    with app.app_context(), monkeypatch.context() as patched:
        patched.setattr(type(db.engine.dialect), "do_execute", away)
        done = typed(app, *command.split())
    assert (done.exit_code, done.stdout) == (75, "")
    assert done.stderr.startswith("the database cannot be used now, try later")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "setting",
    [
        "SIANG_DATABASE_URL=postgresql://a:b:c@::/geheim", "SIANG_BASE_URL=voice.office.example",
        "SIANG_MAIL_PORT=99999", "SMTP_PORT=0", "SIANG_MAIL_TLS=yes", "SIANG_MAIL_CA_FILE=/none",
        "SIANG_MAIL_FROM=voice", "SIANG_INTEGRITY_EMAIL=a b@c", "SIANG_ATTACHMENTS=s3://",
        "AWS_ENDPOINT_URL=s3.office.example", "SIANG_REDIS_URL=redis.office.example",
        "SIANG_LETTERS_PER_HOUR=0", "SIANG_TIMEZONE=Mars/Base", "SIANG_LANGUAGES=fr", "DEMO=no",
        "VAR=/dev/null", "SIANG_MAIL_SERVER=mail.office.example:587", "SIANG_CLAMD=clamav:70000",
        "SIANG_REPLY_DOMAIN=@voice.office.example", "SIANG_MAIL_HOST=smtp://localhost",
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_used_is_named_in_one_sentence(
    setting: str, tmp_path: Path
) -> None:
    name, _, value = setting.partition("=")
    with pytest.raises(config.BadSetting) as refused:
        config.load({"VAR": str(tmp_path), name: value})
    assert name in refused.value.message
    assert "geheim" not in refused.value.message
